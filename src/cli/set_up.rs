//! What most commands begin with: the configuration, and whether it is safe.
use std::path::PathBuf;

use anyhow::Context;

use super::deployment::{Deployment, Machine, Refusals};
use crate::platform::config::{Config, Sources};
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

/// The key, of an installation that is safe to serve.
///
/// # Errors
/// Fails with each thing that makes it unsafe on a line.
pub fn safe_key(config: &Config) -> anyhow::Result<Key> {
    let key = Deployment::of(config, Machine::here()).into_key()?;
    key.context("there is no key")
}
