//! Between the password and the session: the code of an app, or setting one up.
use actix_web::{HttpRequest, HttpResponse, web};
use secrecy::{ExposeSecret, SecretString};

use super::{AGAIN, OK, TOO_MANY_TRIES, address, asked_for, begin, page, remembered};
use crate::domain::account::Account;
use crate::domain::factor::Awaited;
use crate::domain::text::Private;
use crate::views::factor::{Code, RecoveryCodes, SetUp};
use crate::views::form::Form;
use crate::web::answer::{self, Answer};
use crate::web::app::App;
use crate::web::cookie::{self, Purpose};
use crate::web::device;
use crate::web::error::PageError;
use crate::web::factor;
use crate::web::guard::{Tried, Trying};
use crate::web::posted::Plain;
use crate::web::visit::Visit;
use crate::workflow::sign_in::{self, Answered};

/// Where a code is asked for.
pub(super) const CODE: &str = "/sign-in/code";
/// Where an app is set up by whoever needs one.
pub(super) const SET_UP: &str = "/sign-in/second-factor";

/// Goes on to what is awaited.
pub(super) fn begun(app: &App, awaited: Awaited, token: &SecretString) -> HttpResponse {
    let to = match awaited {
        Awaited::Code => CODE,
        Awaited::SetUp => SET_UP,
    };
    let mut response = answer::see_other(app, to, "");
    let secure = app.settings.is_secure;
    cookie::set(&mut response, Purpose::Challenge, token.expose_secret(), secure);
    response
}

/// The sign-in that a request goes on with, and whose it is.
async fn found(
    request: &HttpRequest,
    app: &App,
    awaited: Awaited,
) -> Result<Option<(SecretString, Account)>, PageError> {
    let token = cookie::read(request, Purpose::Challenge, app.settings.is_secure);
    let Some(token) = token.map(SecretString::from) else { return Ok(None) };
    let account = app.service.challenged(&token, awaited).await?;
    Ok(account.map(|it| (token, it)))
}

/// It begins again with the password, unless they are signed in already.
async fn from_the_start(request: &HttpRequest, app: &App) -> Answer {
    let to = if Visit::of(request).await?.is_some() { "/" } else { "/sign-in" };
    let mut response = answer::see_other(app, to, "");
    cookie::clear(&mut response, Purpose::Challenge, app.settings.is_secure);
    Ok(response)
}

pub(super) async fn code(request: HttpRequest, app: web::Data<App>) -> Answer {
    match found(&request, &app, Awaited::Code).await? {
        Some(_) => page(&request, &app, OK, &Code { form: Form::empty() }),
        None => from_the_start(&request, &app).await,
    }
}

pub(super) async fn answer_code(request: HttpRequest, app: web::Data<App>, plain: Plain) -> Answer {
    let Some((token, account)) = found(&request, &app, Awaited::Code).await? else {
        return from_the_start(&request, &app).await;
    };
    let mut form = plain.form.never_shown(&["code"]);
    if let Some(code) = form.secret("code", "the code") {
        let address = address(&request, &app);
        let (now, email) = (app.service.clock().real_now(), account.email.reveal());
        let device = device::known(&request, &app, email);
        let tried =
            Tried { as_whom: account.id.as_str(), from: &address, device: device.as_deref() };
        if app.guard.lets_through(Trying::Code, tried, now) {
            match app.service.answer_code(&token, &code).await? {
                Answered::Begun(session) => {
                    app.guard.forgive(Trying::Code, tried);
                    return Ok(remembered(&request, &app, (&session, email)));
                }
                Answered::Wrong => form.refuse("code", factor::WRONG),
                Answered::Ended => return from_the_start(&request, &app).await,
            }
        } else {
            form.refuse_whole(TOO_MANY_TRIES);
        }
    }
    page(&request, &app, AGAIN, &Code { form })
}

pub(super) async fn set_up(request: HttpRequest, app: web::Data<App>) -> Answer {
    let Some((_, account)) = found(&request, &app, Awaited::SetUp).await? else {
        return from_the_start(&request, &app).await;
    };
    page(&request, &app, OK, &offer(&app, &account, Form::empty()))
}

fn offer(app: &App, account: &Account, form: Form) -> SetUp {
    SetUp { needed: true, ..factor::offer(app, account, (SET_UP, form)) }
}

pub(super) async fn answer_set_up(
    request: HttpRequest,
    app: web::Data<App>,
    plain: Plain,
) -> Answer {
    let Some((token, account)) = found(&request, &app, Awaited::SetUp).await? else {
        return from_the_start(&request, &app).await;
    };
    let mut form = plain.form.never_shown(&["code"]);
    let seed = factor::seed(&app, &form);
    form.set("seed", &seed);
    if let Some(code) = form.secret("code", "the code that the app shows") {
        match app.service.answer_set_up(&token, (&seed, &code)).await? {
            sign_in::SetUp::Done(session, codes) => {
                let codes = codes.into_iter().map(Private::new).collect();
                let shown = RecoveryCodes { codes, next: asked_for(&request, &app) };
                let mut response = page(&request, &app, OK, &shown)?;
                begin(&mut response, &app, &session);
                device::remember(&mut response, &request, &app, account.email.reveal());
                return Ok(response);
            }
            sign_in::SetUp::Wrong => form.refuse("code", factor::WRONG),
            sign_in::SetUp::Ended => return from_the_start(&request, &app).await,
        }
    }
    page(&request, &app, AGAIN, &offer(&app, &account, form))
}
