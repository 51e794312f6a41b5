//! The section `[server]`: how the service answers.
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use url::{Host, Url};

use super::refusal::{Refusal, of};
use super::text::{blank_is_none, parsed};
use crate::platform::private_file::is_open_to_others;

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

    pub(super) fn refusals(&self) -> Vec<Refusal> {
        let answers_tls = self.tls_certificate.is_some() && self.tls_key.is_some();
        let is_plain = !answers_tls && !self.behind_proxy;
        let is_open = !self.listen.ip().is_loopback();
        let mut refusals = of([
            (
                is_open && is_plain,
                "server.listen is open to the network without TLS: set server.tls_certificate and \
                 server.tls_key, or server.behind_proxy = true if a proxy answers TLS",
            ),
            (
                !self.is_secure() && !self.is_plain_local(),
                "server.public_url must begin with https://",
            ),
            (
                self.is_plain_local() && (is_open || self.behind_proxy),
                "server.public_url is this machine's own, but others can reach the service: set it \
                 to the https:// address that people type",
            ),
            (
                self.is_secure() && is_plain,
                "server.public_url is https, but nothing answers TLS: set server.tls_certificate \
                 and server.tls_key, or server.behind_proxy = true if a proxy does",
            ),
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
        refusals.extend(self.tls_certificate.as_deref().and_then(|it| {
            fs::File::open(it).err().map(|error| refusal("server.tls_certificate", it, &error))
        }));
        refusals.extend(self.tls_key.as_deref().and_then(tls_key_refusal));
        refusals
    }

    fn is_plain_local(&self) -> bool {
        self.public_url.scheme() == "http" && self.is_local()
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

fn tls_key_refusal(path: &Path) -> Option<Refusal> {
    let key = "server.tls_key";
    match fs::File::open(path).and_then(|file| file.metadata()) {
        Err(error) => Some(refusal(key, path, &error)),
        Ok(file) if is_open_to_others(&file) => {
            Some(refusal(key, path, &"every account of this machine can read it: run chmod 640"))
        }
        Ok(_) => None,
    }
}

fn refusal(key: &str, path: &Path, what: &dyn std::fmt::Display) -> Refusal {
    Refusal::new(format!("{key}: {} ({what})", path.display()))
}
