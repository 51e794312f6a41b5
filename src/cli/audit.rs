//! `marac audit verify`: whether the record of changes and reads still holds.
use std::io::Write;

use super::installation;
use crate::platform::config::Config;
use crate::store;

/// Checks the record from its first entry to its last; works beside `serve`.
///
/// # Errors
/// Fails with the first entry at which a chain does not hold.
pub fn verify(config: &Config, out: &mut impl Write) -> anyhow::Result<()> {
    let key = installation::key(config)?;
    let database = installation::door(config, &key)?.open_beside()?;
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let checked = runtime.block_on(database.read(store::audit::verify))??;
    writeln!(out, "The record holds: {checked} entries.")?;
    Ok(())
}
