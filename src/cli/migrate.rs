//! `marac migrate`: brings the tables up to date, as `serve` does when it starts.
use std::io::Write;

use super::installation;
use crate::platform::config::Config;
use crate::store::InstallationKind;

/// Brings the tables up to date.
///
/// # Errors
/// Fails when another process serves the database, or a change cannot be made.
pub fn run(config: &Config, out: &mut impl Write) -> anyhow::Result<()> {
    let key = installation::key(config)?;
    drop(installation::door(config, &key)?.open(InstallationKind::Live)?);
    writeln!(out, "The tables are up to date.")?;
    Ok(())
}
