//! What people change about a meeting: that it is held, when, and that there is one more.
use super::super::{Change, Cx, Step, colleague, listing};
use super::{by_slug, coming, extra};
use crate::domain::access::Duty;
use crate::domain::area_clock::AreaClock;
use crate::domain::meeting::{Meeting, State, slug};
use crate::domain::notice::Notice;
use crate::domain::refusal::{Refused, Stale};
use crate::domain::schedule::Schedule;
use crate::domain::text::Private;
use crate::domain::time::{Day, Instant, TimeOfDay};
use crate::store;

/// When a meeting is to be held, and why then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTime {
    /// The day.
    pub day: Day,
    /// The local time.
    pub time: TimeOfDay,
    /// Why: those who attend are told.
    pub reason: String,
}

/// A meeting to be held besides those of the area's rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewMeeting {
    /// When and why.
    pub when: NewTime,
    /// Where; blank for the usual place.
    pub place: String,
}

/// Cancels a meeting: its cases pass to the next one with their research, and everybody is told.
///
/// # Errors
/// Refused without a reason, once it has begun, or when cases have nowhere to go; stale when it was
/// changed since `seen`.
pub fn cancel(cx: &mut Change<'_, '_>, place: &str, seen: i32, reason: &str) -> Step<()> {
    let mut meeting = to_change(cx, place, seen)?;
    if reason.trim().is_empty() {
        return Err(Refused::field("reason", "Enter why the meeting is cancelled").into());
    }
    meeting.is_by_hand = true;
    call_off(cx, &mut meeting, reason)?;
    tell(cx, &meeting)
}

/// Moves a meeting to another time: what is due before it moves along, and everybody is told.
/// Gives its new place in URLs.
///
/// # Errors
/// As [`cancel`]; refused for a time in the past or one that another meeting has.
pub fn move_to(cx: &mut Change<'_, '_>, place: &str, seen: i32, to: &NewTime) -> Step<String> {
    let mut meeting = to_change(cx, place, seen)?;
    let start = check_time(cx, to, "Enter why the meeting is moved")?;
    let settings = cx.area()?.settings;
    let times = Schedule::new(&settings, cx.calendar()?).times_of(to.day);
    meeting.slug = free_slug(cx, to, Some(&meeting))?;
    meeting.set_times(&times.starting_at(start));
    (meeting.day, meeting.is_by_hand) = (to.day, true);
    to.reason.clone_into(&mut meeting.reason);
    store::meeting::update(cx.session, &mut meeting)?;
    cx.record("meeting.move", meeting.id.as_str(), &[]);
    tell(cx, &meeting)?;
    Ok(meeting.slug)
}

/// Whether whoever asks may call, move and cancel meetings.
///
/// # Errors
/// Hidden from those who may not.
pub fn may_call<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<()> {
    cx.on_duty(Duty::Schedule)
}

/// Calls an extra meeting, on any day and without a cut-off, and tells everybody. Gives its place
/// in URLs.
///
/// # Errors
/// Refused without a reason, and for a time in the past or one that another meeting has.
pub fn call(cx: &mut Change<'_, '_>, new: &NewMeeting) -> Step<String> {
    cx.on_duty(Duty::Schedule)?;
    let start = check_time(cx, &new.when, "Enter why the meeting is called")?;
    let settings = cx.area()?.settings;
    let times = Schedule::new(&settings, cx.calendar()?).times_of(new.when.day);
    let mut meeting = extra(cx, &times.starting_at(start))?;
    meeting.slug = free_slug(cx, &new.when, None)?;
    meeting.day = new.when.day;
    new.when.reason.clone_into(&mut meeting.reason);
    if !new.place.is_empty() {
        new.place.clone_into(&mut meeting.place);
    }
    store::meeting::insert(cx.session, &meeting)?;
    cx.record("meeting.call", meeting.id.as_str(), &[]);
    tell(cx, &meeting)?;
    Ok(meeting.slug)
}

