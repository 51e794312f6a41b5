//! Apps that show codes.
use diesel::prelude::*;

use super::record::{keyed, record};
use super::schema::authenticators;
use super::{StoreError, Tx};
use crate::domain::factor::Authenticator;
use crate::domain::ids::AccountId;

record! {
    authenticators => Authenticator {
        plain {
            account_id: AccountId,
            seed: String,
            last_step: i64,
        }
        at { made_at, }
    }
}
keyed!(authenticators, Authenticator, account_id: AccountId);

/// Takes the code of a step, once and never one of an earlier step. Says whether it was taken.
///
/// # Errors
/// Fails when the database does.
pub fn take(tx: &mut Tx<'_>, account: AccountId, step: i64) -> Result<bool, StoreError> {
    let later = authenticators::table.find(account).filter(authenticators::last_step.lt(step));
    let taken =
        diesel::update(later).set(authenticators::last_step.eq(step)).execute(tx.connection())?;
    Ok(taken == 1)
}

/// Removes an account's app.
///
/// # Errors
/// Fails when the database does.
pub fn remove(tx: &mut Tx<'_>, account: AccountId) -> Result<(), StoreError> {
    diesel::delete(authenticators::table.find(account)).execute(tx.connection())?;
    Ok(())
}
