//! Operations done before: a repeat of one gets its first answer and changes nothing.
use diesel::prelude::*;

use super::schema::operations;
use super::{Session, StoreError, Tx};
use crate::domain::ids::{AccountId, AreaId, CaseId, OperationId};
use crate::domain::text::Private;
use crate::domain::time::Instant;

/// An operation that was carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// The area.
    pub area_id: AreaId,
    /// What the client called it.
    pub id: OperationId,
    /// Whose it is.
    pub account_id: AccountId,
    /// The step.
    pub step: String,
    /// SHA-256 of what was sent, in hexadecimal.
    pub digest: String,
    /// What was sent, as a form's body; blank once it was forgotten.
    pub filled_in: Private,
    /// What was answered, as JSON.
    pub answer: String,
    /// The cases that it showed or touched.
    pub cases: Vec<CaseId>,
    /// When.
    pub made_at: Instant,
}

super::record::record! {
    operations => Done {
        plain {
            area_id: AreaId,
            id: OperationId,
            account_id: AccountId,
            step: String,
            digest: String,
            filled_in: Private,
            answer: String,
        }
        at { made_at, }
        json { cases: Vec<CaseId>, }
    }
}

/// Finds an operation that was carried out.
///
/// # Errors
/// Fails when the database does.
pub fn find<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    id: OperationId,
) -> Result<Option<Done>, StoreError> {
    let row: Option<Row> = operations::table
        .find((area, id))
        .select(Row::as_select())
        .first(session.connection())
        .optional()?;
    Ok(row.map(Into::into))
}

/// Keeps an operation that was carried out.
///
/// # Errors
/// [`StoreError::Taken`] when it was carried out meanwhile.
pub fn insert(tx: &mut Tx<'_>, done: &Done) -> Result<(), StoreError> {
    diesel::insert_into(operations::table).values(Row::from(done)).execute(tx.connection())?;
    Ok(())
}

/// Forgets what was sent before an instant. That it was sent, and what was answered, stays.
///
/// # Errors
/// Fails when the database does.
pub fn forget(tx: &mut Tx<'_>, area: AreaId, before: Instant) -> Result<(), StoreError> {
    let old = operations::table
        .filter(operations::area_id.eq(area))
        .filter(operations::filled_in.ne(""))
        .filter(operations::made_at.lt(before.naive_utc()));
    diesel::update(old).set(operations::filled_in.eq("")).execute(tx.connection())?;
    Ok(())
}
