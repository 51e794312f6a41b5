//! Letters over one kept TLS connection, beside lettre's own connection over the same TLS as it
//! comes: without telling the socket to send at once, and asking whether it still holds before each.
use std::io::{self, BufRead, BufReader};
use std::net::TcpStream as Socket;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Instant;

use lettre::address::Envelope;
use lettre::transport::smtp::client::{AsyncSmtpConnection, AsyncTokioStream};
use lettre::transport::smtp::extension::ClientId;
use marac::mail::outcome::Outcome;
use marac::mail::post::Post;
use marac::mail::transport::{RelaySettings, Settings, Way};
use openssl::ssl::SslStream;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::figure;
use super::gauge::{median, number, rounded};
use crate::mail::sample;
use crate::mail::server::{self, TwoWay, turn};

#[tokio::test]
async fn letters_do_not_wait_for_acknowledgements() {
    let letter = sample::letter(sample::minutes_copy(sample::cases()));
    let (own, other) = (server::scripted(take), server::scripted(take));
    let post = Post::open(Settings {
        from: "Northshire <no-reply@meeting.northshire.example>".to_owned(),
        reply_to: None,
        way: Way::Smtp(own.settings.clone()),
    });
    let post = post.unwrap();
    let mut stock = connect(&other.settings).await;
    let (mut ours, mut theirs, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    let (letters, mut sent) = (figure::times(3, 50), 0);
    for _ in 0..figure::times(1, 7) {
        let began = Instant::now();
        for _ in 0..letters {
            sent += 1;
            let outcome = post.deliver(&letter, sample::message(sent), sample::now()).await;
            assert_eq!(outcome, Outcome::Accepted);
        }
        ours.push(number(letters) / began.elapsed().as_secs_f64());
        let began = Instant::now();
        for _ in 0..letters {
            assert!(stock.test_connected().await);
            stock.send(&envelope(), &text()).await.unwrap();
        }
        theirs.push(number(letters) / began.elapsed().as_secs_f64());
        ratios.push(ours.last().unwrap() / theirs.last().unwrap());
    }
    figure::print("day.letters_rate", rounded(median(&ours)), "letters/s");
    figure::print("day.letters_rate_of_lettre", rounded(median(&theirs)), "letters/s");
    figure::print("day.letters_beside_lettre", rounded(median(&ratios)), "times");
}

/// A relay that takes everything and keeps nothing.
fn take(stream: &mut BufReader<SslStream<Socket>>) -> io::Result<()> {
    let mut reply = "220 relay\r\n";
    loop {
        let line = turn(stream, reply)?;
        reply = match line.split_whitespace().next() {
            Some("EHLO") => "250-relay\r\n250 8BITMIME\r\n",
            Some("DATA") => {
                stream.say("354 Go on\r\n")?;
                let mut text = Vec::new();
                while !text.ends_with(b"\r\n.\r\n") {
                    stream.read_until(b'\n', &mut text)?;
                }
                "250 Kept\r\n"
            }
            None | Some("QUIT") => return Ok(()),
            Some(_) => "250 OK\r\n",
        };
    }
}

fn envelope() -> Envelope {
    let of = |address: &str| address.parse().unwrap();
    Envelope::new(Some(of("a@northshire.example")), vec![of("b@northshire.example")]).unwrap()
}

/// About as much as one of our letters.
fn text() -> Vec<u8> {
    let line = "Northshire daily risk meeting: these are the minutes of the meeting.\r\n";
    format!("Subject: Minutes\r\n\r\n{}", line.repeat(400)).into_bytes()
}

async fn connect(settings: &RelaySettings) -> AsyncSmtpConnection {
    let root = std::fs::read(settings.root_certificate_file.as_ref().unwrap()).unwrap();
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(&root).unwrap()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config =
        ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let config = config.unwrap().with_root_certificates(roots).with_no_client_auth();
    let socket = TcpStream::connect((settings.host.as_str(), settings.port)).await.unwrap();
    let name = ServerName::try_from(settings.host.clone()).unwrap();
    let stream = TlsConnector::from(Arc::new(config)).connect(name, socket).await.unwrap();
    let stream = Box::new(Stock(stream));
    AsyncSmtpConnection::connect_with_transport(stream, &ClientId::default()).await.unwrap()
}

/// A TLS stream as lettre makes it.
#[derive(Debug)]
struct Stock(TlsStream<TcpStream>);

impl AsyncRead for Stock {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(cx, into)
    }
}

impl AsyncWrite for Stock {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        from: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(cx, from)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(cx)
    }
}

impl AsyncTokioStream for Stock {
    fn peer_addr(&self) -> io::Result<std::net::SocketAddr> {
        self.0.get_ref().0.peer_addr()
    }
}
