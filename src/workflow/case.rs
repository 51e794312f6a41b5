//! Cases: as lists show them, one with its history, and finding one by its reference.
mod advice;
mod history;
mod scope;
mod show;

pub use advice::{Advice, advice, advise};
pub use history::{Event, Hearing, What};
pub use show::{ActionOf, CasePage, CaseView, ResearchOf, show};

use std::collections::HashMap;

use super::{Cx, Step, StepError, access};
use crate::domain::access::{Duty, Sight};
use crate::domain::case::{Case, CaseLine};
use crate::domain::ids::CaseId;
use crate::domain::person::{Part, Person};
use crate::domain::reference::CaseReference;
use crate::domain::time::Instant;
use crate::store;

/// How many cases the list shows.
const MOST: i64 = 25;

/// Some cases as lists show them: two queries, however many. Who may see which is for the caller
/// to decide.
///
/// # Errors
/// Fails when the database does.
pub fn lines<Mode>(cx: &mut Cx<'_, '_, Mode>, cases: &[CaseId]) -> Step<HashMap<CaseId, CaseLine>> {
    let area = cx.area_id()?;
    let people = store::person::of_cases(cx.session, area, cases)?;
    let found = store::case::of_ids(cx.session, area, cases)?;
    Ok(found.into_iter().map(|it| (it.id, line(&it, &people))).collect())
}

/// One case as lists show it.
fn line(case: &Case, people: &[Person]) -> CaseLine {
    let victim = people.iter().find(|it| it.case_id == case.id && it.part == Part::Victim);
    CaseLine {
        id: case.id,
        reference: case.reference.clone(),
        victim: victim.map(|it| it.name.clone()).unwrap_or_default(),
        born_on: victim.and_then(|it| it.born_on),
        age: victim.map(|it| it.particulars.age.clone()).unwrap_or_default(),
    }
}

/// The case of a reference as somebody typed it; a case that was joined leads to the earlier one.
///
/// # Errors
/// Hidden when there is none that they may see.
pub fn find<Mode>(cx: &mut Cx<'_, '_, Mode>, typed: &str) -> Step<CaseId> {
    let area = cx.area()?;
    cx.member()?;
    let reference = CaseReference::typed(typed, &area.prefix);
    let reference = reference.map_err(|_not_one| StepError::Hidden)?;
    // Asked for what is nowhere too, so that it takes as long as what is hidden.
    let id = match store::case::by_reference(cx.session, area.id, reference.as_str()) {
        Err(store::StoreError::NotFound) => access::nowhere(),
        found => end(cx, found?)?.id,
    };
    if !access::sights(cx, &[id])?.contains_key(&id) {
        return Err(StepError::Hidden);
    }
    cx.saw(id);
    Ok(id)
}

/// The case under which everything of a case was put: itself, unless it was joined to another.
///
/// # Errors
/// Fails when the database does.
pub(super) fn end<Mode>(cx: &mut Cx<'_, '_, Mode>, mut case: Case) -> Step<Case> {
    while let Some(earlier) = case.joined_to {
        case = store::case::find(cx.session, case.area_id, earlier)?;
    }
    Ok(case)
}

/// A case in the list of the newest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecentCase {
    /// The case.
    pub line: CaseLine,
    /// When it was first referred.
    pub created_at: Instant,
    /// How many children are part of it.
    pub children: usize,
}

/// The cases with the newest referrals, for those who lead the meetings.
///
/// # Errors
/// Hidden from everybody else.
pub fn recent<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<Vec<RecentCase>> {
    cx.on_duty(Duty::Triage)?;
    let area = cx.area_id()?;
    let absent = cx.absent()?;
    let mut cases = store::case::recent(cx.session, area, MOST, &absent)?;
    let ids: Vec<CaseId> = cases.iter().map(|it| it.id).collect();
    let sights = access::sights(cx, &ids)?;
    cases.retain(|it| sights.get(&it.id) == Some(&Sight::Everything));
    let people = store::person::of_cases(cx.session, area, &ids)?;
    let is_child = |it: &&Person, case| it.case_id == case && it.part == Part::Child;
    let recent = |case: Case| RecentCase {
        line: line(&case, &people),
        created_at: case.created_at,
        children: people.iter().filter(|it| is_child(it, case.id)).count(),
    };
    let recent: Vec<RecentCase> = cases.into_iter().map(recent).collect();
    for case in &recent {
        cx.saw(case.line.id);
    }
    Ok(recent)
}
