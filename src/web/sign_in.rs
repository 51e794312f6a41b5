//! Signing in and out, and choosing a password by a link from a mail.
use actix_web::{HttpRequest, HttpResponse, web};
use secrecy::SecretString;

use super::answer::{self, Answer};
use super::app::App;
use super::cookie::{self, Purpose};
use super::guard::Trying;
use super::posted::{self, Plain};
use super::routes::Routes;
use super::visit::{Visit, visitor_layout};
use crate::domain::account::LinkPurpose;
use crate::views::form::Form;
use crate::views::page::Page;
use crate::views::session::{
    ChoosePassword, Forgotten, ForgottenSent, LinkEnded, SignIn, SignedOut,
};
use crate::workflow::StepError;

pub(super) fn routes(routes: &mut Routes) {
    routes
        .get("/sign-in", show)
        .post("/sign-in", create)
        .post("/sign-out", end)
        .get("/signed-out", ended)
        .post("/session", keep)
        .get("/forgotten", forgotten)
        .post("/forgotten", send_link)
        .get("/password/{token}", password)
        .post("/password/{token}", choose);
}

/// A page for somebody who is not signed in; its forms are tied to their browser.
pub(super) fn page<P: Page>(
    request: &HttpRequest,
    app: &App,
    status: actix_web::http::StatusCode,
    page: &P,
) -> Answer {
    let known = posted::tie(request, app);
    let visitor = known.clone().unwrap_or_else(|| app.service.tools().random.uuid().to_string());
    let layout = visitor_layout(app, &visitor);
    let mut response = answer::html(status, app.engine.page(&layout, page)?);
    if known.is_none() {
        cookie::set(&mut response, Purpose::Visitor, &visitor, app.settings.is_secure);
    }
    Ok(response)
}

/// What a form says when a password was guessed at too often.
pub(super) const TOO_MANY_TRIES: &str =
    "There were too many tries to sign in. Wait a quarter of an hour, then try again.";

const OK: actix_web::http::StatusCode = actix_web::http::StatusCode::OK;
const AGAIN: actix_web::http::StatusCode = actix_web::http::StatusCode::UNPROCESSABLE_ENTITY;

async fn show(request: HttpRequest, app: web::Data<App>) -> Answer {
    if Visit::of(&request).await?.is_some() {
        return Ok(answer::see_other(&app, "/", ""));
    }
    page(&request, &app, OK, &SignIn { form: Form::empty() })
}

async fn create(request: HttpRequest, app: web::Data<App>, plain: Plain) -> Answer {
    let mut form = plain.form.never_shown(&["password"]);
    let email = form.required("email", "your email address", 254);
    let password = form.secret("password", "your password");
    if let (Some(email), Some(password)) = (email, password) {
        let address = address(&request, &app);
        let (now, of) = (app.service.clock().real_now(), (email.as_str(), address.as_str()));
        if !app.guard.lets_through(Trying::Password, of, now) {
            form.refuse_whole(TOO_MANY_TRIES);
        } else if let Some(token) =
            app.service.sign_in(&app.passwords, &email, SecretString::from(password)).await?
        {
            app.guard.forgive(Trying::Password, of);
            return Ok(signed_in(&request, &app, &token));
        } else {
            form.refuse("email", "The email address and password do not belong together");
        }
    }
    page(&request, &app, AGAIN, &SignIn { form })
}

/// Goes on to the page that was asked for, in a session that begins with this answer.
pub(super) fn signed_in(request: &HttpRequest, app: &App, token: &SecretString) -> HttpResponse {
    use secrecy::ExposeSecret;
    let secure = app.settings.is_secure;
    let next = cookie::read(request, Purpose::Next, secure).filter(|it| is_own(it));
    let mut response = answer::see_other(app, next.as_deref().unwrap_or("/"), "");
    cookie::set(&mut response, Purpose::Session, token.expose_secret(), secure);
    cookie::clear(&mut response, Purpose::Visitor, secure);
    cookie::clear(&mut response, Purpose::Next, secure);
    response
}

/// Whether an address is a page of ours, so that nobody is sent elsewhere.
pub(super) fn is_own(path: &str) -> bool {
    path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains('\\')
        && path.chars().all(|it| it.is_ascii_graphic())
}

