//! Puts a word into every place of its kind, behind the program's back, so that no form stands in the
//! way of where it goes.
use serde_json::Value;

use super::kind::Kind;
use crate::support::store::TestStore;

/// Keys of words inside what is held as JSON.
const WORDS: &[&str] = &[
    "name",
    "also_known_as",
    "address",
    "relationship",
    "needs",
    "pregnancy",
    "school_or_work",
    "status",
    "safe_contact",
    "must_not_know",
    "happened",
    "place",
    "history",
    "note",
    "judgement",
    "afraid_of",
    "wishes",
    "done_notes",
    "phone",
    "second_contact",
];

/// Puts a word into every place of its kind; says in how many rows it stands now.
pub fn plant(store: &TestStore, area: &str, kind: &Kind, word: &str) -> usize {
    kind.places.iter().map(|place| into(store, place, &rows(place, kind.rows, area), word)).sum()
}

fn into(store: &TestStore, place: &str, rows: &str, word: &str) -> usize {
    let (column, path) = place.split_once(':').unwrap_or((place, ""));
    let (table, column) = column.split_once('.').unwrap();
    if path.is_empty() {
        store.execute(&format!("UPDATE {table} SET {column} = {column} || ' {word}' WHERE {rows}"));
        let holds = format!("{rows} AND {column} LIKE '%{word}%'");
        let count = format!("SELECT COUNT(*) AS count FROM {table} WHERE {holds}");
        return usize::try_from(store.count(&count)).unwrap();
    }
    let texts = store.texts(&format!("SELECT DISTINCT {column} AS text FROM {table} WHERE {rows}"));
    let mut planted = 0;
    for text in texts {
        let mut value: Value = serde_json::from_str(&text).unwrap();
        planted += within(&mut value, path, word);
        let (old, new) = (quoted(&text), quoted(&value.to_string()));
        store.execute(&format!(
            "UPDATE {table} SET {column} = {new} WHERE {column} = {old} AND {rows}"
        ));
    }
    planted
}

/// Adds a word to the texts at a path; lists are gone through.
fn within(value: &mut Value, path: &str, word: &str) -> usize {
    match value {
        Value::Array(items) => items.iter_mut().map(|it| within(it, path, word)).sum(),
        Value::Object(fields) if path == "*" => {
            let put = |(key, it): (&String, &mut Value)| match it {
                Value::String(text) if WORDS.contains(&key.as_str()) => add(text, word),
                Value::String(_) => 0,
                other => within(other, path, word),
            };
            fields.iter_mut().map(put).sum()
        }
        Value::Object(fields) => {
            let (key, rest) = path.split_once('.').unwrap_or((path, ""));
            fields.get_mut(key).map_or(0, |it| within(it, rest, word))
        }
        Value::String(text) if path.is_empty() => add(text, word),
        _ => 0,
    }
}

fn add(text: &mut String, word: &str) -> usize {
    text.push(' ');
    text.push_str(word);
    1
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// The condition of a kind's rows in the table of a place.
fn rows(place: &str, rows: &str, area: &str) -> String {
    let table = place.split('.').next().unwrap();
    let case = case_of(table);
    let here = format!("{table}.area_id = '{area}'");
    let listed = format!("{case} IN (SELECT case_id FROM listings)");
    let restricted = format!("{case} IN (SELECT id FROM cases WHERE restriction = 'restricted')");
    let closed = format!("{case} IN (SELECT case_id FROM stops WHERE case_id IS NOT NULL)");
    let meeting = |is: &str| {
        format!(
            "{table}.listing_id IN (SELECT listings.id FROM listings JOIN meetings \
             ON meetings.id = listings.meeting_id WHERE meetings.{is})"
        )
    };
    let housing = format!(
        "{table}.agency_id = (SELECT id FROM agencies WHERE name = 'Housing Options' \
         AND area_id = '{area}')"
    );
    let (group, more) = rows.split_once(' ').unwrap_or((rows, ""));
    let group = match group {
        "@listed" => format!("{here} AND {listed} AND NOT {restricted}"),
        "@restricted" => format!("{here} AND {restricted}"),
        "@waiting" => format!("{here} AND NOT {listed} AND NOT {closed}"),
        "@closed" => format!("{here} AND {closed}"),
        "@other" => format!("{table}.area_id <> '{area}'"),
        _ => here,
    };
    let more = more
        .replace("@heard", &meeting("opened_at IS NOT NULL"))
        .replace("@coming", &meeting("opened_at IS NULL"))
        .replace("@housing", &housing);
    if more.is_empty() { group } else { format!("{group} AND {more}") }
}

/// The case of a row.
fn case_of(table: &str) -> String {
    let of = |other: &str, column: &str| {
        format!("(SELECT of.case_id FROM {other} AS of WHERE of.id = {table}.{column})")
    };
    match table {
        "cases" => "cases.id".to_owned(),
        "views" | "contributions" | "risks" | "agenda_changes" => of("listings", "listing_id"),
        "notes" => of("referrals", "referral_id"),
        "action_events" => of("actions", "action_id"),
        _ => format!("{table}.case_id"),
    }
}
