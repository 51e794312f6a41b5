//! Who chairs a meeting, who stands in, and who writes.
use super::super::{Change, Step, colleague};
use super::change::to_change;
use crate::domain::access::Duty;
use crate::domain::account::Colleague;
use crate::domain::actor::Role;
use crate::domain::ids::AccountId;
use crate::domain::refusal::Refused;
use crate::store;

/// Who is named for a meeting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// Who chairs it.
    pub chair: Option<AccountId>,
    /// Who stands in for the chair.
    pub substitute: Option<AccountId>,
    /// Who writes.
    pub minute_taker: Option<AccountId>,
}

/// Whether somebody may be named to chair: only chairs approve minutes.
pub(super) fn may_chair(colleague: &Colleague) -> bool {
    colleague.membership.roles.contains(&Role::Chair)
}

/// Names who chairs a meeting, who stands in, and who writes.
///
/// # Errors
/// Refused for somebody who may not; stale when the meeting was changed since `seen`.
pub fn name(cx: &mut Change<'_, '_>, place: &str, seen: i32, named: Named) -> Step<()> {
    let mut meeting = to_change(cx, place, seen)?;
    let people = colleague::in_force(cx)?;
    let mut refused = Refused::default();
    for (field, who) in [("chair", named.chair), ("substitute", named.substitute)] {
        if !stands(&people, who, may_chair) {
            refused.add(field, "Select a chair of this area");
        }
    }
    if !stands(&people, named.minute_taker, |it| it.may(WRITING)) {
        refused.add("minute_taker", "Select a chair or coordinator of this area");
    }
    if named.substitute.is_some() && named.substitute == named.chair {
        refused.add("substitute", "Select somebody else than the chair");
    }
    refused.or_go_on()?;
    meeting.chair_id = named.chair;
    meeting.substitute_id = named.substitute;
    meeting.minute_taker_id = named.minute_taker;
    store::meeting::update(cx.session, &mut meeting)?;
    cx.record("meeting.name", meeting.id.as_str(), &[]);
    Ok(())
}

/// What whoever writes must be allowed to.
pub(super) const WRITING: Duty = Duty::Record;

/// Whether nobody is named, or somebody who may be.
fn stands(people: &[Colleague], who: Option<AccountId>, may: impl Fn(&Colleague) -> bool) -> bool {
    who.is_none_or(|who| people.iter().any(|it| it.account.id == who && may(it)))
}
