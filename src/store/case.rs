//! Cases.
use diesel::prelude::*;

use super::record::{keyed, record, versioned};
use super::schema::{cases, referrals};
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
            joined_to: Option<CaseId>,
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

/// The cases with the newest referrals, newest first.
///
/// # Errors
/// Fails when the database does.
pub fn recent<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    most: i64,
) -> Result<Vec<Case>, StoreError> {
    let newest = diesel::dsl::max(referrals::received_at);
    let rows: Vec<(CaseId, Option<chrono::NaiveDateTime>)> = referrals::table
        .filter(referrals::area_id.eq(area))
        .group_by(referrals::case_id)
        .select((referrals::case_id, newest))
        .order(newest.desc())
        .limit(most)
        .load(session.connection())?;
    let ids: Vec<CaseId> = rows.into_iter().map(|(id, _)| id).collect();
    let mut found = of_ids(session, area, &ids)?;
    found.sort_by_key(|it| ids.iter().position(|id| *id == it.id));
    Ok(found)
}

/// Whether an area has any case.
///
/// # Errors
/// Fails when the database does.
pub fn is_any<Mode>(session: &mut Session<'_, Mode>, area: AreaId) -> Result<bool, StoreError> {
    let first: Option<CaseId> = cases::table
        .filter(cases::area_id.eq(area))
        .select(cases::id)
        .first(session.connection())
        .optional()?;
    Ok(first.is_some())
}
