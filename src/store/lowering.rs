//! Protections that one person asked to lower.
use diesel::prelude::*;

use super::record::{keyed, record};
use super::schema::lowerings;
use super::{Session, StoreError, Tx};
use crate::domain::ids::{AccountId, AreaId};
use crate::domain::lowering::Lowering;

record! {
    lowerings => Lowering {
        plain {
            area_id: AreaId,
            subject: String,
            value: String,
            reason: String,
            asked_by: AccountId,
        }
        at { asked_at, }
    }
}
keyed!(lowerings, Lowering, area_id: AreaId, subject: &str);

/// What is asked for in an area, by what it is about.
///
/// # Errors
/// Fails when the database does.
pub fn list<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
) -> Result<Vec<Lowering>, StoreError> {
    let rows: Vec<Row> = lowerings::table
        .filter(lowerings::area_id.eq(area))
        .order(lowerings::subject)
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Forgets what was asked for, if anything was.
///
/// # Errors
/// Fails when the database does.
pub fn remove(tx: &mut Tx<'_>, area: AreaId, subject: &str) -> Result<(), StoreError> {
    diesel::delete(lowerings::table.find((area, subject))).execute(tx.connection())?;
    Ok(())
}
