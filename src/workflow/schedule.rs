//! Meetings that exist by themselves, and what people change about them.
mod change;
mod naming;
mod show;

pub(super) use change::after;
pub use change::{NewMeeting, NewTime, call, cancel, may_call, move_to};
pub use naming::{Named, name};
pub(super) use show::cases_of;
pub use show::{Choice, MeetingLine, MeetingList, MeetingView, list, show};

use super::{Change, Cx, Step, colleague};
use crate::domain::access::Duty;
use crate::domain::account::Colleague;
use crate::domain::actor::Role;
use crate::domain::area::Area;
use crate::domain::ids::{AccountId, MeetingId};
use crate::domain::meeting::{AgendaState, Kind, Meeting, State, slug};
use crate::domain::refusal::Refused;
use crate::domain::schedule::{MeetingTimes, Schedule};
use crate::domain::time::{Day, Instant};
use crate::store;

/// How many meeting days after today have their meeting.
const DAYS_AHEAD: usize = 10;
/// How many meetings of earlier days that were not finished are shown at once.
const MOST_UNFINISHED: i64 = 20;
/// Why a meeting that the rule no longer wants is not held.
const OFF_THE_RULE: &str = "This is no longer a day on which the area meets";

/// Makes sure that the meetings of today and of the next 10 meeting days exist, and that those
/// which nobody changed by hand are as the area's rule wants them. Doing so twice changes nothing.
///
/// # Errors
/// Fails when the database does.
pub fn keep(cx: &mut Change<'_, '_>) -> Step<()> {
    let (area, calendar, today) = (cx.area()?, cx.calendar()?, cx.today()?);
    let schedule = Schedule::new(&area.settings, calendar);
    let days = schedule.meeting_days(today, DAYS_AHEAD + 1);
    let known = store::meeting::from_day(cx.session, area.id, today)?;
    let missing: Vec<Day> = days
        .into_iter()
        .filter(|day| known.iter().all(|it| it.rule_day != Some(*day)))
        .filter(|day| schedule.times_of(*day).start > cx.now)
        .collect();
    make(cx, &area, &schedule, &missing, &known)?;
    let now = cx.now;
    for meeting in known.into_iter().filter(|it| follows_rule(it, now)) {
        let wanted = meeting.rule_day.filter(|it| schedule.meets_on(*it));
        fit(cx, meeting, wanted.map(|it| schedule.times_of(it)))?;
    }
    Ok(())
}

/// Makes the meetings of some days, beside those that are known.
fn make(
    cx: &mut Change<'_, '_>,
    area: &Area,
    schedule: &Schedule<'_>,
    days: &[Day],
    known: &[Meeting],
) -> Step<()> {
    let people = if days.is_empty() { Vec::new() } else { colleague::in_force(cx)? };
    let taken: Vec<&str> = known.iter().map(|it| it.slug.as_str()).collect();
    for day in days {
        // Where another meeting has that very time already, there is nothing to make.
        let Some(slug) = slug(*day, area.settings.day.starts_at, &taken) else { continue };
        let mut meeting = blank(cx, area, &people, &schedule.times_of(*day));
        (meeting.slug, meeting.day, meeting.rule_day) = (slug, *day, Some(*day));
        if store::meeting::add(cx.session, &meeting)? {
            cx.record("meeting.make", meeting.id.as_str(), &[]);
        }
    }
    Ok(())
}

/// Whether the area's rule still decides about a meeting.
fn follows_rule(meeting: &Meeting, now: Instant) -> bool {
    meeting.rule_day.is_some()
        && !meeting.is_by_hand
        && meeting.starts_at > now
        && meeting.agenda == AgendaState::Draft
        && matches!(meeting.state, State::Scheduled | State::Cancelled)
}

/// Makes a meeting as the rule wants it.
fn fit(cx: &mut Change<'_, '_>, mut meeting: Meeting, wanted: Option<MeetingTimes>) -> Step<()> {
    let before = meeting.clone();
    let Some(times) = wanted else {
        if meeting.state == State::Scheduled && change::call_off(cx, &mut meeting, OFF_THE_RULE)? {
            change::tell(cx, &meeting)?;
        }
        return Ok(());
    };
    let settings = cx.area()?.settings;
    meeting.set_times(&times);
    meeting.state = State::Scheduled;
    meeting.place = settings.day.place;
    meeting.join_link = settings.day.join_link;
    meeting.minutes_per_case = settings.budget.minutes_per_case.into();
    if meeting != before {
        meeting.reason = String::new();
        store::meeting::update(cx.session, &mut meeting)?;
        cx.record("meeting.fit", meeting.id.as_str(), &[]);
    }
    Ok(())
}

