//! What is closed, and reports that something is exposed.
use diesel::prelude::*;

use super::record::{keyed, record, versioned};
use super::schema::stops;
use super::{Session, StoreError};
use crate::domain::ids::{AccountId, AreaId, CaseId, StopId};
use crate::domain::stop::Stop;
use crate::domain::text::Private;

record! {
    stops => Stop {
        plain {
            area_id: AreaId,
            id: StopId,
            case_id: Option<CaseId>,
            words: Private,
            made_by: AccountId,
            asked_by: Option<AccountId>,
            lifted_by: Option<AccountId>,
            version: i32,
        }
        at { made_at, }
        maybe_at { lifted_at, }
    }
}
keyed!(stops, Stop, area_id: AreaId, id: StopId);
versioned!(stops, Stop, version, area_id, id);

/// What is closed in an area, oldest first.
///
/// # Errors
/// Fails when the database does.
pub fn standing<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
) -> Result<Vec<Stop>, StoreError> {
    let rows: Vec<Row> = stops::table
        .filter(stops::area_id.eq(area).and(stops::lifted_at.is_null()))
        .order((stops::made_at, stops::id))
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Whether a whole area is closed.
///
/// # Errors
/// Fails when the database does.
pub fn is_area_closed<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
) -> Result<bool, StoreError> {
    Ok(standing(session, area)?.iter().any(|it| it.case_id.is_none()))
}
