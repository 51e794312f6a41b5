//! The server itself: where it listens, and with which certificate.
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};

use actix_web::dev::Server;
use actix_web::middleware::from_fn;
use actix_web::{HttpServer, web};
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};

use super::app::App;
use super::{headers, routes};

/// Where to listen, and how.
#[derive(Clone, Debug)]
pub struct Listening {
    /// The address and port.
    pub address: SocketAddr,
    /// The certificate chain and its key, PEM files; none behind a proxy that has them.
    pub certificate: Option<(PathBuf, PathBuf)>,
    /// How many threads answer; 0 is one for each processor.
    pub workers: usize,
}

/// Starts to listen. Gives the server to be awaited and the address it really has.
///
/// # Errors
/// Fails when the address is taken or the certificate cannot be read.
pub fn listen(app: App, listening: &Listening) -> io::Result<(Server, SocketAddr)> {
    let listener = TcpListener::bind(listening.address)?;
    let address = listener.local_addr()?;
    let is_demo = app.demo.is_some();
    let data = web::Data::new(app);
    let mut server = HttpServer::new(move || {
        actix_web::App::new()
            .app_data(data.clone())
            .app_data(web::PayloadConfig::new(1024 * 1024))
            .wrap(from_fn(headers::complete))
            .configure(|config| routes::all(config, is_demo))
    })
    .server_hostname("marac")
    .disable_signals()
    .shutdown_timeout(10);
    if listening.workers > 0 {
        server = server.workers(listening.workers);
    }
    let server = match &listening.certificate {
        Some((chain, key)) => server.listen_rustls_0_23(listener, tls(chain, key)?)?,
        None => server.listen(listener)?,
    };
    Ok((server.run(), address))
}

fn tls(chain: &Path, key: &Path) -> io::Result<rustls::ServerConfig> {
    let wrong = |path: &Path, error: &dyn std::fmt::Display| {
        io::Error::new(io::ErrorKind::InvalidData, format!("{}: {error}", path.display()))
    };
    let certificates = CertificateDer::pem_file_iter(chain)
        .map_err(|error| wrong(chain, &error))?
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| wrong(chain, &error))?;
    let secret = PrivateKeyDer::from_pem_file(key).map_err(|error| wrong(key, &error))?;
    rustls::ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(certificates, secret)
        .map_err(|error| wrong(chain, &error))
}
