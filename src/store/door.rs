//! The ways into a database: making a new one, opening it to serve, opening it to read beside that.
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::r2d2::{ManageConnection, R2D2Connection};
use diesel::{PgConnection, SqliteConnection};

use super::audit::AuditKey;
use super::connection::{AnyConnection, Inner};
use super::fitness::{self, Durability, Unfit};
use super::group::Group;
use super::lock::FileLock;
use super::migrations::{self, InstallationKind};
use super::new_file::NewFile;
use super::pool::Connections;
use super::reserve::Reserve;
use super::{Database, StoreError};
use crate::domain::time::Instant;

/// Why a database was not opened or made. Each is one plain line.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// There is no file.
    #[error("there is no database at {0}: make one with `marac init`")]
    Missing(PathBuf),
    /// There is one already.
    #[error("there is a database already: `init` never touches one")]
    Exists,
    /// It cannot be read with this key.
    #[error(
        "the database cannot be read with this key, or is not one of ours: put back the key file \
         that it was made with"
    )]
    WrongKey,
    /// Parts of it are missing or changed.
    #[error("the database is damaged: put back your last copy of it")]
    Damaged,
    /// Another process serves it.
    #[error("another process holds {0}: stop it first")]
    InUse(PathBuf),
    /// It was written by a newer program.
    #[error(
        "the database was written by a newer version of this program: {0} is not known here; use \
         that version"
    )]
    Newer(String),
    /// It lacks a change that only `serve` or `migrate` makes.
    #[error("the database needs `marac migrate` first")]
    Older,
    /// It is not of the kind that was expected.
    #[error(
        "this is a {found} database, and only a {expected} one may be used here: name another in \
         database.url"
    )]
    Kind {
        /// What it is.
        found: &'static str,
        /// What was asked for.
        expected: &'static str,
    },
    /// It does not keep what it says it keeps.
    #[error(transparent)]
    Unfit(#[from] Unfit),
    /// The URL names no database we know.
    #[error("the database URL must begin with sqlite:// or postgres://")]
    Url,
    /// The server did not answer.
    #[error("the database server could not be reached: {0}")]
    Unreachable(String),
    /// A file could not be used.
    #[error("{path} cannot be used")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A change of the tables failed; nothing of it was kept.
    #[error("the tables could not be changed: {0}")]
    Migration(String),
    /// The writing thread could not be started.
    #[error("the writing thread could not be started")]
    Thread(#[source] io::Error),
    /// The pool could not be made.
    #[error("no connection could be made")]
    Pool(#[source] diesel::r2d2::PoolError),
    /// A query failed while opening.
    #[error("the database failed while it was opened")]
    Store(#[source] StoreError),
}

impl OpenError {
    /// What is wrong with a file, where there are only the library's words for it.
    pub(in crate::store) fn told(words: &str) -> Option<Self> {
        if words.contains("file is not a database") {
            Some(Self::WrongKey)
        } else {
            words.contains("malformed").then_some(Self::Damaged)
        }
    }
}

impl From<diesel::result::Error> for OpenError {
    fn from(error: diesel::result::Error) -> Self {
        StoreError::from(error).into()
    }
}

impl From<StoreError> for OpenError {
    fn from(error: StoreError) -> Self {
        let cause = std::error::Error::source(&error).map(ToString::to_string);
        cause.and_then(|it| Self::told(&it)).unwrap_or(Self::Store(error))
    }
}

/// What is kept at hand.
#[derive(Clone, Copy, Debug)]
pub struct Pools {
    /// For reading.
    pub readers: u32,
    /// For writing, on `PostgreSQL`; `SQLite` has one.
    pub writers: u32,
    /// How long to wait for a free one, and for whoever else holds a `SQLite` file.
    pub wait: Duration,
    /// How many bytes of the disk are held back beside a `SQLite` file, for when it is full.
    pub reserve: u64,
}

/// A way into one database.
#[derive(Clone)]
pub struct Door {
    place: Place,
    key: zeroize::Zeroizing<[u8; 32]>,
    audit_key: Arc<AuditKey>,
    pools: Pools,
    durability: Durability,
}

#[derive(Clone)]
enum Place {
    File(PathBuf),
    Server(String),
}

impl Door {
    /// A way into the database that a URL names, with its key and the key of its record.
    ///
    /// # Errors
    /// [`OpenError::Url`] when the URL names no database we know.
    pub fn new(
        url: &str,
        key: [u8; 32],
        audit_key: [u8; 32],
        pools: Pools,
    ) -> Result<Self, OpenError> {
        let place = if let Some(path) = url.strip_prefix("sqlite://") {
            Place::File(PathBuf::from(path))
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Place::Server(url.to_owned())
        } else {
            return Err(OpenError::Url);
        };
        // Without this, OpenSSL tidies up as the process ends, under connections still in use.
        openssl::init();
        let audit_key = Arc::new(AuditKey::new(audit_key));
        let key = zeroize::Zeroizing::new(key);
        Ok(Self { place, key, audit_key, pools, durability: Durability::Whole })
    }

    /// The same for a trial, which a power cut may undo.
    #[must_use]
    pub fn for_a_trial(self) -> Self {
        Self { durability: Durability::Trial, ..self }
    }

    /// Makes a new database and its tables. Nothing else ever makes one.
    ///
    /// # Errors
    /// [`OpenError::Exists`] when there is one already.
    pub fn create(&self, kind: InstallationKind, now: Instant) -> Result<(), OpenError> {
        let Place::File(path) = &self.place else { return self.make_tables(kind, now) };
        let new = NewFile::beside(path)?;
        Self { place: Place::File(new.path().to_owned()), ..self.clone() }
            .make_tables(kind, now)?;
        new.keep()
    }

    fn make_tables(&self, kind: InstallationKind, now: Instant) -> Result<(), OpenError> {
        let mut conn = self.connect(Use::Write)?;
        if migrations::applied(&mut conn)?.is_some() {
            return Err(OpenError::Exists);
        }
        migrations::make(&mut conn, kind, now)
    }

    /// Opens the database for the one process that may write to it, and brings its tables up to
    /// date.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub fn open(&self, kind: InstallationKind) -> Result<Database, OpenError> {
        let (lock, reserve) = match &self.place {
            Place::File(path) => {
                existing(path)?;
                (Some(FileLock::take(path)?), Reserve::beside(path, self.pools.reserve))
            }
            Place::Server(_) => (None, Reserve::none()),
        };
        let mut conn = self.connect(Use::Write)?;
        migrations::check_not_newer(&mut conn)?;
        migrations::check_kind(&mut conn, kind)?;
        migrations::run(&mut conn)?;
        self.settle(&mut conn)?;
        self.pools(lock, reserve)
    }

    /// Writes what the last process left in the log into the file itself: on a disk that failed,
    /// the log may be right in memory only. Then the file has whole pages, unless its end is missing.
    fn settle(&self, conn: &mut AnyConnection) -> Result<(), OpenError> {
        let (Place::File(path), AnyConnection::Sqlite(conn)) = (&self.place, conn) else {
            return Ok(());
        };
        let settled = conn.batch_execute("PRAGMA wal_checkpoint(TRUNCATE)");
        match settled.map_err(StoreError::from) {
            Ok(()) if path.metadata().is_ok_and(|it| it.len() % PAGE != 0) => {
                Err(OpenError::Damaged)
            }
            // It is done later, when there is room and nobody is in the way.
            Ok(()) | Err(StoreError::Full | StoreError::Held) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Opens the database for looking, beside whoever serves it.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub fn open_beside(&self) -> Result<Database, OpenError> {
        if let Place::File(path) = &self.place {
            existing(path)?;
        }
        let mut conn = self.connect(Use::Read)?;
        migrations::check_not_newer(&mut conn)?;
        if migrations::is_pending(&mut conn)? {
            return Err(OpenError::Older);
        }
        self.pools(None, Reserve::none())
    }

    /// Looks whether it could be opened to serve, and changes nothing.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub fn look(&self, kind: InstallationKind) -> Result<(), OpenError> {
        if let Place::File(path) = &self.place {
            existing(path)?;
        }
        let mut conn = self.connect(Use::Read)?;
        migrations::check_not_newer(&mut conn)?;
        migrations::check_kind(&mut conn, kind)
    }

    /// What kind of database it is.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub fn kind(&self) -> Result<InstallationKind, OpenError> {
        if let Place::File(path) = &self.place {
            existing(path)?;
        }
        migrations::kind(&mut self.connect(Use::Read)?)
    }

    fn connect(&self, purpose: Use) -> Result<AnyConnection, OpenError> {
        let mut conn = match self.manager(purpose).connect() {
            Ok(conn) => conn,
            Err(error) => return Err(self.refusal(&error)),
        };
        fitness::check(&mut conn, self.durability)?;
        Ok(conn)
    }

    /// What a failed connection means for the person who started the program.
    fn refusal(&self, error: &diesel::r2d2::Error) -> OpenError {
        let told = error.to_string();
        match &self.place {
            Place::File(path) => OpenError::told(&told).unwrap_or_else(|| OpenError::File {
                path: path.clone(),
                source: io::Error::other(told),
            }),
            Place::Server(_) => OpenError::Unreachable(told),
        }
    }

    fn manager(&self, purpose: Use) -> Manager {
        let cache = match purpose {
            Use::Read => READ_CACHES / self.pools.readers.max(1),
            Use::Write => WRITE_CACHE,
        };
        let wait = self.pools.wait;
        Manager { place: self.place.clone(), key: self.key.clone(), purpose, cache, wait }
    }

    fn pools(&self, lock: Option<FileLock>, reserve: Reserve) -> Result<Database, OpenError> {
        let wait = self.pools.wait;
        let pool = |most, purpose| Connections::new(self.manager(purpose), most, wait);
        let writers = match self.place {
            Place::File(_) => None,
            Place::Server(_) => Some(pool(self.pools.writers, Use::Write)?),
        };
        let inner = Inner {
            readers: pool(self.pools.readers, Use::Read)?,
            writers,
            group: Group::start(self.manager(Use::Write), Arc::clone(&self.audit_key), reserve)?,
            audit_key: Arc::clone(&self.audit_key),
            _lock: lock,
        };
        Ok(Database { inner: Arc::new(inner) })
    }
}

/// The bytes of a page of the file, the fewest that a database has. The library would take a shorter
/// file for a new one, and begin it.
const PAGE: u64 = 4096;

/// Refuses what is no file, or too short for a database.
fn existing(path: &Path) -> Result<(), OpenError> {
    match path.metadata() {
        Ok(file) if file.is_file() && file.len() < PAGE => Err(OpenError::Damaged),
        Ok(file) if file.is_file() => Ok(()),
        _ => Err(OpenError::Missing(path.to_owned())),
    }
}

/// What a connection is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    Read,
    Write,
}

/// Makes connections of the kind that the URL names, and never a file.
pub(in crate::store) struct Manager {
    place: Place,
    key: zeroize::Zeroizing<[u8; 32]>,
    purpose: Use,
    /// The most that it keeps of the file in memory, in KiB.
    cache: u32,
    /// How long it waits for whoever else holds the file.
    wait: Duration,
}

/// What all connections that read keep of a file in memory together, in KiB.
const READ_CACHES: u32 = 24_000;
/// What the connection that writes keeps of it, in KiB.
const WRITE_CACHE: u32 = 8_000;

impl ManageConnection for Manager {
    type Connection = AnyConnection;
    type Error = diesel::r2d2::Error;

    fn connect(&self) -> Result<AnyConnection, Self::Error> {
        match &self.place {
            Place::File(path) => {
                let mut conn = SqliteConnection::establish(&file_uri(path))?;
                conn.batch_execute(&self.sqlite_settings())
                    .map_err(diesel::r2d2::Error::QueryError)?;
                Ok(AnyConnection::Sqlite(conn))
            }
            Place::Server(url) => {
                let mut conn = PgConnection::establish(url)?;
                conn.batch_execute(POSTGRES_SETTINGS).map_err(diesel::r2d2::Error::QueryError)?;
                Ok(AnyConnection::Postgres(conn))
            }
        }
    }

    fn is_valid(&self, conn: &mut AnyConnection) -> Result<(), Self::Error> {
        conn.ping().map_err(diesel::r2d2::Error::QueryError)
    }

    fn has_broken(&self, conn: &mut AnyConnection) -> bool {
        std::thread::panicking() || conn.is_broken()
    }
}

const POSTGRES_SETTINGS: &str = "
    SET TIME ZONE 'UTC';
    SET lock_timeout = '5s';
    SET statement_timeout = '30s';
    SET client_min_messages = 'warning';
";

impl Manager {
    /// The key comes first; the wait for locks before the log mode, which takes a lock.
    fn sqlite_settings(&self) -> String {
        let key = hex::encode(*self.key);
        let query_only = if self.purpose == Use::Read { "ON" } else { "OFF" };
        let (cache, wait) = (self.cache, self.wait.as_millis());
        format!(
            "PRAGMA key = \"x'{key}'\";
             PRAGMA cipher_log_level = NONE;
             PRAGMA busy_timeout = {wait};
             PRAGMA journal_mode = WAL;
             PRAGMA synchronous = FULL;
             PRAGMA foreign_keys = ON;
             PRAGMA temp_store = MEMORY;
             PRAGMA cache_size = -{cache};
             PRAGMA query_only = {query_only};"
        )
    }
}

/// Opens an existing file for reading and writing and never makes one.
fn file_uri(path: &Path) -> String {
    let path = path.to_string_lossy();
    let path = path.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    format!("file:{path}?mode=rw")
}
