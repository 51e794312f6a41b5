//! Asking whoever is signed in to show again who they are, and going on with what they sent.
use actix_web::http::{Method, StatusCode, header};
use actix_web::{HttpMessage, HttpRequest, HttpResponse};
use secrecy::SecretString;

use super::answer::{self, Answer};
use super::app::App;
use super::error_page;
use super::guard::Trying;
use super::posted::{Confirming, Sent};
use super::routes::Routes;
use super::sign_in;
use super::visit::Visit;
use crate::views::confirmation::{By, Confirmation};
use crate::views::form::Form;
use crate::views::kept::Kept;

const ADDRESS: &str = "/session/confirmation";

pub(super) fn routes(routes: &mut Routes) {
    routes.post(ADDRESS, confirm);
}

/// The question who it is, in place of the answer to a request that matters enough. What was sent is
/// kept on the page.
pub(super) async fn asked(app: &App, request: &HttpRequest) -> HttpResponse {
    let to = request.uri().path_and_query().map_or("/", |it| it.as_str()).to_owned();
    let sent = request.extensions().get::<Sent>().cloned();
    let sends = request.method() == Method::POST;
    let page = page(app, Form::empty(), (to, sends), sent.unwrap_or_default());
    let layout = match Visit::of(request).await {
        Ok(Some(visit)) => visit.layout().await.ok(),
        _ => None,
    };
    match layout.and_then(|it| app.engine.page(&it, &page).ok()) {
        Some(body) => answer::html(StatusCode::FORBIDDEN, body),
        None => error_page::of(app, request, StatusCode::INTERNAL_SERVER_ERROR).await,
    }
}

fn page(app: &App, form: Form, (to, sends): (String, bool), sent: Sent) -> Confirmation {
    let (action, by) = match app.demo {
        Some(_) => ("/demo/confirmation", By::Press),
        None => (ADDRESS, By::Password),
    };
    let fields = Kept::all(sent.filled);
    Confirmation { form, action, by, to, sends, sent_as: sent.operation, fields }
}

async fn confirm(request: HttpRequest, visit: Visit, confirming: Confirming) -> Answer {
    let Confirming { form, sent } = confirming;
    let mut form = form.never_shown(&["confirm-password"]);
    if let Some(password) = form.secret("confirm-password", "your password") {
        let address = sign_in::address(&request, &visit.app);
        let now = visit.app.service().clock().real_now();
        let of = (visit.member().account.as_str(), address.as_str());
        if !visit.app.guard.lets_through(Trying::Password, of, now) {
            form.refuse_whole(sign_in::TOO_MANY_TRIES);
        } else if visit.confirm(SecretString::from(password)).await? {
            visit.app.guard.forgive(Trying::Password, of);
            return go_on(&visit, &form).await;
        } else {
            form.refuse("confirm-password", "This is not your password");
        }
    }
    let (to, sends) = (form.value("confirm-to").to_owned(), sends(&form));
    visit.page_again(&page(&visit.app, form, (to, sends), sent)).await
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