/// The visitor's address: as the nearest proxies of ours saw it.
pub(super) fn address(request: &HttpRequest, app: &App) -> String {
    let peer = request.peer_addr().map(|it| it.ip().to_string()).unwrap_or_default();
    let proxies = usize::from(app.settings.trusted_proxies);
    if proxies == 0 {
        return peer;
    }
    let forwarded = request.headers().get_all("x-forwarded-for");
    let hops: Vec<&str> = forwarded
        .filter_map(|it| it.to_str().ok())
        .flat_map(|it| it.split(','))
        .map(str::trim)
        .collect();
    hops.len().checked_sub(proxies).and_then(|at| hops.get(at)).map_or(peer, |it| (*it).to_owned())
}

async fn end(request: HttpRequest, app: web::Data<App>, _plain: Plain) -> Answer {
    let secure = app.settings.is_secure;
    if let Some(token) = cookie::read(&request, Purpose::Session, secure) {
        app.service.sign_out(&SecretString::from(token)).await?;
    }
    let mut response = answer::see_other(&app, "/signed-out", "");
    cookie::clear(&mut response, Purpose::Session, secure);
    cookie::clear(&mut response, Purpose::Said, secure);
    Ok(response)
}

async fn ended(request: HttpRequest, app: web::Data<App>) -> Answer {
    page(&request, &app, OK, &SignedOut {})
}

/// Keeps a session that is about to end.
async fn keep(_visit: Visit, _plain: Plain) -> HttpResponse {
    HttpResponse::NoContent().finish()
}

async fn forgotten(request: HttpRequest, app: web::Data<App>) -> Answer {
    page(&request, &app, OK, &Forgotten { form: Form::empty() })
}

/// Says the same whether or not there is such an account.
async fn send_link(request: HttpRequest, app: web::Data<App>, plain: Plain) -> Answer {
    let mut form = plain.form;
    let Some(email) = form.required("email", "your email address", 254) else {
        return page(&request, &app, AGAIN, &Forgotten { form });
    };
    let address = address(&request, &app);
    let now = app.service.clock().real_now();
    if app.guard.lets_through(Trying::Link, (&email, &address), now) {
        app.service.send_reset(&email, app.settings.reset).await?;
    }
    page(&request, &app, OK, &ForgottenSent {})
}

async fn password(request: HttpRequest, app: web::Data<App>, token: web::Path<String>) -> Answer {
    match app.service.link(&token).await {
        Err(StepError::Hidden) => ended_link(&request, &app),
        found => page(&request, &app, OK, &choice(Form::empty(), found?.0.purpose)),
    }
}

/// The same for a link that was used, is too old, or never was one.
fn ended_link(request: &HttpRequest, app: &App) -> Answer {
    page(request, app, actix_web::http::StatusCode::NOT_FOUND, &LinkEnded {})
}

fn choice(form: Form, purpose: LinkPurpose) -> ChoosePassword {
    ChoosePassword { form, joins: purpose == LinkPurpose::Invitation }
}

/// The fewest characters of a password. Source: NCSC and NIST advice to prefer length.
const SHORTEST: usize = 12;

/// Refuses a new password that is too short, or was not typed the same twice.
pub(super) fn check_password(
    form: &mut Form,
    (field, password): (&str, &str),
    (again_field, again): (&str, Option<&str>),
) {
    if password.chars().count() < SHORTEST {
        form.refuse(field, "Enter a password of at least 12 characters");
    } else if again.is_some_and(|it| it != password) {
        form.refuse(again_field, "Enter the same password twice");
    }
}

async fn choose(
    request: HttpRequest,
    app: web::Data<App>,
    token: web::Path<String>,
    plain: Plain,
) -> Answer {
    let mut form = plain.form.never_shown(&["password", "again"]);
    let link = match app.service.link(&token).await {
        Err(StepError::Hidden) => return ended_link(&request, &app),
        found => found?.0,
    };
    let password = form.secret("password", "a password");
    let again = form.secret("again", "the password again");
    if let Some(password) = &password {
        check_password(&mut form, ("password", password), ("again", again.as_deref()));
    }
    let Some(password) = password.filter(|_| !form.failed()) else {
        return page(&request, &app, AGAIN, &choice(form, link.purpose));
    };
    let chosen =
        app.service.choose_password(&app.passwords, &token, SecretString::from(password)).await;
    let account = match chosen {
        Err(StepError::Hidden) => return ended_link(&request, &app),
        other => other?,
    };
    match app.service.begin_session(account).await? {
        Some(session) => Ok(signed_in(&request, &app, &session)),
        None => Ok(answer::see_other(&app, "/sign-in", "")),
    }
}
