//! Where data and settings lie: closed to others, on a disk that keeps them.
use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use super::{Deployment, Rule};
use crate::platform::config::{Engine, Refusal};
use crate::platform::private_file::{
    Keeping, is_changeable_by_others, is_open_to_others, is_usable_by_others, keeping,
};

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "data-open",
        refuses: "other accounts of the machine can reach the database’s folder or file",
        ask: data_open,
    },
    Rule {
        name: "data-of-another-account",
        refuses: "the database’s folder or file belongs to another account",
        ask: data_of_another_account,
    },
    Rule {
        name: "data-in-memory",
        refuses: "the database is in memory, and gone when the machine stops",
        ask: data_in_memory,
    },
    Rule {
        name: "data-on-another-machine",
        refuses: "the SQLite file is on a network drive, whose locks do not hold",
        ask: data_on_another_machine,
    },
    Rule {
        name: "settings-open",
        refuses: "every account of the machine can read a configuration file with a password",
        ask: settings_open,
    },
    Rule {
        name: "settings-changeable",
        refuses: "every account of the machine can change the configuration file",
        ask: settings_changeable,
    },
];

fn data_open(it: &Deployment<'_>) -> Option<Refusal> {
    let (path, _) = data(it).find(|it| is_usable_by_others(&it.1))?;
    let path = path.display();
    Some(Refusal::new(format!(
        "{path} is open to other accounts of this machine: run `chmod o= {path}`"
    )))
}

fn data_of_another_account(it: &Deployment<'_>) -> Option<Refusal> {
    let (path, _) = data(it).find(|found| !it.machine.trusts(found.1.uid()))?;
    let path = path.display();
    Some(Refusal::new(format!(
        "{path} belongs to another account: make it the service's own with chown"
    )))
}

fn data_in_memory(it: &Deployment<'_>) -> Option<Refusal> {
    let (folder, _) = data(it).next()?;
    let is_lost = !it.config.server.is_local() && keeping(folder) == Keeping::Memory;
    let folder = folder.display();
    is_lost.then(|| {
        Refusal::new(format!(
            "{folder} is in memory, and gone when this machine stops: set database.url to a file \
             on a disk"
        ))
    })
}

fn data_on_another_machine(it: &Deployment<'_>) -> Option<Refusal> {
    let (folder, _) = data(it).next()?;
    let is_far = keeping(folder) == Keeping::Network;
    let folder = folder.display();
    is_far.then(|| {
        Refusal::new(format!(
            "{folder} is on a network drive, where locks do not hold: set database.url to a file \
             on a disk of this machine, or to PostgreSQL"
        ))
    })
}

fn settings_open(it: &Deployment<'_>) -> Option<Refusal> {
    let file = it.config.file()?;
    let path = file.path.display();
    (file.holds_password && is_open_to_others(&file.metadata)).then(|| {
        Refusal::new(format!(
            "{path} holds a password and every account of this machine can read it: run `chmod \
             640 {path}`"
        ))
    })
}

fn settings_changeable(it: &Deployment<'_>) -> Option<Refusal> {
    let file = it.config.file()?;
    let path = file.path.display();
    is_changeable_by_others(&file.metadata).then(|| {
        Refusal::new(format!(
            "every account of this machine can change {path}: run `chmod o-w {path}`"
        ))
    })
}

/// The folder of a database file, then the file, as far as they are there.
fn data<'a>(it: &Deployment<'a>) -> impl Iterator<Item = (&'a Path, Metadata)> {
    let file = match &it.config.database.engine {
        Engine::Sqlite(file) => Some(file.as_path()),
        Engine::Postgres(_) => None,
    };
    let both = [file.and_then(Path::parent), file].into_iter().flatten();
    both.filter_map(|path| Some((path, path.metadata().ok()?)))
}
