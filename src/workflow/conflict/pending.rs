//! Interests that wait for a word of whoever asks.
use super::super::{Cx, Step, access, case};
use super::rule::{Ruling, Rulings};
use crate::domain::access::{Duty, Sight, may};
use crate::domain::conflict::Exclusion;
use crate::domain::ids::CaseId;
use crate::store;

/// An interest that waits for a word of the reader's.
#[derive(Clone, Debug)]
pub struct Pending {
    /// The interest.
    pub exclusion: Exclusion,
    /// The case's reference.
    pub reference: String,
}

/// The interests on which whoever asks is to rule, or to agree that they are lifted, oldest first.
///
/// # Errors
/// Fails when the database does.
pub fn pending<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<Vec<Pending>> {
    let (area, member, absent) = (cx.area_id()?, cx.member()?, cx.absent()?);
    if !may(member, Duty::Record) {
        return Ok(Vec::new());
    }
    let mut open = store::exclusion::pending(cx.session, area)?;
    open.retain(|it| !absent.contains(&it.case_id));
    if open.is_empty() {
        return Ok(Vec::new());
    }
    let cases: Vec<CaseId> = open.iter().map(|it| it.case_id).collect();
    let (sights, lines) = (access::sights(cx, &cases)?, case::lines(cx, &cases)?);
    let mut found = Vec::new();
    for exclusion in open {
        let sees = sights.get(&exclusion.case_id) == Some(&Sight::Everything);
        let Some(line) = lines.get(&exclusion.case_id).filter(|_| sees) else { continue };
        let rulings = Rulings::of(cx, member, &exclusion)?.0;
        if rulings.iter().any(|it| *it != Ruling::AskToLift) {
            cx.saw(exclusion.case_id);
            found.push(Pending { exclusion, reference: line.reference.clone() });
        }
    }
    Ok(found)
}
