//! The conversation with the relay: one message at a time over a connection that is kept.
use std::borrow::Cow;
use std::future::Future;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures_util::future::BoxFuture;
use lettre::address::Envelope;
use lettre::transport::smtp;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::ClientId;
use rustls::pki_types::ServerName;
use secrecy::ExposeSecret;
use tokio::net::TcpStream;
use tokio::sync::Mutex;
use tokio::time::{Instant, timeout};
use tokio_rustls::TlsConnector;

use super::channel;
use super::outcome::{Outcome, Step, Trouble};
use super::transport::{Encryption, RelaySettings, SettingsError};
use crate::domain::text::Private;

/// Relays and firewalls drop what is silent for long; a connection silent for this long is left.
const KEPT_FOR: Duration = Duration::from_secs(30);
/// A message that was written longer ago than this is written again before it leaves.
const AGE: Duration = Duration::from_millis(500);

/// Makes what is to be sent again as it would be made now; none when it is not to leave any more.
pub type Again<'a, T> = dyn Fn() -> BoxFuture<'a, Option<T>> + Send + Sync + 'a;

/// A relay, and the connection to it while there is one.
pub struct Relay {
    settings: RelaySettings,
    name: ServerName<'static>,
    connector: TlsConnector,
    hello: ClientId,
    kept: Mutex<Option<Kept>>,
}

struct Kept {
    connection: AsyncSmtpConnection,
    used: Instant,
}

