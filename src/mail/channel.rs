//! An encrypted connection to the relay. There is no other kind.
use std::fs;
use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use lettre::transport::smtp::client::AsyncTokioStream;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::outcome::Trouble;
use super::transport::SettingsError;

/// More than any greeting or list of abilities needs.
const LONGEST_REPLY: usize = 8 * 1024;

/// Who is trusted: the machine's roots, and those in a file where one is given.
pub(super) fn trust(extra: Option<&Path>) -> Result<TlsConnector, SettingsError> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if let Some(file) = extra {
        let unreadable = || SettingsError::RootCertificate(file.to_owned());
        let pem = fs::read(file).map_err(|_error| unreadable())?;
        let before = roots.len();
        for certificate in CertificateDer::pem_slice_iter(&pem) {
            let certificate = certificate.map_err(|_error| unreadable())?;
            roots.add(certificate).map_err(|_error| unreadable())?;
        }
        if roots.len() == before {
            return Err(unreadable());
        }
    }
    let config =
        ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|_error| SettingsError::Tls)?
            .with_root_certificates(roots)
            .with_no_client_auth();
    Ok(TlsConnector::from(Arc::new(config)))
}

/// Encrypts a connection. `greeting` is what the server said before, if it said anything.
pub(super) async fn encrypt(
    connector: &TlsConnector,
    name: ServerName<'static>,
    socket: TcpStream,
    greeting: Vec<u8>,
) -> Result<Channel, Trouble> {
    match connector.connect(name, socket).await {
        Ok(stream) => Ok(Channel { greeting, stream }),
        Err(error) => Err(distrust(&error)),
    }
}

fn distrust(error: &io::Error) -> Trouble {
    match error.get_ref().and_then(|it| it.downcast_ref::<rustls::Error>()) {
        Some(rustls::Error::InvalidCertificate(_)) => Trouble::Untrusted,
        Some(_) => Trouble::Unencrypted,
        None => Trouble::Lost,
    }
}

/// Asks a server that begins in the clear to encrypt (STARTTLS, RFC 3207), and gives its greeting.
///
/// Nothing but the question is ever said in the clear. Replies are read byte by byte, so that
/// nothing slipped in behind the last of them can pass for an encrypted one.
pub(super) async fn ask_to_encrypt(
    socket: &mut TcpStream,
    hello: &str,
) -> Result<Vec<u8>, Trouble> {
    let greeting = reply(socket, 220).await?;
    say(socket, &format!("EHLO {hello}\r\n")).await?;
    let abilities = String::from_utf8_lossy(&reply(socket, 250).await?).to_ascii_uppercase();
    if !abilities.lines().any(|it| it.get(4..).is_some_and(|word| word.trim() == "STARTTLS")) {
        return Err(Trouble::Unencrypted);
    }
    say(socket, "STARTTLS\r\n").await?;
    match reply(socket, 220).await {
        Err(Trouble::Answer { .. }) => Err(Trouble::Unencrypted),
        other => other.map(|_| greeting),
    }
}

async fn say(socket: &mut TcpStream, command: &str) -> Result<(), Trouble> {
    socket.write_all(command.as_bytes()).await.map_err(|_error| Trouble::Lost)
}

/// Reads one reply to its last line, which has a space after its code.
async fn reply(socket: &mut TcpStream, expected: u16) -> Result<Vec<u8>, Trouble> {
    let (mut reply, mut line) = (Vec::new(), 0);
    while reply.len() < LONGEST_REPLY {
        reply.push(socket.read_u8().await.map_err(|_error| Trouble::Lost)?);
        if reply.ends_with(b"\n") {
            let last = &reply[line..];
            if last.get(3) != Some(&b'-') {
                let code = std::str::from_utf8(&last[..last.len().min(3)]).ok();
                let code = code.and_then(|it| it.parse().ok()).ok_or(Trouble::Lost)?;
                let words = String::from_utf8_lossy(last).trim().into();
                return if code == expected {
                    Ok(reply)
                } else {
                    Err(Trouble::Answer { code, words })
                };
            }
            line = reply.len();
        }
    }
    Err(Trouble::Lost)
}

/// An encrypted stream on which the greeting, if it came before encryption, is read again: an SMTP
/// client begins by reading one.
#[derive(Debug)]
pub(super) struct Channel {
    greeting: Vec<u8>,
    stream: TlsStream<TcpStream>,
}

impl AsyncRead for Channel {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.greeting.is_empty() {
            return Pin::new(&mut self.stream).poll_read(cx, into);
        }
        let length = self.greeting.len().min(into.remaining());
        let part: Vec<u8> = self.greeting.drain(..length).collect();
        into.put_slice(&part);
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Channel {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        from: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, from)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

impl AsyncTokioStream for Channel {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.stream.get_ref().0.peer_addr()
    }
}
