//! What could be put onto an agenda.
use std::collections::HashMap;

use super::super::{Cx, Step, access, case, schedule};
use crate::domain::access::{Duty, Sight};
use crate::domain::case::CaseLine;
use crate::domain::ids::{CaseId, ListingId};
use crate::domain::listing::Listing;
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

/// The cases that could be put onto an agenda: those listed for later meetings, and those that
/// were taken off this one.
///
/// # Errors
/// Hidden from those who do not arrange agendas.
pub fn candidates<Mode>(cx: &mut Cx<'_, '_, Mode>, place: &str) -> Step<AddView> {
    cx.on_duty(Duty::ArrangeAgenda)?;
    let meeting = schedule::by_slug(cx, place)?;
    let area = meeting.area_id;
    let mut coming = schedule::coming(cx)?;
    coming.retain(|it| it.starts_at > meeting.starts_at);
    let days: HashMap<_, Day> = coming.iter().map(|it| (it.id, it.day)).collect();
    let ids: Vec<_> = days.keys().copied().collect();
    let mut listings = store::listing::of_meetings(cx.session, area, &ids)?;
    listings.extend(store::listing::removed(cx.session, area, meeting.id)?);
    let here = store::listing::of_meeting(cx.session, area, meeting.id)?;
    listings.retain(|it| here.iter().all(|on| on.case_id != it.case_id));
    let cases: Vec<CaseId> = listings.iter().map(|it| it.case_id).collect();
    let sights = access::sights(cx, &cases)?;
    let lines = case::lines(cx, &cases)?;
    let candidate = |it: Listing| {
        sights.get(&it.case_id).filter(|sight| **sight == Sight::Everything)?;
        let day = days.get(&it.meeting_id).copied();
        Some(Candidate { listing: it.id, case: lines.get(&it.case_id)?.clone(), day })
    };
    let candidates: Vec<Candidate> = listings.into_iter().filter_map(candidate).collect();
    for candidate in &candidates {
        cx.saw(candidate.case.id);
    }
    let waiting = store::referral::at_stages(cx.session, area, &[Stage::Submitted])?.len();
    Ok(AddView { meeting, candidates, waiting })
}
