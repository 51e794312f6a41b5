//! A migrated store for one test, on either database, and a macro that runs a test on both.
//!
//! ```ignore
//! on_both! {
//!     async fn a_case_is_found_by_its_reference(store) {
//!         let database = store.open();
//!         …
//!         assert_eq!(store.count("SELECT count(*) AS count FROM audit"), 1);
//!     }
//! }
//! ```
//! makes the tests `a_case_is_found_by_its_reference::on_sqlite` and `…::on_postgres`. `SQLite` is
//! encrypted and in a file of its own; `PostgreSQL` is a copy of a database migrated once.
use std::collections::BTreeSet;
use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::DateTime;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use marac::store::{Database, Door, InstallationKind, Pools};
use tempfile::TempDir;

use super::key;
use super::own_cluster::OwnCluster;
use super::postgres::{self, TestDatabase};
use super::schema::{self, Schema};

/// Makes two tests of each: one on `SQLite`, one on `PostgreSQL`.
macro_rules! on_both {
    ($($(#[$meta:meta])* async fn $name:ident($store:ident) $body:block)+) => {$(
        $(#[$meta])*
        mod $name {
            use super::*;

            async fn check($store: $crate::support::store::TestStore) $body

            #[tokio::test]
            async fn on_sqlite() {
                check($crate::support::store::TestStore::on_sqlite()).await;
            }

            #[tokio::test]
            async fn on_postgres() {
                check($crate::support::store::TestStore::on_postgres()).await;
            }
        }
    )+};
}
pub(crate) use on_both;

/// One migrated store, without rows, gone when the value is.
pub enum TestStore {
    /// An encrypted file.
    Sqlite(TempDir),
    /// A database of the tests' own server.
    Postgres(TestDatabase),
}

impl TestStore {
    /// A store in a new encrypted file.
    pub fn on_sqlite() -> Self {
        let store = Self::Sqlite(of_ones_own().tempdir().unwrap());
        create(&store.url());
        store
    }

    /// A store in a new encrypted file in a folder.
    pub fn on_sqlite_in(folder: &Path) -> Self {
        let store = Self::Sqlite(of_ones_own().tempdir_in(folder).unwrap());
        create(&store.url());
        store
    }

    /// A store in a new `PostgreSQL` database.
    pub fn on_postgres() -> Self {
        Self::Postgres(postgres::fresh("store", create))
    }

    /// A store in a cluster of one's own.
    pub fn in_cluster(cluster: &OwnCluster) -> Self {
        let store = Self::Postgres(TestDatabase::in_cluster(&cluster.address));
        create(&store.url());
        store
    }

    /// What people call the database.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "sqlite",
            Self::Postgres(_) => "postgresql",
        }
    }

    /// The URL that the configuration would name.
    pub fn url(&self) -> String {
        match self {
            Self::Sqlite(_) => format!("sqlite://{}", self.file().display()),
            Self::Postgres(database) => database.url().to_owned(),
        }
    }

    /// The way in, with the right keys.
    pub fn door(&self) -> Door {
        door(&self.url())
    }

    /// Opens it as the one process that may write.
    pub fn open(&self) -> Database {
        self.door().open(InstallationKind::Live).unwrap()
    }

    /// Does something to the database behind the program's back.
    pub fn execute(&self, orders: &str) {
        match self {
            Self::Sqlite(_) => self.sqlite().batch_execute(orders),
            Self::Postgres(database) => database.ask(|it| it.batch_execute(orders)),
        }
        .unwrap_or_else(|e| panic!("{orders}: {e}"));
    }

    /// The number that a query answers as `count`.
    pub fn count(&self, query: &str) -> i64 {
        let asked = || diesel::sql_query(query);
        match self {
            Self::Sqlite(_) => asked().get_result::<Count>(&mut self.sqlite()),
            Self::Postgres(database) => database.ask(|it| asked().get_result::<Count>(it)),
        }
        .unwrap_or_else(|e| panic!("{query}: {e}"))
        .count
    }

    /// What a query answers as `text`, a line for each row.
    pub fn texts(&self, query: &str) -> Vec<String> {
        let asked = || diesel::sql_query(query);
        let rows: Vec<Words> = match self {
            Self::Sqlite(_) => asked().load(&mut self.sqlite()),
            Self::Postgres(database) => database.ask(|it| asked().load(it)),
        }
        .unwrap_or_else(|e| panic!("{query}: {e}"));
        rows.into_iter().map(|it| it.text).collect()
    }

    /// How `SQLite` would carry out a statement, a line for each step.
    pub fn plan(&self, statement: &str) -> Vec<String> {
        let asked = diesel::sql_query(format!("EXPLAIN QUERY PLAN {statement}"));
        let steps: Vec<PlanStep> = asked.load(&mut self.sqlite()).unwrap();
        steps.into_iter().map(|it| it.detail).collect()
    }

    /// The tables that change only when somebody changes something: all but the record itself, and
    /// the sessions with when each was seen.
    pub fn tables(&self) -> Vec<String> {
        let schema = self.schema();
        let names = schema.iter().filter_map(|it| Some(it.split_once([':', '.'])?.0.to_owned()));
        let mut tables: Vec<String> = names.collect();
        tables.dedup();
        tables.retain(|it| {
            !["entries", "entry_cases", "sessions"].contains(&it.as_str()) && !it.contains("diesel")
        });
        tables
    }

    /// Every row of some tables with all its values, so that two moments can be held side by side.
    pub fn rows(&self, tables: &[String]) -> BTreeSet<String> {
        let row = |table: &String| match self {
            Self::Sqlite(_) => {
                let columns = format!("SELECT name AS text FROM pragma_table_info('{table}')");
                let values: Vec<_> =
                    self.texts(&columns).iter().map(|it| format!("quote({it})")).collect();
                values.join(" || ', ' || ")
            }
            Self::Postgres(_) => format!("{table}::text"),
        };
        let queries =
            tables.iter().map(|it| format!("SELECT '{it}: ' || {} AS text FROM {it}", row(it)));
        self.texts(&queries.collect::<Vec<_>>().join(" UNION ALL ")).into_iter().collect()
    }

    /// What tables it has.
    pub fn schema(&self) -> Schema {
        match self {
            Self::Sqlite(_) => schema::of_sqlite(&mut self.sqlite()),
            Self::Postgres(database) => schema::of_postgres(&mut database.connect()),
        }
    }

    /// Its file, on `SQLite`.
    pub fn file(&self) -> PathBuf {
        match self {
            Self::Sqlite(folder) => folder.path().join("store.db"),
            Self::Postgres(_) => panic!("PostgreSQL has no file"),
        }
    }

    /// A connection of the test's own, on `SQLite`.
    pub fn sqlite(&self) -> SqliteConnection {
        let mut conn = SqliteConnection::establish(self.file().to_str().unwrap()).unwrap();
        let key = hex::encode(key::of_database().0);
        let settings = format!("PRAGMA key = \"x'{key}'\"; PRAGMA busy_timeout = 5000;");
        conn.batch_execute(&settings).unwrap();
        conn
    }
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

#[derive(QueryableByName)]
struct PlanStep {
    #[diesel(sql_type = Text)]
    detail: String,
}

#[derive(QueryableByName)]
struct Words {
    #[diesel(sql_type = Text)]
    text: String,
}

/// Makes folders that only their owner reaches: data lies in no others.
fn of_ones_own() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.permissions(Permissions::from_mode(0o700));
    builder
}

fn create(url: &str) {
    door(url).create(InstallationKind::Live, DateTime::UNIX_EPOCH).unwrap();
}

fn door(url: &str) -> Door {
    let pools = Pools { readers: 4, writers: 4, wait: Duration::from_secs(5), reserve: 0 };
    let (database, audit) = key::of_database();
    // The shared server keeps nothing through a power cut, and is fast for it.
    Door::new(url, database, audit, pools).unwrap().for_a_trial()
}
