//! The configuration: one struct for each section, and what is refused.
mod audit;
mod database;
mod layers;
mod log;
mod mail;
mod postgres;
mod refusal;
mod secret;
mod security;
mod server;
mod text;

use std::path::Path;

use serde::Deserialize;

pub use self::audit::Audit;
pub use self::database::{Database, Engine};
pub use self::layers::{Origin, Setting, Sources};
pub use self::log::{Level, Log, LogFormat};
pub use self::mail::{Mail, MailTls};
pub use self::refusal::Refusal;
pub use self::security::{Argon2, Security};
pub use self::server::Server;
use crate::domain::time::Instant;

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
    /// Where checkpoints of the record are written.
    pub audit: Audit,
    /// What is logged.
    pub log: Log,
    #[serde(skip)]
    settings: Vec<Setting>,
    #[serde(skip)]
    exposed: Option<Refusal>,
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
        let settled = [config.database.settle(), config.mail.settle()];
        let refused: Vec<_> = settled.into_iter().filter_map(Result::err).collect();
        if !refused.is_empty() {
            return Err(refused);
        }
        config.exposed = layers.exposed_file();
        config.settings = layers.into_settings();
        Ok(config)
    }

    /// Each setting that is in force and where it comes from, with secrets hidden.
    pub fn settings(&self) -> &[Setting] {
        &self.settings
    }

    /// What makes this set-up unsafe to serve, as of the machine's time `now`. Empty when nothing.
    pub fn refusals(&self, now: Instant) -> Vec<Refusal> {
        self.exposed
            .iter()
            .cloned()
            .chain(self.server.refusals())
            .chain(self.database.refusals())
            .chain(self.mail.refusals())
            .chain(self.security.refusals())
            .chain(self.audit.refusals())
            .chain(self.refusals_between_sections())
            .chain(clock_refusal(now))
            .collect()
    }

    fn refusals_between_sections(&self) -> Vec<Refusal> {
        let is_trial = self.server.is_local();
        refusal::of([
            (
                self.mail.folder.is_some() && !is_trial,
                "mail.folder leaves letters on this machine instead of sending them, and is for a \
                 trial: remove it and set mail.host",
            ),
            (
                self.log.level.is_for_trials() && !is_trial,
                "log.level writes more than is safe for real cases: set it to info",
            ),
        ])
    }
}

/// The program is younger than this, so an earlier time is wrong, and so would every due date be.
fn clock_refusal(now: Instant) -> Option<Refusal> {
    let earliest = chrono::NaiveDate::from_ymd_opt(2026, 1, 1)?;
    (now.date_naive() < earliest).then(|| {
        Refusal::new(format!("this machine's clock says {}: set it", now.format("%-d %B %Y")))
    })
}

/// Whether `inside` is in `folder`, however either is written.
fn lies_in(inside: &Path, folder: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_error| path.to_owned());
    let inside = inside.parent().map(real);
    inside.is_some_and(|it| it.starts_with(real(folder)))
}

#[cfg(test)]
mod tests;
