//! Single-use links to join or to choose a new password.
use diesel::prelude::*;

use super::record::{keyed, record};
use super::schema::sign_in_links;
use super::{StoreError, Tx};
use crate::domain::account::{Link, LinkPurpose};
use crate::domain::ids::{AccountId, LinkId};
use crate::domain::time::Instant;

record! {
    sign_in_links => Link {
        plain {
            id: LinkId,
            account_id: AccountId,
            purpose: LinkPurpose,
        }
        at { made_at, expires_at, }
        maybe_at { used_at, }
    }
}
keyed!(sign_in_links, Link, id: LinkId);

/// Uses a link up. Says whether it was still unused.
///
/// # Errors
/// Fails when the database does.
pub fn use_up(tx: &mut Tx<'_>, id: LinkId, now: Instant) -> Result<bool, StoreError> {
    let used =
        diesel::update(sign_in_links::table.find(id).filter(sign_in_links::used_at.is_null()))
            .set(sign_in_links::used_at.eq(now.naive_utc()))
            .execute(tx.connection())?;
    Ok(used == 1)
}
