//! Representatives who were let to see the protected contact of a case.
use diesel::prelude::*;

use super::connection::each_database;
use super::record::record;
use super::schema::leaves;
use super::{Session, StoreError, Tx};
use crate::domain::ids::{AccountId, AreaId, CaseId};
use crate::domain::protected::Leave;

record! {
    leaves => Leave {
        plain {
            area_id: AreaId,
            case_id: CaseId,
            account_id: AccountId,
            given_by: AccountId,
        }
        at { given_at, }
    }
}

/// Adds one, unless it is there already. Says whether it was added.
///
/// # Errors
/// Fails when the database does.
pub fn give(tx: &mut Tx<'_>, leave: &Leave) -> Result<bool, StoreError> {
    let row = Row::from(leave);
    let added = each_database!(tx, conn => diesel::insert_into(leaves::table)
        .values(&row)
        .on_conflict((leaves::area_id, leaves::case_id, leaves::account_id))
        .do_nothing()
        .execute(conn))?;
    Ok(added == 1)
}

/// Takes one back. Says whether it was there.
///
/// # Errors
/// Fails when the database does.
pub fn take(
    tx: &mut Tx<'_>,
    area: AreaId,
    case: CaseId,
    account: AccountId,
) -> Result<bool, StoreError> {
    let taken =
        diesel::delete(leaves::table.find((area, case, account))).execute(tx.connection())?;
    Ok(taken == 1)
}

/// Those of a case, oldest first.
///
/// # Errors
/// Fails when the database does.
pub fn of_case<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    case: CaseId,
) -> Result<Vec<Leave>, StoreError> {
    let rows: Vec<Row> = leaves::table
        .filter(leaves::area_id.eq(area).and(leaves::case_id.eq(case)))
        .order((leaves::given_at, leaves::account_id))
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}
