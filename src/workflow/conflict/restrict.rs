//! Restricting a case to people who are named on it.
use std::collections::BTreeSet;

use super::super::{Change, Step, access};
use crate::domain::access::{Duty, Sight};
use crate::domain::action::State;
use crate::domain::case::Restriction;
use crate::domain::conflict::{CaseName, Exclusion, Party};
use crate::domain::ids::{AccountId, CaseId, ExclusionId};
use crate::domain::refusal::{Refused, Stale};
use crate::store;

/// Restricts a case to whoever does so and those they name, or names others on one that is.
///
/// # Errors
/// Hidden from those who do not lead or do not see the case; stale when others were named
/// meanwhile; refused when it would go from somebody who owns an open action of it.
pub fn restrict(cx: &mut Change<'_, '_>, id: CaseId, seen: i32, named: &[AccountId]) -> Step<()> {
    cx.on_duty(Duty::Record)?;
    let mut case = access::case(cx, id, Sight::Everything)?.into_inner();
    let shown = case.restriction.shown();
    Stale::check(case.version, seen, &[("named", "Who may know of it", shown)])?;
    let (area, own) = (cx.area_id()?, cx.member()?.account);
    let known = store::membership::colleagues(cx.session, area)?;
    let wanted: BTreeSet<AccountId> = named.iter().copied().chain([own]).collect();
    if !wanted.iter().all(|it| known.iter().any(|one| one.account.id == *it)) {
        return Err(Refused::field("named", "Select people of this area").into());
    }
    keeps_owners(cx, id, &wanted)?;
    let before = store::case_name::of_cases(cx.session, area, &[id])?;
    for gone in before.iter().filter(|it| !wanted.contains(&it.account_id)) {
        store::case_name::remove(cx.session, area, id, gone.account_id)?;
    }
    for account_id in wanted {
        if before.iter().all(|it| it.account_id != account_id) {
            let (area_id, case_id, named_at) = (area, id, cx.now);
            let name = CaseName { area_id, case_id, account_id, named_by: own, named_at };
            store::case_name::insert(cx.session, &name)?;
        }
    }
    if case.restriction == Restriction::Open {
        let exclusion = Exclusion {
            recorded_by: Some(own),
            ..Exclusion::new(
                (area, cx.new_id(ExclusionId::from_uuid)),
                (id, Party::Unnamed),
                cx.now,
            )
        };
        store::exclusion::insert(cx.session, &exclusion)?;
    }
    case.restriction = Restriction::Restricted;
    store::case::update(cx.session, &mut case)?;
    cx.record("case.restrict", id.as_str(), &[id]);
    Ok(())
}

/// Lets everybody know of a case again whom the rules let, unless it is restricted for another reason.
pub(super) fn lift_restriction(cx: &mut Change<'_, '_>, id: CaseId) -> Step<()> {
    let area = cx.area_id()?;
    let others = store::exclusion::of_cases(cx.session, area, &[id])?;
    if others.iter().any(|it| it.party() == Party::Unnamed && it.state.keeps_out()) {
        return Ok(());
    }
    for name in store::case_name::of_cases(cx.session, area, &[id])? {
        store::case_name::remove(cx.session, area, id, name.account_id)?;
    }
    let mut case = store::case::find(cx.session, area, id)?;
    case.restriction = Restriction::Open;
    store::case::update(cx.session, &mut case)?;
    cx.record("case.lift_restriction", id.as_str(), &[id]);
    Ok(())
}

/// Refuses while the case would go from somebody who owns an open action of it: a control that hides
/// too much does harm too.
fn keeps_owners(cx: &mut Change<'_, '_>, case: CaseId, named: &BTreeSet<AccountId>) -> Step<()> {
    let area = cx.area_id()?;
    let mut actions = store::action::of_cases(cx.session, area, &[case])?;
    actions.retain(|it| it.state == State::Open && !named.contains(&it.owner_id));
    if actions.is_empty() {
        return Ok(());
    }
    let text = "Somebody who is not named owns an open action on this case. Name them, or give the \
                action to somebody who is";
    Err(Refused::field("named", text).into())
}
