//! What was said of recipients who are like somebody who must not be told.
use diesel::prelude::*;

use super::record::record;
use super::schema::checked_recipients;
use super::{Session, StoreError, Tx};
use crate::domain::ids::{AccountId, AreaId, CaseId};
use crate::domain::untold::{Checked, Verdict};

record! {
    checked_recipients => Checked {
        plain {
            area_id: AreaId,
            case_id: CaseId,
            account_id: AccountId,
            verdict: Verdict,
            checked_by: AccountId,
        }
        at { checked_at, }
    }
}

/// Keeps what was said of one recipient on one case, in place of what was said before.
///
/// # Errors
/// Fails when the database does.
pub fn save(tx: &mut Tx<'_>, checked: &Checked) -> Result<(), StoreError> {
    let key = (checked.area_id, checked.case_id, checked.account_id);
    diesel::delete(checked_recipients::table.find(key)).execute(tx.connection())?;
    diesel::insert_into(checked_recipients::table)
        .values(Row::from(checked))
        .execute(tx.connection())?;
    Ok(())
}

/// What was said on some cases.
///
/// # Errors
/// Fails when the database does.
pub fn of_cases<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    cases: &[CaseId],
) -> Result<Vec<Checked>, StoreError> {
    let rows: Vec<Row> = checked_recipients::table
        .filter(checked_recipients::area_id.eq(area).and(checked_recipients::case_id.eq_any(cases)))
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}
