//! Passkeys of whoever asks, and signing in by one.
use secrecy::SecretString;

use super::service::Service;
use super::{Change, Cx, Step, StepError};
use crate::domain::account::{Account, State};
use crate::domain::factor::Passkey;
use crate::domain::ids::PasskeyId;
use crate::domain::refusal::Refused;
use crate::domain::session::Factors;
use crate::domain::text::Private;
use crate::domain::time::Instant;
use crate::platform::passkey::{Asking, Kept, Passkeys};
use crate::store::{self, StoreError};

/// The most that one person has.
const MOST: usize = 10;

/// The passkeys of whoever asks, the oldest first.
///
/// # Errors
/// [`StepError::Hidden`] when nobody is signed in.
pub fn list<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<Vec<Passkey>> {
    let account = cx.member()?.account;
    Ok(store::passkey::of_account(cx.session, account)?)
}

/// The account of whoever asks with its passkeys, before another is made.
///
/// # Errors
/// Not fresh when they signed in too long ago.
pub fn before_making<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<(Account, Vec<Passkey>)> {
    cx.fresh()?;
    let id = cx.member()?.account;
    Ok((store::account::find(cx.session, id)?, list(cx)?))
}

/// Keeps a passkey that whoever asks has made. `now` is real time.
///
/// # Errors
/// Not fresh when they signed in too long ago; refused when they have too many.
pub fn add(cx: &mut Change<'_, '_>, (name, made): (&Private, &Kept), now: Instant) -> Step<()> {
    cx.fresh()?;
    let account_id = cx.member()?.account;
    if list(cx)?.len() >= MOST {
        return Err(Refused::because("You have ten passkeys. Remove one first").into());
    }
    let passkey = Passkey {
        id: cx.new_id(PasskeyId::from_uuid),
        account_id,
        name: name.clone(),
        credential_id: made.credential_id.clone(),
        credential: Private::new(made.credential.clone()),
        made_at: now,
        used_at: None,
    };
    store::passkey::insert(cx.session, &passkey)?;
    cx.record("passkey.add", passkey.id.as_str(), &[]);
    Ok(())
}

/// Removes one of one's own passkeys.
///
/// # Errors
/// [`StepError::Hidden`] when it is not one's own; not fresh when one signed in too long ago.
pub fn remove(cx: &mut Change<'_, '_>, id: PasskeyId) -> Step<()> {
    let account = cx.member()?.account;
    if !store::passkey::remove(cx.session, account, id)? {
        return Err(StepError::Hidden);
    }
    cx.fresh()?;
    cx.record("passkey.remove", id.as_str(), &[]);
    Ok(())
}

impl Service {
    /// Signs somebody in by what their browser answered to being asked for a passkey; gives their
    /// session's token and their account.
    ///
    /// # Errors
    /// Fails when the database does; gives nothing when no passkey of ours answered.
    pub async fn sign_in_by_passkey(
        &self,
        passkeys: &Passkeys,
        asking: Asking,
        answer: &str,
    ) -> Step<Option<(SecretString, Account)>> {
        let found = match Passkeys::named(answer) {
            Some(named) => self.passkey(named).await?,
            None => None,
        };
        let Some((passkey, account)) = found else { return self.no_passkey().await };
        let answered = passkeys.answered(asking, answer, passkey.credential.reveal());
        let Some(credential) = answered else { return self.no_passkey().await };
        let (credential, now) = (Private::new(credential), self.clock().real_now());
        let noted: Result<(), StoreError> = self
            .database
            .write_grouped(move |tx| store::passkey::used(tx, passkey.id, &credential, now))
            .await;
        noted?;
        let token = self.begin_session(account.id, Factors::Two.into()).await?;
        Ok(token.map(|it| (it, account)))
    }

    async fn passkey(&self, named: String) -> Step<Option<(Passkey, Account)>> {
        let found: Result<_, StoreError> = self
            .database
            .read(move |view| {
                let Some(passkey) = store::passkey::by_credential(view, &named)? else {
                    return Ok(None);
                };
                let account = store::account::find(view, passkey.account_id)?;
                Ok((account.state == State::Active).then_some((passkey, account)))
            })
            .await;
        Ok(found?)
    }

    async fn no_passkey(&self) -> Step<Option<(SecretString, Account)>> {
        self.write_entries(vec![self.sign_in_entry("sign_in.refused", None)]).await?;
        Ok(None)
    }
}
