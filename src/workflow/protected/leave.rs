//! Letting a representative see the protected contact of one case.
use super::super::{Change, Cx, Step, StepError, access, colleague};
use super::{Lending, Representative, lent};
use crate::domain::access::{Duty, Sight, Wish, sight};
use crate::domain::account::Colleague;
use crate::domain::actor::Role;
use crate::domain::ids::{AccountId, CaseId};
use crate::domain::protected::Leave;
use crate::domain::refusal::Refused;
use crate::store;

/// Representatives who may see the protected contact of a case, and those who could be let.
pub(super) fn lending<Mode>(cx: &mut Cx<'_, '_, Mode>, id: CaseId) -> Step<Lending> {
    let given = lent(cx, id)?;
    let (mut lent, mut others): (Vec<Representative>, Vec<Representative>) = Default::default();
    for person in representatives(cx, id)? {
        let is_lent = given.iter().any(|it| it.account_id == person.account.id);
        if is_lent { &mut lent } else { &mut others }.push((&person).into());
    }
    Ok(Lending { lent, others })
}

/// The representatives who see a case.
fn representatives<Mode>(cx: &mut Cx<'_, '_, Mode>, id: CaseId) -> Step<Vec<Colleague>> {
    let facts = access::facts(cx, &[id])?;
    let facts = facts.get(&id).ok_or(StepError::Hidden)?;
    let now = cx.now;
    let mut people = colleague::in_force(cx)?;
    people.retain(|it| {
        let member = it.membership.member(it.account.name.clone());
        member.is(Role::Representative) && sight(&member, facts, now) >= Sight::Asked
    });
    Ok(people)
}

/// Lets a representative see the protected contact of a case.
///
/// # Errors
/// Hidden from all but coordinators who see the case; refused beside `account` for anybody else
/// than a representative who sees it.
pub fn give(cx: &mut Change<'_, '_>, id: CaseId, to: Option<AccountId>) -> Step<()> {
    lends(cx, id)?;
    let found = representatives(cx, id)?.into_iter().find(|it| Some(it.account.id) == to);
    let ask = || Refused::field("account", "Choose a representative who sees the case");
    let member = cx.member()?;
    let leave = Leave {
        area_id: member.area,
        case_id: id,
        account_id: found.ok_or_else(ask)?.account.id,
        given_by: member.account,
        given_at: cx.now,
    };
    if store::leave::give(cx.session, &leave)? {
        cx.record("protected.give", leave.account_id.as_str(), &[id]);
    }
    Ok(())
}

/// Lets a representative see it no longer.
///
/// # Errors
/// Hidden from all but coordinators who see the case.
pub fn take(cx: &mut Change<'_, '_>, id: CaseId, from: AccountId) -> Step<()> {
    lends(cx, id)?;
    let area = cx.area_id()?;
    if store::leave::take(cx.session, area, id, from)? {
        cx.record("protected.take", from.as_str(), &[id]);
    }
    Ok(())
}

fn lends(cx: &mut Change<'_, '_>, id: CaseId) -> Step<()> {
    let facts = access::facts(cx, &[id])?;
    let facts = facts.get(&id).ok_or(StepError::Hidden)?;
    access::require(cx, Wish::Change(Duty::LendProtected, facts))
}
