//! A posted form: from one of our own pages, of this session, not too large, with its operation.
use actix_web::http::header::{HeaderMap, HeaderValue};
use actix_web::{FromRequest, HttpRequest, dev::Payload, web};
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
    operation: Option<OperationId>,
    filled_in: String,
}

impl Posted {
    /// What makes a repeat of this form harmless.
    ///
    /// # Errors
    /// [`PageError::NotAForm`] when the form carries no operation.
    pub(super) fn operation(&self) -> Result<Operation, PageError> {
        let id = self.operation.ok_or(PageError::NotAForm)?;
        Ok(Operation::of_form(id, self.filled_in.as_bytes()))
    }
}

impl FromRequest for Posted {
    type Error = PageError;
    type Future = LocalBoxFuture<'static, Result<Self, PageError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let mut payload = payload.take();
        Box::pin(async move {
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
            read(&request, &body)
        })
    }
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

fn read(request: &HttpRequest, body: &[u8]) -> Result<Posted, PageError> {
    let app = request.app_data::<web::Data<App>>().ok_or(PageError::NotAForm)?;
    let pairs: Vec<(String, String)> = url::form_urlencoded::parse(body)
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    let one = |name: &str| {
        pairs.iter().find(|(it, _)| it == name).map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let expected = app.csrf(&tie(request, app).ok_or(PageError::Foreign)?);
    if !bool::from(expected.as_bytes().ct_eq(one("csrf").as_bytes())) {
        return Err(PageError::Foreign);
    }
    let own = ["csrf", "operation"];
    let filled: Vec<_> = pairs.iter().filter(|(name, _)| !own.contains(&name.as_str())).collect();
    let filled_in = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(filled.iter().map(|(name, value)| (name, value)))
        .finish();
    Ok(Posted {
        seen: one("version").parse().unwrap_or(0),
        operation: OperationId::parse(&one("operation")).ok(),
        form: Form::new(filled.into_iter().map(|(name, value)| (name.clone(), value.clone()))),
        filled_in,
    })
}

/// What ties a form to its browser: the session's token, or the visitor's before signing in.
pub(super) fn tie(request: &HttpRequest, app: &App) -> Option<String> {
    let secure = app.settings.is_secure;
    cookie::read(request, Purpose::Session, secure)
        .or_else(|| cookie::read(request, Purpose::Visitor, secure))
}
