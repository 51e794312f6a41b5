//! The section `[database]`: where everything is kept.
use std::path::PathBuf;

use chrono::TimeDelta;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer};

use super::refusal::{Refusal, of};
use super::text::blank_is_none;
use super::{postgres, secret};

/// Where everything is kept.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    /// The database and how to reach it.
    #[serde(rename = "url", deserialize_with = "engine")]
    pub engine: Engine,
    #[serde(deserialize_with = "blank_is_none")]
    password: Option<SecretString>,
    #[serde(deserialize_with = "blank_is_none")]
    password_file: Option<PathBuf>,
    /// The key file.
    pub key_file: PathBuf,
    /// How many connections read at a time (SQLite), or are open in all (PostgreSQL).
    pub connections: u16,
    /// How long to wait for a free connection, and for another program that holds the file.
    #[serde(rename = "wait_seconds", deserialize_with = "seconds")]
    pub wait: TimeDelta,
    /// How much of the disk is held back for the record, in MiB (SQLite).
    pub reserve_mib: u16,
}

/// Which database, and where it is.
#[derive(Clone, Debug)]
pub enum Engine {
    /// The encrypted file at this absolute path.
    Sqlite(PathBuf),
    /// PostgreSQL at this URL, with its password.
    Postgres(SecretString),
}

impl Database {
    /// Puts the password of its own setting into the URL.
    pub(super) fn settle(&mut self) -> Result<(), Refusal> {
        let password = self.password.take();
        let password =
            secret::settle("database.password", password, self.password_file.as_deref())?;
        match (&self.engine, password) {
            (_, None) => Ok(()),
            (Engine::Sqlite(_), Some(_)) => Err(Refusal::new(
                "database.password is for PostgreSQL: remove it (SQLite uses database.key_file)",
            )),
            (Engine::Postgres(url), Some(password)) => {
                self.engine = Engine::Postgres(postgres::with_password(url, &password)?);
                Ok(())
            }
        }
    }

    /// Whether the database is on this machine, or proves who it is over TLS.
    pub fn is_safe_to_reach(&self) -> bool {
        match &self.engine {
            Engine::Sqlite(_) => true,
            Engine::Postgres(url) => postgres::is_safe_to_reach(url.expose_secret()),
        }
    }

    pub(super) fn refusals(&self) -> Vec<Refusal> {
        of([
            (!(1..=200).contains(&self.connections), "database.connections must be 1 to 200"),
            (!(1..=60).contains(&self.wait.num_seconds()), "database.wait_seconds must be 1 to 60"),
            (!self.key_file.is_absolute(), "database.key_file must begin with /"),
        ])
    }
}

fn seconds<'de, D: Deserializer<'de>>(from: D) -> Result<TimeDelta, D::Error> {
    Ok(TimeDelta::seconds(u16::deserialize(from)?.into()))
}

fn engine<'de, D: Deserializer<'de>>(from: D) -> Result<Engine, D::Error> {
    let url = String::deserialize(from)?;
    let wrong = "it must be sqlite:///path/to/file or postgres://user@host/name";
    if let Some(path) = url.strip_prefix("sqlite://") {
        let path = PathBuf::from(path);
        if path.is_absolute() && path.file_name().is_some() {
            return Ok(Engine::Sqlite(path));
        }
    } else if postgres::is_url(&url) {
        return Ok(Engine::Postgres(SecretString::from(url)));
    }
    Err(serde::de::Error::custom(wrong))
}
