//! Marks: what happens once at a set time has happened.
use diesel::prelude::*;

use super::connection::each_database;
use super::schema::marks;
use super::{Session, StoreError, Tx};
use crate::domain::ids::AreaId;
use crate::domain::time::Instant;

/// Marks a job's occasion as done; says whether it had not been yet.
///
/// # Errors
/// Fails when the database does.
pub fn set(
    tx: &mut Tx<'_>,
    area: AreaId,
    job: &str,
    occasion: &str,
    now: Instant,
) -> Result<bool, StoreError> {
    let row = (
        marks::area_id.eq(area),
        marks::job.eq(job),
        marks::occasion.eq(occasion),
        marks::made_at.eq(now.naive_utc()),
    );
    let set = each_database!(tx, conn => diesel::insert_into(marks::table)
        .values(&row)
        .on_conflict_do_nothing()
        .execute(conn))?;
    Ok(set == 1)
}

/// The last of a job's occasions, in the order of their text.
///
/// # Errors
/// Fails when the database does.
pub fn last<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    job: &str,
) -> Result<Option<String>, StoreError> {
    let last: Option<String> = marks::table
        .filter(marks::area_id.eq(area).and(marks::job.eq(job)))
        .select(diesel::dsl::max(marks::occasion))
        .first(session.connection())?;
    Ok(last)
}
