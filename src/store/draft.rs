//! Forms being filled in.
use diesel::prelude::*;

use super::record::{keyed, record, versioned};
use super::schema::drafts;
use super::{Session, StoreError, Tx};
use crate::domain::ids::{AccountId, AreaId, DraftId};
use crate::domain::referral::Draft;
use crate::domain::text::Private;

record! {
    drafts => Draft {
        plain {
            area_id: AreaId,
            id: DraftId,
            account_id: AccountId,
            body: Private,
            version: i32,
        }
        at { saved_at, }
    }
}
keyed!(drafts, Draft, area_id: AreaId, id: DraftId);
versioned!(drafts, Draft, version, area_id, id);

/// Somebody's drafts, newest first.
///
/// # Errors
/// Fails when the database does.
pub fn of_account<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    account: AccountId,
) -> Result<Vec<Draft>, StoreError> {
    let rows: Vec<Row> = drafts::table
        .filter(drafts::area_id.eq(area).and(drafts::account_id.eq(account)))
        .order((drafts::saved_at.desc(), drafts::id))
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Removes a draft that has been sent or thrown away.
///
/// # Errors
/// Fails when the database does.
pub fn remove(tx: &mut Tx<'_>, area: AreaId, id: DraftId) -> Result<(), StoreError> {
    diesel::delete(drafts::table.find((area, id))).execute(tx.connection())?;
    Ok(())
}
