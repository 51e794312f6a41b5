//! Signing in by a directory: by whom it says that somebody is, and what it lets them be.
use secrecy::SecretString;

use super::service::Service;
use super::sign_in::{First, Next};
use super::{Asker, Change, Cx, Step, StepError};
use crate::domain::account::{Account, State};
use crate::domain::actor::Role;
use crate::domain::identity::Identity;
use crate::domain::ids::AccountId;
use crate::domain::refusal::Refused;
use crate::domain::text::Private;
use crate::domain::time::Instant;
use crate::platform::provider::{Provider, Shown};
use crate::store::{self, StoreError, Tx};

/// How somebody's coming by a directory ended.
#[derive(Clone, Debug)]
pub enum Arrived {
    /// They go on, as the account with this address for mail.
    On(Next, Private),
    /// They are nobody here, or nobody that this directory may speak for.
    Unknown,
}

/// By which directories whoever asks signs in, the oldest first.
///
/// # Errors
/// [`StepError::Hidden`] when nobody is signed in.
pub fn list<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<Vec<Identity>> {
    let account = cx.member()?.account;
    Ok(store::identity::of_account(cx.session, account)?)
}

/// Whether whoever asks may be sent to a directory, to sign in by it from now on.
///
/// # Errors
/// [`StepError::Hidden`] when there is none such for their address; not fresh when they have not lately
/// shown who they are.
pub fn before_adding<Mode>(cx: &mut Cx<'_, '_, Mode>, provider: Option<&Provider>) -> Step<()> {
    let id = cx.member()?.account;
    let account = store::account::find(cx.session, id)?;
    if !provider.is_some_and(|it| it.admits(account.email.reveal())) {
        return Err(StepError::Hidden);
    }
    cx.fresh()
}

/// Joins what a directory says to the account of whoever asks. `now` is real time.
///
/// # Errors
/// Not fresh when they signed in too long ago; refused when somebody else has it.
pub fn add(cx: &mut Change<'_, '_>, shown: &Shown, now: Instant) -> Step<()> {
    cx.fresh()?;
    let account = cx.member()?.account;
    join(cx.session, account, shown, now)?;
    cx.record("identity.add", account.as_str(), &[]);
    Ok(())
}

/// Takes a directory's word from the account of whoever asks.
///
/// # Errors
/// [`StepError::Hidden`] when it has none; not fresh when they signed in too long ago; refused when
/// they could not sign in any more.
pub fn remove(cx: &mut Change<'_, '_>, issuer: &str) -> Step<()> {
    let id = cx.member()?.account;
    if !store::identity::remove(cx.session, id, issuer)? {
        return Err(StepError::Hidden);
    }
    cx.fresh()?;
    let account = store::account::find(cx.session, id)?;
    if account.password.is_none() && store::passkey::of_account(cx.session, id)?.is_empty() {
        let text = "You could not sign in any more. Choose a password or add a passkey first";
        return Err(Refused::because(text).into());
    }
    cx.record("identity.remove", id.as_str(), &[]);
    Ok(())
}

fn join(tx: &mut Tx<'_>, account_id: AccountId, shown: &Shown, now: Instant) -> Step<()> {
    let identity = Identity {
        issuer: shown.issuer.clone(),
        subject: shown.subject.clone(),
        account_id,
        made_at: now,
        used_at: Some(now),
    };
    // Whoever joins anew has left another account of the same directory.
    match store::identity::insert(tx, &identity) {
        Err(StoreError::Taken) => {
            let text = "This work account is joined to an account here already";
            Err(Refused::because(text).into())
        }
        other => Ok(other?),
    }
}

