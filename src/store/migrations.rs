//! The tables' changes over time, and the mark that says what a database is for.
use diesel::migration::{Migration, MigrationSource, MigrationVersion};
use diesel::prelude::*;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::connection::AnyConnection;
use super::schema::installation;
use super::{OpenError, StoreError};
use crate::domain::time::Instant;
use crate::domain::word::words;

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

words! {
    /// What a database is for.
    InstallationKind {
        /// Real people.
        Live = "live" / "live",
        /// A made-up county.
        Demo = "demo" / "demo",
    }
}

fn failed(error: impl std::fmt::Display) -> OpenError {
    let words = error.to_string();
    OpenError::told(&words).unwrap_or(OpenError::Migration(words))
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    count: i64,
}

/// Whether the database is one of ours; asking for its changes would make it one.
fn is_ours(conn: &mut AnyConnection) -> Result<bool, StoreError> {
    const SQLITE: &str = "SELECT count(*) AS count FROM sqlite_master \
        WHERE name = '__diesel_schema_migrations'";
    const POSTGRES: &str = "SELECT count(to_regclass('__diesel_schema_migrations')) AS count";
    let found: Count = match conn {
        AnyConnection::Sqlite(conn) => diesel::sql_query(SQLITE).get_result(conn),
        AnyConnection::Postgres(conn) => diesel::sql_query(POSTGRES).get_result(conn),
    }?;
    Ok(found.count == 1)
}

/// The changes a database has had, oldest first; none at all when it has never been ours.
pub(in crate::store) fn applied(
    conn: &mut AnyConnection,
) -> Result<Option<Vec<String>>, OpenError> {
    if !is_ours(conn)? {
        return Ok(None);
    }
    let names = |versions: Vec<MigrationVersion<'static>>| {
        let mut names: Vec<String> = versions.iter().map(ToString::to_string).collect();
        names.sort();
        (!names.is_empty()).then_some(names)
    };
    match conn {
        AnyConnection::Sqlite(conn) => conn.applied_migrations(),
        AnyConnection::Postgres(conn) => conn.applied_migrations(),
    }
    .map(names)
    .map_err(failed)
}

/// Brings the tables up to date: by every change that is to be made, or by none.
pub(in crate::store) fn run(conn: &mut AnyConnection) -> Result<(), OpenError> {
    conn.transaction(|conn| {
        match conn {
            AnyConnection::Sqlite(conn) => conn.run_pending_migrations(SQLITE).map(drop),
            AnyConnection::Postgres(conn) => conn.run_pending_migrations(POSTGRES).map(drop),
        }
        .map_err(failed)
    })
}

/// Whether a change is still to be made.
pub(in crate::store) fn is_pending(conn: &mut AnyConnection) -> Result<bool, OpenError> {
    match conn {
        AnyConnection::Sqlite(conn) => conn.has_pending_migration(SQLITE),
        AnyConnection::Postgres(conn) => conn.has_pending_migration(POSTGRES),
    }
    .map_err(failed)
}

/// Refuses a database that had a change which this program does not know.
pub(in crate::store) fn check_not_newer(conn: &mut AnyConnection) -> Result<(), OpenError> {
    let known: Vec<String> = MigrationSource::<diesel::sqlite::Sqlite>::migrations(&SQLITE)
        .map_err(failed)?
        .iter()
        .map(|it| it.name().version().to_string())
        .collect();
    let Some(applied) = applied(conn)? else { return Err(OpenError::WrongKey) };
    match applied.into_iter().find(|it| !known.contains(it)) {
        Some(unknown) => Err(OpenError::Newer(unknown)),
        None => Ok(()),
    }
}

/// Makes the tables of a new database and writes what it is for: all of it, or nothing.
pub(in crate::store) fn make(
    conn: &mut AnyConnection,
    kind: InstallationKind,
    now: Instant,
) -> Result<(), OpenError> {
    conn.transaction(|conn| {
        run(conn)?;
        mark(conn, kind, now)
    })
}

/// Writes what a new database is for.
fn mark(conn: &mut AnyConnection, kind: InstallationKind, now: Instant) -> Result<(), OpenError> {
    diesel::insert_into(installation::table)
        .values((
            installation::id.eq(1),
            installation::kind.eq(kind.as_str()),
            installation::made_at.eq(now.naive_utc()),
        ))
        .execute(conn)
        .map_err(StoreError::from)?;
    Ok(())
}

/// What a database is for.
pub(in crate::store) fn kind(conn: &mut AnyConnection) -> Result<InstallationKind, OpenError> {
    let kind: String =
        installation::table.select(installation::kind).first(conn).map_err(StoreError::from)?;
    InstallationKind::parse(&kind).map_err(|_unknown| OpenError::WrongKey)
}

/// Refuses a database that is not for this use.
pub(in crate::store) fn check_kind(
    conn: &mut AnyConnection,
    expected: InstallationKind,
) -> Result<(), OpenError> {
    let found = kind(conn)?;
    if found == expected {
        return Ok(());
    }
    Err(OpenError::Kind { found: found.shown(), expected: expected.shown() })
}
