//! `marac init`: what a new installation needs.
use std::io::Write;
use std::path::Path;

use super::installation;
use crate::platform::clock::Clock;
use crate::platform::config::Config;
use crate::platform::key::Key;
use crate::platform::random::Random;
use crate::store::InstallationKind;

/// Makes the key file, unless there is one, and a new database.
///
/// # Errors
/// Fails when either cannot be made, the key that is there is not right, or there is a database
/// already.
pub fn run(config: &Config, out: &mut impl Write) -> anyhow::Result<()> {
    let key = key(&config.database.key_file, out)?;
    installation::door(config, &key)?.create(InstallationKind::Live, Clock::system().now())?;
    writeln!(out, "Made the database. Next: marac account add, then marac serve.")?;
    Ok(())
}

/// The key: the one that is there, so that `init` can be run again, or else a new one.
fn key(path: &Path, out: &mut impl Write) -> anyhow::Result<Key> {
    if path.exists() {
        writeln!(out, "The key file {} is there already.", path.display())?;
        return Ok(Key::load(path)?);
    }
    let key = Key::create(path, &Random::System)?;
    writeln!(out, "Made the key file {}.", path.display())?;
    writeln!(out, "Keep a copy in a safe place: without it nobody can read the database again.")?;
    Ok(key)
}
