//! The coordinator's view of a meeting's research: by agency, by case, and of one case.
use super::super::untold::{self, Unchecked};
use super::super::{Cx, Step, StepError, access, agenda, schedule};
use crate::domain::access::{Duty, Sight};
use crate::domain::agency::Agency;
use crate::domain::case::CaseLine;
use crate::domain::ids::{AgencyId, CaseId, ListingId};
use crate::domain::meeting::Meeting;
use crate::domain::research::{Research, State};
use crate::domain::time::Instant;
use crate::store;

/// What was last heard of an agency, or said to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LastContact {
    /// It was told that it is asked.
    Told,
    /// It opened a case.
    Opened,
    /// It was reminded.
    Chased,
    /// It returned a case.
    Returned,
}

/// How far an agency is.
#[derive(Clone, Debug)]
pub struct AgencyLine {
    /// The agency.
    pub agency: Agency,
    /// How many cases it is asked on.
    pub asked: usize,
    /// How many of them it has returned.
    pub returned: usize,
    /// How many of those came late.
    pub late: usize,
    /// The last contact.
    pub last: Option<(LastContact, Instant)>,
}

/// How far a case is.
#[derive(Clone, Debug)]
pub struct CaseAsked {
    /// The case.
    pub case: CaseLine,
    /// How many agencies are asked.
    pub asked: usize,
    /// The names of those that have not answered.
    pub missing: Vec<String>,
}

/// How far a meeting's research is.
#[derive(Clone, Debug)]
pub struct Overview {
    /// The meeting.
    pub meeting: Meeting,
    /// By agency: those with the most missing first.
    pub agencies: Vec<AgencyLine>,
    /// By case, in the order of the agenda.
    pub cases: Vec<CaseAsked>,
    /// Whether the reader answers research, too.
    pub may_answer: bool,
}

/// How far a meeting's research is.
///
/// # Errors
/// Hidden when there is no such meeting, and from those who do not chase research.
pub fn overview<Mode>(cx: &mut Cx<'_, '_, Mode>, slug: &str) -> Step<Overview> {
    cx.on_duty(Duty::ChaseResearch)?;
    let meeting = schedule::by_slug(cx, slug)?;
    let mut items = agenda::compile(cx, &meeting)?.items;
    let cases: Vec<CaseId> = items.iter().map(|it| it.case.id).collect();
    let sights = access::sights(cx, &cases)?;
    items.retain(|it| sights.get(&it.case.id) == Some(&Sight::Everything));
    let listings: Vec<ListingId> = items.iter().map(|it| it.listing.id).collect();
    let research = store::research::of_listings(cx.session, meeting.area_id, &listings)?;
    let all = store::agency::list(cx.session, meeting.area_id)?;
    let name = |id: AgencyId| all.iter().find(|it| it.id == id).map(|it| it.name.clone());
    let mut cases = Vec::with_capacity(items.len());
    for item in items {
        cx.saw(item.case.id);
        let missing = item.asked.iter().filter(|it| it.1 == State::Asked);
        let mut missing: Vec<String> = missing.filter_map(|it| name(it.0)).collect();
        missing.sort_unstable();
        cases.push(CaseAsked { case: item.case, asked: item.asked.len(), missing });
    }
    let mut agencies: Vec<AgencyLine> = all.iter().filter_map(|it| line(it, &research)).collect();
    agencies.sort_by_key(|it| std::cmp::Reverse(it.asked - it.returned));
    let may_answer = cx.on_duty(Duty::ReturnResearch).is_ok();
    Ok(Overview { meeting, agencies, cases, may_answer })
}

fn line(agency: &Agency, research: &[Research]) -> Option<AgencyLine> {
    let theirs = research.iter().filter(|it| it.agency_id == agency.id);
    let theirs: Vec<&Research> = theirs.filter(|it| it.state != State::Dropped).collect();
    let returned = theirs.iter().filter(|it| it.is_in());
    (!theirs.is_empty()).then(|| AgencyLine {
        agency: agency.clone(),
        asked: theirs.len(),
        late: returned.clone().filter(|it| it.is_late).count(),
        returned: returned.count(),
        last: theirs.iter().filter_map(|it| last(it)).max_by_key(|it| it.1),
    })
}

fn last(research: &Research) -> Option<(LastContact, Instant)> {
    [
        (LastContact::Told, research.told_at),
        (LastContact::Opened, research.opened_at),
        (LastContact::Chased, research.chased_at),
        (LastContact::Returned, research.returned_at),
    ]
    .into_iter()
    .filter_map(|(what, at)| Some((what, at?)))
    .max_by_key(|it| it.1)
}

/// Which agencies are asked on one case.
#[derive(Clone, Debug)]
pub struct Asking {
    /// The meeting.
    pub meeting: Meeting,
    /// The case.
    pub case: CaseLine,
    /// Each agency, and where its research stands when it was ever asked.
    pub agencies: Vec<(Agency, Option<State>)>,
    /// The case, if there are people to look at before they are told of it.
    pub unchecked: Vec<Unchecked>,
}

/// Which agencies are asked on a case of a meeting.
///
/// # Errors
/// Hidden when there is no such case on that meeting, and from those who do not chase research.
pub fn asking<Mode>(cx: &mut Cx<'_, '_, Mode>, slug: &str, case: CaseId) -> Step<Asking> {
    cx.on_duty(Duty::ChaseResearch)?;
    access::case(cx, case, Sight::Everything)?;
    let meeting = schedule::by_slug(cx, slug)?;
    let listings = store::listing::of_meeting(cx.session, meeting.area_id, meeting.id)?;
    let listing = listings.into_iter().find(|it| it.case_id == case).ok_or(StepError::Hidden)?;
    let research = store::research::of_listings(cx.session, meeting.area_id, &[listing.id])?;
    let state = |id| research.iter().find(|it: &&Research| it.agency_id == id).map(|it| it.state);
    let all = store::agency::list(cx.session, meeting.area_id)?;
    let shown = |it: &Agency| it.active || state(it.id).is_some();
    let agencies = all.into_iter().filter(shown).map(|it| (it.clone(), state(it.id))).collect();
    let line = super::super::case::lines(cx, &[case])?.remove(&case).ok_or(StepError::Hidden)?;
    let unchecked = untold::unchecked(cx, &[case], |it| it.may(Duty::ReturnResearch))?;
    Ok(Asking { meeting, case: line, agencies, unchecked })
}
