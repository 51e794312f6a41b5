//! A posted form: from one of our own pages, of this session, not too large, with its operation.
use std::time::Duration;

use actix_web::http::header::{HeaderMap, HeaderValue};
use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload, web};
use futures_util::future::LocalBoxFuture;
use subtle::ConstantTimeEq;

use super::app::App;
use super::cookie::{self, Purpose};
use super::error::PageError;
use crate::domain::ids::OperationId;
use crate::views::form::Form;
use crate::workflow::Operation;

/// The most that a form may hold, in bytes.
const MOST: usize = 512 * 1024;

/// A posted form.
pub(super) struct Posted {
    /// What was filled in.
    pub(super) form: Form,
    /// The version that the page showed; 0 when the form changes nothing that has one.
    pub(super) seen: i32,
    operation: OperationId,
    filled_in: String,
}

impl Posted {
    /// What makes a repeat of this form harmless.
    pub(super) fn operation(&self) -> Operation {
        Operation::of_form(self.operation, &self.filled_in)
    }

    /// The same, of a form whose words are kept nowhere besides.
    pub(super) fn closed_operation(&self) -> Operation {
        Operation::of_closed_form(self.operation, &self.filled_in)
    }
}

/// A posted form without an operation: signing in and out, which is not kept as a change.
pub(super) struct Plain {
    /// What was filled in.
    pub(super) form: Form,
}

/// A form that was kept while its person is asked who they are, and what they answer.
pub(super) struct Confirming {
    /// What they answer.
    pub(super) form: Form,
    /// What was kept.
    pub(super) sent: Sent,
}

type Pairs = Vec<(String, String)>;

/// A form as it was sent, kept with its request in case it cannot be saved.
#[derive(Clone, Default)]
pub(super) struct Sent {
    /// The operation that it carries.
    pub(super) operation: String,
    /// All that was filled in, passwords left out.
    pub(super) filled: Pairs,
}

/// The fields that hold passwords, which no page repeats.
const PASSWORDS: [&str; 4] = ["password", "current", "new", "again"];

impl Sent {
    fn of(pairs: &Pairs) -> Self {
        let mut filled = filled(pairs.clone());
        filled.retain(|(name, _)| !PASSWORDS.contains(&name.as_str()));
        Self { operation: one(pairs, "operation").to_owned(), filled }
    }
}

/// How long to wait for a form that is still coming in, when it is known already that it cannot be
/// saved.
const REST: Duration = Duration::from_secs(2);

/// Waits until a form that is being sent has come in, so that it can be kept.
pub(super) async fn until_sent(request: &HttpRequest) {
    let sent = async {
        while request.extensions().get::<Sent>().is_none() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    // What has not come by then is in the visitor's browser still.
    let _sent = tokio::time::timeout(REST, sent).await;
}

/// Reads a form that nothing answers: what was typed can be shown again, and the connection is good for
/// the next request.
pub(super) async fn in_vain(request: &HttpRequest, payload: &mut Payload) {
    let read = Posted::from_request(request, payload);
    let _whatever_was_sent = tokio::time::timeout(REST, read).await;
}

impl FromRequest for Posted {
    type Error = PageError;
    type Future = LocalBoxFuture<'static, Result<Self, PageError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, pairs) = (request.clone(), pairs(request.clone(), payload.take()));
        Box::pin(async move {
            let pairs = pairs.await?;
            request.extensions_mut().insert(Sent::of(&pairs));
            posted(pairs)
        })
    }
}

impl FromRequest for Plain {
    type Error = PageError;
    type Future = LocalBoxFuture<'static, Result<Self, PageError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let pairs = pairs(request.clone(), payload.take());
        Box::pin(async move { Ok(Self { form: Form::new(filled(pairs.await?)) }) })
    }
}

impl FromRequest for Confirming {
    type Error = PageError;
    type Future = LocalBoxFuture<'static, Result<Self, PageError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let pairs = pairs(request.clone(), payload.take());
        Box::pin(async move {
            let pairs = pairs.await?;
            let sent = Sent::of(&pairs);
            let answers = pairs.into_iter().filter(|(name, _)| name.starts_with(CONFIRM));
            Ok(Self { form: Form::new(answers), sent })
        })
    }
}

/// What was sent, if it comes from a form of ours, of this session.
async fn pairs(request: HttpRequest, mut payload: Payload) -> Result<Pairs, PageError> {
    if !is_form(request.headers()) {
        return Err(PageError::NotAForm);
    }
    if !is_from_here(request.headers()) {
        return Err(PageError::Foreign);
    }
    let body = web::Bytes::from_request(&request, &mut payload)
        .await
        .map_err(|_too_much_or_broken| PageError::TooLarge)?;
    if body.len() > MOST {
        return Err(PageError::TooLarge);
    }
    let app = request.app_data::<web::Data<App>>().ok_or(PageError::NotAForm)?;
    let pairs: Pairs = url::form_urlencoded::parse(&body).into_owned().collect();
    let expected = app.csrf(&tie(&request, app).ok_or(PageError::Foreign)?);
    if !bool::from(expected.as_bytes().ct_eq(one(&pairs, "csrf").as_bytes())) {
        return Err(PageError::Foreign);
    }
    Ok(pairs)
}

fn posted(pairs: Pairs) -> Result<Posted, PageError> {
    let seen = one(&pairs, "version").parse().unwrap_or(0);
    // Every form of ours has one: whatever comes without was not filled in on a page.
    let operation =
        OperationId::parse(one(&pairs, "operation")).map_err(|_none| PageError::NotAForm)?;
    let filled = filled(pairs);
    let filled_in =
        url::form_urlencoded::Serializer::new(String::new()).extend_pairs(&filled).finish();
    Ok(Posted { form: Form::new(filled), seen, operation, filled_in })
}

/// What was sent under a name, the first if there are many; blank when nothing was.
fn one<'a>(pairs: &'a Pairs, name: &str) -> &'a str {
    pairs.iter().find(|(it, _)| it == name).map_or("", |(_, value)| value)
}

/// How the names begin by which somebody says who they are on the way of another form.
const CONFIRM: &str = "confirm-";

/// What a person filled in, without what each form carries unseen, and without how they confirmed
/// on the way who they are.
fn filled(mut pairs: Pairs) -> Pairs {
    let is_unseen = |name: &str| matches!(name, "csrf" | "operation") || name.starts_with(CONFIRM);
    pairs.retain(|(name, _)| !is_unseen(name));
    pairs
}

fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get("content-type").and_then(|it| it.to_str().ok()).unwrap_or_default();
    kind.split(';')
        .next()
        .is_some_and(|it| it.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded"))
}

/// Browsers say where a request comes from; another site's is refused whatever it carries.
fn is_from_here(headers: &HeaderMap) -> bool {
    match headers.get("sec-fetch-site").map(HeaderValue::as_bytes) {
        None | Some(b"same-origin" | b"none") => true,
        Some(_) => false,
    }
}

/// What ties a form to its browser: the session's token, or the visitor's before signing in.
pub(super) fn tie(request: &HttpRequest, app: &App) -> Option<String> {
    let secure = app.settings.is_secure;
    cookie::read(request, Purpose::Session, secure)
        .or_else(|| cookie::read(request, Purpose::Visitor, secure))
}
