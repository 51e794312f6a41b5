//! `marac audit …`: whether the record of changes and reads still holds, and checkpoints of it.
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use clap::Args;

use super::installation;
use crate::domain::checkpoint::{self, Checkpoint, Kept};
use crate::domain::wording;
use crate::platform::clock::Clock;
use crate::platform::config::Config;
use crate::platform::seal::PublicKey;
use crate::store;

/// What the record is held against.
#[derive(Clone, Debug, Args)]
pub struct Verifying {
    /// A file of checkpoints that was kept elsewhere: the lines themselves, or a log with them.
    #[arg(long, value_name = "FILE")]
    against: Option<PathBuf>,
    /// The public key they were signed with, as `marac audit key` printed it. Without it, that of
    /// the key file is taken.
    #[arg(long, value_name = "PUBLIC", requires = "against")]
    key: Option<String>,
}

/// Checks the record from its first entry to its last; works beside `serve`.
///
/// # Errors
/// Fails with the first entry at which a chain does not hold.
pub fn verify(config: &Config, how: &Verifying, out: &mut impl Write) -> anyhow::Result<()> {
    if let Some(file) = &how.against {
        return against(config, file, how.key.as_deref(), out);
    }
    let key = installation::key(config)?;
    let database = installation::door(config, &key)?.open_beside()?;
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let checked = runtime.block_on(database.read(store::audit::verify))??;
    writeln!(out, "The record holds: {checked} entries.")?;
    Ok(())
}

/// Holds the record against checkpoints. They are read first, so that the database has them all.
fn against(
    config: &Config,
    file: &Path,
    public: Option<&str>,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let key = installation::key(config)?;
    let public = match public {
        Some(text) => PublicKey::parse(text).context("--key is not a public key: 64 digits")?,
        None => installation::seal(&key).public_key(),
    };
    let text = std::fs::read(file).with_context(|| file.display().to_string())?;
    let kept = checkpoint::find(&String::from_utf8_lossy(&text));
    let known = signed(&kept, &public, file)?;
    let database = installation::door(config, &key)?.open_beside()?;
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let newest = known.iter().map(|it| it.at).max().unwrap_or_default();
    let held = runtime.block_on(database.read(move |view| store::proof::check(view, &known)))??;
    let entries = wording::count(held.entries, "entry", "entries");
    let checkpoints = wording::count(held.checkpoints, "checkpoint", "checkpoints");
    let newest = newest.format("%Y-%m-%d %H:%M:%S UTC");
    writeln!(out, "The record holds: {entries}, against {checkpoints}, the newest of {newest}.")?;
    for line in kept.broken {
        writeln!(out, "Line {line} of {} was cut short and is no checkpoint.", file.display())?;
    }
    Ok(())
}

/// The checkpoints, if there are any and all are signed.
fn signed(kept: &Kept, public: &PublicKey, file: &Path) -> anyhow::Result<Vec<Checkpoint>> {
    let shown = file.display();
    ensure!(!kept.checkpoints.is_empty(), "there is no checkpoint in {shown}");
    for it in &kept.checkpoints {
        if !public.holds(&it.checkpoint.to_string(), &it.signature) {
            bail!("line {} of {shown} was not signed with this key", it.line);
        }
    }
    Ok(kept.checkpoints.iter().map(|it| it.checkpoint.clone()).collect())
}

/// Prints where the chains are now, signed; works beside `serve`.
///
/// # Errors
/// Fails when the database cannot be opened or read.
pub fn checkpoint(config: &Config, out: &mut impl Write) -> anyhow::Result<()> {
    let key = installation::key(config)?;
    let database = installation::door(config, &key)?.open_beside()?;
    let service = installation::service(config, &key, database, Clock::system())?;
    let checkpoints = installation::checkpoints(config, &key);
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    for line in runtime.block_on(checkpoints.lines(&service))? {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// Prints the public key by which anybody can check the signature of a checkpoint.
///
/// # Errors
/// Fails when there is no key file.
pub fn key(config: &Config, out: &mut impl Write) -> anyhow::Result<()> {
    let key = installation::key(config)?;
    writeln!(out, "{}", installation::seal(&key).public_key())?;
    Ok(())
}
