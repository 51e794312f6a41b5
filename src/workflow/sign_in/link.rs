//! Links that work once: to join, and to choose a new password.
use chrono::TimeDelta;
use secrecy::SecretString;

use super::super::service::Service;
use super::super::{Change, Cx, Step, StepError, Tools};
use super::in_force;
use crate::domain::account::{Account, Link, LinkPurpose, State};
use crate::domain::actor::Actor;
use crate::domain::ids::{AccountId, LinkId};
use crate::domain::notice::Notice;
use crate::domain::session::Factors;
use crate::domain::text::Private;
use crate::domain::time::Instant;
use crate::platform::password::Passwords;
use crate::store::{self, StoreError};

impl Service {
    /// The account that a link is for, while it works.
    ///
    /// # Errors
    /// [`StepError::Hidden`] when it does not.
    pub async fn link(&self, token: &str) -> Step<(Link, Account)> {
        let id = self.read_link(token)?;
        let now = self.clock().real_now();
        self.database.read(move |view| working_link(view, id, now)).await
    }

    /// Sets the password that somebody chose by a link, uses the link up, and ends every session
    /// of the account.
    ///
    /// # Errors
    /// [`StepError::Hidden`] when the link does not work any more.
    pub async fn choose_password(
        &self,
        passwords: &Passwords,
        token: &str,
        password: SecretString,
    ) -> Step<AccountId> {
        let id = self.read_link(token)?;
        let now = self.clock().real_now();
        let hash = passwords.hash(password).await;
        let hash = hash.map_err(|_stopped| StepError::Failed(StoreError::Interrupted))?;
        let service = self.clone();
        self.database
            .write(move |tx| {
                let (link, mut account) = working_link(tx, id, now)?;
                if !store::link::use_up(tx, link.id, now)? {
                    return Err(StepError::Hidden);
                }
                account.password = Some(Private::new(hash.clone()));
                account.state = State::Active;
                store::account::update(tx, &mut account)?;
                store::session::end_all(tx, account.id, now)?;
                store::challenge::remove_all(tx, account.id)?;
                let mut entry = service.sign_in_entry("sign_in.password", None);
                entry.account = Some(account.id);
                Change::write_entries(tx, &service.tools, vec![entry])?;
                Ok(account.id)
            })
            .await
    }

    /// Queues a link for a new password to somebody who has an account. Whoever asks learns nothing.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn send_reset(&self, email: &str, lasts: TimeDelta) -> Step<()> {
        let email = Private::new(email.trim().to_lowercase());
        let (real, now) = (self.clock().real_now(), self.clock().now());
        let service = self.clone();
        self.database
            .write(move |tx| {
                let account = store::account::by_email(tx, &email)?;
                let Some(account) = account.filter(|it| it.state == State::Active) else {
                    return Ok(());
                };
                let Some(membership) =
                    in_force(tx, account.id, now, &Factors::One.into())?.into_iter().next()
                else {
                    return Ok(());
                };
                let actor = Actor::Service(membership.area_id);
                let mut cx = Cx::new(tx, &actor, now, &service.tools, "");
                send(&mut cx, account.id, real, lasts)
            })
            .await?;
        self.mail_bell().notify_one();
        Ok(())
    }

    /// The identifier in a link's token, if the token was made here.
    fn read_link(&self, token: &str) -> Step<LinkId> {
        let (id, proof) = token.split_once('.').ok_or(StepError::Hidden)?;
        let id = LinkId::parse(id).map_err(|_invalid| StepError::Hidden)?;
        let expected = self.tools().link_proof(id.as_str());
        let same = subtle::ConstantTimeEq::ct_eq(expected.as_bytes(), proof.as_bytes());
        if bool::from(same) { Ok(id) } else { Err(StepError::Hidden) }
    }
}

/// The token of a link: its identifier and the proof that it was made here.
pub fn link_token(tools: &Tools, id: LinkId) -> String {
    format!("{id}.{}", tools.link_proof(id.as_str()))
}

/// Makes a single-use link for an account.
///
/// # Errors
/// Fails when the database does.
pub fn new_link(
    cx: &mut Change<'_, '_>,
    account: AccountId,
    purpose: LinkPurpose,
    real_now: Instant,
    lasts: TimeDelta,
) -> Step<LinkId> {
    let id = cx.new_id(LinkId::from_uuid);
    let link = Link {
        id,
        account_id: account,
        purpose,
        made_at: real_now,
        expires_at: real_now + lasts,
        used_at: None,
    };
    store::link::insert(cx.session, &link)?;
    Ok(id)
}

/// Queues a link for a new password.
pub(in crate::workflow) fn send(
    cx: &mut Change<'_, '_>,
    account: AccountId,
    real_now: Instant,
    lasts: TimeDelta,
) -> Step<()> {
    let link = new_link(cx, account, LinkPurpose::Reset, real_now, lasts)?;
    let notice = Notice::PasswordReset { link };
    cx.tell(account, notice, &format!("reset:{link}"), cx.now)?;
    Ok(())
}

fn working_link<Mode>(
    session: &mut store::Session<'_, Mode>,
    id: LinkId,
    now: Instant,
) -> Step<(Link, Account)> {
    let link = store::link::find(session, id)?;
    let account = store::account::find(session, link.account_id)?;
    let works =
        link.used_at.is_none() && now < link.expires_at && account.state != State::Suspended;
    if works { Ok((link, account)) } else { Err(StepError::Hidden) }
}
