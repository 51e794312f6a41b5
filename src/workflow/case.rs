//! Cases: as lists show them, one with its history, and finding one by its reference.
use std::collections::HashMap;

use super::{Cx, Step};
use crate::domain::case::CaseLine;
use crate::domain::ids::CaseId;
use crate::domain::person::{Part, Person};
use crate::store;

/// Some cases as lists show them: three queries, however many. Who may see which is for the caller
/// to decide.
///
/// # Errors
/// Fails when the database does.
pub fn lines<Mode>(cx: &mut Cx<'_, '_, Mode>, cases: &[CaseId]) -> Step<HashMap<CaseId, CaseLine>> {
    let area = cx.area_id()?;
    let people = store::person::of_cases(cx.session, area, cases)?;
    let victims: HashMap<CaseId, Person> = people
        .into_iter()
        .filter(|it| it.part == Part::Victim)
        .map(|it| (it.case_id, it))
        .collect();
    let found = store::case::of_ids(cx.session, area, cases)?;
    let line = |case: crate::domain::case::Case| {
        let victim = victims.get(&case.id);
        let line = CaseLine {
            id: case.id,
            reference: case.reference,
            victim: victim.map(|it| it.name.clone()).unwrap_or_default(),
            born_on: victim.and_then(|it| it.born_on),
            age: victim.map(|it| it.particulars.age.clone()).unwrap_or_default(),
        };
        (case.id, line)
    };
    Ok(found.into_iter().map(line).collect())
}
