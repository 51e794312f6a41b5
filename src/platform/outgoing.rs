//! Requests of the service to others: over TLS, to where they were sent and no further.
use std::sync::Arc;
use std::time::Duration;

use openidconnect::{HttpRequest, HttpResponse};
use reqwest::redirect::Policy;
use rustls::{ClientConfig, RootCertStore};
use url::Url;

/// The way out. Cheap to clone.
#[derive(Clone)]
pub struct Outgoing(reqwest::Client);

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum OutgoingError {
    /// TLS cannot be set up on this machine.
    #[error("TLS cannot be set up")]
    Tls(#[from] rustls::Error),
    /// The other end does not answer.
    #[error("no answer")]
    Silent(#[from] reqwest::Error),
    /// The answer is longer than such an answer is.
    #[error("too long an answer")]
    TooLong,
    /// The answer cannot be one.
    #[error("not an answer")]
    Broken(#[from] openidconnect::http::Error),
}

/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_secs(10);
/// The most that is read of one, in bytes.
const MOST: usize = 512 * 1024;

impl Outgoing {
    /// To an address and what it names. Only where that is itself without TLS, as another program of
    /// this machine in a trial, may the others be.
    ///
    /// # Errors
    /// Fails when TLS cannot be set up.
    pub fn to(address: &Url) -> Result<Self, OutgoingError> {
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .https_only(address.scheme() == "https")
            .redirect(Policy::none())
            .timeout(PATIENCE);
        Ok(Self(client.build()?))
    }

    /// Sends a request and reads the answer.
    ///
    /// # Errors
    /// Fails when there is none in time, or it is too long.
    pub async fn send(&self, request: HttpRequest) -> Result<HttpResponse, OutgoingError> {
        let (head, body) = request.into_parts();
        let sent = self.0.request(head.method, head.uri.to_string()).headers(head.headers);
        let mut answer = sent.body(body).send().await?;
        let mut read = Vec::new();
        while let Some(part) = answer.chunk().await? {
            if read.len() + part.len() > MOST {
                return Err(OutgoingError::TooLong);
            }
            read.extend_from_slice(&part);
        }
        let mut whole = openidconnect::http::Response::builder().status(answer.status());
        for (name, value) in answer.headers() {
            whole = whole.header(name, value);
        }
        Ok(whole.body(read)?)
    }
}
