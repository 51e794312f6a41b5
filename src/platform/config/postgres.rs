//! What a PostgreSQL URL says: who can listen on the way, and where its password goes.
use secrecy::{ExposeSecret, SecretString};
use url::Url;
use zeroize::Zeroizing;

use super::Refusal;

/// Whether it is a URL of PostgreSQL at all.
pub(super) fn is_url(text: &str) -> bool {
    parse(text).is_some()
}

/// The URL with a password in it.
pub(super) fn with_password(
    url: &SecretString,
    password: &SecretString,
) -> Result<SecretString, Refusal> {
    let mut with = parse(url.expose_secret())
        .filter(|it| !has_password(it))
        .ok_or_else(|| Refusal::new("database.url and database.password both hold a password"))?;
    // Everything else that a URL cannot hold as it is, the setter turns by itself.
    let password = Zeroizing::new(password.expose_secret().replace('%', "%25"));
    match with.set_password(Some(&password)) {
        Ok(()) => Ok(SecretString::from(String::from(with))),
        Err(()) => Err(Refusal::new(
            "database.password needs a host in database.url, such as postgres://user@host/name",
        )),
    }
}

/// The URL as it may be printed.
pub(super) fn shown(url: &str) -> String {
    match parse(url) {
        Some(it) if has_password(&it) => "[hidden]".to_owned(),
        _ => url.to_owned(),
    }
}

/// Whether the URL holds a password.
pub(super) fn holds_password(url: &str) -> bool {
    parse(url).is_some_and(|it| has_password(&it))
}

/// Whether the server is on this machine, or proves who it is over TLS.
pub(super) fn is_safe_to_reach(url: &str) -> bool {
    parse(url).is_some_and(|it| {
        let modes: Vec<_> = it.query_pairs().filter(|pair| pair.0 == "sslmode").collect();
        let is_verified = !modes.is_empty() && modes.iter().all(|pair| pair.1 == "verify-full");
        is_verified || hosts(&it).iter().all(|host| is_local(host))
    })
}

fn parse(url: &str) -> Option<Url> {
    let url = Url::parse(url).ok()?;
    (matches!(url.scheme(), "postgres" | "postgresql") && !url.cannot_be_a_base()).then_some(url)
}

fn has_password(url: &Url) -> bool {
    url.password().is_some() || url.query_pairs().any(|pair| pair.0 == "password")
}

/// Every host that may be reached: a parameter counts as well as the usual place.
fn hosts(url: &Url) -> Vec<String> {
    url.query_pairs()
        .filter(|pair| matches!(pair.0.as_ref(), "host" | "hostaddr"))
        .map(|pair| pair.1.into_owned())
        .chain(url.host_str().map(str::to_owned))
        .flat_map(|it| it.split(',').map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

/// A socket in the file system, or an address that never leaves the machine.
fn is_local(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host.is_empty()
        || host == "localhost"
        || host.starts_with('/')
        || host.to_ascii_lowercase().starts_with("%2f")
        || host.parse::<std::net::IpAddr>().is_ok_and(|it| it.is_loopback())
}
