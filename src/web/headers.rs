//! What every answer carries: the headers that keep browsers strict, and the page of an error.
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, HttpResponse, web};
use tracing::Instrument;

use super::app::App;
use super::confirmation;
use super::cookie::{self, Purpose};
use super::error::PageError;
use super::error_page;
use crate::platform::telemetry::RequestId;

/// What a page may load, and from where: only what is served here.
pub(super) const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; \
    base-uri 'none'; frame-ancestors 'none'";

const ALWAYS: &[(&str, &str)] = &[
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), microphone=(), geolocation=(), browsing-topics=()"),
    ("x-robots-tag", "noindex, nofollow"),
];

/// Answers a request under an identifier of its own, logs that it was answered, and completes the
/// answer.
pub(super) async fn complete(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let Some(app) = request.app_data::<web::Data<App>>().cloned() else {
        return Ok(next.call(request).await?.map_into_boxed_body());
    };
    let id = RequestId::new(&app.service.tools().random);
    let span = id.span();
    request.extensions_mut().insert(id);
    let begun = std::time::Instant::now();
    let answer = async {
        let answer = next.call(request).await?.map_into_boxed_body();
        log(&answer, begun);
        Ok::<_, actix_web::Error>(answer)
    }
    .instrument(span)
    .await?;
    let mut answer = with_page(&app, answer).await;
    put_headers(answer.headers_mut(), app.settings.is_secure);
    Ok(answer)
}

/// Logs the pattern of the address, never the address itself.
fn log(answer: &ServiceResponse, begun: std::time::Instant) {
    let pattern = answer.request().match_pattern().unwrap_or_default();
    let status = answer.status().as_u16();
    let millis = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    let method = answer.request().method().as_str();
    match answer.response().error() {
        Some(error) if answer.status().is_server_error() => {
            let error = error.as_error::<PageError>().map(chain).unwrap_or_default();
            tracing::error!(method, pattern, status, millis, error, "failed");
        }
        _ => tracing::info!(method, pattern, status, millis, "answered"),
    }
}

/// An error with what caused it. Our errors carry no personal data.
fn chain(error: &PageError) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}

/// Puts the page around a bare error.
async fn with_page(app: &App, answer: ServiceResponse) -> ServiceResponse {
    let is_bare =
        answer.response().error().is_some() || answer.status() == StatusCode::METHOD_NOT_ALLOWED;
    if !is_bare {
        return answer;
    }
    let error = answer.response().error().and_then(|it| it.as_error::<PageError>());
    let is_not_fresh = matches!(error, Some(PageError::NotFresh));
    let (request, response) = answer.into_parts();
    let status = match response.status() {
        // An address asked with another method is no page either.
        StatusCode::METHOD_NOT_ALLOWED => StatusCode::NOT_FOUND,
        other => other,
    };
    let mut answer = if status == StatusCode::SEE_OTHER {
        let mut answer = HttpResponse::SeeOther().insert_header(("location", "/sign-in")).finish();
        if request.method() == actix_web::http::Method::GET {
            let next = request.uri().path();
            cookie::set(&mut answer, Purpose::Next, next, app.settings.is_secure);
        }
        answer
    } else if is_not_fresh {
        confirmation::asked(app, &request).await
    } else {
        error_page::of(app, &request, status).await
    };
    answer.extensions_mut().clear();
    ServiceResponse::new(request, answer)
}

fn put_headers(headers: &mut HeaderMap, is_secure: bool) {
    for (name, value) in ALWAYS {
        let name = HeaderName::from_static(name);
        // A page with a policy of its own keeps it: the demo's letters have one.
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    if is_secure {
        let year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}
