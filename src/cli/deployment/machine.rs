//! The machine and the program: its clock, its account, its build, its memory, what it logs and what a
//! password costs.
use super::{Deployment, Rule};
use crate::domain::time::Instant;
use crate::platform::clock::Clock;
use crate::platform::config::Refusal;
use crate::platform::process::{self, ROOT};

/// What the program runs as, and when.
#[derive(Clone, Copy, Debug)]
pub struct Machine {
    /// The machine's time.
    pub now: Instant,
    /// The number of the account that it runs as.
    pub account: u32,
    /// Whether it was built to be worked on.
    pub is_development_build: bool,
    /// Whether its memory is closed to other programs.
    pub keeps_to_itself: bool,
}

impl Machine {
    /// This process, now.
    pub fn here() -> Self {
        Self {
            now: Clock::system().now(),
            account: process::account(),
            is_development_build: cfg!(debug_assertions),
            keeps_to_itself: process::keeps_to_itself(),
        }
    }

    /// Whether what belongs to an account is as safe as what is the program's own.
    pub(super) fn trusts(&self, account: u32) -> bool {
        account == self.account || account == ROOT
    }
}

pub(super) const RULES: &[Rule] = &[
    Rule { name: "program-as-root", refuses: "the program runs as root", ask: program_as_root },
    Rule {
        name: "program-for-development",
        refuses: "the program was built for development",
        ask: program_for_development,
    },
    Rule {
        name: "memory-open",
        refuses: "core dumps and other programs could take the program’s memory",
        ask: memory_open,
    },
    Rule {
        name: "log-for-trials",
        refuses: "the log tells more than may be kept about real cases",
        ask: log_for_trials,
    },
    Rule {
        name: "clock-behind",
        refuses: "the machine’s clock is earlier than the program itself",
        ask: clock_behind,
    },
    Rule {
        name: "passwords-cheap",
        refuses: "a guess at a stolen password costs less than OWASP asks for",
        ask: passwords_cheap,
    },
    Rule {
        name: "password-alone",
        refuses: "nobody needs more than a password to sign in, which is for a trial",
        ask: password_alone,
    },
];

fn program_as_root(it: &Deployment<'_>) -> Option<Refusal> {
    Refusal::when(
        it.machine.account == ROOT && !it.config.server.is_local(),
        "this runs as root: run it as an account of its own, as config/marac.service does",
    )
}

fn program_for_development(it: &Deployment<'_>) -> Option<Refusal> {
    Refusal::when(
        it.machine.is_development_build && !it.config.server.is_local(),
        "this program was built for development: build it with `cargo build --release`",
    )
}

fn memory_open(it: &Deployment<'_>) -> Option<Refusal> {
    Refusal::when(!it.machine.keeps_to_itself, process::OPEN)
}

fn log_for_trials(it: &Deployment<'_>) -> Option<Refusal> {
    Refusal::when(
        it.config.log.level.is_for_trials() && !it.config.server.is_local(),
        "log.level writes more than is safe for real cases: set it to info",
    )
}

/// The program is younger than this, so an earlier time is wrong, and so would every due date be.
fn clock_behind(it: &Deployment<'_>) -> Option<Refusal> {
    let (now, earliest) = (it.machine.now, chrono::NaiveDate::from_ymd_opt(2026, 1, 1)?);
    (now.date_naive() < earliest).then(|| {
        Refusal::new(format!("this machine's clock says {}: set it", now.format("%-d %B %Y")))
    })
}

fn password_alone(it: &Deployment<'_>) -> Option<Refusal> {
    Refusal::when(
        it.config.security.second_factor.is_empty() && !it.config.server.is_local(),
        "security.second_factor_roles lets everybody in by a password alone, which is for a trial: \
         name at least the roles that lead",
    )
}

fn passwords_cheap(it: &Deployment<'_>) -> Option<Refusal> {
    Refusal::when(
        !it.config.security.argon2().is_enough(),
        "security.argon2_… is weaker than OWASP allows: use at least 19456 KiB with 2 passes, or \
         47104 KiB with 1, and 1 lane",
    )
}
