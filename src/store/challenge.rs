//! What somebody whose password was right must still do.
use diesel::prelude::*;

use super::record::{keyed, record};
use super::schema::challenges;
use super::{StoreError, Tx};
use crate::domain::actor::Role;
use crate::domain::factor::{Awaited, Challenge};
use crate::domain::ids::AccountId;
use crate::domain::time::Instant;

record! {
    challenges => Challenge {
        plain {
            token_hash: String,
            account_id: AccountId,
            awaited: Awaited,
            tries: i32,
        }
        at { expires_at, }
        json { granted: Option<Vec<Role>>, }
    }
}
keyed!(challenges, Challenge, token_hash: &str);

/// Counts a wrong code.
///
/// # Errors
/// Fails when the database does.
pub fn count_try(tx: &mut Tx<'_>, token_hash: &str) -> Result<(), StoreError> {
    diesel::update(challenges::table.find(token_hash))
        .set(challenges::tries.eq(challenges::tries + 1))
        .execute(tx.connection())?;
    Ok(())
}

/// Removes one that was met.
///
/// # Errors
/// Fails when the database does.
pub fn remove(tx: &mut Tx<'_>, token_hash: &str) -> Result<(), StoreError> {
    diesel::delete(challenges::table.find(token_hash)).execute(tx.connection())?;
    Ok(())
}

/// Removes every one of an account.
///
/// # Errors
/// Fails when the database does.
pub fn remove_all(tx: &mut Tx<'_>, account: AccountId) -> Result<(), StoreError> {
    diesel::delete(challenges::table.filter(challenges::account_id.eq(account)))
        .execute(tx.connection())?;
    Ok(())
}

/// Removes those that are too late.
///
/// # Errors
/// Fails when the database does.
pub fn forget(tx: &mut Tx<'_>, now: Instant) -> Result<(), StoreError> {
    diesel::delete(challenges::table.filter(challenges::expires_at.le(now.naive_utc())))
        .execute(tx.connection())?;
    Ok(())
}
