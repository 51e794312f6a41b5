//! The ways a message may leave, and their settings.
use std::path::PathBuf;
use std::time::Duration;

use secrecy::SecretString;

use super::folder::Folder;
use super::memory::Memory;
use super::outcome::{Outcome, Step, Trouble};
use super::relay::{Again, Relay};
use crate::domain::ids::MessageId;

/// How mail leaves.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Who it is from: `Name <address>`, or the address alone.
    pub from: String,
    /// Where replies go, in the same form.
    pub reply_to: Option<String>,
    /// By which way.
    pub way: Way,
}

/// A way for mail to leave.
#[derive(Clone, Debug)]
pub enum Way {
    /// To a relay.
    Smtp(RelaySettings),
    /// Into a folder.
    Folder(PathBuf),
    /// Into memory.
    Memory(Memory),
}

/// The relay that takes mail.
#[derive(Clone, Debug)]
pub struct RelaySettings {
    /// Its name, which its certificate must be for.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// When encryption begins.
    pub encryption: Encryption,
    /// How to sign in, where it asks for that.
    pub sign_in: Option<SignIn>,
    /// A file of root certificates to trust beside the machine's own.
    pub root_certificate_file: Option<PathBuf>,
    /// How long to wait for it.
    pub patience: Patience,
}

/// When encryption begins. Without it nothing is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encryption {
    /// The server is asked for it first (STARTTLS, usually port 587).
    StartTls,
    /// With the first byte (usually port 465).
    Implicit,
}

/// A user name and password for the relay.
#[derive(Clone, Debug)]
pub struct SignIn {
    /// The user name.
    pub user: String,
    /// The password.
    pub password: SecretString,
}

/// How long to wait for the relay.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// At each step.
    pub step: Duration,
    /// For the answer to the end of the message, which the relay may take to store it.
    /// Source: RFC 5321 section 4.5.3.2.6, ten minutes.
    pub end: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { step: Duration::from_secs(60), end: Duration::from_secs(600) }
    }
}

/// The settings cannot work.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// An address of ours is none.
    #[error("mail.from or mail.reply_to is not a mail address")]
    Address,
    /// The relay's name is none.
    #[error("mail.host is not a host name")]
    Host,
    /// The file of root certificates holds none, or cannot be read.
    #[error("mail.root_certificate_file: no certificate can be read from {0}")]
    RootCertificate(PathBuf),
    /// Encryption cannot be set up.
    #[error("encryption cannot be set up")]
    Tls,
    /// The folder cannot be made.
    #[error("mail.folder: {0} cannot be made")]
    Folder(PathBuf),
    /// A letter's template is malformed.
    #[error("a letter’s template is malformed: {0}")]
    Template(String),
}

/// An open way.
pub(super) enum Transport {
    Smtp(Box<Relay>),
    Folder(Folder),
    Memory(Memory),
}

impl Transport {
    pub(super) fn open(way: Way) -> Result<Self, SettingsError> {
        Ok(match way {
            Way::Smtp(settings) => Self::Smtp(Box::new(Relay::new(settings)?)),
            Way::Folder(path) => {
                Self::Folder(Folder::make(&path).map_err(|_error| SettingsError::Folder(path))?)
            }
            Way::Memory(memory) => Self::Memory(memory),
        })
    }

    pub(super) async fn send(
        &self,
        id: MessageId,
        message: &lettre::Message,
        again: &Again<'_, Vec<u8>>,
    ) -> Outcome {
        match self {
            Self::Smtp(relay) => relay.send(message.envelope(), &message.formatted(), again).await,
            Self::Folder(folder) => {
                let (folder, bytes) = (folder.clone(), message.formatted());
                let kept = tokio::task::spawn_blocking(move || folder.keep(id, &bytes)).await;
                match kept {
                    Ok(Ok(())) => Outcome::Accepted,
                    _ => Trouble::Folder.at(Step::Connecting),
                }
            }
            Self::Memory(memory) => {
                memory.keep(id, &message.formatted());
                Outcome::Accepted
            }
        }
    }
}
