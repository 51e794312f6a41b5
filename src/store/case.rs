//! Cases.
use diesel::prelude::*;

use super::record::{keyed, record, versioned};
use super::schema::cases;
use super::{Session, StoreError};
use crate::domain::case::{Case, Restriction};
use crate::domain::ids::{AreaId, CaseId};
use crate::domain::text::Private;

record! {
    cases => Case {
        plain {
            area_id: AreaId,
            id: CaseId,
            reference: String,
            restriction: Restriction,
            safe_contact: Private,
            version: i32,
        }
        at { created_at, }
    }
}
keyed!(cases, Case, area_id: AreaId, id: CaseId);
versioned!(cases, Case, version, area_id, id);

/// Finds a case by its reference.
///
/// # Errors
/// [`StoreError::NotFound`] when there is none.
pub fn by_reference<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    reference: &str,
) -> Result<Case, StoreError> {
    let row: Row = cases::table
        .filter(cases::area_id.eq(area).and(cases::reference.eq(reference)))
        .select(Row::as_select())
        .first(session.connection())?;
    Ok(row.into())
}

/// Some cases, by reference.
///
/// # Errors
/// Fails when the database does.
pub fn of_ids<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    ids: &[CaseId],
) -> Result<Vec<Case>, StoreError> {
    let rows: Vec<Row> = cases::table
        .filter(cases::area_id.eq(area).and(cases::id.eq_any(ids)))
        .order(cases::reference)
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}
