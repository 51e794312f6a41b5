//! The `PostgreSQL` cluster of the tests.
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Integer;

use crate::support::postgres::{self, TestDatabase};

fn migrated() -> TestDatabase {
    postgres::fresh("drill", |url| {
        let mut conn = PgConnection::establish(url).unwrap();
        conn.batch_execute("CREATE TABLE drill (number integer NOT NULL)").unwrap();
    })
}

fn sum(conn: &mut PgConnection) -> i32 {
    #[derive(QueryableByName)]
    struct Sum {
        #[diesel(sql_type = Integer)]
        sum: i32,
    }
    let found = diesel::sql_query("SELECT coalesce(sum(number), 0)::int4 AS sum FROM drill");
    found.get_result::<Sum>(conn).unwrap().sum
}

#[test]
fn each_database_has_the_tables_and_its_own_rows() {
    let (first, second) = (migrated(), migrated());
    first.connect().batch_execute("INSERT INTO drill VALUES (7)").unwrap();
    assert_eq!(sum(&mut first.connect()), 7);
    assert_eq!(sum(&mut PgConnection::establish(second.url()).unwrap()), 0);
}

#[test]
fn two_kinds_have_their_own_tables() {
    let drill = migrated();
    let other = postgres::fresh("bare", |_url| {});
    assert_eq!(sum(&mut drill.connect()), 0);
    assert!(other.connect().batch_execute("SELECT * FROM drill").is_err());
}

#[test]
fn a_database_goes_with_its_value_even_while_somebody_is_connected() {
    let database = migrated();
    let url = database.url().to_owned();
    let mut conn = database.connect();
    drop(database);
    assert!(conn.batch_execute("SELECT 1").is_err());
    assert!(PgConnection::establish(&url).is_err());
}

#[test]
fn an_empty_database_has_no_tables() {
    let database = postgres::empty();
    assert!(database.connect().batch_execute("SELECT * FROM drill").is_err());
}
