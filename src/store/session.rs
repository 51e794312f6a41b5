//! Sign-ins in progress.
use diesel::prelude::*;

use super::record::{keyed, record};
use super::schema::sessions;
use super::{StoreError, Tx};
use crate::domain::actor::Role;
use crate::domain::ids::{AccountId, AreaId, MembershipId, SessionId};
use crate::domain::session::{Factors, Session};
use crate::domain::time::Instant;

record! {
    sessions => Session {
        plain {
            token_hash: String,
            id: SessionId,
            account_id: AccountId,
            membership_id: MembershipId,
            area_id: AreaId,
            factors: Factors,
        }
        at { started_at, seen_at, confirmed_at, }
        maybe_at { ended_at, }
        json { granted: Option<Vec<Role>>, }
    }
}
keyed!(sessions, Session, token_hash: &str);

/// Notes when somebody was last seen.
///
/// # Errors
/// Fails when the database does.
pub fn seen(tx: &mut Tx<'_>, token_hash: &str, now: Instant) -> Result<(), StoreError> {
    diesel::update(sessions::table.find(token_hash))
        .set(sessions::seen_at.eq(now.naive_utc()))
        .execute(tx.connection())?;
    Ok(())
}

/// Notes when somebody showed again who they are.
///
/// # Errors
/// Fails when the database does.
pub fn confirm(tx: &mut Tx<'_>, token_hash: &str, now: Instant) -> Result<(), StoreError> {
    diesel::update(sessions::table.find(token_hash).filter(sessions::ended_at.is_null()))
        .set(sessions::confirmed_at.eq(now.naive_utc()))
        .execute(tx.connection())?;
    Ok(())
}

/// Ends a sign-in.
///
/// # Errors
/// Fails when the database does.
pub fn end(tx: &mut Tx<'_>, token_hash: &str, now: Instant) -> Result<(), StoreError> {
    diesel::update(sessions::table.find(token_hash).filter(sessions::ended_at.is_null()))
        .set(sessions::ended_at.eq(now.naive_utc()))
        .execute(tx.connection())?;
    Ok(())
}

/// The sign-ins of an account that were not ended, the latest seen first.
///
/// # Errors
/// Fails when the database does.
pub fn of_account<Mode>(
    session: &mut super::Session<'_, Mode>,
    account: AccountId,
) -> Result<Vec<Session>, StoreError> {
    let rows: Vec<Row> = sessions::table
        .filter(sessions::account_id.eq(account).and(sessions::ended_at.is_null()))
        .order(sessions::seen_at.desc())
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Ends one sign-in of an account. Says whether there was one.
///
/// # Errors
/// Fails when the database does.
pub fn end_one(
    tx: &mut Tx<'_>,
    account: AccountId,
    id: SessionId,
    now: Instant,
) -> Result<bool, StoreError> {
    let own = sessions::table.filter(sessions::account_id.eq(account).and(sessions::id.eq(id)));
    let ended = diesel::update(own.filter(sessions::ended_at.is_null()))
        .set(sessions::ended_at.eq(now.naive_utc()))
        .execute(tx.connection())?;
    Ok(ended == 1)
}

/// Ends every sign-in of an account.
///
/// # Errors
/// Fails when the database does.
pub fn end_all(tx: &mut Tx<'_>, account: AccountId, now: Instant) -> Result<(), StoreError> {
    diesel::update(
        sessions::table.filter(sessions::account_id.eq(account).and(sessions::ended_at.is_null())),
    )
    .set(sessions::ended_at.eq(now.naive_utc()))
    .execute(tx.connection())?;
    Ok(())
}

/// Ends every sign-in of an account but one.
///
/// # Errors
/// Fails when the database does.
pub fn end_others(
    tx: &mut Tx<'_>,
    account: AccountId,
    kept: SessionId,
    now: Instant,
) -> Result<(), StoreError> {
    diesel::update(
        sessions::table
            .filter(sessions::account_id.eq(account).and(sessions::ended_at.is_null()))
            .filter(sessions::id.ne(kept)),
    )
    .set(sessions::ended_at.eq(now.naive_utc()))
    .execute(tx.connection())?;
    Ok(())
}

/// Makes a sign-in one of another membership of its account.
///
/// # Errors
/// Fails when the database does.
pub fn move_to(
    tx: &mut Tx<'_>,
    token_hash: &str,
    (area, membership): (AreaId, MembershipId),
) -> Result<(), StoreError> {
    diesel::update(sessions::table.find(token_hash).filter(sessions::ended_at.is_null()))
        .set((sessions::area_id.eq(area), sessions::membership_id.eq(membership)))
        .execute(tx.connection())?;
    Ok(())
}
