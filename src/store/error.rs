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
    /// Somebody else was in the way; trying again at once may help.
    #[error("the database is busy")]
    Busy,
    /// Somebody else holds the database for longer than we wait.
    #[error("the database is held by somebody else")]
    Held,
    /// The disk has no room: nothing is changed until it has.
    #[error("the disk is full")]
    Full,
    /// The disk failed: nothing is written any more by this process.
    #[error("the disk failed: {0}")]
    Disk(String),
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
    /// Whether the same may be possible some minutes later.
    pub fn is_passing(&self) -> bool {
        self.is_brief() || matches!(self, Self::Held | Self::Full | Self::Disk(_) | Self::Pool(_))
    }

    /// Whether the disk has no room for it.
    pub fn is_full(&self) -> bool {
        matches!(self, Self::Full)
    }

    /// Whether the same may be possible at once. Whoever waited for a connection in vain has waited
    /// for long already.
    pub fn is_brief(&self) -> bool {
        matches!(self, Self::Busy | Self::Changed | Self::Commit(_))
    }

    /// What went wrong, where there are only a database's words for it.
    pub(in crate::store) fn told(words: &str) -> Option<Self> {
        let says = |any: &[&str]| any.iter().any(|it| words.contains(it));
        if says(HELD) {
            Some(Self::Held)
        } else if says(FULL) {
            Some(Self::Full)
        } else if says(&["disk I/O error"]) {
            Some(Self::Disk(words.to_owned()))
        } else {
            says(BUSY).then_some(Self::Busy)
        }
    }
}

impl From<Error> for StoreError {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => Self::NotFound,
            Error::DatabaseError(DatabaseErrorKind::UniqueViolation, _) => Self::Taken,
            // What was begun on a connection that broke is gone with it.
            Error::BrokenTransactionManager
            | Error::DatabaseError(
                DatabaseErrorKind::SerializationFailure
                | DatabaseErrorKind::ClosedConnection
                | DatabaseErrorKind::UnableToSendCommand,
                _,
            ) => Self::Busy,
            Error::DatabaseError(_, ref told) => {
                Self::told(told.message()).unwrap_or(Self::Query(error))
            }
            other => Self::Query(other),
        }
    }
}

/// What the databases say when they waited for a lock and did not get it.
const HELD: &[&str] = &["database is locked", "database table is locked", "lock timeout"];
/// What they say of a disk without room.
const FULL: &[&str] = &["database or disk is full", "No space left on device"];
/// What they say of a deadlock, or of a server going away.
const BUSY: &[&str] = &[
    "deadlock detected",
    "terminating connection",
    "server closed the connection",
    "connection has been closed",
    "could not receive data from server",
    "could not send data to server",
    "no connection to the server",
    "the database system is",
    "could not connect",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn told(kind: DatabaseErrorKind, words: &str) -> StoreError {
        StoreError::from(Error::DatabaseError(kind, Box::new(words.to_owned())))
    }

    #[test]
    fn a_database_that_goes_away_is_to_be_tried_again() {
        for words in [
            "FATAL:  terminating connection due to administrator command",
            "server closed the connection unexpectedly",
            "SSL connection has been closed unexpectedly",
            "could not receive data from server: Connection reset by peer",
            "the database system is starting up",
        ] {
            assert!(told(DatabaseErrorKind::Unknown, words).is_brief(), "{words}");
        }
        assert!(told(DatabaseErrorKind::UnableToSendCommand, "").is_brief());
        assert!(StoreError::from(Error::BrokenTransactionManager).is_brief());
    }

    #[test]
    fn a_query_that_is_wrong_stays_wrong() {
        let wrong = told(DatabaseErrorKind::Unknown, "relation \"persons\" does not exist");
        assert!(!wrong.is_passing());
    }
}
