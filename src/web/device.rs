//! Browsers that somebody signed in with before. Each keeps a mark that only the service can make;
//! whoever has one is let through to their password while strangers guess at it.
use actix_web::{HttpRequest, HttpResponse};
use subtle::ConstantTimeEq;

use super::app::App;
use super::cookie::{self, Purpose};
use crate::domain::time::Instant;

/// How many people's marks one browser keeps.
const MOST: usize = 4;
/// For how many days a mark is good.
const DAYS: i64 = 180;

/// The mark that a browser has of an account, by the address that signs in; none when it never signed
/// in there, or long ago.
pub(super) fn known(request: &HttpRequest, app: &App, email: &str) -> Option<String> {
    marks(request, app).into_iter().find(|it| is_of(app, it, email))
}

/// Leaves a mark of an account in the browser that has just signed in to it.
pub(super) fn remember(response: &mut HttpResponse, request: &HttpRequest, app: &App, email: &str) {
    let mut kept = marks(request, app);
    kept.retain(|it| !is_of(app, it, email));
    let nonce = app.service.tools().random.uuid().simple().to_string();
    kept.insert(0, mark(app, (&nonce, day(app.service.clock().real_now())), email));
    kept.truncate(MOST);
    let secure = app.settings.is_secure;
    cookie::keep(response, (Purpose::Device, &kept.join("~")), DAYS, secure);
}

fn marks(request: &HttpRequest, app: &App) -> Vec<String> {
    let kept = cookie::read(request, Purpose::Device, app.settings.is_secure).unwrap_or_default();
    kept.split('~').filter(|it| !it.is_empty()).take(MOST).map(str::to_owned).collect()
}

fn day(now: Instant) -> i64 {
    now.timestamp() / 86_400
}

fn mark(app: &App, (nonce, day): (&str, i64), email: &str) -> String {
    let email = email.trim().to_lowercase();
    let proof = app.service.tools().device_proof(&format!("{nonce} {day} {email}"));
    format!("{nonce}.{day}.{proof}")
}

fn is_of(app: &App, kept: &str, email: &str) -> bool {
    let mut parts = kept.split('.');
    let (Some(nonce), Some(made)) = (parts.next(), parts.next()) else { return false };
    let Ok(made) = made.parse::<i64>() else { return false };
    let now = day(app.service.clock().real_now());
    let is_recent = (made..made.saturating_add(DAYS)).contains(&now);
    is_recent && bool::from(mark(app, (nonce, made), email).as_bytes().ct_eq(kept.as_bytes()))
}
