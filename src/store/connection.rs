//! One connection type over both databases, and the only two ways to use it.
use std::marker::PhantomData;
use std::sync::Arc;

use diesel::connection::{AnsiTransactionManager, TransactionManager};
use diesel::prelude::*;

use super::audit::AuditKey;
use super::group::{Group, Purpose};
use super::pool::Connections;
use super::{StoreError, lock::FileLock};

mod any {
    use diesel::{PgConnection, SqliteConnection};

    /// A connection to whichever database the configuration names.
    #[derive(diesel::MultiConnection)]
    pub(in crate::store) enum AnyConnection {
        Sqlite(SqliteConnection),
        Postgres(PgConnection),
    }
}
pub(in crate::store) use any::AnyConnection;

/// A transaction in progress; `Mode` says whether it may change anything.
pub struct Session<'conn, Mode> {
    connection: &'conn mut AnyConnection,
    audit_key: &'conn AuditKey,
    mode: PhantomData<Mode>,
}

/// Marks a transaction that only reads.
pub struct Reading;
/// Marks a transaction that may write.
pub struct Writing;

/// A transaction that may write. Only [`Database::write`] makes one.
pub type Tx<'conn> = Session<'conn, Writing>;
/// A consistent view for reading. Only [`Database::read`] makes one.
pub type Snapshot<'conn> = Session<'conn, Reading>;

impl<'conn, Mode> Session<'conn, Mode> {
    pub(in crate::store) fn new(
        connection: &'conn mut AnyConnection,
        audit_key: &'conn AuditKey,
    ) -> Self {
        Self { connection, audit_key, mode: PhantomData }
    }

    pub(in crate::store) fn connection(&mut self) -> &mut AnyConnection {
        self.connection
    }

    pub(in crate::store) fn audit_key(&self) -> &'conn AuditKey {
        self.audit_key
    }
}

/// Runs one expression against whichever database is open.
///
/// For the few statements that `AnyConnection` cannot express: upserts and inserts of many rows.
macro_rules! each_database {
    ($session:expr, $conn:ident => $body:expr) => {
        match $session.connection() {
            $crate::store::connection::AnyConnection::Sqlite($conn) => $body,
            $crate::store::connection::AnyConnection::Postgres($conn) => $body,
        }
    };
}
pub(in crate::store) use each_database;

/// The open database.
///
/// On `SQLite` every write goes through one connection, and those that wait are committed
/// together; on `PostgreSQL` writes have connections of their own, and only the log rows of reads
/// are committed together.
#[derive(Clone)]
pub struct Database {
    pub(in crate::store) inner: Arc<Inner>,
}

pub(in crate::store) struct Inner {
    pub(in crate::store) readers: Connections,
    pub(in crate::store) writers: Option<Connections>,
    pub(in crate::store) group: Group,
    pub(in crate::store) audit_key: Arc<AuditKey>,
    pub(in crate::store) _lock: Option<FileLock>,
}

/// How often a write is tried on `PostgreSQL` when others are in its way.
const TRIES: u32 = 5;

impl Database {
    /// Runs `work` in one transaction that may write. It may run more than once, and only what its
    /// last run did is kept, so it must do nothing but use the transaction.
    ///
    /// # Errors
    /// Fails as `work` does, or when the transaction cannot be begun or committed.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let Some(pool) = self.inner.writers.clone() else {
            return self.inner.group.run(Purpose::Change, work).await;
        };
        let key = Arc::clone(&self.inner.audit_key);
        blocking(move || {
            let mut tries = 1;
            loop {
                match once(&pool, &key, begin_writing, &work) {
                    Err(Failure::Passing(_)) if tries < TRIES => tries += 1,
                    Err(Failure::Passing(error)) => return Err(error.into()),
                    Err(Failure::Final(error)) => return Err(error),
                    Ok(value) => return Ok(value),
                }
            }
        })
        .await
    }

    /// Runs `work`, which writes what readers need such as the record of what they saw, in a
    /// transaction shared with whatever else waits to be written, and answers when that transaction
    /// is durable. A full disk has room left for it.
    ///
    /// # Errors
    /// Fails as `work` does, or when the shared transaction cannot be begun or committed.
    pub async fn write_grouped<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.inner.group.run(Purpose::Record, work).await
    }

    /// Waits until the disk fails; says how it did. Nothing more is written then by this process.
    pub async fn failed(&self) -> String {
        self.inner.group.failed().await
    }

    /// Runs `work` over one consistent view.
    ///
    /// # Errors
    /// Fails as `work` does, or when the view cannot be opened.
    pub async fn read<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: Fn(&mut Snapshot<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let pool = self.inner.readers.clone();
        let key = Arc::clone(&self.inner.audit_key);
        blocking(move || {
            match once(&pool, &key, begin_reading, &work) {
                // A connection that a restarted server dropped is replaced by asking again.
                Err(Failure::Passing(_)) => once(&pool, &key, begin_reading, &work),
                other => other,
            }
            .map_err(|failure| match failure {
                Failure::Passing(error) => error.into(),
                Failure::Final(error) => error,
            })
        })
        .await
    }
}

async fn blocking<T, E, F>(work: F) -> Result<T, E>
where
    F: FnOnce() -> Result<T, E> + Send + 'static,
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
{
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(_stopped) => Err(StoreError::Interrupted.into()),
    }
}

/// Why one run came to nothing.
enum Failure<E> {
    /// Others were in the way, or the server went away. Nothing was kept, unless the server went
    /// away at the commit: then nobody knows, and a step finds out by its operation.
    Passing(StoreError),
    /// The work itself failed, or no connection was to be had for as long as we wait.
    Final(E),
}

fn once<T, E, Mode>(
    pool: &Connections,
    key: &AuditKey,
    begin: fn(&mut AnyConnection) -> QueryResult<()>,
    work: &dyn Fn(&mut Session<'_, Mode>) -> Result<T, E>,
) -> Result<T, Failure<E>>
where
    E: From<StoreError>,
{
    let mut conn = pool.take().map_err(|error| Failure::Final(error.into()))?;
    begin(&mut conn).map_err(|error| Failure::Passing(error.into()))?;
    let done = work(&mut Session::new(&mut conn, key));
    match done {
        Ok(value) => {
            let committed = AnyConnection::commit_transaction(&mut conn);
            committed.map(|()| value).map_err(|error| Failure::Passing(error.into()))
        }
        Err(error) => {
            // The work's own failure is what is told; a broken connection leaves the pool.
            let _ended = AnyConnection::rollback_transaction(&mut conn);
            Err(Failure::Final(error))
        }
    }
}

/// `SQLite` takes its write lock at once: a later upgrade fails instead of waiting.
pub(in crate::store) fn begin_writing(conn: &mut AnyConnection) -> QueryResult<()> {
    begin(conn, "BEGIN IMMEDIATE", "BEGIN ISOLATION LEVEL READ COMMITTED")
}

fn begin_reading(conn: &mut AnyConnection) -> QueryResult<()> {
    begin(conn, "BEGIN", "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
}

fn begin(conn: &mut AnyConnection, sqlite: &str, postgres: &str) -> QueryResult<()> {
    match conn {
        AnyConnection::Sqlite(conn) => AnsiTransactionManager::begin_transaction_sql(conn, sqlite),
        AnyConnection::Postgres(conn) => {
            AnsiTransactionManager::begin_transaction_sql(conn, postgres)
        }
    }
}
