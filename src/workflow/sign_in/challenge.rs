//! Between the password and the session: the code of an app, or setting one up. Whoever is here has
//! access to nothing yet.
use chrono::TimeDelta;
use secrecy::{ExposeSecret, SecretString};

use super::super::service::Service;
use super::super::{Change, Step, factor};
use super::in_force;
use crate::domain::account::{Account, State};
use crate::domain::actor::Role;
use crate::domain::factor::{Awaited, Challenge};
use crate::domain::ids::AccountId;
use crate::domain::session::{Factors, narrowed};
use crate::domain::time::Instant;
use crate::store::{self, StoreError, Tx};

/// What somebody has shown first: a password, or the word of a directory.
#[derive(Clone, Debug)]
pub struct First {
    /// By how many factors.
    pub factors: Factors,
    /// The roles that a directory lets them have; none when it says nothing of that.
    pub granted: Option<Vec<Role>>,
}

impl From<Factors> for First {
    fn from(factors: Factors) -> Self {
        Self { factors, granted: None }
    }
}

/// How a sign-in goes on when the password was right.
#[derive(Clone, Debug)]
pub enum Next {
    /// It is done: the session's token.
    Begun(SecretString),
    /// Something is awaited, of whoever has this token.
    Awaits(Awaited, SecretString),
}

/// How the answer to what is awaited was taken.
#[derive(Clone, Debug)]
pub enum Answered {
    /// The session begins: its token.
    Begun(SecretString),
    /// The code was wrong, or used before.
    Wrong,
    /// It is too late, or there were too many tries: it begins again with the password.
    Ended,
}

/// How setting up an app was taken.
#[derive(Clone, Debug)]
pub enum SetUp {
    /// The session begins: its token, and the recovery codes, which are shown this once.
    Done(SecretString, Vec<String>),
    /// The code was wrong.
    Wrong,
    /// It is too late.
    Ended,
}

/// How long somebody may take over it.
const LASTS: TimeDelta = TimeDelta::minutes(15);

