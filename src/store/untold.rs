//! Who must not be told of a case.
use diesel::prelude::*;

use super::record::{keyed, record};
use super::schema::untold;
use super::{Session, StoreError, Tx};
use crate::domain::ids::{AccountId, AreaId, CaseId, UntoldId};
use crate::domain::text::Private;
use crate::domain::untold::Untold;

record! {
    untold => Untold {
        plain {
            area_id: AreaId,
            id: UntoldId,
            case_id: CaseId,
            name: Private,
            relation: Private,
            email: Private,
            phone: Private,
            address: Private,
            employer: Private,
            added_by: AccountId,
        }
        at { added_at, }
    }
}
keyed!(untold, Untold, area_id: AreaId, id: UntoldId);

/// Those of some cases, oldest first.
///
/// # Errors
/// Fails when the database does.
pub fn of_cases<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    cases: &[CaseId],
) -> Result<Vec<Untold>, StoreError> {
    let rows: Vec<Row> = untold::table
        .filter(untold::area_id.eq(area).and(untold::case_id.eq_any(cases)))
        .order((untold::case_id, untold::added_at, untold::id))
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// All of an area.
///
/// # Errors
/// Fails when the database does.
pub fn list<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
) -> Result<Vec<Untold>, StoreError> {
    let rows: Vec<Row> = untold::table
        .filter(untold::area_id.eq(area))
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Moves those of one case to another, under which it was put.
///
/// # Errors
/// Fails when the database does.
pub fn pass_on(tx: &mut Tx<'_>, area: AreaId, from: CaseId, to: CaseId) -> Result<(), StoreError> {
    diesel::update(untold::table.filter(untold::area_id.eq(area).and(untold::case_id.eq(from))))
        .set(untold::case_id.eq(to))
        .execute(tx.connection())?;
    Ok(())
}

/// Removes one.
///
/// # Errors
/// Fails when the database does.
pub fn remove(tx: &mut Tx<'_>, area: AreaId, id: UntoldId) -> Result<(), StoreError> {
    diesel::delete(untold::table.find((area, id))).execute(tx.connection())?;
    Ok(())
}
