//! The commands of `marac`.
pub mod check;
pub mod init;
pub mod set_up;

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Runs a daily multi-agency meeting on people at high risk of domestic abuse.
#[derive(Debug, Parser)]
#[command(name = "marac", version)]
struct Arguments {
    /// The configuration file, instead of the one that `MARAC_CONFIG` names or
    /// /etc/marac/marac.toml.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make what a new installation needs.
    Init,
    /// Print the settings in force, and refuse a set-up that is not safe.
    Check,
}

/// Runs the command line that this process was started with.
///
/// What goes wrong is printed on standard error, one plain line for each thing.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let mut out = std::io::stdout().lock();
    match command(arguments, &mut out) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            for line in format!("{error:#}").lines() {
                eprintln!("marac: {line}");
            }
            ExitCode::FAILURE
        }
    }
}

fn command(arguments: Arguments, out: &mut impl Write) -> anyhow::Result<()> {
    let config = set_up::load(arguments.config)?;
    match arguments.command {
        Command::Init => init::run(&config, out),
        Command::Check => check::run(&config, out),
    }
}
