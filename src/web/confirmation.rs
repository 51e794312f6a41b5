//! Asking whoever is signed in to show again who they are, and going on with what they sent.
use actix_web::http::{Method, StatusCode, header};
use actix_web::{HttpMessage, HttpRequest, HttpResponse};
use secrecy::SecretString;

use super::answer::{self, Answer};
use super::app::App;
use super::error::PageError;
use super::guard::{Tried, Trying};
use super::posted::{Confirming, Sent};
use super::routes::{Routes, post};
use super::visit::Visit;
use super::{error_page, factor, sign_in};
use crate::platform::provider::Provider;
use crate::views::confirmation::{By, Confirmation};
use crate::views::form::Form;
use crate::views::kept::Kept;
use crate::views::session::Directory;
use crate::workflow::{account, factor as steps, identity};

const ADDRESS: &str = "/session/confirmation";

pub(super) fn routes(routes: &mut Routes) {
    routes.on(post!(ADDRESS), confirm);
}

/// What goes on when somebody has shown who they are.
struct Waiting {
    /// The address that was asked for.
    to: String,
    /// What was sent there, if it was a form.
    sent: Option<Sent>,
}

/// The question who it is, in place of the answer to a request that matters enough. What was sent is
/// kept on the page.
pub(super) async fn asked(app: &App, request: &HttpRequest) -> HttpResponse {
    let to = request.uri().path_and_query().map_or("/", |it| it.as_str()).to_owned();
    let sent = request.extensions().get::<Sent>().cloned();
    let waiting = Waiting { to, sent: sent.filter(|_| request.method() == Method::POST) };
    let shown = match Visit::of(request).await {
        Ok(Some(visit)) => question(&visit, waiting).await.ok(),
        _ => None,
    };
    match shown {
        Some(body) => answer::html(StatusCode::FORBIDDEN, body),
        None => error_page::of(app, request, StatusCode::INTERNAL_SERVER_ERROR).await,
    }
}

async fn question(visit: &Visit, waiting: Waiting) -> Result<String, PageError> {
    let page = page(&visit.app, Form::empty(), way(visit).await?, waiting);
    Ok(visit.app.engine.page(&visit.layout().await?, &page)?)
}

/// How the visitor shows who they are, and by which directory if by one.
async fn way(visit: &Visit) -> Result<(By, Option<Directory>), PageError> {
    if visit.app.demo.is_some() {
        return Ok((By::Press, None));
    }
    let (own, account, joined) = visit
        .look("session.confirm", |cx| {
            Ok((steps::show(cx)?, account::show(cx)?.account, identity::list(cx)?))
        })
        .await?;
    let knows = |it: &&Provider| joined.iter().any(|own| own.issuer == it.issuer());
    let provider = visit.app.providers.all().find(knows);
    Ok(match provider {
        _ if own.app.is_some() => (By::Code, None),
        Some(provider) if account.password.is_none() => {
            let address = format!("{ADDRESS}/with/{}", provider.key());
            (By::Directory, Some(Directory { name: provider.name().to_owned(), address }))
        }
        _ => (By::Password, None),
    })
}

fn page(
    app: &App,
    form: Form,
    (by, directory): (By, Option<Directory>),
    waiting: Waiting,
) -> Confirmation {
    let action = if app.demo.is_some() { "/demo/confirmation" } else { ADDRESS };
    let Waiting { to, sent } = waiting;
    let sends = sent.is_some();
    let Sent { operation, filled } = sent.unwrap_or_default();
    let fields = Kept::all(filled);
    Confirmation { form, directory, action, by, to, sends, sent_as: operation, fields }
}

async fn confirm(request: HttpRequest, visit: Visit, confirming: Confirming) -> Answer {
    let Confirming { form, sent } = confirming;
    let mut form = form.never_shown(&["confirm-password", "confirm-code"]);
    let by = way(&visit).await?;
    if is_them(&request, &visit, &mut form, by.0).await? {
        return go_on(&visit, &form).await;
    }
    let to = form.value("confirm-to").to_owned();
    let waiting = Waiting { to, sent: Some(sent).filter(|_| sends(&form)) };
    visit.page_again(&page(&visit.app, form, by, waiting)).await
}

/// Whether the visitor has shown who they are; if not, the form says what stands in the way.
async fn is_them(
    request: &HttpRequest,
    visit: &Visit,
    form: &mut Form,
    by: By,
) -> Result<bool, PageError> {
    if by == By::Directory {
        if !visit.is_fresh() {
            form.refuse_whole("You have not confirmed it yet. Do so in the other window first");
        }
        return Ok(visit.is_fresh());
    }
    let (trying, field, what) = match by {
        By::Code => (Trying::Code, "confirm-code", "the code"),
        _ => (Trying::Password, "confirm-password", "your password"),
    };
    let Some(answer) = form.secret(field, what) else { return Ok(false) };
    let address = sign_in::address(request, &visit.app);
    let now = visit.app.service().clock().real_now();
    let (account, session) = (visit.member().account, visit.session());
    let tried = Tried { as_whom: account.as_str(), from: &address, device: Some(session.as_str()) };
    if !visit.app.guard.lets_through(trying, tried, now) {
        form.refuse_whole(sign_in::TOO_MANY_TRIES);
        return Ok(false);
    }
    let is_them = match by {
        By::Code => visit.confirm_by_code(answer).await?,
        _ => visit.confirm(SecretString::from(answer)).await?,
    };
    if is_them {
        visit.app.guard.forgive(trying, tried);
    } else {
        let wrong = if by == By::Code { factor::WRONG } else { "This is not your password" };
        form.refuse(field, wrong);
    }
    Ok(is_them)
}

fn sends(form: &Form) -> bool {
    !form.value("confirm-sends").is_empty()
}

/// Has the browser send on what was kept, or ask again for the page.
pub(super) async fn go_on(visit: &Visit, form: &Form) -> Answer {
    let to = form.value("confirm-to");
    if !sign_in::is_own(to) {
        return Err(visit.not_found("confirmation").await);
    }
    let status = if sends(form) { StatusCode::TEMPORARY_REDIRECT } else { StatusCode::SEE_OTHER };
    Ok(HttpResponse::build(status).insert_header((header::LOCATION, to)).finish())
}
