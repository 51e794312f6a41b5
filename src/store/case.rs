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
    let mut rows: Vec<Row> = cases::table
        .filter(cases::area_id.eq(area).and(cases::id.eq_any(ids)))
        .select(Row::as_select())
        .load(session.connection())?;
    // Asked for an order that an index has, SQLite goes through the index instead of the few.
    rows.sort_by(|one, other| one.reference.cmp(&other.reference));
    Ok(rows.into_iter().map(Into::into).collect())
}

/// How many of the newest referrals are looked at for each case that is wanted.
const REFERRALS_TO_A_CASE: i64 = 4;

/// The cases of the newest referrals, newest first, without those that are `absent`.
///
/// # Errors
/// Fails when the database does.
pub fn recent<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    most: i64,
    absent: &[CaseId],
) -> Result<Vec<Case>, StoreError> {
    let newest: Vec<CaseId> = referrals::table
        .filter(referrals::area_id.eq(area))
        .filter(referrals::case_id.ne_all(absent))
        .select(referrals::case_id)
        .order(referrals::received_at.desc())
        .limit(most.saturating_mul(REFERRALS_TO_A_CASE))
        .load(session.connection())?;
    let mut ids: Vec<CaseId> = Vec::new();
    for id in newest {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids.truncate(usize::try_from(most).unwrap_or(0));
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
