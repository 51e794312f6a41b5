//! Accounts of those who sign in.
use diesel::prelude::*;

use super::record::{keyed, noted, record, versioned};
use super::schema::accounts;
use super::{Session, StoreError};
use crate::domain::account::{Account, State};
use crate::domain::ids::AccountId;
use crate::domain::text::Private;

record! {
    accounts => Account {
        plain {
            id: AccountId,
            email: Private,
            name: Private,
            phone: Private,
            password: Option<Private>,
            state: State,
            version: i32,
        }
        at { created_at, }
        maybe_at { signed_in_at, }
    }
}
keyed!(accounts, Account, id: AccountId);
versioned!(accounts, Account, version, id);
noted!(accounts, Account, version, id);

/// Finds the account that signs in with an address, which is given in lower case.
///
/// # Errors
/// Fails when the database does.
pub fn by_email<Mode>(
    session: &mut Session<'_, Mode>,
    email: &Private,
) -> Result<Option<Account>, StoreError> {
    let row: Option<Row> = accounts::table
        .filter(accounts::email.eq(email))
        .select(Row::as_select())
        .first(session.connection())
        .optional()?;
    Ok(row.map(Into::into))
}
