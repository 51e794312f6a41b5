//! A long past: copies of everything that one meeting about one case left behind, forty cases to a
//! meeting and a meeting a day, each case with names of its own, written by the database itself.
//!
//! Names come from 397 first names and 503 surnames, so that a hundred thousand cases hold one in
//! two of all the names that there are: half of today's people have a namesake of another age.
use marac::domain::referral::{Account, Described};

use super::morning;
use crate::support::county::County;
use crate::support::sitting;
use crate::support::store::TestStore;

/// How many cases a past meeting had.
const TO_A_MEETING: usize = 40;
/// The meeting that is copied.
const SEED: &str = "2026-02-05";

/// What is copied for each meeting, and for each case, with the column that ties it to that.
const OF_MEETING: &[(&str, &str)] =
    &[("meetings", "id"), ("minutes", "meeting_id"), ("attendances", "meeting_id")];
const OF_CASE: &[(&str, &str)] = &[
    ("cases", "id"),
    ("people", "case_id"),
    ("referrals", "case_id"),
    ("listings", "case_id"),
    ("research", "case_id"),
    ("actions", "case_id"),
];

/// Somebody of the past: the victim of a case by its number, and who is alleged to have harmed her.
pub fn account(number: usize) -> Account {
    let word = |before: &str, number: usize, of: usize| format!("{before}{}", number % of);
    let victim = format!("{} {}", word("Fa", number, 397), word("Ka", number, 503));
    let perpetrator = format!("{} {}", word("Ga", number * 7, 397), word("Ha", number * 11, 503));
    named(&victim, &perpetrator)
}

fn named(victim: &str, perpetrator: &str) -> Account {
    let described = |name: &str, born: &str| Described {
        name: name.into(),
        born_on: born.parse().ok(),
        ..Described::default()
    };
    Account {
        victim: described(victim, "1996-05-01"),
        perpetrators: vec![described(perpetrator, "1990-03-02")],
        ..sitting::account(victim)
    }
}

/// The meeting that is to be copied, with one case.
pub async fn seed(county: &County) {
    let mut seed = named("Qafirst Qalast", "Qbfirst Qblast");
    seed.victim.born_on = "1971-06-07".parse().ok();
    seed.perpetrators[0].born_on = "1969-08-09".parse().ok();
    morning::held(county, SEED, &[seed]).await;
}

/// Adds so many past cases.
pub fn add(store: &TestStore, cases: usize) {
    let case = store.texts(&format!(
        "SELECT case_id AS text FROM listings WHERE meeting_id = ({})",
        "SELECT id FROM meetings WHERE slug = '2026-02-05'"
    ));
    let meeting = store.texts(&format!("SELECT id AS text FROM meetings WHERE slug = '{SEED}'"));
    let meetings = cases.div_ceil(TO_A_MEETING);
    let columns: Vec<String> = store.schema().into_iter().collect();
    let copy = |(table, key): &(&str, &str), of: &str, times: usize, day: &str| {
        copies(store, &columns, table, (key, of), (times, day))
    };
    let mut orders = vec![before(store)];
    orders.extend(OF_MEETING.iter().map(|it| copy(it, &meeting[0], meetings, "n.i")));
    let day = format!("((n.i - 1) / {TO_A_MEETING} + 1)");
    orders.extend(OF_CASE.iter().map(|it| copy(it, &case[0], cases, &day)));
    orders.push("COMMIT".to_owned());
    store.execute(&orders.join(";\n"));
    store.execute(match store {
        TestStore::Sqlite(_) => "PRAGMA wal_checkpoint(TRUNCATE)",
        TestStore::Postgres(_) => "VACUUM ANALYZE",
    });
}

/// Nothing here needs to outlast a power cut, or to be held against the keys of other tables.
fn before(store: &TestStore) -> String {
    match store {
        TestStore::Sqlite(_) => "PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000; BEGIN",
        TestStore::Postgres(_) => "BEGIN; SET LOCAL session_replication_role = replica",
    }
    .to_owned()
}

/// The order that copies the rows of a table for one key so many times. `day` is the number of the
/// meeting that a copy belongs to, and of the days that it lies back.
fn copies(
    store: &TestStore,
    schema: &[String],
    table: &str,
    (key, of): (&str, &str),
    (times, day): (usize, &str),
) -> String {
    let own = schema.iter().filter_map(|it| it.strip_prefix(&format!("{table}: column ")));
    let columns: Vec<(&str, &str)> = own.filter_map(|it| it.split_once(' ')).collect();
    let values = columns.iter().map(|(name, kind)| value(store, table, (name, kind), day));
    let values: Vec<String> = values.collect();
    let names: Vec<&str> = columns.iter().map(|it| it.0).collect();
    format!(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {times})
         INSERT INTO {table} ({}) SELECT {} FROM {table} AS t, n WHERE t.{key} = '{of}'",
        names.join(", "),
        values.join(", "),
    )
}

fn value(store: &TestStore, table: &str, (name, kind): (&str, &str), day: &str) -> String {
    let is_of_meeting = name == "meeting_id" || (table, name) == ("meetings", "id");
    match (table, name) {
        ("meetings", "current_id") => "NULL".to_owned(),
        ("meetings", "slug") => format!("CAST({} AS TEXT)", back(store, "t.day", "date,", day)),
        ("cases", "reference") => "'H' || n.i".to_owned(),
        ("actions", "state") => "'done'".to_owned(),
        ("actions", "closed_at") => back(store, "t.created_at", "timestamp,", day),
        ("actions", "closed_by") => "t.created_by".to_owned(),
        ("people", "born_on") => "t.born_on".to_owned(),
        ("people", "name" | "name_key") | ("referrals", "account") => renamed(name),
        _ if is_of_meeting => copied(name, day),
        (_, "id" | "case_id" | "listing_id" | "referral_id" | "risk_id") => copied(name, "n.i"),
        _ => back(store, &format!("t.{name}"), kind, day),
    }
}

/// The identifier of a copy: the same for the same row of the same copy, in every table.
fn copied(name: &str, number: &str) -> String {
    format!("substr(t.{name}, 1, 24) || substr(CAST(1000000000000 + {number} AS TEXT), 2)")
}

/// The same names as [`account`] has.
fn renamed(name: &str) -> String {
    let words = [
        ("Qafirst", "Fa", 1, 397),
        ("Qalast", "Ka", 1, 503),
        ("Qbfirst", "Ga", 7, 397),
        ("Qblast", "Ha", 11, 503),
    ];
    let lower = |it: &str| if name == "name_key" { it.to_lowercase() } else { it.to_owned() };
    words.iter().fold(format!("t.{name}"), |text, (from, to, times, of)| {
        format!("replace({text}, '{}', '{}' || (n.i * {times} % {of}))", lower(from), lower(to))
    })
}

/// So many days earlier, for dates and instants.
fn back(store: &TestStore, value: &str, kind: &str, day: &str) -> String {
    let is = |it: &str| kind.starts_with(&format!("{it},"));
    match store {
        TestStore::Sqlite(_) if is("date") => format!("date({value}, '-' || {day} || ' days')"),
        TestStore::Sqlite(_) if is("timestamp") => {
            format!("strftime('%Y-%m-%d %H:%M:%f', {value}, '-' || {day} || ' days')")
        }
        TestStore::Postgres(_) if is("date") => format!("{value} - CAST({day} AS INTEGER)"),
        TestStore::Postgres(_) if is("timestamp") => {
            format!("{value} - CAST({day} AS INTEGER) * INTERVAL '1 day'")
        }
        _ => value.to_owned(),
    }
}
