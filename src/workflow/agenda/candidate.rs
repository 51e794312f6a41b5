//! What could be put onto an agenda.
use std::collections::{HashMap, HashSet};

use chrono::TimeDelta;

use super::super::{Cx, Step, access, case, schedule};
use crate::domain::access::{Duty, Sight};
use crate::domain::case::CaseLine;
use crate::domain::ids::{CaseId, ListingId};
use crate::domain::listing::{Listing, State};
use crate::domain::meeting::Meeting;
use crate::domain::referral::Stage;
use crate::domain::time::Day;
use crate::store;

/// A case that could be put onto an agenda.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Its listing elsewhere.
    pub listing: ListingId,
    /// The case.
    pub case: CaseLine,
    /// The day of the meeting that it is on; none when it was taken off.
    pub day: Option<Day>,
}

/// What could be put onto an agenda.
#[derive(Clone, Debug)]
pub struct AddView {
    /// The meeting.
    pub meeting: Meeting,
    /// The cases.
    pub candidates: Vec<Candidate>,
    /// Referrals that wait for triage.
    pub waiting: usize,
}

/// How many days a case that was taken off an agenda is looked for.
const BACK: i64 = 28;
/// How many such cases are looked at, at most.
const MOST: i64 = 200;

/// The cases that could be put onto an agenda: those listed for later meetings or for earlier ones
/// that were not finished, those that were taken off this one, and those that are on no agenda.
///
/// # Errors
/// Hidden from those who do not arrange agendas.
pub fn candidates<Mode>(cx: &mut Cx<'_, '_, Mode>, place: &str) -> Step<AddView> {
    cx.on_duty(Duty::ArrangeAgenda)?;
    let meeting = schedule::by_slug(cx, place)?;
    let area = meeting.area_id;
    let mut others = schedule::unfinished(cx)?;
    others.extend(schedule::coming(cx)?.into_iter().filter(|it| it.starts_at > meeting.starts_at));
    others.retain(|it| it.id != meeting.id);
    let days: HashMap<_, Day> = others.iter().map(|it| (it.id, it.day)).collect();
    let ids: Vec<_> = others.iter().map(|it| it.id).collect();
    let mut listings = store::listing::of_meetings(cx.session, area, &ids)?;
    listings.retain(|it| it.heard_from.is_none() && it.disposition.is_none());
    listings.extend(store::listing::removed(cx.session, area, meeting.id)?);
    listings.extend(unlisted(cx)?);
    let here = store::listing::of_meeting(cx.session, area, meeting.id)?;
    let mut known: HashSet<CaseId> = here.iter().map(|it| it.case_id).collect();
    listings.retain(|it| known.insert(it.case_id));
    let cases: Vec<CaseId> = listings.iter().map(|it| it.case_id).collect();
    let sights = access::sights(cx, &cases)?;
    let lines = case::lines(cx, &cases)?;
    let candidate = |it: Listing| {
        sights.get(&it.case_id).filter(|sight| **sight == Sight::Everything)?;
        let day = days.get(&it.meeting_id).filter(|_| it.state == State::Listed).copied();
        Some(Candidate { listing: it.id, case: lines.get(&it.case_id)?.clone(), day })
    };
    let candidates: Vec<Candidate> = listings.into_iter().filter_map(candidate).collect();
    for candidate in &candidates {
        cx.saw(candidate.case.id);
    }
    let absent = cx.absent()?;
    let waiting = store::referral::count(cx.session, area, &[Stage::Submitted], &absent)?;
    let waiting = usize::try_from(waiting).unwrap_or(usize::MAX);
    Ok(AddView { meeting, candidates, waiting })
}

/// The newest listing of each case that was taken off an agenda in the last four weeks and is on
/// none since: no meeting that began after the case was listed has it. Three queries.
///
/// # Errors
/// Fails when the database does.
pub fn unlisted<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<Vec<Listing>> {
    let (area, since) = (cx.area_id()?, cx.now - TimeDelta::days(BACK));
    let absent = cx.absent()?;
    let mut removed = store::listing::removed_since(cx.session, area, (since, MOST), &absent)?;
    let mut known = HashSet::new();
    removed.retain(|it| known.insert(it.case_id));
    let cases: Vec<CaseId> = removed.iter().map(|it| it.case_id).collect();
    let mut all = store::listing::of_cases(cx.session, area, &cases)?;
    all.retain(|it| it.state == State::Listed);
    let ids: Vec<_> = all.iter().map(|it| it.meeting_id).collect();
    let meetings = store::meeting::of_ids(cx.session, area, &ids)?;
    let starts: HashMap<_, _> = meetings.into_iter().map(|it| (it.id, it.starts_at)).collect();
    let is_on = |gone: &Listing, it: &Listing| {
        it.case_id == gone.case_id
            && starts.get(&it.meeting_id).is_some_and(|at| *at >= gone.created_at)
    };
    removed.retain(|gone| all.iter().all(|it| !is_on(gone, it)));
    Ok(removed)
}
