//! Signing in and out.
mod challenge;
mod link;

use std::net::IpAddr;

use actix_web::{HttpRequest, HttpResponse, web};
use secrecy::{ExposeSecret, SecretString};

use super::answer::{self, Answer};
use super::app::App;
use super::cookie::{self, Purpose};
use super::device;
use super::guard::{Tried, Trying};
use super::posted::{self, Plain};
use super::routes::{Routes, get, post};
use super::visit::{Visit, visitor_layout};
use crate::platform::provider::Provider;
use crate::views::form::Form;
use crate::views::page::Page;
use crate::views::session::{Directory, SignIn, SignedOut};
use crate::workflow::Step;
use crate::workflow::sign_in::Next;

pub(super) use self::link::{check_password, context, ended_link};

pub(super) fn routes(routes: &mut Routes) {
    routes
        .on(get!("/sign-in"), show)
        .on(post!("/sign-in"), create)
        .on(get!(challenge::CODE), challenge::code)
        .on(post!(challenge::CODE), challenge::answer_code)
        .on(get!(challenge::SET_UP), challenge::set_up)
        .on(post!(challenge::SET_UP), challenge::answer_set_up)
        .on(post!("/sign-out"), end)
        .on(get!("/signed-out"), ended)
        .on(post!("/session"), keep)
        .on(get!("/forgotten"), link::forgotten)
        .on(post!("/forgotten"), link::send_link)
        .on(get!("/password/{token}"), link::password)
        .on(post!("/password/{token}"), link::choose);
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
pub(super) const TOO_MANY_TRIES: &str = "There were too many tries to sign in. Wait for up to an \
    hour, or choose a new password by email to get in at once.";

pub(super) const OK: actix_web::http::StatusCode = actix_web::http::StatusCode::OK;
pub(super) const AGAIN: actix_web::http::StatusCode =
    actix_web::http::StatusCode::UNPROCESSABLE_ENTITY;

async fn show(request: HttpRequest, app: web::Data<App>) -> Answer {
    if Visit::of(&request).await?.is_some() {
        return Ok(answer::see_other(&app, "/", ""));
    }
    page(&request, &app, OK, &offer(&app, Form::empty()))
}

fn offer(app: &App, form: Form) -> SignIn {
    let directory = |it: &Provider| Directory {
        name: it.name().to_owned(),
        address: format!("/sign-in/with/{}", it.key()),
    };
    let directories = app.providers.all().map(directory).collect();
    SignIn { form, passkeys: app.settings.passkeys.is_some(), directories }
}

async fn create(request: HttpRequest, app: web::Data<App>, plain: Plain) -> Answer {
    let mut form = plain.form.never_shown(&["password"]);
    let email = form.required("email", "your email address", 254);
    let password = form.secret("password", "your password");
    if let (Some(email), Some(password)) = (email, password) {
        let address = address(&request, &app);
        let (now, device) = (app.service.clock().real_now(), device::known(&request, &app, &email));
        let tried = Tried { as_whom: &email, from: &address, device: device.as_deref() };
        if !app.guard.lets_through(Trying::Password, tried, now) {
            form.refuse_whole(TOO_MANY_TRIES);
        } else if let Some(next) = sign_in(&app, &email, password).await? {
            app.guard.forgive(Trying::Password, tried);
            return Ok(go_on(&request, &app, (&next, &email)));
        } else {
            form.refuse("email", "The email address and password do not belong together");
        }
    }
    page(&request, &app, AGAIN, &offer(&app, form))
}

async fn sign_in(app: &App, email: &str, password: String) -> Step<Option<Next>> {
    let (password, required) = (SecretString::from(password), &app.settings.second_factor);
    app.service.sign_in(&app.passwords, email, password, required).await
}

/// Goes on after the password, or the word of a directory: signed in, or to what is still awaited.
pub(super) fn go_on(
    request: &HttpRequest,
    app: &App,
    (next, email): (&Next, &str),
) -> HttpResponse {
    match next {
        Next::Begun(token) => remembered(request, app, (token, email)),
        Next::Awaits(awaited, token) => challenge::begun(app, *awaited, token),
    }
}

/// The same as [`signed_in`], in a browser that is known from now on.
pub(super) fn remembered(
    request: &HttpRequest,
    app: &App,
    (token, email): (&SecretString, &str),
) -> HttpResponse {
    let mut response = signed_in(request, app, token);
    device::remember(&mut response, request, app, email);
    response
}

/// Goes on to the page that was asked for, in a session that begins with this answer.
pub(super) fn signed_in(request: &HttpRequest, app: &App, token: &SecretString) -> HttpResponse {
    let mut response = answer::see_other(app, &asked_for(request, app), "");
    begin(&mut response, app, token);
    response
}

/// The page that somebody asked for before they were signed in.
fn asked_for(request: &HttpRequest, app: &App) -> String {
    let next = cookie::read(request, Purpose::Next, app.settings.is_secure);
    next.filter(|it| is_own(it)).unwrap_or_else(|| "/".to_owned())
}

/// Has a session begin with an answer.
fn begin(response: &mut HttpResponse, app: &App, token: &SecretString) {
    let secure = app.settings.is_secure;
    cookie::set(response, Purpose::Session, token.expose_secret(), secure);
    for ended in [Purpose::Visitor, Purpose::Challenge, Purpose::Next] {
        cookie::clear(response, ended, secure);
    }
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
    let peer = request.peer_addr().map(|it| network(it.ip())).unwrap_or_default();
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
    hops.len()
        .checked_sub(proxies)
        .and_then(|at| hops.get(at))
        .map_or(peer, |it| it.parse().map_or_else(|_other| (*it).to_owned(), network))
}

/// An address as it is counted: whoever has one of version 6 has its whole network of 64 bits.
fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(it) => it.to_string(),
        IpAddr::V6(it) => format!("{:x?}", &it.segments()[..4]),
    }
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
