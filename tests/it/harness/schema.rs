//! The comparison of two databases.
use diesel::connection::SimpleConnection;
use diesel::prelude::*;

use crate::support::postgres;
use crate::support::schema::{self, Schema};

const NOTHING: [&str; 0] = [];
const SQLITE: &str = "
    CREATE TABLE area (id TEXT NOT NULL PRIMARY KEY, opened_on DATE);
    CREATE TABLE account (
        area_id TEXT NOT NULL REFERENCES area (id) ON DELETE CASCADE,
        id TEXT NOT NULL, email TEXT NOT NULL, seen_at TIMESTAMP, active BOOLEAN NOT NULL,
        tries INTEGER NOT NULL, size BIGINT NOT NULL, share DOUBLE, secret BLOB,
        PRIMARY KEY (area_id, id), UNIQUE (area_id, email)
    );
    CREATE INDEX account_seen ON account (area_id, seen_at) WHERE active;";
const POSTGRES: &str = "
    CREATE TABLE area (id text PRIMARY KEY, opened_on date);
    CREATE TABLE account (
        area_id text NOT NULL REFERENCES area (id) ON DELETE CASCADE,
        id text, email text NOT NULL, seen_at timestamp, active boolean NOT NULL,
        tries integer NOT NULL, size bigint NOT NULL, share double precision, secret bytea,
        PRIMARY KEY (area_id, id), UNIQUE (area_id, email)
    );
    CREATE INDEX account_seen ON account (area_id, seen_at) WHERE active;";
const DECLARED: &str = "
diesel::table! {
    area (id) {
        id -> Text,
        opened_on -> Nullable<Date>,
    }
}
diesel::table! {
    /// Somebody who signs in.
    account (area_id, id) {
        area_id -> Text,
        id -> Text,
        email -> Text,
        seen_at -> Nullable<Timestamp>,
        active -> Bool,
        tries -> Integer,
        #[sql_name = \"size\"]
        bytes -> BigInt,
        share -> Nullable<Double>,
        secret -> Nullable<Binary>,
    }
}";

fn sqlite(orders: &str) -> Schema {
    let mut conn = SqliteConnection::establish(":memory:").unwrap();
    conn.batch_execute(orders).unwrap();
    schema::of_sqlite(&mut conn)
}

fn on_postgres(orders: &str) -> Schema {
    let database = postgres::empty();
    let mut conn = database.connect();
    conn.batch_execute(orders).unwrap();
    schema::of_postgres(&mut conn)
}

#[test]
fn twins_have_no_differences() {
    let (sqlite, postgres) = (sqlite(SQLITE), on_postgres(POSTGRES));
    assert_eq!(schema::differences(&sqlite, &postgres), NOTHING);
    assert!(sqlite.contains("account: index (area_id, seen_at) plain partial"), "{sqlite:#?}");
    assert!(sqlite.contains("account: refers (area_id) to area (id), on delete cascade"));
    assert_eq!(sqlite.len(), 16, "{sqlite:#?}");
}

#[test]
fn the_declared_tables_are_compared_by_columns_and_keys() {
    let declared = schema::declared(DECLARED);
    let columns = schema::columns(&sqlite(SQLITE));
    assert_eq!(schema::differences(&declared, &columns), NOTHING);
}

#[test]
fn each_kind_of_drift_is_named() {
    let drifted = SQLITE
        .replace("id TEXT NOT NULL PRIMARY KEY", "id TEXT PRIMARY KEY")
        .replace(" ON DELETE CASCADE", "")
        .replace("tries INTEGER", "tries BIGINT")
        .replace(", UNIQUE (area_id, email)", "")
        .replace(" WHERE active", "");
    let postgres = on_postgres(POSTGRES);
    assert_eq!(
        schema::differences(&sqlite(&drifted), &postgres),
        [
            "only in the first: account: column tries bigint, never empty",
            "only in the first: account: index (area_id, seen_at) plain",
            "only in the first: account: refers (area_id) to area (id), on delete no action",
            "only in the first: area: column id text, may be empty",
            "only in the second: account: column tries integer, never empty",
            "only in the second: account: index (area_id, email) unique",
            "only in the second: account: index (area_id, seen_at) plain partial",
            "only in the second: account: refers (area_id) to area (id), on delete cascade",
            "only in the second: area: column id text, never empty",
        ]
    );
}
