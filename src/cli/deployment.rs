//! What an installation is not served with: one table, with a small function for each way to be
//! unsafe.
mod address;
mod data;
mod database;
mod key;
mod machine;
mod mail;

use std::fmt;

use crate::platform::config::{Config, Refusal};
use crate::platform::key::{Key, KeyError};
use crate::store::OpenError;

pub use self::machine::Machine;

/// One way for an installation to be unsafe.
pub struct Rule {
    /// What it is called, for good.
    pub name: &'static str,
    /// What is refused.
    pub refuses: &'static str,
    /// The sentence that says what is wrong here and what to do, if anything is.
    ask: fn(&Deployment<'_>) -> Option<Refusal>,
}

/// Every way to be unsafe that is known.
pub const RULES: [&[Rule]; 6] =
    [address::RULES, key::RULES, data::RULES, mail::RULES, machine::RULES, database::RULES];

/// Every rule, one after the other.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    RULES.into_iter().flatten()
}

/// An installation, as far as it is known before anybody is served.
pub struct Deployment<'a> {
    config: &'a Config,
    machine: Machine,
    /// None while it is still to be made.
    key: Option<Result<Key, KeyError>>,
    /// Why the database would not be opened, once that was tried.
    database: Option<OpenError>,
}

impl<'a> Deployment<'a> {
    /// An installation that was made.
    pub fn of(config: &'a Config, machine: Machine) -> Self {
        let key = Some(Key::load(&config.database.key_file));
        Self { config, machine, key, database: None }
    }

    /// An installation that is to be made: there may be no key yet.
    pub fn before(config: &'a Config, machine: Machine) -> Self {
        let is_there = config.database.key_file.exists();
        let key = is_there.then(|| Key::load(&config.database.key_file));
        Self { config, machine, key, database: None }
    }

    /// The key, if it could be read.
    pub fn key(&self) -> Option<&Key> {
        self.key.as_ref()?.as_ref().ok()
    }

    /// The same, after the database would not be opened.
    #[must_use]
    pub fn that_does_not_open(self, why: OpenError) -> Self {
        Self { database: Some(why), ..self }
    }

    /// Each rule, and what it refuses here.
    pub fn findings(&self) -> impl Iterator<Item = (&'static Rule, Option<Refusal>)> {
        rules().map(move |rule| (rule, (rule.ask)(self)))
    }

    /// Everything that is wrong: what the rules refuse, values that cannot be served with, and
    /// whatever else keeps the key or the database shut.
    pub fn refusals(&self) -> Vec<Refusal> {
        let unsafe_ways: Vec<_> = self.findings().filter_map(|it| it.1).collect();
        let key = self.key.as_ref().and_then(|it| it.as_ref().err());
        let key = key.map(|it| Refusal::new(it.to_string()));
        let database = self.database.as_ref().map(Refusal::of);
        let mut all = self.config.refusals();
        let others = key.into_iter().chain(database).filter(|it| !unsafe_ways.contains(it));
        all.extend(others);
        unsafe_ways.into_iter().chain(all).collect()
    }

    /// The key of an installation that is safe to serve; none while it is to be made.
    ///
    /// # Errors
    /// Fails with each thing that makes it unsafe on a line.
    pub fn into_key(self) -> Result<Option<Key>, Refusals> {
        let refusals = self.refusals();
        if !refusals.is_empty() {
            return Err(Refusals(refusals));
        }
        Ok(self.key.and_then(Result::ok))
    }
}

/// Everything that is wrong with an installation, a line each.
#[derive(Debug)]
pub struct Refusals(pub(super) Vec<Refusal>);

impl fmt::Display for Refusals {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<_> = self.0.iter().map(ToString::to_string).collect();
        out.write_str(&lines.join("\n"))
    }
}

impl std::error::Error for Refusals {}

#[cfg(test)]
mod tests;
