//! The section `[server]`: how the service answers.
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use url::{Host, Url};

use super::refusal::{Refusal, of};
use super::text::{blank_is_none, parsed};

/// How the service answers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    /// The address and port to listen on.
    #[serde(deserialize_with = "parsed")]
    pub listen: SocketAddr,
    /// What people type into their browser.
    #[serde(deserialize_with = "parsed")]
    pub public_url: Url,
    /// The certificate chain (PEM), when the service answers TLS itself.
    #[serde(deserialize_with = "blank_is_none")]
    pub tls_certificate: Option<PathBuf>,
    /// The certificate's private key (PEM).
    #[serde(deserialize_with = "blank_is_none")]
    pub tls_key: Option<PathBuf>,
    /// Whether a proxy that answers TLS stands in front.
    pub behind_proxy: bool,
    /// How many proxies stand in front, when one does.
    pub trusted_proxies: u8,
    /// How many threads answer requests; 0 is one for each processor.
    pub workers: u16,
}

impl Server {
    /// The full address of a page, for letters. `path` begins with a slash.
    pub fn address_of(&self, path: &str) -> String {
        format!("{}{path}", self.public_url.origin().ascii_serialization())
    }

    /// Whether people reach the service from this machine alone, as in a trial.
    pub fn is_local(&self) -> bool {
        match self.public_url.host() {
            Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        }
    }

    /// Whether browsers reach the service over TLS, so that cookies can be for TLS alone.
    pub fn is_secure(&self) -> bool {
        self.public_url.scheme() == "https"
    }

    /// Whether something answers TLS: the program itself, or a proxy in front.
    pub fn has_tls(&self) -> bool {
        (self.tls_certificate.is_some() && self.tls_key.is_some()) || self.behind_proxy
    }

    /// Whether it listens to other machines.
    pub fn is_open(&self) -> bool {
        !self.listen.ip().is_loopback()
    }

    /// Whether the address that people type is this machine's own, without TLS.
    pub fn is_plain_local(&self) -> bool {
        self.public_url.scheme() == "http" && self.is_local()
    }

    pub(super) fn refusals(&self) -> Vec<Refusal> {
        let mut refusals = of([
            (
                self.tls_certificate.is_some() != self.tls_key.is_some(),
                "server.tls_certificate and server.tls_key need each other: set both",
            ),
            (
                self.behind_proxy && !(1..=5).contains(&self.trusted_proxies),
                "server.trusted_proxies must be the number of proxies in front, 1 to 5",
            ),
            (
                !self.is_bare_address(),
                "server.public_url must be an address and nothing after it, such as \
                 https://meeting.northshire.example",
            ),
            (self.workers > 256, "server.workers must be 256 at most"),
        ]);
        let files = [
            ("server.tls_certificate", self.tls_certificate.as_deref()),
            ("server.tls_key", self.tls_key.as_deref()),
        ];
        let unread = |(key, path): (&str, Option<&Path>)| {
            let error = fs::File::open(path?).err()?;
            Some(Refusal::new(format!("{key}: {} ({error})", path?.display())))
        };
        refusals.extend(files.into_iter().filter_map(unread));
        refusals
    }

    fn is_bare_address(&self) -> bool {
        let url = &self.public_url;
        url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none()
    }
}
