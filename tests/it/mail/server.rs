//! SMTP servers for one test: a whole one, one that faults on demand, and one by script.
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use mailin_embedded::{AuthMechanism, Handler, Response, Server, SslConfig, response};
use marac::mail::transport::{Encryption, Patience, RelaySettings};
use tempfile::TempDir;

use super::certificate::{self, Certificates};

/// What a server was told.
#[derive(Clone, Default)]
pub(crate) struct Heard(Arc<Mutex<Vec<(&'static str, String)>>>);

impl Heard {
    /// Everything of one kind, in order: "helo", "mail", "rcpt", "data" for whole messages, "id"
    /// for their identifiers where the server reads them.
    pub(crate) fn of(&self, kind: &str) -> Vec<String> {
        let heard = self.0.lock().unwrap();
        heard.iter().filter(|it| it.0 == kind).map(|it| it.1.clone()).collect()
    }

    /// The same, once a number of them came in.
    pub(crate) fn once(&self, number: usize, kind: &str) -> Vec<String> {
        for _ in 0..500 {
            if self.of(kind).len() >= number {
                break;
            }
            thread::sleep(Duration::from_millis(10));
        }
        self.of(kind)
    }

    fn note(&self, kind: &'static str, text: &str) {
        self.0.lock().unwrap().push((kind, text.to_owned()));
    }
}

/// A relay to deliver to, and what it hears.
pub(crate) struct Relay {
    pub(crate) heard: Heard,
    pub(crate) settings: RelaySettings,
    /// What lives as long as the server: its certificates, and its process where it is one.
    life: (TempDir, Option<Killed>),
}

/// A child process that does not outlive its test.
struct Killed(Child);

impl Drop for Killed {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

#[derive(Clone)]
struct Mailbox {
    heard: Heard,
    message: Vec<u8>,
}

impl Handler for Mailbox {
    fn helo(&mut self, _: std::net::IpAddr, domain: &str) -> Response {
        self.heard.note("helo", domain);
        response::OK
    }

    fn mail(&mut self, _: std::net::IpAddr, _: &str, from: &str) -> Response {
        self.heard.note("mail", from);
        if from.starts_with("nobody@") { response::NO_MAILBOX } else { response::OK }
    }

    fn rcpt(&mut self, to: &str) -> Response {
        self.heard.note("rcpt", to);
        match to.split('@').next() {
            Some("r451") => response::INTERNAL_ERROR,
            Some("r550") => response::NO_MAILBOX,
            _ => response::OK,
        }
    }

    fn data(&mut self, part: &[u8]) -> io::Result<()> {
        self.message.extend_from_slice(part);
        Ok(())
    }

    fn data_end(&mut self) -> Response {
        self.heard.note("data", &String::from_utf8(std::mem::take(&mut self.message)).unwrap());
        response::OK
    }

    fn auth_plain(&mut self, _: &str, user: &str, password: &str) -> Response {
        if (user, password) == ("marac", "open sesame") {
            response::AUTH_OK
        } else {
            response::INVALID_CREDENTIALS
        }
    }
}

/// A server with STARTTLS and a certificate for `localhost` that the relay's settings trust.
pub(crate) fn whole() -> Relay {
    embedded(|server, files| {
        let (cert_path, key_path) = (path(&files.server), path(&files.key));
        server.with_ssl(SslConfig::SelfSigned { cert_path, key_path }).unwrap();
    })
}

/// The same, which asks who signs in.
pub(crate) fn guarded() -> Relay {
    embedded(|server, files| {
        let (cert_path, key_path) = (path(&files.server), path(&files.key));
        server.with_ssl(SslConfig::SelfSigned { cert_path, key_path }).unwrap();
        server.with_auth(AuthMechanism::Plain);
    })
}

/// A server without encryption.
pub(crate) fn plain() -> Relay {
    embedded(|_server, _files| {})
}

/// A server whose certificate is for another name, or ran out, while everything else is right.
pub(crate) fn with_certificate(name: &str, until: i64) -> Relay {
    let other = tempfile::tempdir().unwrap();
    let files = certificate::make(other.path(), name, until);
    let mut relay = embedded(|server, _own| {
        let (cert_path, key_path) = (path(&files.server), path(&files.key));
        server.with_ssl(SslConfig::SelfSigned { cert_path, key_path }).unwrap();
    });
    relay.settings.root_certificate_file = Some(files.root.clone());
    relay.life.0 = other;
    relay
}

fn embedded(prepare: impl FnOnce(&mut Server<Mailbox>, &Certificates)) -> Relay {
    let folder = tempfile::tempdir().unwrap();
    let files = certificate::make(folder.path(), "localhost", i64::from(i32::MAX));
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let heard = Heard::default();
    let mut server = Server::new(Mailbox { heard: heard.clone(), message: Vec::new() });
    server.with_name("localhost").with_tcp_listener(listener);
    prepare(&mut server, &files);
    thread::spawn(move || server.serve().unwrap());
    Relay { heard, settings: settings(port, files.root), life: (folder, None) }
}

/// aiosmtpd with STARTTLS, which faults by recipient: `d554`, `drop` (takes the message and breaks
/// the connection), `slow` (answers the end after 2 seconds). It hangs up after some silent seconds.
pub(crate) fn faulty(silence: u32) -> Relay {
    let folder = tempfile::tempdir().unwrap();
    let files = certificate::make(folder.path(), "localhost", i64::from(i32::MAX));
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/mail/faulty.py");
    let has_it = |python: &&str| {
        let imported = Command::new(python).args(["-c", "import aiosmtpd"]).output();
        imported.is_ok_and(|it| it.status.success())
    };
    let Some(python) = ["python3", "/usr/bin/python3"].into_iter().find(has_it) else {
        panic!("no aiosmtpd: run `config/setup.sh --tests`, or `pip3 install aiosmtpd`");
    };
    let mut child = Command::new(python)
        .arg(script)
        .args([&files.server, &files.key])
        .arg(silence.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(child.stdout.take().unwrap()).lines();
    let faulty = Killed(child);
    let port = said.next().unwrap().unwrap().parse().unwrap();
    let heard = Heard::default();
    let notes = heard.clone();
    thread::spawn(move || {
        for line in said.map_while(Result::ok) {
            let (to, message) = line.split_once(' ').unwrap_or((&line, ""));
            notes.note("id", message);
            notes.note("data", to);
        }
    });
    Relay { heard, settings: settings(port, files.root), life: (folder, Some(faulty)) }
}

/// A server that lets a script speak with one client, under TLS from the first byte.
pub(crate) fn scripted(
    script: impl FnOnce(&mut BufReader<openssl::ssl::SslStream<TcpStream>>) -> io::Result<()>
    + Send
    + 'static,
) -> Relay {
    use openssl::ssl::{SslAcceptor, SslFiletype, SslMethod};
    let folder = tempfile::tempdir().unwrap();
    let files = certificate::make(folder.path(), "localhost", i64::from(i32::MAX));
    let mut acceptor = SslAcceptor::mozilla_modern(SslMethod::tls()).unwrap();
    acceptor.set_certificate_file(&files.server, SslFiletype::PEM).unwrap();
    acceptor.set_private_key_file(&files.key, SslFiletype::PEM).unwrap();
    let acceptor = acceptor.build();
    let mut relay = in_the_clear(move |socket| {
        script(&mut BufReader::new(acceptor.accept(socket).map_err(io::Error::other)?))
    });
    relay.settings.encryption = Encryption::Implicit;
    relay.settings.root_certificate_file = Some(files.root);
    relay.life.0 = folder;
    relay
}

/// A server that lets a script have the bare connection.
pub(crate) fn in_the_clear(
    script: impl FnOnce(TcpStream) -> io::Result<()> + Send + 'static,
) -> Relay {
    let folder = tempfile::tempdir().unwrap();
    let files = certificate::make(folder.path(), "localhost", i64::from(i32::MAX));
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || script(listener.accept()?.0));
    Relay { heard: Heard::default(), settings: settings(port, files.root), life: (folder, None) }
}

/// Says a reply and reads the next command.
pub(crate) fn turn(stream: &mut (impl BufRead + TwoWay), reply: &str) -> io::Result<String> {
    stream.say(reply)?;
    let mut line = String::new();
    stream.read_line(&mut line)?;
    Ok(line)
}

/// The writing side of a buffered stream.
pub(crate) trait TwoWay {
    fn say(&mut self, reply: &str) -> io::Result<()>;
}

impl<S: Read + Write> TwoWay for BufReader<S> {
    fn say(&mut self, reply: &str) -> io::Result<()> {
        self.get_mut().write_all(reply.as_bytes())?;
        self.get_mut().flush()
    }
}

fn settings(port: u16, root: PathBuf) -> RelaySettings {
    RelaySettings {
        host: "localhost".to_owned(),
        port,
        encryption: Encryption::StartTls,
        sign_in: None,
        root_certificate_file: Some(root),
        patience: Patience::default(),
    }
}

fn path(file: &std::path::Path) -> String {
    file.to_str().unwrap().to_owned()
}
