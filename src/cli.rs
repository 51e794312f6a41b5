//! The commands of `marac`.
pub mod account;
pub mod audit;
pub mod check;
pub mod demo;
pub mod deployment;
pub mod init;
pub mod installation;
pub mod mail;
pub mod migrate;
pub mod serve;
pub mod set_up;

use std::io::Write;
use std::path::PathBuf;

use anyhow::Context;
use clap::{Parser, Subcommand};

use crate::platform::process;

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
    /// Answer people, and do what happens by the clock.
    Serve,
    /// Bring the tables up to date, as `serve` does when it starts.
    Migrate,
    /// Run a made-up county to try the service out.
    Demo(demo::Wanted),
    /// Work on accounts.
    #[command(subcommand)]
    Account(AccountCommand),
    /// Work on the record of changes and reads.
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Work on mail.
    #[command(subcommand)]
    Mail(MailCommand),
}

#[derive(Debug, Subcommand)]
enum AccountCommand {
    /// Add an administrator with an area to set up, and print a link to choose a password by.
    Add(account::Added),
}

#[derive(Debug, Subcommand)]
enum AuditCommand {
    /// Check that nothing in the record was changed, removed or put in.
    Verify(audit::Verifying),
    /// Print where the record has come to, as signed lines to be kept on another machine.
    Checkpoint,
    /// Print the public key by which such lines are checked.
    Key,
}

#[derive(Debug, Subcommand)]
enum MailCommand {
    /// Print what has not left yet, without names or addresses.
    Queue,
    /// Send one message, to see whether mail arrives.
    Test(mail::Trying),
}

/// Runs the command line that this process was started with.
///
/// What goes wrong is printed on standard error, one plain line for each thing.
pub fn run() -> process::Status {
    let arguments = Arguments::parse();
    let mut out = std::io::stdout().lock();
    match command(arguments, &mut out) {
        Ok(()) => process::DONE,
        Err(error) => {
            for line in format!("{error:#}").lines() {
                eprintln!("marac: {line}");
            }
            process::FAILED
        }
    }
}

fn command(arguments: Arguments, out: &mut impl Write) -> anyhow::Result<()> {
    process::keep_to_itself().context(process::OPEN)?;
    if let Command::Demo(wanted) = arguments.command {
        return demo::run(&wanted, out);
    }
    let config = set_up::load(arguments.config)?;
    match arguments.command {
        // It has a configuration of its own, so it never comes as far as this.
        Command::Demo(_) => Ok(()),
        Command::Init => init::run(&config, out),
        Command::Check => check::run(&config, out),
        Command::Serve => serve::run(&config, out),
        Command::Migrate => migrate::run(&config, out),
        Command::Account(AccountCommand::Add(added)) => account::add(&config, &added, out),
        Command::Audit(AuditCommand::Verify(how)) => audit::verify(&config, &how, out),
        Command::Audit(AuditCommand::Checkpoint) => audit::checkpoint(&config, out),
        Command::Audit(AuditCommand::Key) => audit::key(&config, out),
        Command::Mail(MailCommand::Queue) => mail::queue(&config, out),
        Command::Mail(MailCommand::Test(trying)) => mail::test(&config, &trying, out),
    }
}
