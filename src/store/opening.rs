//! Who was let, or asks to be let, into a restricted case for an urgent need.
use diesel::prelude::*;

use super::record::{keyed, record, versioned};
use super::schema::openings;
use super::{Session, StoreError};
use crate::domain::conflict::{Need, Opening};
use crate::domain::ids::{AccountId, AreaId, CaseId, OpeningId};
use crate::domain::text::Private;
use crate::domain::time::Instant;

record! {
    openings => Opening {
        plain {
            area_id: AreaId,
            id: OpeningId,
            case_id: CaseId,
            account_id: AccountId,
            need: Need,
            reason: Private,
            second_id: AccountId,
            version: i32,
        }
        at { asked_at, ends_at, }
        maybe_at { confirmed_at, }
    }
}
keyed!(openings, Opening, area_id: AreaId, id: OpeningId);
versioned!(openings, Opening, version, area_id, id);

/// What is asked for or lasts for some cases.
///
/// # Errors
/// Fails when the database does.
pub fn of_cases<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    cases: &[CaseId],
    now: Instant,
) -> Result<Vec<Opening>, StoreError> {
    let rows: Vec<Row> = openings::table
        .filter(openings::area_id.eq(area).and(openings::case_id.eq_any(cases)))
        .filter(openings::ends_at.gt(now.naive_utc()))
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// What somebody is asked to agree to.
///
/// # Errors
/// Fails when the database does.
pub fn waiting_for<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    second: AccountId,
    now: Instant,
) -> Result<Vec<Opening>, StoreError> {
    let rows: Vec<Row> = openings::table
        .filter(openings::area_id.eq(area).and(openings::second_id.eq(second)))
        .filter(openings::ends_at.gt(now.naive_utc()))
        .filter(openings::confirmed_at.is_null())
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}
