//! Which version of the minutes has reached somebody.
use super::super::{Cx, Step};
use crate::domain::ids::{AccountId, MeetingId};
use crate::domain::notice::Delivery;
use crate::store;

/// The newest version of a meeting's minutes, older than `before`, that has reached somebody: the
/// mail server took its message, or they read it in the service. A copy that was stopped, or
/// replaced before it left, has reached nobody.
///
/// # Errors
/// Fails when the database does.
pub fn received<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    meeting: MeetingId,
    account: AccountId,
    before: i32,
) -> Step<Option<i32>> {
    let area = cx.area_id()?;
    let mut copies = store::minutes_copy::of_meeting(cx.session, area, meeting)?;
    copies.retain(|it| it.account_id == account && it.version < before);
    let ids: Vec<_> = copies.iter().filter_map(|it| it.message_id).collect();
    let mut sent = store::outbox::of_ids(cx.session, area, &ids)?;
    sent.retain(|it| it.delivery == Delivery::Accepted);
    let has_gone = |id| sent.iter().any(|it| Some(it.id) == id);
    let reached = copies.iter().filter(|it| it.read_at.is_some() || has_gone(it.message_id));
    Ok(reached.map(|it| it.version).max())
}
