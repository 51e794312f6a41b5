//! The service's cookies: the session's token, the visitor's token before signing in, that of a
//! sign-in that awaits a second factor, marks of those who signed in before, what has just been done,
//! and the page to go on to after signing in.
use actix_web::cookie::{Cookie, SameSite, time::Duration};
use actix_web::{HttpRequest, HttpResponse};

/// What a cookie is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// The session's token.
    Session,
    /// A random text that ties the sign-in form to the browser that asked for it.
    Visitor,
    /// The token of a sign-in that awaits a second factor.
    Challenge,
    /// Marks of those who signed in with this browser before.
    Device,
    /// The sentence to show once on the next page.
    Said,
    /// The page that somebody asked for before they were signed in.
    Next,
}

impl Purpose {
    /// The name; with the prefix that only https allows wherever people reach us by https.
    fn name(self, is_secure: bool) -> String {
        let name = match self {
            Self::Session => "marac",
            Self::Visitor => "marac-visitor",
            Self::Challenge => "marac-challenge",
            Self::Device => "marac-device",
            Self::Said => "marac-said",
            Self::Next => "marac-next",
        };
        if is_secure { format!("__Host-{name}") } else { name.to_owned() }
    }
}

/// The value of a cookie that came with a request.
pub(super) fn read(request: &HttpRequest, purpose: Purpose, is_secure: bool) -> Option<String> {
    let cookie = request.cookie(&purpose.name(is_secure))?;
    (cookie.value().len() <= 2_000).then(|| cookie.value().to_owned())
}

/// Sets a cookie that lasts for some days.
pub(super) fn keep(
    response: &mut HttpResponse,
    (purpose, value): (Purpose, &str),
    days: i64,
    is_secure: bool,
) {
    let cookie = Cookie::build(purpose.name(is_secure), value.to_owned())
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(is_secure)
        .max_age(Duration::days(days))
        .finish();
    let _kept = response.add_cookie(&cookie);
}

/// Sets a cookie that lasts until the browser closes.
pub(super) fn set(response: &mut HttpResponse, purpose: Purpose, value: &str, is_secure: bool) {
    let cookie = Cookie::build(purpose.name(is_secure), value.to_owned())
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(is_secure)
        .finish();
    // A value that cannot be a header is left out; ours always can.
    let _set = response.add_cookie(&cookie);
}

/// Takes a cookie away.
pub(super) fn clear(response: &mut HttpResponse, purpose: Purpose, is_secure: bool) {
    let cookie = Cookie::build(purpose.name(is_secure), "")
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(is_secure)
        .max_age(Duration::ZERO)
        .finish();
    let _cleared = response.add_cookie(&cookie);
}