impl Service {
    /// Goes on when a password was right or has just been chosen, or a directory has said who it is;
    /// `required` are the roles that need a second factor. Gives nothing when the account has no place anywhere today.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn after_first(
        &self,
        account: AccountId,
        first: First,
        required: &[Role],
    ) -> Step<Option<Next>> {
        let (required, now, shown) = (required.to_vec(), self.clock().now(), first.clone());
        let found: Result<_, StoreError> =
            self.database.read(move |view| standing(view, (account, &shown), &required, now)).await;
        match found? {
            Standing::Nowhere => Ok(None),
            Standing::Done => Ok(self.begin_session(account, first).await?.map(Next::Begun)),
            Standing::Awaits(awaited) => {
                let token = self.challenge(account, awaited, first.granted).await?;
                Ok(Some(Next::Awaits(awaited, token)))
            }
        }
    }

    async fn challenge(
        &self,
        account_id: AccountId,
        awaited: Awaited,
        granted: Option<Vec<Role>>,
    ) -> Step<SecretString> {
        let (token, now) = (self.tools().random.token(), self.clock().real_now());
        let token_hash = self.tools().session_hash(token.expose_secret());
        let expires_at = now + LASTS;
        let challenge =
            Challenge { token_hash, account_id, awaited, tries: 0, granted, expires_at };
        let kept: Result<_, StoreError> = self
            .database
            .write_grouped(move |tx| {
                store::challenge::forget(tx, now)?;
                store::challenge::insert(tx, &challenge)
            })
            .await;
        Ok(kept.map(|()| token)?)
    }

    /// The account whose sign-in a token is of, while that is awaited of it.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn challenged(
        &self,
        token: &SecretString,
        awaited: Awaited,
    ) -> Step<Option<Account>> {
        let hash = self.tools().session_hash(token.expose_secret());
        let now = self.clock().real_now();
        let found: Result<_, StoreError> =
            self.database.read(move |view| working(view, &hash, awaited, now)).await;
        Ok(found?.map(|(_, account)| account))
    }

    /// Takes the code of an app, or a recovery code, and begins the session, disk full or not.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn answer_code(&self, token: &SecretString, code: &str) -> Step<Answered> {
        let hash = self.tools().session_hash(token.expose_secret());
        let (now, code, service) = (self.clock().real_now(), code.to_owned(), self.clone());
        let answered: Result<_, StoreError> = self
            .database
            .write_grouped(move |tx| {
                let Some((challenge, account)) = working(tx, &hash, Awaited::Code, now)? else {
                    return Ok(Answered::Ended);
                };
                if !factor::take_code(tx, &service.tools, (&account, &code), now)? {
                    store::challenge::count_try(tx, &hash)?;
                    service.refused(tx, &account)?;
                    return Ok(Answered::Wrong);
                }
                let begun = service.met(tx, &challenge)?;
                Ok(begun.map_or(Answered::Ended, Answered::Begun))
            })
            .await;
        Ok(answered?)
    }

    /// Sets up an app by its first code, and begins the session.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn answer_set_up(
        &self,
        token: &SecretString,
        (seed, code): (&str, &str),
    ) -> Step<SetUp> {
        let hash = self.tools().session_hash(token.expose_secret());
        let (now, service) = (self.clock().real_now(), self.clone());
        let (seed, code) = (seed.to_owned(), code.to_owned());
        let answered: Result<_, StoreError> = self
            .database
            .write_grouped(move |tx| {
                let Some((challenge, account)) = working(tx, &hash, Awaited::SetUp, now)? else {
                    return Ok(SetUp::Ended);
                };
                let adopted = factor::adopt(tx, &service.tools, &account, (&seed, &code), now)?;
                let Some(codes) = adopted else { return Ok(SetUp::Wrong) };
                let begun = service.met(tx, &challenge)?;
                Ok(begun.map_or(SetUp::Ended, |token| SetUp::Done(token, codes)))
            })
            .await;
        Ok(answered?)
    }

    /// Begins the session of somebody who has met what was awaited.
    fn met(
        &self,
        tx: &mut Tx<'_>,
        challenge: &Challenge,
    ) -> Result<Option<SecretString>, StoreError> {
        store::challenge::remove(tx, &challenge.token_hash)?;
        let first = First { factors: Factors::Two, granted: challenge.granted.clone() };
        let beginning = self.beginning(challenge.account_id, first);
        let begun = beginning.begin(tx, self)?;
        Ok(begun.then_some(beginning.token))
    }

    fn refused(&self, tx: &mut Tx<'_>, account: &Account) -> Result<(), StoreError> {
        let mut entry = self.sign_in_entry("sign_in.refused", None);
        entry.account = Some(account.id);
        Change::write_entries(tx, &self.tools, vec![entry])
    }
}

/// What is left to do when a password was right.
enum Standing {
    Nowhere,
    Done,
    Awaits(Awaited),
}

fn standing<Mode>(
    session: &mut store::Session<'_, Mode>,
    (account, first): (AccountId, &First),
    required: &[Role],
    now: Instant,
) -> Result<Standing, StoreError> {
    let places = in_force(session, account, now, first)?;
    let roles = places.iter().flat_map(|it| narrowed(&it.roles, first.granted.as_deref()));
    let needs = roles.into_iter().any(|it| required.contains(&it));
    Ok(if places.is_empty() {
        Standing::Nowhere
    } else if first.factors == Factors::Two {
        Standing::Done
    } else if factor::has_one(session, account)? {
        Standing::Awaits(Awaited::Code)
    } else if needs {
        Standing::Awaits(Awaited::SetUp)
    } else {
        Standing::Done
    })
}

fn working<Mode>(
    session: &mut store::Session<'_, Mode>,
    hash: &str,
    awaited: Awaited,
    now: Instant,
) -> Result<Option<(Challenge, Account)>, StoreError> {
    let challenge = match store::challenge::find(session, hash) {
        Err(StoreError::NotFound) => return Ok(None),
        other => other?,
    };
    if challenge.awaited != awaited || !challenge.holds(now) {
        return Ok(None);
    }
    let account = store::account::find(session, challenge.account_id)?;
    Ok((account.state == State::Active).then_some((challenge, account)))
}
