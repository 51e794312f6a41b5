//! Signing in by the directory of one's agency (OpenID Connect): on the way there and back again.
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use serde::Deserialize;

use super::answer::{self, Answer};
use super::app::App;
use super::cookie::{self, Purpose};
use super::error::PageError;
use super::factor;
use super::posted::{self, Posted};
use super::routes::{Routes, get, post};
use super::sign_in;
use super::visit::{self, Visit};
use crate::platform::provider::{Anew, Asked, Provider, ProviderError, Shown};
use crate::views::provider::{Confirmed, NotBy};
use crate::workflow::identity::{self, Arrived};
use crate::workflow::{Look, Step, StepError};

/// The page of how one signs in.
const PAGE: &str = "/account/sign-in";

pub(super) fn routes(routes: &mut Routes) {
    routes
        .on(get!("/sign-in/with/{provider}"), begin)
        .on(get!("/sign-in/with/{provider}/answer"), arrive)
        .on(get!("/password/{token}/with/{provider}"), join)
        .on(get!("/account/work-accounts/{provider}"), add)
        .on(post!("/account/work-accounts/{provider}/removal"), remove)
        .on(get!("/session/confirmation/with/{provider}"), confirm);
}

/// What somebody was sent to a directory for.
pub(super) enum Errand {
    /// To sign in.
    SignIn,
    /// To sign in for the first time, or anew, by this link.
    Join(String),
    /// To sign in by it from now on.
    Add,
    /// To show anew who they are.
    Confirm,
}

/// Somebody who was sent to a directory.
pub(super) struct Sent {
    provider: String,
    errand: Errand,
    /// What ties them to their browser.
    tie: String,
    asked: Asked,
}

/// What a browser brings back.
#[derive(Deserialize)]
struct Brought {
    #[serde(default)]
    state: String,
    code: Option<String>,
    iss: Option<String>,
}

async fn begin(request: HttpRequest, app: web::Data<App>, key: web::Path<String>) -> Answer {
    let is_there = app.providers.find(&key).is_some();
    if is_there && Visit::of(&request).await?.is_some() {
        return Ok(answer::see_other(&app, "/", ""));
    }
    send(&request, &app, (&key, Errand::SignIn)).await
}

async fn join(
    request: HttpRequest,
    app: web::Data<App>,
    path: web::Path<(String, String)>,
) -> Answer {
    let (token, key) = path.into_inner();
    match app.service.link(&token).await {
        Err(StepError::Hidden) => sign_in::ended_link(&request, &app),
        found => {
            found?;
            send(&request, &app, (&key, Errand::Join(token))).await
        }
    }
}

async fn add(request: HttpRequest, visit: Visit, key: web::Path<String>) -> Answer {
    let (providers, wanted) = (visit.app.providers.clone(), key.clone());
    let look = move |cx: &mut Look<'_, '_>| identity::before_adding(cx, providers.find(&wanted));
    visit.look("identity.add", look).await?;
    send(&request, &visit.app, (&key, Errand::Add)).await
}

async fn confirm(request: HttpRequest, visit: Visit, key: web::Path<String>) -> Answer {
    send(&request, &visit.app, (&key, Errand::Confirm)).await
}

async fn send(request: &HttpRequest, app: &App, (key, errand): (&str, Errand)) -> Answer {
    let Some(provider) = app.providers.find(key) else {
        return visit::nothing_there(request.clone()).await;
    };
    let (now, random) = (app.service.clock().real_now(), &app.service.tools().random);
    let anew = match errand {
        Errand::Confirm | Errand::Add => Anew::Yes,
        Errand::SignIn | Errand::Join(_) => Anew::No,
    };
    let (url, state, asked) = match provider.ask(random, anew, now).await {
        Ok(asked) => asked,
        Err(error) => return not_by(request, app, (provider, &error)).await,
    };
    let known = posted::tie(request, app);
    let tie = known.clone().unwrap_or_else(|| random.uuid().to_string());
    let sent = Sent { provider: key.to_owned(), errand, tie: tie.clone(), asked };
    let from = sign_in::address(request, app);
    app.ceremonies.sent.keep(&state, (sent, &from), now);
    let mut response = answer::see_other(app, url.as_str(), "");
    if known.is_none() {
        cookie::set(&mut response, Purpose::Visitor, &tie, app.settings.is_secure);
    }
    Ok(response)
}

