//! The confidentiality statement, version by version.
use diesel::prelude::*;

use super::schema::statements;
use super::{Session, StoreError, Tx};
use crate::domain::ids::{AccountId, AreaId};
use crate::domain::time::Instant;

/// Adds a version.
///
/// # Errors
/// [`StoreError::Taken`] when the version is there already.
pub fn insert(
    tx: &mut Tx<'_>,
    area: AreaId,
    version: i32,
    text: &str,
    made: (Option<AccountId>, Instant),
) -> Result<(), StoreError> {
    diesel::insert_into(statements::table)
        .values((
            statements::area_id.eq(area),
            statements::version.eq(version),
            statements::text.eq(text),
            statements::made_by.eq(made.0),
            statements::made_at.eq(made.1.naive_utc()),
        ))
        .execute(tx.connection())?;
    Ok(())
}

/// The text of a version.
///
/// # Errors
/// [`StoreError::NotFound`] when there is none.
pub fn text<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    version: i32,
) -> Result<String, StoreError> {
    let text = statements::table
        .find((area, version))
        .select(statements::text)
        .first(session.connection())?;
    Ok(text)
}

/// Who made a version and when.
///
/// # Errors
/// [`StoreError::NotFound`] when there is none.
pub fn made<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    version: i32,
) -> Result<(Option<AccountId>, Instant), StoreError> {
    let (by, at): (Option<AccountId>, chrono::NaiveDateTime) = statements::table
        .find((area, version))
        .select((statements::made_by, statements::made_at))
        .first(session.connection())?;
    Ok((by, at.and_utc()))
}