/// A message, when it was written, and how to write it again.
type Written<'a, 'b> = (&'a [u8], Instant, &'a Again<'b, Vec<u8>>);

/// What went wrong, and where.
struct Failed {
    step: Step,
    trouble: Trouble,
}

impl Relay {
    /// Prepares to reach a relay. Nothing is connected yet.
    ///
    /// # Errors
    /// Fails when the host is no name or the root certificates cannot be read.
    pub fn new(settings: RelaySettings) -> Result<Self, SettingsError> {
        Ok(Self {
            name: ServerName::try_from(settings.host.clone())
                .map_err(|_error| SettingsError::Host)?,
            connector: channel::trust(settings.root_certificate_file.as_deref())?,
            hello: ClientId::default(),
            kept: Mutex::new(None),
            settings,
        })
    }

    /// Sends one message, as it was written just now, or `again` if the relay made it wait.
    pub async fn send(
        &self,
        envelope: &Envelope,
        message: &[u8],
        again: &Again<'_, Vec<u8>>,
    ) -> Outcome {
        let begun = Instant::now();
        let mut place = self.kept.lock().await;
        match self.converse(&mut place, envelope, (message, begun, again)).await {
            Ok(()) => Outcome::Accepted,
            Err(failed) => failed.trouble.at(failed.step),
        }
    }

    /// Takes leave of the relay, until the next message.
    pub async fn hang_up(&self) {
        if let Some(mut kept) = self.kept.lock().await.take() {
            // It is over either way; the relay only likes to be told.
            let _told = timeout(self.settings.patience.step, kept.connection.quit()).await;
        }
    }

    /// The connection leaves its place while it is in use, so that a broken or abandoned one never
    /// comes back to it.
    async fn converse(
        &self,
        place: &mut Option<Kept>,
        envelope: &Envelope,
        written: Written<'_, '_>,
    ) -> Result<(), Failed> {
        let mut connection = self.begun(place.take(), envelope).await?;
        let told = self.tell(&mut connection, envelope, written).await;
        let usable = match &told {
            Ok(()) => true,
            Err(Failed { trouble: Trouble::Answer { code, .. }, .. }) if *code != 421 => {
                self.said(Step::Sender, connection.command(Rset)).await.is_ok()
            }
            Err(_) => false,
        };
        if usable {
            *place = Some(Kept { connection, used: Instant::now() });
        }
        told
    }

    /// A connection on which the sender is named: the kept one if it still answers, or a new one.
    async fn begun(
        &self,
        kept: Option<Kept>,
        envelope: &Envelope,
    ) -> Result<AsyncSmtpConnection, Failed> {
        let mail = || Mail::new(envelope.from().cloned(), Vec::new());
        if let Some(mut kept) = kept.filter(|it| it.used.elapsed() < KEPT_FOR)
            && self.said(Step::Sender, kept.connection.command(mail())).await.is_ok()
        {
            return Ok(kept.connection);
        }
        let mut connection = self.connect().await?;
        self.said(Step::Sender, connection.command(mail())).await?;
        Ok(connection)
    }

    async fn tell(
        &self,
        connection: &mut AsyncSmtpConnection,
        envelope: &Envelope,
        (message, begun, again): Written<'_, '_>,
    ) -> Result<(), Failed> {
        for address in envelope.to() {
            let recipient = Rcpt::new(address.clone(), Vec::new());
            self.said(Step::Recipient, connection.command(recipient)).await?;
        }
        self.said(Step::Message, connection.command(Data)).await?;
        let taken_back = || Failed { step: Step::Message, trouble: Trouble::TakenBack };
        let message = if begun.elapsed() < AGE {
            Cow::Borrowed(message)
        } else {
            Cow::Owned(again().await.ok_or_else(taken_back)?)
        };
        let ending = AtomicBool::new(false);
        let end = std::iter::from_fn(|| {
            ending.store(true, Ordering::Relaxed);
            None
        });
        let mut sending = pin!(connection.message_iter(std::iter::once(&*message).chain(end)));
        let patience = self.settings.patience;
        let mut answer = timeout(patience.step, &mut sending).await;
        if answer.is_err() && ending.load(Ordering::Relaxed) {
            answer = timeout(patience.end, sending).await;
        }
        let trouble = match answer {
            Ok(Ok(_accepted)) => return Ok(()),
            Ok(Err(error)) => trouble(&error),
            Err(_elapsed) => Trouble::Slow,
        };
        let step = if ending.load(Ordering::Relaxed) { Step::End } else { Step::Message };
        Err(Failed { step, trouble })
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, Failed> {
        let RelaySettings { host, port, encryption, sign_in, .. } = &self.settings;
        let socket = TcpStream::connect((host.as_str(), *port));
        let mut socket = self.done(socket, |_error| Trouble::Unreachable).await?;
        // Without this each message waits some 40 ms for the acknowledgement of the one before
        // its end: the end goes out in a packet of its own.
        socket.set_nodelay(true).map_err(|_error| failed(Trouble::Unreachable))?;
        let greeting = match encryption {
            Encryption::Implicit => Vec::new(),
            Encryption::StartTls => {
                let hello = self.hello.to_string();
                self.done(channel::ask_to_encrypt(&mut socket, &hello), |it| it).await?
            }
        };
        let channel = channel::encrypt(&self.connector, self.name.clone(), socket, greeting);
        let channel = Box::new(self.done(channel, |it| it).await?);
        let greeted = AsyncSmtpConnection::connect_with_transport(channel, &self.hello);
        let mut connection = self.said(Step::Connecting, greeted).await?;
        if let Some(known) = sign_in {
            let password = known.password.expose_secret().to_owned();
            let credentials = Credentials::new(known.user.clone(), password);
            let signed_in = connection.auth(&[Mechanism::Plain, Mechanism::Login], &credentials);
            self.done(signed_in, |error| sign_in_trouble(&error)).await?;
        }
        Ok(connection)
    }

    /// Waits for an answer of the conversation.
    async fn said<T>(
        &self,
        step: Step,
        work: impl Future<Output = Result<T, smtp::Error>>,
    ) -> Result<T, Failed> {
        self.done(work, |error| trouble(&error)).await.map_err(|it| Failed { step, ..it })
    }

    /// Waits for a step of connecting, for as long as a step may take.
    async fn done<T, E>(
        &self,
        work: impl Future<Output = Result<T, E>>,
        name: impl FnOnce(E) -> Trouble,
    ) -> Result<T, Failed> {
        match timeout(self.settings.patience.step, work).await {
            Ok(done) => done.map_err(|error| failed(name(error))),
            Err(_elapsed) => Err(failed(Trouble::Slow)),
        }
    }
}

fn failed(trouble: Trouble) -> Failed {
    Failed { step: Step::Connecting, trouble }
}

fn trouble(error: &smtp::Error) -> Trouble {
    match error.status() {
        Some(code) => Trouble::Answer { code: code.into(), words: Private::new(error.to_string()) },
        None => Trouble::Lost,
    }
}

fn sign_in_trouble(error: &smtp::Error) -> Trouble {
    if error.is_permanent() || error.is_client() { Trouble::SignIn } else { trouble(error) }
}
