//! The section `[mail]`: how letters leave.
use std::fs;
use std::path::PathBuf;

use secrecy::SecretString;
use serde::Deserialize;

use super::refusal::{Refusal, of};
use super::secret;
use super::text::blank_is_none;

/// How letters leave: through a server, or into a folder.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    /// The server that takes letters.
    #[serde(deserialize_with = "blank_is_none")]
    pub host: Option<String>,
    /// Its port.
    pub port: u16,
    /// How it encrypts.
    pub tls: MailTls,
    /// Who signs in there.
    #[serde(deserialize_with = "blank_is_none")]
    pub user: Option<String>,
    /// The password, wherever it was given.
    #[serde(deserialize_with = "blank_is_none")]
    pub password: Option<SecretString>,
    #[serde(deserialize_with = "blank_is_none")]
    password_file: Option<PathBuf>,
    /// Who letters are from: an address, or a name and an address.
    #[serde(deserialize_with = "blank_is_none")]
    pub from: Option<String>,
    /// Where answers go, if that is elsewhere.
    #[serde(deserialize_with = "blank_is_none")]
    pub reply_to: Option<String>,
    /// The certificate (PEM) of an own authority.
    #[serde(deserialize_with = "blank_is_none")]
    pub root_certificate_file: Option<PathBuf>,
    /// Where letters are put as files instead.
    #[serde(deserialize_with = "blank_is_none")]
    pub folder: Option<PathBuf>,
}

/// How the connection to the mail server is encrypted. There is no way to leave it open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailTls {
    /// It begins in the clear and must turn to TLS before anything is said.
    StartTls,
    /// It is TLS from the first byte.
    Implicit,
}

impl Mail {
    /// Reads the password if it is in a file.
    pub(super) fn settle(&mut self) -> Result<(), Refusal> {
        let password = self.password.take();
        self.password = secret::settle("mail.password", password, self.password_file.as_deref())?;
        Ok(())
    }

    /// Whether letters have an address to be from.
    pub fn is_from_an_address(&self) -> bool {
        self.from.as_deref().is_some_and(has_address)
    }

    pub(super) fn refusals(&self) -> Vec<Refusal> {
        let mut refusals = of([
            (
                self.host.is_some() && self.folder.is_some(),
                "mail.host and mail.folder are both set: keep the one that you mean",
            ),
            (
                self.user.is_some() != self.password.is_some(),
                "mail.user and mail.password need each other: set both",
            ),
            (self.port == 0, "mail.port must be the server's port, such as 587"),
            (
                !self.reply_to.as_deref().is_none_or(has_address),
                "mail.reply_to is not an address, such as meeting@northshire.example",
            ),
        ]);
        refusals.extend(self.root_certificate_file.as_deref().and_then(|path| {
            let error = fs::File::open(path).err()?;
            let path = path.display();
            Some(Refusal::new(format!("mail.root_certificate_file: {path} ({error})")))
        }));
        refusals
    }
}

/// Whether there is an address: by itself, or between angle brackets after a name.
fn has_address(text: &str) -> bool {
    let address = match text.split_once('<') {
        Some((_, rest)) => rest.strip_suffix('>').unwrap_or_default(),
        None => text,
    };
    let is_word = |it: &str| {
        !it.is_empty() && !it.contains(|c: char| c.is_whitespace() || c.is_control() || c == '@')
    };
    address.split_once('@').is_some_and(|(local, domain)| is_word(local) && is_word(domain))
}
