//! Both databases have the same tables, and each change of them can be undone.
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::schema::{self, Schema};
use crate::support::store::{TestStore, on_both};

/// Tables that name an area and yet belong to the installation: somebody signs in before it is
/// known for which area, and a chain of the record is an area's or the installation's own.
const OF_THE_INSTALLATION: [&str; 3] = ["entries", "memberships", "sessions"];

#[test]
fn both_databases_have_the_same_tables() {
    let (sqlite, postgres) = (TestStore::on_sqlite().schema(), TestStore::on_postgres().schema());
    assert_same(&sqlite, &postgres);
}

#[test]
fn the_declared_tables_are_those_that_the_migrations_make() {
    let declared = schema::declared(include_str!("../../src/store/schema.rs"));
    let made = schema::columns(&TestStore::on_sqlite().schema());
    assert!(!declared.is_empty());
    assert_same(&declared, &made);
}

#[test]
fn both_databases_have_the_same_changes() {
    let names = |kind| changes(kind).iter().map(|it| it.file_name().unwrap().to_owned()).collect();
    let (sqlite, postgres): (Vec<_>, Vec<_>) = (names("sqlite"), names("postgres"));
    assert_eq!(sqlite, postgres);
}

on_both! {
    async fn each_change_can_be_undone_and_made_again(store) {
        let kind = if matches!(store, TestStore::Sqlite(_)) { "sqlite" } else { "postgres" };
        let full = store.schema();
        for change in changes(kind).iter().rev() {
            store.execute(&fs::read_to_string(change.join("down.sql")).unwrap());
        }
        assert_eq!(store.schema(), Schema::new());
        for change in changes(kind) {
            store.execute(&fs::read_to_string(change.join("up.sql")).unwrap());
        }
        assert_same(&full, &store.schema());
    }
}

/// An installation can be divided by area only if whatever is unique or looked up is so inside one.
#[test]
fn keys_and_indexes_of_an_areas_data_begin_with_the_area() {
    let lines = TestStore::on_sqlite().schema();
    let with_area = |it: &String| Some(it.split_once(": column area_id ")?.0.to_owned());
    let mut tables: BTreeSet<String> = lines.iter().filter_map(with_area).collect();
    for table in OF_THE_INSTALLATION {
        assert!(tables.remove(table), "{table} names no area");
    }
    assert!(!tables.is_empty());
    let loose = lines.iter().filter(|line| {
        let (table, rest) = line.split_once(": ").unwrap();
        let keyed = rest.strip_prefix("key (").or_else(|| rest.strip_prefix("index ("));
        tables.contains(table) && keyed.is_some_and(|it| !it.starts_with("area_id"))
    });
    let loose: Vec<_> = loose.cloned().collect();
    assert!(loose.is_empty(), "\n{}", loose.join("\n"));
}

fn assert_same(first: &Schema, second: &Schema) {
    let differences = schema::differences(first, second);
    assert!(differences.is_empty(), "\n{}", differences.join("\n"));
}

/// The folders of the changes of one database, in the order that they are made.
fn changes(kind: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(kind);
    let mut found: Vec<_> = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    found.sort();
    found
}
