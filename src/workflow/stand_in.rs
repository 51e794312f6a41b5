//! Who can be the second where a decision takes two people, for a small team without another: the person
//! whom the area names in its settings, whatever their role.
use super::{Cx, Step, colleague};
use crate::domain::account::Colleague;
use crate::domain::actor::Actor;
use crate::store;

/// The address that the area names; none while it names nobody.
fn address<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<Option<String>> {
    let named = cx.area()?.settings.contact.stand_in.trim().to_lowercase();
    Ok((!named.is_empty()).then_some(named))
}

/// Whether it is whoever asks.
///
/// # Errors
/// Fails when the database does.
pub(super) fn is<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<bool> {
    let Actor::Member(member) = cx.actor else { return Ok(false) };
    let Some(named) = address(cx)? else { return Ok(false) };
    Ok(store::account::find(cx.session, member.account)?.email.reveal() == named)
}

/// The person, if they take part today.
///
/// # Errors
/// Fails when the database does.
pub(super) fn find<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<Option<Colleague>> {
    let Some(named) = address(cx)? else { return Ok(None) };
    Ok(colleague::in_force(cx)?.into_iter().find(|it| it.account.email.reveal() == named))
}
