//! What the person at the machine does: the first account of an installation.
use super::{Change, Step};
use crate::domain::account::{Account, State};
use crate::domain::actor::Actor;
use crate::domain::ids::AccountId;
use crate::domain::refusal::Refused;
use crate::domain::text::Private;
use crate::store::{self, StoreError};
use crate::workflow::StepError;

/// Adds an account that nobody can sign in with until its password is chosen.
///
/// # Errors
/// Refused beside `email` or `name`; hidden for everybody but the person at the machine.
pub fn add_account(cx: &mut Change<'_, '_>, email: &str, name: &str) -> Step<AccountId> {
    if *cx.actor != Actor::Operator {
        return Err(StepError::Hidden);
    }
    let (email, name) = (email.trim().to_lowercase(), name.trim());
    let mut refused = Refused::default();
    if !looks_like_an_address(&email) {
        refused.add("email", "Enter an email address, such as name@example.org");
    }
    if name.is_empty() {
        refused.add("name", "Enter a name");
    }
    refused.or_go_on()?;
    let account = Account {
        id: cx.new_id(AccountId::from_uuid),
        email: Private::new(email),
        name: name.into(),
        phone: Private::default(),
        password: None,
        state: State::Invited,
        version: 1,
        created_at: cx.now,
        signed_in_at: None,
    };
    match store::account::insert(cx.session, &account) {
        Err(StoreError::Taken) => {
            return Err(Refused::field("email", "There is an account with this address").into());
        }
        other => other?,
    }
    cx.record("account.add", account.id.as_str(), &[]);
    Ok(account.id)
}

fn looks_like_an_address(email: &str) -> bool {
    let Some((name, domain)) = email.split_once('@') else { return false };
    !name.is_empty()
        && domain.contains('.')
        && email.len() <= 254
        && !email.contains(|it: char| it.is_whitespace() || it.is_control())
}
