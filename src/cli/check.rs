//! `marac check`: what is in force, and whether it is safe.
use std::io::Write;

use super::deployment::{Deployment, Machine, Refusals};
use super::installation;
use crate::platform::config::Config;
use crate::store::InstallationKind;

/// Prints each setting and where it comes from, with secrets hidden, then each way to be unsafe and
/// whether it is this one's. It changes nothing, and works beside `serve`.
///
/// # Errors
/// Fails with each thing that makes the set-up unsafe to serve.
pub fn run(config: &Config, out: &mut impl Write) -> anyhow::Result<()> {
    for setting in config.settings() {
        let text = if setting.text.is_empty() { "(not set)" } else { &setting.text };
        writeln!(out, "{} = {text}  [{}]", setting.key, setting.origin)?;
    }
    let found = look(config)?;
    writeln!(out)?;
    for (rule, refusal) in found.findings() {
        let word = if refusal.is_some() { "REFUSED" } else { "ok" };
        writeln!(out, "{word:<8} {}", rule.name)?;
    }
    let refusals = found.refusals();
    if !refusals.is_empty() {
        return Err(Refusals(refusals).into());
    }
    writeln!(out, "This set-up is safe to serve.")?;
    Ok(())
}

/// The installation with its database, as far as its key opens it.
fn look(config: &Config) -> anyhow::Result<Deployment<'_>> {
    let found = Deployment::of(config, Machine::here());
    // A password must not go to whoever answers.
    let is_safe_to_ask = config.database.is_safe_to_reach();
    let Some(key) = found.key().filter(|_key| is_safe_to_ask) else { return Ok(found) };
    Ok(match installation::door(config, key)?.look(InstallationKind::Live) {
        Ok(()) => found,
        Err(why) => found.that_does_not_open(why),
    })
}
