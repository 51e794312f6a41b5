//! The sections `[provider.…]`: directories of agencies whose people sign in there (OpenID Connect).
use std::collections::BTreeMap;
use std::path::PathBuf;

use secrecy::SecretString;
use serde::{Deserialize, Deserializer, de::Error};
use url::{Host, Url};

use super::refusal::Refusal;
use super::secret;
use super::text::{blank_is_none, list};
use crate::domain::actor::Role;

/// A directory whose people sign in by it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    /// What its button says, such as the agency.
    pub name: String,
    /// Who it says it is: the address under which it describes itself, letter by letter.
    pub issuer: String,
    /// What the service is called there.
    pub client_id: String,
    /// The secret that the two share, wherever it was given.
    #[serde(default, deserialize_with = "blank_is_none")]
    pub client_secret: Option<SecretString>,
    #[serde(default, deserialize_with = "blank_is_none")]
    client_secret_file: Option<PathBuf>,
    /// The domains of mail whose people may come by it.
    #[serde(deserialize_with = "list")]
    pub domains: Vec<String>,
    /// Which of its words stand for which role; none when it says nothing of roles.
    #[serde(default, deserialize_with = "role_words")]
    pub roles: Vec<(String, Role)>,
    /// The claim that holds those words.
    #[serde(default = "usual_claim")]
    pub roles_claim: String,
    /// What is believed of a second factor.
    #[serde(default)]
    pub second_factor: Believed,
}

/// When somebody who comes by a directory counts as having shown a second factor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Believed {
    /// When the directory says so of this sign-in: `mfa` in the claim `amr` (RFC 8176).
    #[default]
    Claimed,
    /// Always: the directory lets nobody in without one.
    Always,
    /// Never: the service asks for its own.
    Never,
}

fn usual_claim() -> String {
    "roles".to_owned()
}

/// Words and what each stands for, such as `Risk.Chair = chair`, with commas between them.
fn role_words<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<(String, Role)>, D::Error> {
    let wrong = || D::Error::custom("not a list such as Risk.Chair = chair, Risk.Member = idva");
    let pair = |it: String| {
        let (word, role) = it.rsplit_once('=').ok_or_else(wrong)?;
        Ok((word.trim().to_owned(), Role::parse(role.trim()).map_err(D::Error::custom)?))
    };
    list(from)?.into_iter().map(pair).collect()
}

impl Provider {
    /// Reads the secret if it is in a file.
    pub(super) fn settle(&mut self, key: &str) -> Result<(), Refusal> {
        let (key, given) = (format!("provider.{key}.client_secret"), self.client_secret.take());
        self.client_secret = secret::settle(&key, given, self.client_secret_file.as_deref())?;
        Ok(())
    }

    /// Whether somebody with an address for mail may come by it.
    pub fn admits(&self, email: &str) -> bool {
        let domain = email.rsplit_once('@').map(|it| it.1).unwrap_or_default();
        self.domains.iter().any(|it| it.eq_ignore_ascii_case(domain.trim()))
    }

    fn refusals(&self, key: &str) -> Vec<Refusal> {
        let key = format!("provider.{key}");
        let rules = [
            (
                !Url::parse(&self.issuer).is_ok_and(|it| it.scheme() == "https" || is_own(&it)),
                ".issuer must be an address that begins with https://",
            ),
            (self.client_id.trim().is_empty(), ".client_id is not set: the directory gives one"),
            (self.client_secret.is_none(), ".client_secret is not set: the directory gives one"),
            (
                self.domains.is_empty(),
                ".domains is not set: name the domains of mail whose people may come by it",
            ),
            (
                self.domains.iter().any(|it| it.contains(['@', '*']) || !it.contains('.')),
                ".domains has something in it that is no domain, such as police.example",
            ),
            (self.name.trim().is_empty(), ".name is not set: its button says it"),
        ];
        let broken = rules.into_iter().filter(|it| it.0);
        broken.map(|it| Refusal::new(format!("{key}{}", it.1))).collect()
    }
}

/// Whether an address is this machine's own, where a trial may go without TLS.
fn is_own(address: &Url) -> bool {
    match address.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(it)) => it.is_loopback(),
        Some(Host::Ipv6(it)) => it.is_loopback(),
        None => false,
    }
}

/// What makes them unsafe, each and together.
pub(super) fn refusals(all: &BTreeMap<String, Provider>) -> Vec<Refusal> {
    let mut refusals: Vec<_> = all.iter().flat_map(|(key, it)| it.refusals(key)).collect();
    let is_plain = |it: &char| it.is_ascii_lowercase() || it.is_ascii_digit() || *it == '-';
    let odd = all.keys().filter(|key| !key.chars().all(|it| is_plain(&it)));
    refusals.extend(odd.map(|key| {
        Refusal::new(format!("provider.{key}: name it by small letters, digits and dashes"))
    }));
    let owners = |domain: &str| all.iter().filter(|it| it.1.admits(&format!("@{domain}"))).count();
    let domains = all.values().flat_map(|it| &it.domains);
    if let Some(shared) = domains.into_iter().find(|it| owners(it) > 1) {
        refusals.push(Refusal::new(format!(
            "provider: the people of {shared} would come by two directories: leave it to one"
        )));
    }
    let mut issuers: Vec<&str> = all.values().map(|it| it.issuer.as_str()).collect();
    issuers.sort_unstable();
    if issuers.windows(2).any(|two| two[0] == two[1]) {
        refusals.push(Refusal::new("provider: two have the same issuer: make them one"));
    }
    refusals
}
