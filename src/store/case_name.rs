//! Who is named on which restricted case.
use diesel::prelude::*;

use super::record::{keyed, record};
use super::schema::{case_names, cases, openings};
use super::{Session, StoreError, Tx};
use crate::domain::case::Restriction;
use crate::domain::conflict::CaseName;
use crate::domain::ids::{AccountId, AreaId, CaseId};
use crate::domain::time::Instant;

record! {
    case_names => CaseName {
        plain {
            area_id: AreaId,
            case_id: CaseId,
            account_id: AccountId,
            named_by: AccountId,
        }
        at { named_at, }
    }
}
keyed!(case_names, CaseName, area_id: AreaId, case_id: CaseId, account_id: AccountId);

/// Who is named on some cases.
///
/// # Errors
/// Fails when the database does.
pub fn of_cases<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    cases: &[CaseId],
) -> Result<Vec<CaseName>, StoreError> {
    let mut rows: Vec<Row> = case_names::table
        .filter(case_names::area_id.eq(area).and(case_names::case_id.eq_any(cases)))
        .select(Row::as_select())
        .load(session.connection())?;
    rows.sort_by_key(|it| (it.named_at, it.account_id));
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Takes a name off a case.
///
/// # Errors
/// Fails when the database does.
pub fn remove(
    tx: &mut Tx<'_>,
    area: AreaId,
    case: CaseId,
    account: AccountId,
) -> Result<(), StoreError> {
    diesel::delete(case_names::table.find((area, case, account))).execute(tx.connection())?;
    Ok(())
}

/// The restricted cases on which an account is not named, and into which it is not let now.
///
/// # Errors
/// Fails when the database does.
pub fn not_naming<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    account: AccountId,
    now: Instant,
) -> Result<Vec<CaseId>, StoreError> {
    let mut restricted: Vec<CaseId> = cases::table
        .filter(cases::area_id.eq(area).and(cases::restriction.eq(Restriction::Restricted)))
        .select(cases::id)
        .load(session.connection())?;
    if restricted.is_empty() {
        return Ok(restricted);
    }
    let mut known: Vec<CaseId> = case_names::table
        .filter(case_names::area_id.eq(area).and(case_names::account_id.eq(account)))
        .select(case_names::case_id)
        .load(session.connection())?;
    let let_in: Vec<CaseId> = openings::table
        .filter(openings::area_id.eq(area).and(openings::account_id.eq(account)))
        .filter(openings::ends_at.gt(now.naive_utc()))
        .filter(openings::confirmed_at.is_not_null())
        .select(openings::case_id)
        .load(session.connection())?;
    known.extend(let_in);
    restricted.retain(|it| !known.contains(it));
    Ok(restricted)
}
