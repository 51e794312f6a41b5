//! A fresh `PostgreSQL` database for each test, copied from one that was migrated once.
//!
//! ```ignore
//! let database = postgres::fresh("store", |url| migrate(url));   // at most once for each build
//! let service = open(database.url());
//! ```
//! The database is dropped with the value, whoever is still connected. `postgres::empty()` gives
//! one without tables, for tests of the migrations themselves.
use std::sync::{Mutex, PoisonError};
use std::time::UNIX_EPOCH;

use diesel::prelude::*;
use diesel::result::{DatabaseErrorKind, Error};
use diesel::sql_types::{BigInt, Text};
use sha2::{Digest, Sha256};

use super::cluster::Cluster;

/// One database of one test.
pub struct TestDatabase {
    /// The cluster's address.
    cluster: String,
    name: String,
    url: String,
    /// The connection that was used last, since a new one costs more than most questions.
    kept: Mutex<Option<PgConnection>>,
}

impl TestDatabase {
    /// Where the service finds it.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// A connection of the test's own.
    pub fn connect(&self) -> PgConnection {
        PgConnection::establish(&self.url).unwrap()
    }

    /// Asks by the connection that was used last, or by a new one when the server has closed it.
    pub fn ask<T>(&self, question: impl Fn(&mut PgConnection) -> QueryResult<T>) -> QueryResult<T> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let closed =
            |it: &Error| matches!(it, Error::DatabaseError(DatabaseErrorKind::ClosedConnection, _));
        if let Some(mut connection) = kept.take() {
            match question(&mut connection) {
                Err(error) if closed(&error) => {}
                answer => {
                    *kept = answer.is_ok().then_some(connection);
                    return answer;
                }
            }
        }
        let mut connection = self.connect();
        let answer = question(&mut connection)?;
        *kept = Some(connection);
        Ok(answer)
    }

    /// A database without tables in a cluster of one's own.
    pub fn in_cluster(cluster: &str) -> Self {
        Self::create(cluster, "template0")
    }

    fn create(cluster: &str, template: &str) -> Self {
        let name = format!("test_{}", uuid::Uuid::new_v4().simple());
        let mut conn = PgConnection::establish(&format!("{cluster}/postgres")).unwrap();
        run(&mut conn, &format!("CREATE DATABASE {name} TEMPLATE {template}"));
        let url = format!("{cluster}/{name}");
        Self { cluster: cluster.to_owned(), name, url, kept: Mutex::new(None) }
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let order = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        // The cluster goes away soon in any case, so a test that passed stays passed.
        if let Ok(mut conn) = PgConnection::establish(&format!("{}/postgres", self.cluster)) {
            drop(diesel::sql_query(order).execute(&mut conn));
        }
    }
}

/// A copy of the database that `migrate` makes of an empty one, given by its URL. Whoever asks for
/// the same `kind` gets a copy of the same database.
pub fn fresh(kind: &str, migrate: impl FnOnce(&str)) -> TestDatabase {
    let template = template(kind, migrate);
    TestDatabase::create(&Cluster::shared().address, &template)
}

/// A database without tables.
pub fn empty() -> TestDatabase {
    TestDatabase::in_cluster(&Cluster::shared().address)
}

/// The name of the migrated database, which is made by whoever needs it first.
///
/// It is named after the test program, so that a rebuilt one never meets yesterday's tables.
fn template(kind: &str, migrate: impl FnOnce(&str)) -> String {
    let cluster = Cluster::shared();
    let name = format!("{kind}_{}", build());
    let _lock = cluster.lock("template");
    let mut conn = connect("postgres");
    if is_ready(&mut conn, &name) {
        return name;
    }
    run(&mut conn, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
    run(&mut conn, &format!("CREATE DATABASE {name}"));
    migrate(&format!("{}/{name}", cluster.address));
    run(&mut conn, &format!("ALTER DATABASE {name} IS_TEMPLATE true ALLOW_CONNECTIONS false"));
    name
}

fn is_ready(conn: &mut PgConnection, name: &str) -> bool {
    #[derive(QueryableByName)]
    struct Count {
        #[diesel(sql_type = BigInt)]
        count: i64,
    }
    let found = "SELECT count(*) AS count FROM pg_database WHERE datistemplate AND datname = $1";
    let found = diesel::sql_query(found).bind::<Text, _>(name).get_result::<Count>(conn);
    found.unwrap().count == 1
}

/// Stands for this build of the test program.
fn build() -> String {
    let program = std::env::current_exe().unwrap();
    let built = program.metadata().unwrap().modified().unwrap().duration_since(UNIX_EPOCH);
    let digest = Sha256::digest(format!("{} {:?}", program.display(), built.unwrap()));
    format!("{:016x}", u64::from_be_bytes(digest[..8].try_into().unwrap()))
}

fn connect(database: &str) -> PgConnection {
    let url = format!("{}/{database}", Cluster::shared().address);
    PgConnection::establish(&url).unwrap()
}

fn run(conn: &mut PgConnection, order: &str) {
    diesel::sql_query(order).execute(conn).unwrap_or_else(|e| panic!("{order}: {e}"));
}
