//! Passkeys.
use diesel::prelude::*;

use super::record::{keyed, record};
use super::schema::passkeys;
use super::{Session, StoreError, Tx};
use crate::domain::factor::Passkey;
use crate::domain::ids::{AccountId, PasskeyId};
use crate::domain::text::Private;
use crate::domain::time::Instant;

record! {
    passkeys => Passkey {
        plain {
            id: PasskeyId,
            account_id: AccountId,
            name: Private,
            credential_id: String,
            credential: Private,
        }
        at { made_at, }
        maybe_at { used_at, }
    }
}
keyed!(passkeys, Passkey, id: PasskeyId);

/// Finds the one that a device knows by this.
///
/// # Errors
/// Fails when the database does.
pub fn by_credential<Mode>(
    session: &mut Session<'_, Mode>,
    credential_id: &str,
) -> Result<Option<Passkey>, StoreError> {
    let row: Option<Row> = passkeys::table
        .filter(passkeys::credential_id.eq(credential_id))
        .select(Row::as_select())
        .first(session.connection())
        .optional()?;
    Ok(row.map(Into::into))
}

/// Those of an account, the oldest first.
///
/// # Errors
/// Fails when the database does.
pub fn of_account<Mode>(
    session: &mut Session<'_, Mode>,
    account: AccountId,
) -> Result<Vec<Passkey>, StoreError> {
    let rows: Vec<Row> = passkeys::table
        .filter(passkeys::account_id.eq(account))
        .order(passkeys::made_at)
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Notes that somebody signed in by one, and what goes with its key now.
///
/// # Errors
/// Fails when the database does.
pub fn used(
    tx: &mut Tx<'_>,
    id: PasskeyId,
    credential: &Private,
    now: Instant,
) -> Result<(), StoreError> {
    diesel::update(passkeys::table.find(id))
        .set((passkeys::credential.eq(credential), passkeys::used_at.eq(now.naive_utc())))
        .execute(tx.connection())?;
    Ok(())
}

/// Removes one of an account. Says whether there was one.
///
/// # Errors
/// Fails when the database does.
pub fn remove(tx: &mut Tx<'_>, account: AccountId, id: PasskeyId) -> Result<bool, StoreError> {
    let own = passkeys::table.filter(passkeys::account_id.eq(account).and(passkeys::id.eq(id)));
    Ok(diesel::delete(own).execute(tx.connection())? == 1)
}

/// Removes all of an account.
///
/// # Errors
/// Fails when the database does.
pub fn remove_all(tx: &mut Tx<'_>, account: AccountId) -> Result<(), StoreError> {
    diesel::delete(passkeys::table.filter(passkeys::account_id.eq(account)))
        .execute(tx.connection())?;
    Ok(())
}