/// A regular meeting at some moments, without its place in the calendar.
fn blank(cx: &Change<'_, '_>, area: &Area, people: &[Colleague], times: &MeetingTimes) -> Meeting {
    let settings = &area.settings;
    let mut meeting = Meeting {
        area_id: area.id,
        id: cx.new_id(MeetingId::from_uuid),
        slug: String::new(),
        day: Day::MIN,
        rule_day: None,
        is_by_hand: false,
        kind: Kind::Regular,
        state: State::Scheduled,
        starts_at: times.start,
        cutoff_at: None,
        research_due_at: times.research_due,
        publish_at: times.publish,
        place: settings.day.place.clone(),
        join_link: settings.day.join_link.clone(),
        minutes_per_case: settings.budget.minutes_per_case.into(),
        chair_id: first(people, Role::Chair),
        substitute_id: None,
        minute_taker_id: first(people, Role::Coordinator),
        agenda: AgendaState::Draft,
        agenda_version: 0,
        published_at: None,
        told_version: 0,
        told_at: None,
        opened_at: None,
        closed_at: None,
        reason: String::new(),
        current_id: None,
        version: 1,
    };
    meeting.set_times(times);
    meeting
}

/// An extra meeting at some moments, without its place in the calendar.
fn extra(cx: &mut Change<'_, '_>, times: &MeetingTimes) -> Step<Meeting> {
    let (area, people) = (cx.area()?, colleague::in_force(cx)?);
    let mut meeting = blank(cx, &area, &people, times);
    (meeting.kind, meeting.is_by_hand) = (Kind::Extra, true);
    meeting.set_times(times);
    Ok(meeting)
}

/// Who has held a role for the longest time: the one who is named until somebody names another.
fn first(people: &[Colleague], role: Role) -> Option<AccountId> {
    let holders = people.iter().filter(|it| it.membership.roles.contains(&role));
    let oldest = holders.min_by_key(|it| (it.membership.created_at, it.membership.id));
    oldest.map(|it| it.account.id)
}

/// A meeting by its place in URLs, for those who may see agendas.
///
/// # Errors
/// Hidden when there is none, or whoever asks sees no agendas.
pub fn by_slug<Mode>(cx: &mut Cx<'_, '_, Mode>, slug: &str) -> Step<Meeting> {
    cx.on_duty(Duty::SeeAgenda)?;
    let area = cx.area_id()?;
    Ok(store::meeting::by_slug(cx.session, area, slug)?)
}

/// The first meeting by the rule that takes a referral received at an instant, as far as meetings
/// exist already.
///
/// # Errors
/// Fails when the database does.
pub fn next_for<Mode>(cx: &mut Cx<'_, '_, Mode>, received_at: Instant) -> Step<Option<Meeting>> {
    let coming = coming(cx)?;
    Ok(coming.into_iter().find(|it| it.takes(received_at)))
}

/// The meeting that hears a referral received at an instant. Makes the coming meetings where they
/// are missing.
///
/// # Errors
/// Refused when the area's rule makes no meeting.
pub fn meeting_for(cx: &mut Change<'_, '_>, received_at: Instant) -> Step<Meeting> {
    keep(cx)?;
    let none = "There is no meeting to come. Change the meeting days, or call an extra meeting";
    Ok(next_for(cx, received_at)?.ok_or_else(|| Refused::because(none))?)
}

/// The meetings of today and later that are still to be held or being held, soonest first.
///
/// # Errors
/// Fails when the database does.
pub fn coming<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<Vec<Meeting>> {
    let (area, today) = (cx.area_id()?, cx.today()?);
    let mut all = store::meeting::from_day(cx.session, area, today)?;
    all.retain(|it| it.is_live() && it.day >= today);
    Ok(all)
}

/// The meetings of earlier days that were not finished, the first ones first: those that are still
/// open, and those that were never opened though cases are on their agenda.
///
/// # Errors
/// Fails when the database does.
pub fn unfinished<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<Vec<Meeting>> {
    let (area, today) = (cx.area_id()?, cx.today()?);
    Ok(store::meeting::unfinished(cx.session, area, today, MOST_UNFINISHED)?)
}

/// The meeting that people prepare for or sit in now: the soonest that is not over.
///
/// # Errors
/// Hidden from those who see no agendas.
pub fn current<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<Option<Meeting>> {
    cx.on_duty(Duty::SeeAgenda)?;
    Ok(coming(cx)?.into_iter().next())
}