impl Service {
    /// Signs somebody in by who their directory says they are, as far as that goes; `required` are the
    /// roles that need a second factor.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn sign_in_by(
        &self,
        provider: &Provider,
        shown: Shown,
        required: &[Role],
    ) -> Step<Arrived> {
        let (issuer, subject) = (shown.issuer.clone(), shown.subject.clone());
        let found: Result<Option<(Identity, Account)>, StoreError> =
            self.database.read(move |view| known(view, &issuer, &subject)).await;
        let known = found?.filter(|(_, it)| provider.admits(it.email.reveal()));
        let Some((identity, account)) = known else { return self.unknown().await };
        let now = self.clock().real_now();
        let noted: Result<(), StoreError> =
            self.database.write_grouped(move |tx| store::identity::used(tx, &identity, now)).await;
        noted?;
        self.arrive(account, shown, required).await
    }

    /// Has somebody who was invited, or chooses anew how they sign in, do so by a directory: uses the
    /// link up and signs them in as far as that goes.
    ///
    /// # Errors
    /// [`StepError::Hidden`] when the link does not work any more; refused when the directory's word
    /// is joined to another account.
    pub async fn join_by(
        &self,
        provider: &Provider,
        (token, shown): (&str, Shown),
        required: &[Role],
    ) -> Step<Arrived> {
        let (link, account) = self.link(token).await?;
        if !provider.admits(account.email.reveal()) {
            return self.unknown().await;
        }
        let (now, joined, service) = (self.clock().real_now(), shown.clone(), self.clone());
        let account = self
            .database
            .write(move |tx| {
                let mut account = store::account::find(tx, account.id)?;
                if !store::link::use_up(tx, link.id, now)? {
                    return Err(StepError::Hidden);
                }
                store::identity::remove(tx, account.id, &joined.issuer)?;
                join(tx, account.id, &joined, now)?;
                account.state = State::Active;
                store::account::update(tx, &mut account)?;
                store::session::end_all(tx, account.id, now)?;
                store::challenge::remove_all(tx, account.id)?;
                let mut entry = service.sign_in_entry("sign_in.directory", None);
                entry.account = Some(account.id);
                Change::write_entries(tx, &service.tools, vec![entry])?;
                Ok(account)
            })
            .await?;
        self.arrive(account, shown, required).await
    }

    /// Makes a session fresh, if a directory says that whoever asks has just shown who they are.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn confirm_by(
        &self,
        asker: &Asker,
        token: &SecretString,
        shown: &Shown,
    ) -> Step<bool> {
        let id = asker.actor.account().ok_or(StepError::Hidden)?;
        let (issuer, subject) = (shown.issuer.clone(), shown.subject.clone());
        let found: Result<_, StoreError> =
            self.database.read(move |view| known(view, &issuer, &subject)).await;
        let is_them = found?.is_some_and(|(_, account)| account.id == id);
        if is_them {
            self.has_confirmed(asker, token).await?;
        } else {
            let mut entry = self.sign_in_entry("sign_in.refused", None);
            (entry.area, entry.account) = (asker.actor.area(), Some(id));
            self.write_entries(vec![entry]).await?;
        }
        Ok(is_them)
    }

    async fn arrive(&self, account: Account, shown: Shown, required: &[Role]) -> Step<Arrived> {
        let first = First { factors: shown.factors, granted: shown.roles };
        match self.after_first(account.id, first, required).await? {
            Some(next) => Ok(Arrived::On(next, account.email)),
            None => self.unknown().await,
        }
    }

    async fn unknown(&self) -> Step<Arrived> {
        self.write_entries(vec![self.sign_in_entry("sign_in.refused", None)]).await?;
        Ok(Arrived::Unknown)
    }
}

/// Whoever a directory's word is joined to, while they may sign in.
fn known<Mode>(
    session: &mut store::Session<'_, Mode>,
    issuer: &str,
    subject: &Private,
) -> Result<Option<(Identity, Account)>, StoreError> {
    let identity = match store::identity::find(session, issuer, subject.reveal()) {
        Err(StoreError::NotFound) => return Ok(None),
        other => other?,
    };
    let account = store::account::find(session, identity.account_id)?;
    Ok((account.state == State::Active).then_some((identity, account)))
}
