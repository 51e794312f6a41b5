//! Changes made to agendas.
use diesel::prelude::*;

use super::schema::agenda_changes;
use super::{Session, StoreError, Tx};
use crate::domain::ids::{AccountId, AreaId, EntryId, ListingId, MeetingId};
use crate::domain::meeting::{AgendaChange, AgendaChangeKind};
use crate::domain::text::Private;

super::record::record! {
    agenda_changes => AgendaChange {
        plain {
            area_id: AreaId,
            id: EntryId,
            meeting_id: MeetingId,
            listing_id: ListingId,
            agenda_version: i32,
            kind: AgendaChangeKind,
            reason: Private,
            made_by: Option<AccountId>,
        }
        at { made_at, }
    }
}

/// Keeps a change.
///
/// # Errors
/// Fails when the database does.
pub fn insert(tx: &mut Tx<'_>, change: &AgendaChange) -> Result<(), StoreError> {
    diesel::insert_into(agenda_changes::table)
        .values(Row::from(change))
        .execute(tx.connection())?;
    Ok(())
}

/// The changes to a meeting's agenda, oldest first.
///
/// # Errors
/// Fails when the database does.
pub fn of_meeting<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    meeting: MeetingId,
) -> Result<Vec<AgendaChange>, StoreError> {
    let rows: Vec<Row> = agenda_changes::table
        .filter(agenda_changes::area_id.eq(area).and(agenda_changes::meeting_id.eq(meeting)))
        .order((agenda_changes::made_at, agenda_changes::id))
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// The changes that some listings went through, oldest first.
///
/// # Errors
/// Fails when the database does.
pub fn of_listings<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    listings: &[ListingId],
) -> Result<Vec<AgendaChange>, StoreError> {
    let rows: Vec<Row> = agenda_changes::table
        .filter(agenda_changes::area_id.eq(area).and(agenda_changes::listing_id.eq_any(listings)))
        .order((agenda_changes::made_at, agenda_changes::id))
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}
