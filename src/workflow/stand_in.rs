//! Who can be the second where a decision takes two people, for a small team without another: the person
//! whom the area names in its settings, whatever their role.
use super::{Change, Cx, Step, colleague};
use crate::domain::access::Duty;
use crate::domain::account::Colleague;
use crate::domain::actor::Actor;
use crate::domain::area::Area;
use crate::domain::notice::Notice;
use crate::domain::refusal::Refused;
use crate::store;

/// The address that an area names; none while it names nobody.
fn address(area: &Area) -> Option<String> {
    let named = area.settings.contact.stand_in.trim().to_lowercase();
    (!named.is_empty()).then_some(named)
}

/// Whether it is whoever asks.
///
/// # Errors
/// Fails when the database does.
pub(super) fn is<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<bool> {
    let Actor::Member(member) = cx.actor else { return Ok(false) };
    let Some(named) = address(&cx.area()?) else { return Ok(false) };
    Ok(store::account::find(cx.session, member.account)?.email.reveal() == named)
}

/// The person, if they take part today.
///
/// # Errors
/// Fails when the database does.
pub(super) fn find<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<Option<Colleague>> {
    let Some(named) = address(&cx.area()?) else { return Ok(None) };
    Ok(colleague::in_force(cx)?.into_iter().find(|it| it.account.email.reveal() == named))
}

/// Lets an area that is about to be saved name somebody, and tells them and all who decide where it takes
/// two, but whoever names them: nobody gets a second of their own without the others knowing. Whoever
/// names them is asked again who they are.
///
/// # Errors
/// Not fresh when they showed it too long ago; refused beside the field when nobody of that address takes
/// part here.
pub(super) fn name(cx: &mut Change<'_, '_>, area: &Area) -> Step<()> {
    cx.fresh()?;
    let Some(named) = address(area) else { return Ok(()) };
    let (own, people) = (cx.member()?.account, colleague::in_force(cx)?);
    let is_named = |it: &Colleague| it.account.email.reveal() == named;
    if !people.iter().any(is_named) {
        let text = "Enter the email address of somebody who signs in here, or leave it blank";
        return Err(Refused::field("contact.stand_in", text).into());
    }
    let once = format!("stand_in:{}", area.version);
    for colleague in &people {
        let id = colleague.account.id;
        if is_named(colleague) || colleague.may(Duty::Stop) && id != own {
            cx.tell(id, Notice::StandInNamed, &once, cx.now)?;
        }
    }
    Ok(())
}
