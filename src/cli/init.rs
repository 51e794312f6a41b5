//! `marac init`: what a new installation needs.
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use anyhow::Context;

use super::deployment::{Deployment, Machine};
use super::installation;
use crate::platform::config::Config;
use crate::platform::key::Key;
use crate::platform::random::Random;
use crate::store::InstallationKind;

/// Makes the key file, unless there is one, and a new database.
///
/// # Errors
/// Fails when the set-up is not safe, either cannot be made, the key that is there is not right, or
/// there is a database already; then no key is left behind.
pub fn run(config: &Config, out: &mut impl Write) -> anyhow::Result<()> {
    let machine = Machine::here();
    let path = &config.database.key_file;
    let found = Deployment::before(config, machine).into_key()?;
    let was_there = found.is_some();
    let key = match found {
        Some(key) => key,
        None => Key::create(path, &Random::System)?,
    };
    let made = installation::door(config, &key)?.create(InstallationKind::Live, machine.now);
    if made.is_err() && !was_there {
        // It opens nothing, and would look as if it did.
        fs::remove_file(path).with_context(|| format!("{} cannot be removed", path.display()))?;
    }
    made?;
    say_where(path, was_there, out)?;
    writeln!(out, "Made the database. Next: marac account add, then marac serve.")?;
    Ok(())
}

fn say_where(key: &Path, was_there: bool, out: &mut impl Write) -> io::Result<()> {
    if was_there {
        return writeln!(out, "The key file {} was there already.", key.display());
    }
    writeln!(out, "Made the key file {}.", key.display())?;
    writeln!(out, "Keep a copy in a safe place: without it nobody can read the database again.")
}
