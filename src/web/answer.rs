//! The answers that handlers give besides pages.
use actix_web::HttpResponse;
use actix_web::http::header;

use super::app::App;
use super::cookie::{self, Purpose};
use super::error::PageError;

/// What a handler gives.
pub(super) type Answer = Result<HttpResponse, PageError>;

/// A page of HTML.
pub(super) fn html(status: actix_web::http::StatusCode, body: String) -> HttpResponse {
    HttpResponse::build(status)
        .insert_header((header::CONTENT_TYPE, "text/html; charset=utf-8"))
        .body(body)
}

/// Sends the browser on to another page, which says once what has just been done.
pub(super) fn see_other(app: &App, to: &str, said: &str) -> HttpResponse {
    let mut response = HttpResponse::SeeOther().insert_header((header::LOCATION, to)).finish();
    if !said.is_empty() {
        let said: String = url::form_urlencoded::byte_serialize(said.as_bytes()).collect();
        cookie::set(&mut response, Purpose::Said, &said, app.settings.is_secure);
    }
    response
}
