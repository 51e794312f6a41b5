//! The rows of a store at one moment, to be put back after a test has changed them.
use std::collections::BTreeSet;

use super::store::TestStore;

/// The rows of all tables but the record itself, whose rows only ever grow.
pub struct Snapshot<'a> {
    store: &'a TestStore,
    watched: Vec<String>,
    rows: BTreeSet<String>,
}

impl<'a> Snapshot<'a> {
    /// Keeps what the store holds now, instead of what an earlier snapshot of it kept.
    pub fn of(store: &'a TestStore) -> Self {
        let watched = store.tables();
        let kept: Vec<String> = watched.iter().cloned().chain(["sessions".to_owned()]).collect();
        let copies = kept.iter().map(|it| {
            format!("DROP TABLE IF EXISTS kept.{it}; CREATE TABLE kept.{it} AS SELECT * FROM {it};")
        });
        store.execute(&Self::with_kept(store, "CREATE SCHEMA IF NOT EXISTS kept;", copies));
        let rows = store.rows(&watched);
        Self { store, watched, rows }
    }

    /// The first answer of a query.
    pub fn one(&self, query: &str) -> String {
        self.store.texts(query).into_iter().next().expect(query)
    }

    /// Every row that is new or gone since, with the name of its table first.
    pub fn changes(&self) -> Vec<String> {
        self.store.rows(&self.watched).symmetric_difference(&self.rows).cloned().collect()
    }

    /// Puts everything back.
    pub fn restore(&self) {
        self.restore_from(&self.changes());
    }

    /// Puts back what [`Snapshot::changes`] found, in the tables that it is in alone, since most
    /// changes are in a few of them. Sessions are not watched, and put back each time.
    pub fn restore_from(&self, changes: &[String]) {
        let named = changes.iter().filter_map(|it| Some(it.split_once(':')?.0));
        let tables: BTreeSet<&str> = named.chain(["sessions"]).collect();
        let back = tables
            .iter()
            .map(|it| format!("DELETE FROM {it}; INSERT INTO {it} SELECT * FROM kept.{it};"));
        // Tables refer to each other, so that no order of them would do.
        self.store.execute(&Self::with_kept(
            self.store,
            "SET LOCAL session_replication_role = replica;",
            back,
        ));
    }

    /// Orders in one transaction, where `kept` names what was kept. `PostgreSQL` is told something
    /// first.
    fn with_kept(store: &TestStore, first: &str, orders: impl Iterator<Item = String>) -> String {
        let begin = match store {
            TestStore::Sqlite(_) => format!(
                "PRAGMA foreign_keys = OFF; ATTACH DATABASE '{}' AS kept KEY ''; BEGIN;",
                store.file().with_extension("kept").display()
            ),
            TestStore::Postgres(_) => format!("BEGIN; {first}"),
        };
        let orders: String = orders.collect();
        format!("{begin} {orders} COMMIT;")
    }
}