/// A meeting that has not begun, as it was seen by whoever wants to change it.
pub(super) fn to_change(cx: &mut Change<'_, '_>, place: &str, seen: i32) -> Step<Meeting> {
    cx.on_duty(Duty::Schedule)?;
    let meeting = by_slug(cx, place)?;
    let clock = AreaClock::new(cx.area()?.settings.timezone);
    let time = clock.time_of(meeting.starts_at).format("%H:%M").to_string();
    let now = [("time", "Time", time.as_str()), ("reason", "Reason", meeting.reason.as_str())];
    Stale::check(meeting.version, seen, &now)?;
    if meeting.state != State::Scheduled {
        return Err(Refused::because("This meeting has begun, is over or is cancelled").into());
    }
    Ok(meeting)
}

fn check_time(cx: &mut Change<'_, '_>, to: &NewTime, without_reason: &str) -> Step<Instant> {
    let settings = cx.area()?.settings;
    let clock = Schedule::new(&settings, cx.calendar()?).clock();
    let start = clock.instant_of(to.day, to.time);
    let mut refused = Refused::default();
    if start <= cx.now {
        let field = if clock.day_of(cx.now) == to.day { "time" } else { "day" };
        refused.add(field, "The meeting must be in the future");
    }
    if to.reason.trim().is_empty() {
        refused.add("reason", without_reason);
    }
    refused.or_go_on()?;
    Ok(start)
}

/// A place in URLs that no other meeting has.
fn free_slug(cx: &mut Change<'_, '_>, to: &NewTime, own: Option<&Meeting>) -> Step<String> {
    let area = cx.area_id()?;
    let same_day = store::meeting::between(cx.session, area, to.day, to.day)?;
    let others = same_day.iter().filter(|it| own.is_none_or(|own| own.id != it.id));
    let taken: Vec<&str> = others.map(|it| it.slug.as_str()).collect();
    let none = "There is another meeting at this time";
    Ok(slug(to.day, to.time, &taken).ok_or_else(|| Refused::field("time", none))?)
}

/// Cancels a meeting and passes its cases to the next one; says whether there were any.
pub(super) fn call_off(cx: &mut Change<'_, '_>, meeting: &mut Meeting, reason: &str) -> Step<bool> {
    meeting.state = State::Cancelled;
    reason.clone_into(&mut meeting.reason);
    store::meeting::update(cx.session, meeting)?;
    let listings = store::listing::of_meeting(cx.session, meeting.area_id, meeting.id)?;
    let cases: Vec<_> = listings.iter().map(|it| it.case_id).collect();
    cx.record("meeting.cancel", meeting.id.as_str(), &cases);
    if listings.is_empty() {
        return Ok(false);
    }
    let next = after(cx, meeting)?;
    for listing in listings {
        listing::pass_on(cx, listing, &next, &Private::from(reason))?;
    }
    Ok(true)
}

/// The regular meeting that hears what another one does not.
pub(in super::super) fn after(cx: &mut Change<'_, '_>, meeting: &Meeting) -> Step<Meeting> {
    let now = cx.now;
    let none = "There is no later meeting to pass the cases to. Call an extra meeting first";
    let next = coming(cx)?.into_iter().find(|it| meeting.passes_to(it, now));
    Ok(next.ok_or_else(|| Refused::because(none))?)
}

/// Tells everybody who takes part in the area's meetings that one is not as it was.
pub(super) fn tell(cx: &mut Change<'_, '_>, meeting: &Meeting) -> Step<()> {
    let once = format!("meeting_changed:{}:{}", meeting.id, meeting.version);
    for colleague in colleague::in_force(cx)?.iter().filter(|it| it.takes_part()) {
        let notice = Notice::MeetingChanged { meeting: meeting.id };
        cx.tell(colleague.account.id, notice, &once, cx.now)?;
    }
    Ok(())
}
