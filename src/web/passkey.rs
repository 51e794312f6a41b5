//! Passkeys: making one, removing one, and signing in by one. The browser's part is in `passkey.js`.
use actix_web::{HttpRequest, web};
use serde_json::Value;

use super::answer::{self, Answer};
use super::app::App;
use super::error::PageError;
use super::posted::{Plain, Posted};
use super::provider::Sent;
use super::routes::{Routes, get, post};
use super::sign_in;
use super::visit::{self, Visit};
use super::waiting::Waiting;
use crate::domain::ids::PasskeyId;
use crate::domain::text::Private;
use crate::platform::passkey::{Asking, Making, Passkeys};
use crate::views::form::Form;
use crate::views::passkey::{NewPasskey, SignInByPasskey};
use crate::workflow::passkey;

/// Where one is made.
pub(super) const NEW: &str = "/account/passkeys/new";
const PAGE: &str = "/account/sign-in";
const SIGN_IN: &str = "/sign-in/passkey";

/// What a form says when the browser's answer was none of ours.
const NONE: &str = "No passkey of yours answered. Try again, or use your password";

pub(super) fn routes(routes: &mut Routes) {
    routes
        .on(get!(NEW), new)
        .on(post!(NEW), add)
        .on(post!("/account/passkeys/{id}/removal"), remove)
        .on(get!(SIGN_IN), ask)
        .on(post!(SIGN_IN), answer);
}

/// The kinds of question that browsers are asked.
#[derive(Default)]
pub(super) struct Ceremonies {
    pub(super) sent: Waiting<Sent>,
    making: Waiting<Making>,
    asking: Waiting<Asking>,
}

fn id(app: &App) -> String {
    app.service.tools().random.uuid().to_string()
}

async fn new(request: HttpRequest, visit: Visit) -> Answer {
    visit.page(&offer(&request, &visit, Form::empty()).await?).await
}

async fn offer(request: &HttpRequest, visit: &Visit, form: Form) -> Result<NewPasskey, PageError> {
    let (account, others) = visit.look("passkey.new", passkey::before_making).await?;
    let Some(passkeys) = &visit.app.settings.passkeys else {
        return Err(visit.not_found("passkey.new").await);
    };
    let others: Vec<String> = others.into_iter().map(|it| it.credential_id).collect();
    let whose = (account.email.reveal(), account.name.reveal());
    let person = uuid::Uuid::try_parse(account.id.as_str()).unwrap_or_default();
    let (options, making) = passkeys.make(person, whose, &others).ok_or(PageError::NotAForm)?;
    let (id, now) = (id(&visit.app), visit.app.service().clock().real_now());
    let from = sign_in::address(request, &visit.app);
    visit.app.ceremonies.making.keep(&id, (making, &from), now);
    Ok(NewPasskey { form, ceremony: id, question: question(&options) })
}

/// What the page's script asks the browser.
fn question(options: &Value) -> Private {
    Private::new(options["publicKey"].to_string())
}

async fn add(request: HttpRequest, visit: Visit, plain: Plain) -> Answer {
    let mut form = plain.form.never_shown(&["credential", "ceremony"]);
    let name = form.required("name", "a name for it", 40);
    let now = visit.app.service().clock().real_now();
    let making = visit.app.ceremonies.making.take(form.value("ceremony"), now);
    let passkeys = visit.app.settings.passkeys.as_ref();
    let made = making.zip(passkeys).and_then(|(it, by)| by.made(&it, form.value("credential")));
    match (name, made) {
        (Some(name), Some(made)) => {
            let name = Private::new(name);
            match visit.add_passkey((name, made), now).await {
                Ok(()) => return Ok(visit.see_other(PAGE, "Passkey added")),
                Err(error) => visit::refuse_or_fail(&mut form, error)?,
            }
        }
        (Some(_), None) => form.refuse_whole("Your browser made no passkey. Try again"),
        (None, _) => {}
    }
    visit.page_again(&offer(&request, &visit, form).await?).await
}

async fn remove(visit: Visit, id: web::Path<String>, posted: Posted) -> Answer {
    let Ok(id) = PasskeyId::parse(&id) else { return Err(visit.not_found("passkey").await) };
    visit.change("passkey.remove", &posted, move |cx| passkey::remove(cx, id)).await?;
    Ok(visit.see_other(PAGE, "Passkey removed"))
}

async fn ask(request: HttpRequest, app: web::Data<App>) -> Answer {
    if Visit::of(&request).await?.is_some() {
        return Ok(answer::see_other(&app, "/", ""));
    }
    asked(&request, &app, (sign_in::OK, Form::empty()))
}

fn asked(
    request: &HttpRequest,
    app: &App,
    (status, form): (actix_web::http::StatusCode, Form),
) -> Answer {
    let Some((options, asking)) = app.settings.passkeys.as_ref().and_then(Passkeys::ask) else {
        return Ok(answer::see_other(app, "/sign-in", ""));
    };
    let id = id(app);
    let (from, now) = (sign_in::address(request, app), app.service.clock().real_now());
    app.ceremonies.asking.keep(&id, (asking, &from), now);
    let page = SignInByPasskey { form, ceremony: id, question: question(&options) };
    sign_in::page(request, app, status, &page)
}

async fn answer(request: HttpRequest, app: web::Data<App>, plain: Plain) -> Answer {
    let mut form = plain.form.never_shown(&["credential", "ceremony"]);
    let now = app.service.clock().real_now();
    let asking = app.ceremonies.asking.take(form.value("ceremony"), now);
    if let Some((asking, passkeys)) = asking.zip(app.settings.passkeys.as_ref()) {
        let answer = form.value("credential");
        let signed_in = app.service.sign_in_by_passkey(passkeys, asking, answer).await?;
        if let Some((token, account)) = signed_in {
            return Ok(sign_in::remembered(&request, &app, (&token, account.email.reveal())));
        }
    }
    form.refuse_whole(NONE);
    asked(&request, &app, (sign_in::AGAIN, form))
}
