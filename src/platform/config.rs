//! The configuration: one struct for each section, and what is refused.
mod audit;
mod database;
mod layers;
mod log;
mod mail;
mod postgres;
mod provider;
mod refusal;
mod secret;
mod security;
mod server;
mod text;

use std::collections::BTreeMap;

use serde::Deserialize;

pub use self::audit::Audit;
pub use self::database::{Database, Engine};
pub use self::layers::{ConfigFile, Origin, Setting, Sources};
pub use self::log::{Level, Log, LogFormat};
pub use self::mail::{Mail, MailTls};
pub use self::provider::{Believed, Provider};
pub use self::refusal::Refusal;
pub use self::security::{Argon2, Security};
pub use self::server::Server;

/// Everything that can be set, as it is in force.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// How the service answers.
    pub server: Server,
    /// Where everything is kept.
    pub database: Database,
    /// How letters leave.
    pub mail: Mail,
    /// Sessions, passwords and links.
    pub security: Security,
    /// Directories whose people sign in there, by their names in addresses.
    #[serde(default)]
    pub provider: BTreeMap<String, Provider>,
    /// Where checkpoints of the record are written.
    pub audit: Audit,
    /// What is logged.
    pub log: Log,
    #[serde(skip)]
    settings: Vec<Setting>,
    #[serde(skip)]
    file: Option<ConfigFile>,
}

impl Config {
    /// Reads the defaults, then the file, then the variables; the last one to say something wins.
    ///
    /// # Errors
    /// Fails with everything that is not a setting, or else with the first value that is not
    /// what it should be.
    pub fn load(sources: &Sources) -> Result<Self, Vec<Refusal>> {
        let layers = layers::read(sources)?;
        let mut config: Self = layers.deserialize().map_err(|it| vec![it])?;
        let directories = config.provider.iter_mut().map(|(key, it)| it.settle(key));
        let settled = directories.chain([config.database.settle(), config.mail.settle()]);
        let refused: Vec<_> = settled.filter_map(Result::err).collect();
        if !refused.is_empty() {
            return Err(refused);
        }
        config.file = layers.file();
        config.settings = layers.into_settings();
        Ok(config)
    }

    /// Each setting that is in force and where it comes from, with secrets hidden.
    pub fn settings(&self) -> &[Setting] {
        &self.settings
    }

    /// What cannot be served with: values that are out of range, or that do not go together. Whether
    /// it is safe to serve is for the table of refusals to say.
    pub fn refusals(&self) -> Vec<Refusal> {
        let sections = [self.server.refusals(), self.database.refusals()];
        let others = [self.mail.refusals(), self.security.refusals(), self.audit.refusals()];
        let directories = [provider::refusals(&self.provider)];
        sections.into_iter().chain(others).chain(directories).flatten().collect()
    }

    /// The configuration file, if there is one, as it was when it was read.
    pub fn file(&self) -> Option<&ConfigFile> {
        self.file.as_ref()
    }
}

#[cfg(test)]
pub(crate) mod tests;
