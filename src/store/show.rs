//! Each time that protected contact was shown.
use diesel::prelude::*;

use super::record::{keyed, record};
use super::schema::shows;
use super::{Session, StoreError, Tx};
use crate::domain::ids::{AccountId, AreaId, CaseId, ShowId};
use crate::domain::protected::{Reason, Show};

record! {
    shows => Show {
        plain {
            area_id: AreaId,
            id: ShowId,
            case_id: CaseId,
            account_id: AccountId,
            reason: Reason,
        }
        at { asked_at, shown_at, }
    }
}
keyed!(shows, Show, area_id: AreaId, id: ShowId);

/// The newest of a case, newest first.
///
/// # Errors
/// Fails when the database does.
pub fn newest<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    case: CaseId,
    most: i64,
) -> Result<Vec<Show>, StoreError> {
    let rows: Vec<Row> = shows::table
        .filter(shows::area_id.eq(area).and(shows::case_id.eq(case)))
        .order((shows::shown_at.desc(), shows::id))
        .limit(most)
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// The newest of a case to one person.
///
/// # Errors
/// Fails when the database does.
pub fn last_to<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    case: CaseId,
    account: AccountId,
) -> Result<Option<Show>, StoreError> {
    let row: Option<Row> = shows::table
        .filter(shows::area_id.eq(area).and(shows::case_id.eq(case)))
        .filter(shows::account_id.eq(account))
        .order((shows::shown_at.desc(), shows::id))
        .select(Row::as_select())
        .first(session.connection())
        .optional()?;
    Ok(row.map(Into::into))
}

/// Moves those of one case to another, under which it was put.
///
/// # Errors
/// Fails when the database does.
pub fn pass_on(tx: &mut Tx<'_>, area: AreaId, from: CaseId, to: CaseId) -> Result<(), StoreError> {
    diesel::update(shows::table.filter(shows::area_id.eq(area).and(shows::case_id.eq(from))))
        .set(shows::case_id.eq(to))
        .execute(tx.connection())?;
    Ok(())
}