/// What somebody gets whom a directory does not bring in.
async fn not_by(
    request: &HttpRequest,
    app: &App,
    (provider, error): (&Provider, &ProviderError),
) -> Answer {
    // What a directory says of people is in no error of ours.
    tracing::warn!(%error, provider = provider.key(), "nobody was signed in by a directory");
    let (status, why) = match error {
        ProviderError::Unreachable(_) => (StatusCode::BAD_GATEWAY, "unreachable"),
        _ => (StatusCode::FORBIDDEN, "unproven"),
    };
    refused(request, app, (status, provider, why)).await
}

async fn refused(
    request: &HttpRequest,
    app: &App,
    (status, provider, why): (StatusCode, &Provider, &'static str),
) -> Answer {
    let page = NotBy { name: provider.name().to_owned(), why };
    match Visit::of(request).await? {
        Some(visit) => visit.page_with(status, &page).await,
        None => sign_in::page(request, app, status, &page),
    }
}

async fn arrive(
    request: HttpRequest,
    app: web::Data<App>,
    key: web::Path<String>,
    brought: web::Query<Brought>,
) -> Answer {
    let Some(provider) = app.providers.find(&key) else {
        return visit::nothing_there(request).await;
    };
    let now = app.service.clock().real_now();
    let sent = app.ceremonies.sent.take(&brought.state, now);
    let tie = posted::tie(&request, &app);
    let fits = |it: &Sent| it.provider == *key && tie.as_deref() == Some(it.tie.as_str());
    let is_theirs = brought.iss.as_deref().is_none_or(|it| it == provider.issuer());
    let Some(code) = brought.into_inner().code else {
        return refused(&request, &app, (StatusCode::BAD_REQUEST, provider, "unproven")).await;
    };
    let (Some(sent), true) = (sent.filter(fits), is_theirs) else {
        return refused(&request, &app, (StatusCode::FORBIDDEN, provider, "unproven")).await;
    };
    match provider.answered(sent.asked, code, now).await {
        Ok(shown) => go_on(&request, &app, (provider, sent.errand, shown)).await,
        Err(error) => not_by(&request, &app, (provider, &error)).await,
    }
}

async fn go_on(
    request: &HttpRequest,
    app: &App,
    (provider, errand, shown): (&Provider, Errand, Shown),
) -> Answer {
    let required = &app.settings.second_factor;
    match errand {
        Errand::SignIn => {
            let arrived = app.service.sign_in_by(provider, shown, required).await;
            signed_in(request, app, (provider, arrived)).await
        }
        Errand::Join(token) => {
            let arrived = app.service.join_by(provider, (&token, shown), required).await;
            signed_in(request, app, (provider, arrived)).await
        }
        Errand::Add => added(request, app, (provider, shown)).await,
        Errand::Confirm => confirmed(request, app, (provider, shown)).await,
    }
}

async fn signed_in(
    request: &HttpRequest,
    app: &App,
    (provider, arrived): (&Provider, Step<Arrived>),
) -> Answer {
    match arrived {
        Ok(Arrived::On(next, email)) => Ok(sign_in::go_on(request, app, (&next, email.reveal()))),
        Ok(Arrived::Unknown) | Err(StepError::Hidden) => {
            refused(request, app, (StatusCode::FORBIDDEN, provider, "unknown")).await
        }
        Err(StepError::Refused(_)) => {
            refused(request, app, (StatusCode::CONFLICT, provider, "taken")).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn added(request: &HttpRequest, app: &App, (provider, shown): (&Provider, Shown)) -> Answer {
    let visit = Visit::of(request).await?.ok_or(PageError::SignIn)?;
    match visit.add_identity(shown).await {
        Ok(()) => Ok(visit.see_other(PAGE, "Work account added")),
        Err(StepError::Refused(_)) => {
            refused(request, app, (StatusCode::CONFLICT, provider, "taken")).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn confirmed(
    request: &HttpRequest,
    app: &App,
    (provider, shown): (&Provider, Shown),
) -> Answer {
    let visit = Visit::of(request).await?.ok_or(PageError::SignIn)?;
    if visit.confirm_by(&shown).await? {
        return visit.page(&Confirmed {}).await;
    }
    refused(request, app, (StatusCode::FORBIDDEN, provider, "unknown")).await
}

async fn remove(visit: Visit, key: web::Path<String>, posted: Posted) -> Answer {
    let Some(provider) = visit.app.providers.find(&key) else {
        return Err(visit.not_found("identity").await);
    };
    let issuer = provider.issuer().to_owned();
    let step = visit.change("identity.remove", &posted, move |cx| identity::remove(cx, &issuer));
    match step.await {
        Ok(()) => Ok(visit.see_other(PAGE, "Work account removed")),
        Err(error) => factor::again(&visit, posted, error).await,
    }
}
