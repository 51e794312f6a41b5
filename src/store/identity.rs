//! Who directories say that people are.
use diesel::prelude::*;

use super::record::{keyed, record};
use super::schema::identities;
use super::{Session, StoreError, Tx};
use crate::domain::identity::Identity;
use crate::domain::ids::AccountId;
use crate::domain::text::Private;
use crate::domain::time::Instant;

record! {
    identities => Identity {
        plain {
            issuer: String,
            subject: Private,
            account_id: AccountId,
        }
        at { made_at, }
        maybe_at { used_at, }
    }
}
keyed!(identities, Identity, issuer: &str, subject: &str);

/// Those of an account, the oldest first.
///
/// # Errors
/// Fails when the database does.
pub fn of_account<Mode>(
    session: &mut Session<'_, Mode>,
    account: AccountId,
) -> Result<Vec<Identity>, StoreError> {
    let rows: Vec<Row> = identities::table
        .filter(identities::account_id.eq(account))
        .order(identities::made_at)
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Notes that somebody came by one.
///
/// # Errors
/// Fails when the database does.
pub fn used(tx: &mut Tx<'_>, identity: &Identity, now: Instant) -> Result<(), StoreError> {
    diesel::update(identities::table.find((&identity.issuer, identity.subject.reveal())))
        .set(identities::used_at.eq(now.naive_utc()))
        .execute(tx.connection())?;
    Ok(())
}

/// Removes that of an account by one directory. Says whether there was one.
///
/// # Errors
/// Fails when the database does.
pub fn remove(tx: &mut Tx<'_>, account: AccountId, issuer: &str) -> Result<bool, StoreError> {
    let own = identities::table
        .filter(identities::account_id.eq(account).and(identities::issuer.eq(issuer)));
    Ok(diesel::delete(own).execute(tx.connection())? == 1)
}

/// Removes all of an account.
///
/// # Errors
/// Fails when the database does.
pub fn remove_all(tx: &mut Tx<'_>, account: AccountId) -> Result<(), StoreError> {
    diesel::delete(identities::table.filter(identities::account_id.eq(account)))
        .execute(tx.connection())?;
    Ok(())
}
