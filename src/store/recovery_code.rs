//! Recovery codes, of which only hashes are kept.
use diesel::prelude::*;

use super::record::{keyed, record};
use super::schema::recovery_codes;
use super::{Session, StoreError, Tx};
use crate::domain::factor::RecoveryCode;
use crate::domain::ids::AccountId;
use crate::domain::time::Instant;

record! {
    recovery_codes => RecoveryCode {
        plain {
            account_id: AccountId,
            code_hash: String,
        }
        at { made_at, }
        maybe_at { used_at, }
    }
}
keyed!(recovery_codes, RecoveryCode, account_id: AccountId, code_hash: &str);

/// Uses one up. Says whether there was one that was still unused.
///
/// # Errors
/// Fails when the database does.
pub fn use_up(
    tx: &mut Tx<'_>,
    account: AccountId,
    code_hash: &str,
    now: Instant,
) -> Result<bool, StoreError> {
    let unused =
        recovery_codes::table.find((account, code_hash)).filter(recovery_codes::used_at.is_null());
    let used = diesel::update(unused)
        .set(recovery_codes::used_at.eq(now.naive_utc()))
        .execute(tx.connection())?;
    Ok(used == 1)
}

/// How many an account has that are unused.
///
/// # Errors
/// Fails when the database does.
pub fn unused<Mode>(
    session: &mut Session<'_, Mode>,
    account: AccountId,
) -> Result<i64, StoreError> {
    Ok(recovery_codes::table
        .filter(recovery_codes::account_id.eq(account).and(recovery_codes::used_at.is_null()))
        .count()
        .get_result(session.connection())?)
}

/// Removes all of an account.
///
/// # Errors
/// Fails when the database does.
pub fn remove_all(tx: &mut Tx<'_>, account: AccountId) -> Result<(), StoreError> {
    diesel::delete(recovery_codes::table.filter(recovery_codes::account_id.eq(account)))
        .execute(tx.connection())?;
    Ok(())
}
