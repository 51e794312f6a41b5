//! Signing in and out: sessions of which only a hash is kept, second factors, and links that work
//! once.
mod challenge;
mod link;
mod session;

use secrecy::{ExposeSecret, SecretString};

pub use self::challenge::{Answered, First, Next, SetUp};
pub(super) use self::link::send;
pub use self::link::{link_token, new_link};
pub use self::session::SignedIn;
use super::service::Service;
use super::{Change, Step, StepError};
use crate::domain::account::{Account, Membership, State};
use crate::domain::actor::{Actor, Role};
use crate::domain::area::Area;
use crate::domain::audit::{Deed, Entry, role_words};
use crate::domain::ids::{AccountId, SessionId};
use crate::domain::session::{Factors, Session, narrowed};
use crate::domain::text::Private;
use crate::domain::time::{Day, Instant};
use crate::platform::password::Passwords;
use crate::store::{self, StoreError, Tx};

impl Service {
    /// Signs somebody in by address and password, as far as those go; `required` are the roles that
    /// need a second factor. Takes as long when there is no such account.
    ///
    /// # Errors
    /// Fails when the database or hashing does; gives nothing when the two do not belong together.
    pub async fn sign_in(
        &self,
        passwords: &Passwords,
        email: &str,
        password: SecretString,
        required: &[Role],
    ) -> Step<Option<Next>> {
        let email = Private::new(email.trim().to_lowercase());
        let account: Option<Account> =
            self.database.read(move |view| store::account::by_email(view, &email)).await?;
        let active = account.filter(|it| it.state == State::Active);
        let right = is_password(passwords, active.as_ref(), password).await?;
        match active {
            Some(account) if right => {
                self.after_first(account.id, Factors::One.into(), required).await
            }
            _ => {
                self.write_entries(vec![self.sign_in_entry("sign_in.refused", None)]).await?;
                Ok(None)
            }
        }
    }

    /// Begins a session of an account in its first membership in force; gives its token, or nothing
    /// when the account has no place anywhere today.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn begin_session(
        &self,
        account: AccountId,
        first: First,
    ) -> Step<Option<SecretString>> {
        let beginning = self.beginning(account, first);
        let service = self.clone();
        let token = beginning.token.clone();
        let begun = self.database.write_grouped(move |tx| beginning.begin(tx, &service)).await?;
        Ok(begun.then_some(token))
    }

    /// Ends a session at once.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn sign_out(&self, token: &SecretString) -> Step<()> {
        let hash = self.tools().session_hash(token.expose_secret());
        let now = self.clock().real_now();
        let service = self.clone();
        self.database
            .write_grouped(move |tx| {
                let Ok(session) = store::session::find(tx, &hash) else { return Ok(()) };
                store::session::end(tx, &hash, now)?;
                let membership =
                    store::membership::find(tx, session.area_id, session.membership_id)?;
                let entry = service.sign_in_entry("sign_out", Some(&membership));
                Change::write_entries(tx, &service.tools, vec![entry])
            })
            .await
            .map_err(StepError::Failed)
    }

    /// The names of the installation's areas, which nobody should make a password of.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn area_names(&self) -> Step<Vec<String>> {
        let areas: Result<Vec<Area>, StoreError> = self.database.read(store::area::list).await;
        Ok(areas?.into_iter().map(|it| it.name).collect())
    }

    fn beginning(&self, account: AccountId, first: First) -> Beginning {
        let token = self.tools().random.token();
        let hash = self.tools().session_hash(token.expose_secret());
        let id = SessionId::from_uuid(self.tools().random.uuid());
        Beginning { account, first, token, hash, id }
    }

    pub(super) fn sign_in_entry(&self, name: &str, membership: Option<&Membership>) -> Entry {
        Entry {
            area: membership.map(|it| it.area_id),
            account: membership.map(|it| it.account_id),
            membership: membership.map(|it| it.id),
            agency: membership.map(|it| it.agency_id),
            roles: membership.map(|it| role_words(&it.roles)).unwrap_or_default(),
            ..Entry::by(&Actor::Anonymous, Deed::SignIn, name, self.clock().now())
        }
    }
}

/// A session that is about to begin.
#[derive(Clone)]
struct Beginning {
    account: AccountId,
    first: First,
    token: SecretString,
    hash: String,
    id: SessionId,
}

impl Beginning {
    /// Says whether it began: the account has a place somewhere today.
    fn begin(&self, tx: &mut Tx<'_>, service: &Service) -> Result<bool, StoreError> {
        let (real, now) = (service.clock().real_now(), service.clock().now());
        let Some(membership) = in_force(tx, self.account, now, &self.first)?.into_iter().next()
        else {
            return Ok(false);
        };
        store::session::insert(tx, &self.session(&membership, real))?;
        let mut person = store::account::find(tx, self.account)?;
        person.signed_in_at = Some(now);
        store::account::note(tx, &person)?;
        let entry = service.sign_in_entry("sign_in", Some(&membership));
        Change::write_entries(tx, &service.tools, vec![entry])?;
        Ok(true)
    }

    fn session(&self, membership: &Membership, now: Instant) -> Session {
        Session {
            token_hash: self.hash.clone(),
            id: self.id,
            account_id: membership.account_id,
            membership_id: membership.id,
            area_id: membership.area_id,
            factors: self.first.factors,
            granted: self.first.granted.clone(),
            started_at: now,
            seen_at: now,
            confirmed_at: now,
            ended_at: None,
        }
    }
}

/// Whether a password is an account's. Takes as long when there is none.
async fn is_password(
    passwords: &Passwords,
    account: Option<&Account>,
    password: SecretString,
) -> Step<bool> {
    let stored = account.and_then(|it| it.password.as_ref()).map(|it| it.reveal().to_owned());
    let right = passwords.verify(password, stored).await;
    right.map_err(|_stopped| StepError::Failed(StoreError::Interrupted))
}

fn day(now: Instant, area: &Area) -> Day {
    now.with_timezone(&area.settings.timezone).date_naive()
}

/// The places of an account that are in force, and in which it may be something.
fn in_force<Mode>(
    session: &mut store::Session<'_, Mode>,
    account: AccountId,
    now: Instant,
    first: &First,
) -> Result<Vec<Membership>, StoreError> {
    let mut found = Vec::new();
    for membership in store::membership::of_account(session, account)? {
        let area = store::area::find(session, membership.area_id)?;
        let is_something = !narrowed(&membership.roles, first.granted.as_deref()).is_empty();
        if membership.is_in_force(day(now, &area)) && is_something {
            found.push(membership);
        }
    }
    Ok(found)
}
