//! What can go wrong with the database.
use diesel::result::{DatabaseErrorKind, Error};

/// The database could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No such row.
    #[error("not found")]
    NotFound,
    /// A row with the same unique value is there already.
    #[error("already there")]
    Taken,
    /// The row was changed by somebody else since it was read.
    #[error("changed meanwhile")]
    Changed,
    /// Somebody else holds the database for longer than we wait.
    #[error("the database is busy")]
    Busy,
    /// The changes of several steps could not be made durable; none of them is.
    #[error("the database could not commit: {0}")]
    Commit(String),
    /// The query failed.
    #[error("the database refused a query")]
    Query(#[source] Error),
    /// What was read is not what was written.
    #[error("the database holds something unreadable")]
    Unreadable(#[source] serde_json::Error),
    /// No connection.
    #[error("no database connection")]
    Pool(#[from] diesel::r2d2::PoolError),
    /// The thread that did the work stopped.
    #[error("the database task was interrupted")]
    Interrupted,
}

impl StoreError {
    /// Whether trying once more, unchanged, may help.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Busy | Self::Changed | Self::Commit(_) | Self::Pool(_))
    }
}

impl From<Error> for StoreError {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => Self::NotFound,
            Error::DatabaseError(DatabaseErrorKind::UniqueViolation, _) => Self::Taken,
            Error::DatabaseError(
                DatabaseErrorKind::SerializationFailure | DatabaseErrorKind::ClosedConnection,
                _,
            ) => Self::Busy,
            Error::DatabaseError(_, ref told) if is_passing(told.message()) => Self::Busy,
            other => Self::Query(other),
        }
    }
}

/// What the databases say of a lock held too long, of a deadlock, or of a server going away.
fn is_passing(message: &str) -> bool {
    [
        "database is locked",
        "database table is locked",
        "deadlock detected",
        "lock timeout",
        "terminating connection",
        "server closed the connection",
        "no connection to the server",
        "the database system is",
        "could not connect",
    ]
    .iter()
    .any(|it| message.contains(it))
}
