//! Taking the next message, so that nobody else sends it meanwhile.
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::super::{Change, Cx, Step, stop};
use crate::domain::ids::MessageId;
use crate::domain::notice::Delivery;
use crate::store;

/// How long whoever took a message has it for themselves. Longer than one try lasts.
pub(super) const LEASE: TimeDelta = TimeDelta::minutes(10);

/// A message that was taken for sending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lease {
    /// The message.
    pub message: MessageId,
    /// Which try this is, from 1.
    pub attempt: i32,
    /// Whether a sender that stopped had left it behind, so that it may go a second time.
    pub was_left_behind: bool,
}

/// Whether a message of the area is to be sent now.
///
/// # Errors
/// Fails when the database does.
pub fn is_due<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<bool> {
    let area = cx.area_id()?;
    Ok(store::outbox::due(cx.session, area, cx.now)?.is_some() && !stop::is_area_closed(cx)?)
}

/// Takes the area's next message, if one is to be sent now and nobody else took it.
///
/// # Errors
/// Fails when the database does.
pub fn claim(cx: &mut Change<'_, '_>) -> Step<Option<Lease>> {
    let area = cx.area_id()?;
    let Some(message) = store::outbox::due(cx.session, area, cx.now)? else { return Ok(None) };
    if stop::is_area_closed(cx)? {
        return Ok(None);
    }
    if !store::outbox::lease(cx.session, &message, cx.now + LEASE)? {
        return Ok(None);
    }
    Ok(Some(Lease {
        message: message.id,
        attempt: message.attempts + 1,
        was_left_behind: message.delivery == Delivery::Leased,
    }))
}
