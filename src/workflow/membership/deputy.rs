//! Making somebody a deputy: chair or coordinator for a time, beside what they are.
use crate::domain::account::Membership;
use crate::domain::actor::Role;
use crate::domain::deputy::Deputy;
use crate::domain::ids::MembershipId;
use crate::domain::text::Private;
use crate::store;
use crate::workflow::{Change, Cx, Step, StepError};

/// Somebody who may be made a deputy.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// What they are called.
    pub name: Private,
    /// What they may stand in for; never nothing.
    pub roles: Vec<Role>,
}

/// Somebody and what they may stand in for.
///
/// # Errors
/// [`StepError::Hidden`] for those who do not manage people, for oneself, and for somebody who may
/// stand in for nothing.
pub fn candidate<Mode>(cx: &mut Cx<'_, '_, Mode>, id: MembershipId) -> Step<Candidate> {
    let view = super::show(cx, id)?;
    if view.may_stand_in.is_empty() {
        return Err(StepError::Hidden);
    }
    Ok(Candidate { name: view.colleague.account.name, roles: view.may_stand_in })
}

/// What the person of a place is in other places of the same area, now or later.
pub(super) fn held_beside<Mode>(cx: &mut Cx<'_, '_, Mode>, of: &Membership) -> Step<Vec<Role>> {
    let today = cx.today()?;
    let mut places = store::membership::of_account(cx.session, of.account_id)?;
    places.retain(|it| it.area_id == of.area_id && it.id != of.id);
    places.retain(|it| !it.suspended && it.ends_on.is_none_or(|last| last >= today));
    Ok(places.into_iter().flat_map(|it| it.roles).collect())
}

/// Makes somebody chair or coordinator for a time: in a place of its own, which they go to on the page
/// of their account, and which ends by itself.
///
/// # Errors
/// As for [`candidate`]; not fresh when whoever does it signed in too long ago; refused beside the
/// fields.
pub fn make(cx: &mut Change<'_, '_>, id: MembershipId, deputy: Deputy) -> Step<MembershipId> {
    candidate(cx, id)?;
    cx.fresh()?;
    let of = super::show(cx, id)?.colleague.membership;
    let held = [held_beside(cx, &of)?, of.roles.clone()].concat();
    deputy.check(&held, cx.today()?)?;
    let place = Membership {
        id: cx.new_id(MembershipId::from_uuid),
        roles: vec![deputy.role],
        job_title: format!("Deputy {}", deputy.role.shown().to_lowercase()),
        starts_on: deputy.starts_on,
        ends_on: Some(deputy.ends_on),
        version: 1,
        created_at: cx.now,
        ..of
    };
    store::membership::insert(cx.session, &place)?;
    cx.record("membership.deputise", place.id.as_str(), &[]);
    Ok(place.id)
}
