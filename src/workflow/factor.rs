//! Second factors of whoever asks: an app that shows codes, and recovery codes for when it is lost.
use super::service::Service;
use super::tools::Tools;
use super::{Asker, Change, Cx, Operation, Step};
use crate::domain::account::Account;
use crate::domain::actor::Role;
use crate::domain::factor::{Authenticator, RECOVERY_CODES, RecoveryCode, is_of_app, plain_code};
use crate::domain::ids::AccountId;
use crate::domain::refusal::Refused;
use crate::domain::time::Instant;
use crate::store::{self, Session, StoreError, Tx};

/// The second factors of whoever asks.
#[derive(Clone, Debug)]
pub struct OwnFactors {
    /// When the app was set up.
    pub app: Option<Instant>,
    /// How many recovery codes are unused.
    pub codes: i64,
}

/// The second factors of whoever asks: two queries.
///
/// # Errors
/// Hidden when nobody is signed in.
pub fn show<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<OwnFactors> {
    let account = cx.member()?.account;
    let app = app(cx.session, account)?.map(|it| it.made_at);
    Ok(OwnFactors { app, codes: store::recovery_code::unused(cx.session, account)? })
}

/// Removes one's own app with its recovery codes; `required` are the roles that need a second
/// factor.
///
/// # Errors
/// Refused for whoever needs one; not fresh when they signed in too long ago.
pub fn remove(cx: &mut Change<'_, '_>, required: &[Role]) -> Step<()> {
    let member = cx.member()?;
    cx.fresh()?;
    if member.is_any(required) {
        let text = "Your role needs a second factor. Set up another app in place of this one";
        return Err(Refused::because(text).into());
    }
    store::authenticator::remove(cx.session, member.account)?;
    store::recovery_code::remove_all(cx.session, member.account)?;
    cx.record("factor.remove", member.account.as_str(), &[]);
    Ok(())
}

impl Service {
    /// Sets up an app by its first code, in place of any before; gives new recovery codes, or
    /// nothing when the code is wrong.
    ///
    /// # Errors
    /// Not fresh when whoever asks signed in too long ago.
    pub async fn set_up_app(
        &self,
        asker: &Asker,
        (seed, code): (String, String),
    ) -> Step<Option<Vec<String>>> {
        let (real, tools) = (self.clock().real_now(), std::sync::Arc::clone(&self.tools));
        let asker = Asker { name: "factor.set_up", ..asker.clone() };
        self.change(asker, Operation::OfItself, move |cx| {
            let member = cx.member()?;
            cx.fresh()?;
            let account = store::account::find(cx.session, member.account)?;
            let codes = adopt(cx.session, &tools, &account, (&seed, &code), real)?;
            if codes.is_some() {
                cx.record("factor.set_up", account.id.as_str(), &[]);
            }
            Ok(codes)
        })
        .await
    }

    /// Makes new recovery codes in place of those before.
    ///
    /// # Errors
    /// Refused without an app; not fresh when whoever asks signed in too long ago.
    pub async fn new_recovery_codes(&self, asker: &Asker) -> Step<Vec<String>> {
        let (real, tools) = (self.clock().real_now(), std::sync::Arc::clone(&self.tools));
        let asker = Asker { name: "factor.recovery_codes", ..asker.clone() };
        self.change(asker, Operation::OfItself, move |cx| {
            let account = cx.member()?.account;
            if app(cx.session, account)?.is_none() {
                return Err(Refused::because("Set up an app first").into());
            }
            cx.fresh()?;
            cx.record("factor.recovery_codes", account.as_str(), &[]);
            Ok(recovery_codes(cx.session, &tools, account, real)?)
        })
        .await
    }

