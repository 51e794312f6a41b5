//! How agencies are told of cases to research, and reminded of those they have not returned.
use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;

use super::super::{Change, Step, StepError, colleague, schedule};
use crate::domain::access::Duty;
use crate::domain::account::Colleague;
use crate::domain::ids::{AgencyId, ListingId};
use crate::domain::meeting::{Kind, Meeting};
use crate::domain::notice::Notice;
use crate::domain::refusal::Refused;
use crate::domain::research::{Research, State};
use crate::domain::schedule::Schedule;
use crate::domain::time::Instant;
use crate::store;

/// How long must lie between two mails to an agency about new cases, or two reminders by hand.
const BETWEEN_MAILS: TimeDelta = TimeDelta::minutes(10);

/// Tells agencies of the cases they are asked about: once in the morning of the meeting, then of
/// what is added, at most every ten minutes. Doing so twice changes nothing.
///
/// # Errors
/// Fails when the database does.
pub fn digest_due(cx: &mut Change<'_, '_>) -> Step<()> {
    let now = cx.now;
    for meeting in schedule::coming(cx)? {
        if digest_at(cx, &meeting)? > now {
            continue;
        }
        for (agency, research) in missing(cx, &meeting)? {
            let last = research.iter().filter_map(|it| it.told_at).max();
            let is_new = research.iter().any(|it| it.told_at.is_none());
            if is_new && last.is_none_or(|it| now - it >= BETWEEN_MAILS) {
                let notice = Notice::ResearchAsked { meeting: meeting.id };
                let once = format!("research_asked:{}:{agency}:{now}", meeting.id);
                tell(cx, agency, &notice, &once)?;
                save(cx, research, |it| it.told_at = it.told_at.or(Some(now)))?;
            }
        }
    }
    Ok(())
}

/// When agencies are first told of a meeting's cases: for an extra meeting as soon as there are any.
fn digest_at(cx: &mut Change<'_, '_>, meeting: &Meeting) -> Step<Instant> {
    let settings = cx.area()?.settings;
    let times = Schedule::new(&settings, cx.calendar()?).times_of(meeting.day);
    let along = times.starting_at(meeting.starts_at).digest;
    Ok(if meeting.kind == Kind::Extra { Instant::MIN_UTC } else { along.min(times.digest) })
}

/// Reminds agencies of what they have not returned, at the area's times. A reminder whose time
/// passed while the service was down is sent once. Doing so twice changes nothing.
///
/// # Errors
/// Fails when the database does.
pub fn chase_due(cx: &mut Change<'_, '_>) -> Step<()> {
    let now = cx.now;
    for meeting in schedule::coming(cx)?.into_iter().filter(|it| now < it.starts_at) {
        let settings = cx.area()?.settings;
        let schedule = Schedule::new(&settings, cx.calendar()?);
        let shift = meeting.starts_at - schedule.times_of(meeting.day).start;
        let times = schedule.research_chases(meeting.day);
        let Some(last) = times.into_iter().map(|it| it + shift).rfind(|it| *it <= now) else {
            continue;
        };
        let occasion = format!("{}:{last}", meeting.id);
        if !store::mark::set(cx.session, meeting.area_id, "research.chase", &occasion, now)? {
            continue;
        }
        for (agency, research) in missing(cx, &meeting)? {
            remind(cx, &meeting, agency, research)?;
        }
    }
    Ok(())
}

/// Reminds one agency now.
///
/// # Errors
/// Hidden when it is not asked; refused when it has returned everything or was just reminded.
pub fn chase_now(cx: &mut Change<'_, '_>, slug: &str, agency: AgencyId) -> Step<()> {
    cx.on_duty(Duty::ChaseResearch)?;
    let meeting = schedule::by_slug(cx, slug)?;
    store::agency::find(cx.session, meeting.area_id, agency)?;
    let mut all = missing(cx, &meeting)?;
    let Some(research) = all.remove(&agency) else {
        return Err(Refused::because("This agency has returned everything it is asked").into());
    };
    let last = research.iter().filter_map(|it| it.chased_at).max();
    if last.is_some_and(|it| cx.now - it < BETWEEN_MAILS) {
        let text = "This agency was reminded less than 10 minutes ago. Phone it instead";
        return Err(Refused::because(text).into());
    }
    if !meeting.is_live() {
        return Err(Refused::because("This meeting is over or cancelled").into());
    }
    remind(cx, &meeting, agency, research)
}

fn remind(
    cx: &mut Change<'_, '_>,
    meeting: &Meeting,
    agency: AgencyId,
    research: Vec<Research>,
) -> Step<()> {
    let now = cx.now;
    let notice = Notice::ResearchReminder { meeting: meeting.id };
    tell(cx, agency, &notice, &format!("research_reminder:{}:{agency}:{now}", meeting.id))?;
    cx.record("research.chase", meeting.id.as_str(), &[]);
    save(cx, research, |it| it.chased_at = Some(now))
}

/// What agencies have not returned for a meeting, by agency.
fn missing(cx: &mut Change<'_, '_>, meeting: &Meeting) -> Step<BTreeMap<AgencyId, Vec<Research>>> {
    let absent = cx.absent()?;
    let mut listings = store::listing::of_meeting(cx.session, meeting.area_id, meeting.id)?;
    listings.retain(|it| !absent.contains(&it.case_id));
    let ids: Vec<ListingId> = listings.into_iter().map(|it| it.id).collect();
    let all = store::research::of_listings(cx.session, meeting.area_id, &ids)?;
    let mut by_agency: BTreeMap<AgencyId, Vec<Research>> = BTreeMap::new();
    for one in all.into_iter().filter(|it| it.state == State::Asked) {
        by_agency.entry(one.agency_id).or_default().push(one);
    }
    Ok(by_agency)
}

/// Tells everybody who answers for an agency.
fn tell(cx: &mut Change<'_, '_>, agency: AgencyId, notice: &Notice, once: &str) -> Step<()> {
    let people: BTreeSet<_> = colleague::in_force(cx)?
        .into_iter()
        .filter(|it: &Colleague| it.answers_for(&[agency]))
        .map(|it| it.account.id)
        .collect();
    for account in people {
        cx.tell(account, notice.clone(), once, cx.now)?;
    }
    Ok(())
}

fn save(
    cx: &mut Change<'_, '_>,
    research: Vec<Research>,
    change: impl Fn(&mut Research),
) -> Result<(), StepError> {
    for mut one in research {
        change(&mut one);
        store::research::note(cx.session, &one)?;
    }
    Ok(())
}
