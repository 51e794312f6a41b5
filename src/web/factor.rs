//! How one signs in: one's app, recovery codes and sign-ins in progress.
use actix_web::web;

use super::answer::Answer;
use super::app::App;
use super::error::PageError;
use super::posted::{Plain, Posted};
use super::routes::{Routes, get, post};
use super::visit::{self, Visit};
use crate::domain::account::Account;
use crate::domain::factor::Passkey;
use crate::domain::identity::Identity;
use crate::domain::ids::SessionId;
use crate::domain::text::Private;
use crate::platform::provider::Provider;
use crate::views::factor::{
    Addable, JoinedRow, PasskeyRow, RecoveryCodes, SessionRow, SetUp, SigningIn,
};
use crate::views::form::Form;
use crate::views::format;
use crate::workflow::account::{self, OwnAccount, OwnSession};
use crate::workflow::{StepError, factor, identity, passkey};

/// The page of how one signs in.
const PAGE: &str = "/account/sign-in";
/// Where an app is set up.
const APP: &str = "/account/app";

/// What a form says of a wrong code.
pub(super) const WRONG: &str =
    "This code is not right, or was used before. Enter the one that the app shows now";

pub(super) fn routes(routes: &mut Routes) {
    routes
        .on(get!(PAGE), show)
        .on(get!(APP), offer_app)
        .on(post!(APP), set_up)
        .on(post!("/account/app/removal"), remove)
        .on(post!("/account/recovery-codes"), new_codes)
        .on(post!("/account/sessions/others/end"), end_others)
        .on(post!("/account/sessions/{id}/end"), end);
}

/// The seed that a form was given, or a new one.
pub(super) fn seed(app: &App, form: &Form) -> String {
    let given = uuid::Uuid::try_parse(form.value("seed"));
    given.unwrap_or_else(|_none| app.service.tools().random.uuid()).to_string()
}

