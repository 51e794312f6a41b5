//! Reports that something is exposed.
use diesel::prelude::*;

use super::record::{keyed, record};
use super::schema::reports;
use super::{Session, StoreError};
use crate::domain::ids::{AccountId, AreaId, ReportId};
use crate::domain::stop::Report;
use crate::domain::text::Private;

record! {
    reports => Report {
        plain {
            area_id: AreaId,
            id: ReportId,
            words: Private,
            made_by: AccountId,
        }
        at { made_at, }
    }
}
keyed!(reports, Report, area_id: AreaId, id: ReportId);

/// The newest, newest first.
///
/// # Errors
/// Fails when the database does.
pub fn newest<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    most: i64,
) -> Result<Vec<Report>, StoreError> {
    let rows: Vec<Row> = reports::table
        .filter(reports::area_id.eq(area))
        .order((reports::made_at.desc(), reports::id))
        .limit(most)
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}
