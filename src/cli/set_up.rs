//! What most commands begin with: the configuration, and whether it is safe.
use std::fmt;
use std::path::PathBuf;

use crate::domain::time::Instant;
use crate::platform::clock::Clock;
use crate::platform::config::{Config, Refusal, Sources};
use crate::platform::key::Key;

/// The configuration in force.
///
/// # Errors
/// Fails with each thing that is wrong with it on a line.
pub fn load(file: Option<PathBuf>) -> anyhow::Result<Config> {
    read(&Sources::of_process(file))
}

/// The configuration that some sources make.
///
/// # Errors
/// As [`load`].
pub fn read(sources: &Sources) -> anyhow::Result<Config> {
    Ok(Config::load(sources).map_err(Refusals)?)
}

/// Refuses a set-up that is not safe to serve, whatever its key is.
///
/// # Errors
/// Fails with each thing that makes it unsafe on a line.
pub fn refuse_unsafe(config: &Config, now: Instant) -> Result<(), Refusals> {
    let refusals = config.refusals(now);
    if refusals.is_empty() { Ok(()) } else { Err(Refusals(refusals)) }
}

/// The key, of a set-up that is safe to serve.
///
/// # Errors
/// Fails with each thing that makes it unsafe on a line.
pub fn safe_key(config: &Config, clock: &Clock) -> Result<Key, Refusals> {
    let mut refusals = config.refusals(clock.now());
    let key = Key::load(&config.database.key_file);
    refusals.extend(key.as_ref().err().map(|it| Refusal::new(it.to_string())));
    match key {
        Ok(key) if refusals.is_empty() => Ok(key),
        _ => Err(Refusals(refusals)),
    }
}

/// Everything that is wrong with a set-up, a line each.
#[derive(Debug)]
pub struct Refusals(Vec<Refusal>);

impl fmt::Display for Refusals {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<_> = self.0.iter().map(ToString::to_string).collect();
        out.write_str(&lines.join("\n"))
    }
}

impl std::error::Error for Refusals {}
