//! Whether a database keeps what it says it keeps: its version, its encryption, its waits for the disk.
use diesel::prelude::*;
use diesel::{PgConnection, SqliteConnection};

use super::connection::AnyConnection;
use super::{OpenError, StoreError};

/// What is expected of a database when the power goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) enum Durability {
    /// Whatever was said to be saved is there afterwards.
    Whole,
    /// It may be gone: nothing in it matters.
    Trial,
}

/// Why a database does not keep what it says it keeps. Each is one plain line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// `SQLite` is older than the repair of its write-ahead log.
    #[error("SQLite {0} can damage its log: build the program with 3.51.3 or later")]
    OldSqlite(String),
    /// `SQLite` is not `SQLCipher`.
    #[error("this SQLite does not encrypt: build the program with its own SQLCipher")]
    PlainSqlite,
    /// `SQLite` does not wait for the disk.
    #[error("SQLite does not wait for the disk (synchronous is {0}): build the program anew")]
    UnsyncedSqlite(i32),
    /// `PostgreSQL` is older than the oldest that we know.
    #[error("PostgreSQL {0} is older than 15: bring it up to date")]
    OldPostgres(String),
    /// `PostgreSQL` answers before the disk has what was saved.
    #[error(
        "PostgreSQL's synchronous_commit is off, so that a power cut loses what was saved: set it \
         to on"
    )]
    UnsyncedCommits,
    /// `PostgreSQL` does not wait for the disk at all.
    #[error("PostgreSQL's fsync is off, so that a power cut destroys the database: set it to on")]
    UnsyncedPostgres,
    /// `PostgreSQL` may find half a page after a power cut.
    #[error(
        "PostgreSQL's full_page_writes is off, so that a power cut destroys the database: set it \
         to on"
    )]
    TornPages,
}

/// The oldest `SQLite` whose write-ahead log cannot be corrupted by a reset.
const OLDEST_SQLITE: [u32; 3] = [3, 51, 3];
/// The oldest `PostgreSQL`, as it counts its versions.
const OLDEST_POSTGRES: u32 = 150_000;
/// As `SQLite` counts how it waits: 2 is FULL, 3 is more.
const FULL: i32 = 2;

/// What `SQLite` says of itself.
#[derive(Clone, Debug, Default)]
struct Sqlite {
    version: String,
    cipher: String,
    synchronous: i32,
}

/// What `PostgreSQL` says of itself.
#[derive(Clone, Debug, Default)]
struct Postgres {
    number: String,
    version: String,
    synchronous_commit: String,
    fsync: String,
    full_page_writes: String,
}

/// Refuses a database that does not keep what it says it keeps.
pub(in crate::store) fn check(
    conn: &mut AnyConnection,
    durability: Durability,
) -> Result<(), OpenError> {
    let unfit = match conn {
        AnyConnection::Sqlite(conn) => Sqlite::ask(conn)?.unfit(),
        AnyConnection::Postgres(conn) => Postgres::ask(conn)?.unfit(durability),
    };
    unfit.map_or(Ok(()), |it| Err(it.into()))
}

impl Sqlite {
    fn ask(conn: &mut SqliteConnection) -> Result<Self, StoreError> {
        let version: Told =
            diesel::sql_query("SELECT sqlite_version() AS told").get_result(conn)?;
        let cipher: Vec<Cipher> = diesel::sql_query("PRAGMA cipher_version").load(conn)?;
        let waits: Waits = diesel::sql_query("PRAGMA synchronous").get_result(conn)?;
        let cipher = cipher.into_iter().next().map(|it| it.cipher_version).unwrap_or_default();
        Ok(Self { version: version.told, cipher, synchronous: waits.synchronous })
    }

    fn unfit(self) -> Option<Unfit> {
        let mut parts = self.version.split('.').map(|it| it.parse::<u32>().unwrap_or(0));
        let found: [u32; 3] = std::array::from_fn(|_place| parts.next().unwrap_or(0));
        if found < OLDEST_SQLITE {
            Some(Unfit::OldSqlite(self.version))
        } else if self.cipher.is_empty() {
            Some(Unfit::PlainSqlite)
        } else {
            (self.synchronous < FULL).then_some(Unfit::UnsyncedSqlite(self.synchronous))
        }
    }
}