    /// Makes a session fresh, if a code is one of whoever asks.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn confirm_by_code(
        &self,
        asker: &Asker,
        token: &secrecy::SecretString,
        code: String,
    ) -> Step<bool> {
        let (real, tools) = (self.clock().real_now(), std::sync::Arc::clone(&self.tools));
        let asker = Asker { name: "session.confirm", ..asker.clone() };
        let taking = self.change(asker.clone(), Operation::OfItself, move |cx| {
            let id = cx.member()?.account;
            let account = store::account::find(cx.session, id)?;
            let is_right = take_code(cx.session, &tools, (&account, &code), real)?;
            if !is_right {
                cx.record("session.confirm_refused", account.id.as_str(), &[]);
            }
            Ok(is_right)
        });
        let is_right = taking.await?;
        if is_right {
            self.has_confirmed(&asker, token).await?;
        }
        Ok(is_right)
    }
}

/// Whether an account has a second factor.
pub(super) fn has_one<Mode>(
    session: &mut Session<'_, Mode>,
    account: AccountId,
) -> Result<bool, StoreError> {
    Ok(app(session, account)?.is_some())
}

fn app<Mode>(
    session: &mut Session<'_, Mode>,
    account: AccountId,
) -> Result<Option<Authenticator>, StoreError> {
    match store::authenticator::find(session, account) {
        Err(StoreError::NotFound) => Ok(None),
        other => other.map(Some),
    }
}

/// Takes a code of the app, once, or uses up a recovery code. Says whether it was one.
pub(super) fn take_code(
    tx: &mut Tx<'_>,
    tools: &Tools,
    (account, typed): (&Account, &str),
    now: Instant,
) -> Result<bool, StoreError> {
    let code = plain_code(typed);
    if !is_of_app(&code) {
        let hash = tools.recovery_hash(account.id, &code);
        return store::recovery_code::use_up(tx, account.id, &hash, now);
    }
    let Some(app) = app(tx, account.id)? else { return Ok(false) };
    match tools.shared(account, &app.seed).and_then(|it| it.step_of(&code, now)) {
        Some(step) => store::authenticator::take(tx, account.id, step),
        None => Ok(false),
    }
}

/// Makes an app an account's, if the code shows that it has the secret; gives new recovery codes.
pub(super) fn adopt(
    tx: &mut Tx<'_>,
    tools: &Tools,
    account: &Account,
    (seed, code): (&str, &str),
    now: Instant,
) -> Result<Option<Vec<String>>, StoreError> {
    let shared = tools.shared(account, seed);
    let Some(step) = shared.and_then(|it| it.step_of(&plain_code(code), now)) else {
        return Ok(None);
    };
    store::authenticator::remove(tx, account.id)?;
    let seed = seed.to_owned();
    let app = Authenticator { account_id: account.id, seed, last_step: step, made_at: now };
    store::authenticator::insert(tx, &app)?;
    recovery_codes(tx, tools, account.id, now).map(Some)
}

/// New recovery codes in place of those before, as they are shown once.
fn recovery_codes(
    tx: &mut Tx<'_>,
    tools: &Tools,
    account_id: AccountId,
    made_at: Instant,
) -> Result<Vec<String>, StoreError> {
    store::recovery_code::remove_all(tx, account_id)?;
    let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| tools.recovery_code()).collect();
    for code in &codes {
        let code_hash = tools.recovery_hash(account_id, code);
        let kept = RecoveryCode { account_id, code_hash, made_at, used_at: None };
        store::recovery_code::insert(tx, &kept)?;
    }
    Ok(codes.iter().map(|it| format!("{}-{}", &it[..5], &it[5..])).collect())
}

/// Forgets every second factor of an account, and every sign-in that awaits one.
pub(super) fn forget(tx: &mut Tx<'_>, account: AccountId) -> Result<(), StoreError> {
    store::authenticator::remove(tx, account)?;
    store::recovery_code::remove_all(tx, account)?;
    store::passkey::remove_all(tx, account)?;
    store::identity::remove_all(tx, account)?;
    store::challenge::remove_all(tx, account)
}
