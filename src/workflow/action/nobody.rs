//! Open actions whose owner has left.
use super::super::{Cx, Step, access};
use super::facts;
use crate::domain::access::{Wish, allows};
use crate::domain::action::Action;
use crate::domain::ids::CaseId;
use crate::store;

/// The open actions whose owner takes part for their agency no longer, as far as whoever asks may
/// give them to a colleague, first due first.
///
/// # Errors
/// Fails when the database does.
pub fn nobodys<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<Vec<Action>> {
    let (member, today, now) = (cx.member()?, cx.today()?, cx.now);
    let people = store::membership::colleagues(cx.session, member.area)?;
    let mut actions = store::action::open(cx.session, member.area)?;
    actions.retain(|it| it.is_nobodys(&people, today));
    if actions.is_empty() {
        return Ok(actions);
    }
    let cases: Vec<CaseId> = actions.iter().map(|it| it.case_id).collect();
    let known = access::facts(cx, &cases)?;
    actions.retain(|it| {
        let wish = known.get(&it.case_id).map(|case| facts(it, case));
        wish.is_some_and(|it| allows(member, Wish::UpdateAction(&it), now))
    });
    Ok(actions)
}
