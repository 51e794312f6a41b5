//! What happened to actions.
use diesel::prelude::*;

use super::schema::action_events;
use super::{Session, StoreError, Tx};
use crate::domain::action::{Event, EventKind};
use crate::domain::ids::{AccountId, ActionId, AreaId, EntryId};
use crate::domain::text::Private;

super::record::record! {
    action_events => Event {
        plain {
            area_id: AreaId,
            id: EntryId,
            action_id: ActionId,
            kind: EventKind,
            change: Private,
            note: Private,
            made_by: AccountId,
        }
        at { made_at, }
    }
}

/// Keeps an event.
///
/// # Errors
/// Fails when the database does.
pub fn insert(tx: &mut Tx<'_>, event: &Event) -> Result<(), StoreError> {
    diesel::insert_into(action_events::table).values(Row::from(event)).execute(tx.connection())?;
    Ok(())
}

/// The events of some actions, oldest first.
///
/// # Errors
/// Fails when the database does.
pub fn of_actions<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    actions: &[ActionId],
) -> Result<Vec<Event>, StoreError> {
    let rows: Vec<Row> = action_events::table
        .filter(action_events::area_id.eq(area).and(action_events::action_id.eq_any(actions)))
        .order((action_events::made_at, action_events::id))
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Removes the events of an action that is taken off the record in its meeting.
///
/// # Errors
/// Fails when the database does.
pub fn remove(tx: &mut Tx<'_>, area: AreaId, action: ActionId) -> Result<(), StoreError> {
    diesel::delete(
        action_events::table
            .filter(action_events::area_id.eq(area).and(action_events::action_id.eq(action))),
    )
    .execute(tx.connection())?;
    Ok(())
}
