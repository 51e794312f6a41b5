//! `marac check`: what is in force, and whether it is safe.
use std::io::Write;

use super::set_up;
use crate::platform::clock::Clock;
use crate::platform::config::Config;

/// Prints each setting and where it comes from, with secrets hidden.
///
/// # Errors
/// Fails with each thing that makes the set-up unsafe to serve.
pub fn run(config: &Config, out: &mut impl Write) -> anyhow::Result<()> {
    for setting in config.settings() {
        let text = if setting.text.is_empty() { "(not set)" } else { &setting.text };
        writeln!(out, "{} = {text}  [{}]", setting.key, setting.origin)?;
    }
    set_up::safe_key(config, &Clock::system())?;
    writeln!(out, "This set-up is safe to serve.")?;
    Ok(())
}