impl Postgres {
    fn ask(conn: &mut PgConnection) -> Result<Self, StoreError> {
        let mut told = |setting: &str| {
            let asked = diesel::sql_query("SELECT current_setting($1) AS told");
            let told = asked.bind::<diesel::sql_types::Text, _>(setting).get_result::<Told>(conn);
            told.map(|it| it.told)
        };
        Ok(Self {
            number: told("server_version_num")?,
            version: told("server_version")?,
            synchronous_commit: told("synchronous_commit")?,
            fsync: told("fsync")?,
            full_page_writes: told("full_page_writes")?,
        })
    }

    fn unfit(self, durability: Durability) -> Option<Unfit> {
        let is_whole = durability == Durability::Whole;
        if self.number.parse::<u32>().unwrap_or(0) < OLDEST_POSTGRES {
            Some(Unfit::OldPostgres(self.version))
        } else if self.synchronous_commit == "off" {
            Some(Unfit::UnsyncedCommits)
        } else if is_whole && self.fsync == "off" {
            Some(Unfit::UnsyncedPostgres)
        } else {
            (is_whole && self.full_page_writes == "off").then_some(Unfit::TornPages)
        }
    }
}

#[derive(QueryableByName)]
struct Told {
    #[diesel(sql_type = diesel::sql_types::Text)]
    told: String,
}

/// How SQLite waits for the disk.
#[derive(QueryableByName)]
struct Waits {
    #[diesel(sql_type = diesel::sql_types::Integer)]
    synchronous: i32,
}

/// What SQLCipher says of itself; SQLite says nothing.
#[derive(QueryableByName)]
struct Cipher {
    #[diesel(sql_type = diesel::sql_types::Text)]
    cipher_version: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sqlite(version: &str, cipher: &str, synchronous: i32) -> Option<Unfit> {
        let [version, cipher] = [version, cipher].map(str::to_owned);
        Sqlite { version, cipher, synchronous }.unfit()
    }

    #[test]
    fn an_old_plain_or_hasty_sqlite_is_refused() {
        assert_eq!(sqlite("3.51.3", "4.14.0 community", 2), None);
        assert_eq!(sqlite("4.0.0", "4.14.0 community", 3), None);
        for old in ["3.51.2", "3.9.99", "2.99.99", "", "unknown"] {
            assert_eq!(sqlite(old, "4.14.0", 2), Some(Unfit::OldSqlite(old.to_owned())));
        }
        assert_eq!(sqlite("3.51.3", "", 2), Some(Unfit::PlainSqlite));
        for hasty in [0, 1] {
            assert_eq!(sqlite("3.51.3", "4.14.0", hasty), Some(Unfit::UnsyncedSqlite(hasty)));
        }
    }

    #[test]
    fn an_old_or_hasty_postgresql_is_refused() {
        let good = Postgres {
            number: "150018".to_owned(),
            version: "15.18".to_owned(),
            synchronous_commit: "on".to_owned(),
            fsync: "on".to_owned(),
            full_page_writes: "on".to_owned(),
        };
        let off = || "off".to_owned();
        let old =
            Postgres { number: "149999".to_owned(), version: "14.9".to_owned(), ..good.clone() };
        let early = Postgres { synchronous_commit: off(), ..good.clone() };
        let hasty = Postgres { fsync: off(), ..good.clone() };
        let torn = Postgres { full_page_writes: off(), ..good.clone() };
        for (found, always, whole) in [
            (good, None, None),
            (old, Some(Unfit::OldPostgres("14.9".to_owned())), None),
            (early, Some(Unfit::UnsyncedCommits), None),
            (hasty, None, Some(Unfit::UnsyncedPostgres)),
            (torn, None, Some(Unfit::TornPages)),
        ] {
            assert_eq!(found.clone().unfit(Durability::Trial), always);
            assert_eq!(found.unfit(Durability::Whole), always.or(whole));
        }
    }
}