/// The page that sets up an app, posting to an address.
pub(super) fn offer(app: &App, account: &Account, (action, form): (&'static str, Form)) -> SetUp {
    let seed = seed(app, &form);
    let shared = app.service.tools().shared(account, &seed);
    SetUp {
        form,
        action,
        needed: false,
        spelled: shared.as_ref().map(|it| Private::new(it.spelled())).unwrap_or_default(),
        picture: shared.and_then(|it| it.picture()).map(Private::new).unwrap_or_default(),
        seed,
    }
}

async fn show(visit: Visit) -> Answer {
    visit.page(&look(&visit, Form::empty()).await?).await
}

async fn look(visit: &Visit, form: Form) -> Result<SigningIn, PageError> {
    let (limits, now) = (visit.app.settings.limits, visit.app.service().clock().real_now());
    let (own, passkeys, joined, sessions) = visit
        .look("account.sign_in", move |cx| {
            let joined = (account::show(cx)?, identity::list(cx)?);
            let sessions = account::sessions(cx, limits, now)?;
            Ok((factor::show(cx)?, passkey::list(cx)?, joined, sessions))
        })
        .await?;
    let joined_rows = joined_rows(visit, &joined.1);
    let addable = addable(visit, &joined);
    let moment = |at| format::moment_from(now, at, visit.zone());
    let needed = visit.member().is_any(&visit.app.settings.second_factor);
    Ok(SigningIn {
        form,
        app: own.app.map(moment),
        codes: own.codes.to_string(),
        needed,
        may_remove: own.app.is_some() && !needed,
        joined: joined_rows,
        addable,
        passkeys: passkeys.iter().map(|it| passkey_row(visit, it)).collect(),
        new_passkey: visit.app.settings.passkeys.as_ref().map(|_| super::passkey::NEW),
        others: sessions.len() > 1,
        sessions: sessions.iter().map(|it| row(visit, it)).collect(),
    })
}

/// The accounts at directories that one signs in by; those of a directory that is not set up any more
/// are left out.
fn joined_rows(visit: &Visit, joined: &[Identity]) -> Vec<JoinedRow> {
    let now = visit.app.service().clock().real_now();
    let moment = |at| format::moment_from(now, at, visit.zone());
    let row = |own: &Identity| {
        let provider = visit.app.providers.all().find(|it| it.issuer() == own.issuer)?;
        Some(JoinedRow {
            key: provider.key().to_owned(),
            name: provider.name().to_owned(),
            made: moment(own.made_at),
            used: own.used_at.map(moment),
        })
    };
    joined.iter().filter_map(row).collect()
}

/// The account at a directory that one could sign in by, and does not yet.
fn addable(visit: &Visit, (own, joined): &(OwnAccount, Vec<Identity>)) -> Vec<Addable> {
    let provider = visit.app.providers.of(own.account.email.reveal());
    let missing = provider.filter(|it| joined.iter().all(|own| own.issuer != it.issuer()));
    let add = |it: &Provider| Addable {
        text: format!("Add your {} account", it.name()),
        address: format!("/account/work-accounts/{}", it.key()),
    };
    missing.map(add).into_iter().collect()
}

fn passkey_row(visit: &Visit, own: &Passkey) -> PasskeyRow {
    let now = visit.app.service().clock().real_now();
    let moment = |at| format::moment_from(now, at, visit.zone());
    PasskeyRow {
        id: own.id.to_string(),
        name: own.name.clone(),
        made: moment(own.made_at),
        used: own.used_at.map(moment),
    }
}

fn row(visit: &Visit, own: &OwnSession) -> SessionRow {
    let now = visit.app.service().clock().real_now();
    let moment = |at| format::moment_from(now, at, visit.zone());
    let is_this = own.session.id == visit.session();
    SessionRow {
        begun: moment(own.session.started_at),
        seen: moment(own.session.seen_at),
        area: own.area.clone(),
        id: (!is_this).then(|| own.session.id.to_string()),
    }
}

async fn offer_app(visit: Visit) -> Answer {
    // Whoever only found the screen unlocked does not get as far as the secret.
    let own = visit.look("account.app", |cx| cx.fresh().and_then(|()| account::show(cx))).await?;
    visit.page(&offer(&visit.app, &own.account, (APP, Form::empty()))).await
}

async fn set_up(visit: Visit, plain: Plain) -> Answer {
    let mut form = plain.form.never_shown(&["code"]);
    let seed = seed(&visit.app, &form);
    form.set("seed", &seed);
    if let Some(code) = form.secret("code", "the code that the app shows") {
        match visit.set_up_app((seed, code)).await? {
            Some(codes) => return visit.page(&shown(codes)).await,
            None => form.refuse("code", WRONG),
        }
    }
    let own = visit.look("account.app", account::show).await?;
    visit.page_again(&offer(&visit.app, &own.account, (APP, form))).await
}

fn shown(codes: Vec<String>) -> RecoveryCodes {
    RecoveryCodes { codes: codes.into_iter().map(Private::new).collect(), next: PAGE.to_owned() }
}

async fn new_codes(visit: Visit, posted: Posted) -> Answer {
    match visit.new_recovery_codes().await {
        Ok(codes) => visit.page(&shown(codes)).await,
        Err(error) => again(&visit, posted, error).await,
    }
}

async fn remove(visit: Visit, posted: Posted) -> Answer {
    let required = visit.app.settings.second_factor.clone();
    let step = visit.change("factor.remove", &posted, move |cx| factor::remove(cx, &required));
    match step.await {
        Ok(()) => Ok(visit.see_other(PAGE, "App removed")),
        Err(error) => again(&visit, posted, error).await,
    }
}

pub(super) async fn again(visit: &Visit, posted: Posted, error: StepError) -> Answer {
    let mut form = posted.form;
    visit::refuse_or_fail(&mut form, error)?;
    visit.page_again(&look(visit, form).await?).await
}

async fn end(visit: Visit, id: web::Path<String>, posted: Posted) -> Answer {
    let Ok(id) = SessionId::parse(&id) else { return Err(visit.not_found("session").await) };
    let now = visit.app.service().clock().real_now();
    let step = visit.change("session.end", &posted, move |cx| account::end_session(cx, id, now));
    step.await?;
    Ok(visit.see_other(PAGE, "Signed out there"))
}

async fn end_others(visit: Visit, posted: Posted) -> Answer {
    let (kept, now) = (visit.session(), visit.app.service().clock().real_now());
    let step = visit.change("session.end_others", &posted, move |cx| {
        account::end_other_sessions(cx, kept, now)
    });
    step.await?;
    Ok(visit.see_other(PAGE, "Signed out everywhere else"))
}
