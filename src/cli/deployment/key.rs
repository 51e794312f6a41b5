//! The key file: there, whole, not to be guessed, its owner's alone, and apart from what it opens.
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use super::{Deployment, Rule};
use crate::platform::config::{Engine, Refusal};
use crate::platform::key::KeyError;

pub(super) const RULES: &[Rule] = &[
    Rule { name: "key-missing", refuses: "there is no key file", ask: key_missing },
    Rule {
        name: "key-open",
        refuses: "other accounts of the machine can read or change the key file",
        ask: key_open,
    },
    Rule {
        name: "key-malformed",
        refuses: "the key file holds something else than a whole key",
        ask: key_malformed,
    },
    Rule {
        name: "key-guessable",
        refuses: "the key was not made at random, such as 64 noughts",
        ask: key_guessable,
    },
    Rule {
        name: "key-of-another-account",
        refuses: "the key file belongs to another account",
        ask: key_of_another_account,
    },
    Rule {
        name: "key-beside-data",
        refuses: "the key file is in the database’s folder, so that one copy takes both",
        ask: key_beside_data,
    },
];

fn key_missing(it: &Deployment<'_>) -> Option<Refusal> {
    refused(it, |why| matches!(why, KeyError::Missing(_)))
}

fn key_open(it: &Deployment<'_>) -> Option<Refusal> {
    refused(it, |why| matches!(why, KeyError::OpenToOthers(_)))
}

fn key_malformed(it: &Deployment<'_>) -> Option<Refusal> {
    refused(it, |why| matches!(why, KeyError::Malformed(_) | KeyError::NotAFile(_)))
}

fn key_guessable(it: &Deployment<'_>) -> Option<Refusal> {
    refused(it, |why| matches!(why, KeyError::Guessable(_)))
}

fn key_of_another_account(it: &Deployment<'_>) -> Option<Refusal> {
    let path = &it.config.database.key_file;
    let file = path.metadata().ok()?;
    let path = path.display();
    (!it.machine.trusts(file.uid())).then(|| {
        Refusal::new(format!(
            "the key file {path} belongs to another account: make it the service's own with chown"
        ))
    })
}

fn key_beside_data(it: &Deployment<'_>) -> Option<Refusal> {
    let Engine::Sqlite(file) = &it.config.database.engine else { return None };
    Refusal::when(
        file.parent().is_some_and(|folder| lies_in(&it.config.database.key_file, folder)),
        "database.key_file lies in the database's folder, where one copy takes both: move it \
         elsewhere",
    )
}

fn refused(it: &Deployment<'_>, is_it: fn(&KeyError) -> bool) -> Option<Refusal> {
    let why = it.key.as_ref()?.as_ref().err().filter(|why| is_it(why))?;
    Some(Refusal::new(why.to_string()))
}

/// Whether `inside` is in `folder`, however either is written.
fn lies_in(inside: &Path, folder: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_error| path.to_owned());
    let inside = inside.parent().map(real);
    inside.is_some_and(|it| it.starts_with(real(folder)))
}
