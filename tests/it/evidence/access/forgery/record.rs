//! A record with something of everything in it, checkpoints of it, and a copy to put back.
use std::collections::BTreeMap;
use std::time::Duration;

use hmac::{Hmac, KeyInit, Mac};
use marac::domain::audit::{BrokenChain, Reason};
use marac::domain::checkpoint::{self, Checkpoint};
use marac::jobs::Checkpoints;
use marac::platform::key::Purpose;
use marac::platform::seal::Seal;
use marac::store::StoreError;
use marac::store::proof::{self, Proof};
use marac::workflow::audit;
use sha2::Sha256;

use crate::support::county::County;
use crate::support::key::key;
use crate::support::sitting;
use crate::support::store::TestStore;

/// A county's record.
pub struct Record {
    /// The county.
    pub county: County,
    /// Where the record had come to, several times, the last time at its end.
    pub checkpoints: Vec<Checkpoint>,
    /// The entries of the area's chain.
    pub entries: i64,
    /// How many of them there were when the old copy was made.
    pub old: i64,
    /// Their columns, each with a text for each entry.
    columns: BTreeMap<&'static str, Vec<String>>,
}

/// What seals checkpoints in a test.
pub fn seal() -> Seal {
    Seal::new(&key().derive(Purpose::Checkpoint))
}

/// Where the record of a county is now, as somebody reads it who kept the lines.
pub async fn checkpoints(county: &County) -> Vec<Checkpoint> {
    let made = Checkpoints::new(seal(), None).lines(&county.service).await.unwrap();
    let kept = checkpoint::find(&made.join("\n"));
    assert_eq!((kept.checkpoints.len(), kept.broken.len()), (made.len(), 0));
    let public = seal().public_key();
    assert!(
        kept.checkpoints.iter().all(|it| public.holds(&it.checkpoint.to_string(), &it.signature))
    );
    kept.checkpoints.into_iter().map(|it| it.checkpoint).collect()
}

/// Holds a county's record against checkpoints.
pub async fn held(county: &County, known: &[Checkpoint]) -> Result<Proof, BrokenChain> {
    let known = known.to_vec();
    let proof: Result<_, StoreError> =
        county.database.read(move |view| proof::check(view, &known)).await;
    proof.unwrap()
}

impl Record {
    /// A record in a store.
    pub async fn make(store: TestStore) -> Self {
        let county = County::in_store(store).await;
        let mut known = Vec::new();
        let mut old = 0;
        for (hour, victim) in ["Tamsin Bright", "Edith Crane"].into_iter().enumerate() {
            county.at(&format!("2026-02-12 08:{}", 35 + hour));
            let case = sitting::list(&county, sitting::account(victim)).await;
            for who in [county.housing(), county.probation(), county.chair(), county.idva()] {
                county.clock.pass(chrono::TimeDelta::microseconds(1_234_567));
                let mut visitor = county.visitor(who).await;
                for path in ["", "/people", "/looked", "/actions"] {
                    visitor.get(&format!("/cases/{}{path}", case.case)).await;
                }
                visitor.get("/meetings/2026-02-12/agenda").await;
            }
            known.extend(checkpoints(&county).await);
            if hour == 0 {
                copy(&county.store, "old");
                old = entries(&county);
            }
        }
        let search = |cx: &mut marac::workflow::Look<'_, '_>| {
            let wanted = audit::Wanted::default();
            audit::search(cx, &wanted, audit::Place::default(), Reason::Concern).map(drop)
        };
        for _search in 0..4 {
            county.look(county.person("Ines Grey"), search).await.unwrap();
            known.extend(checkpoints(&county).await);
        }
        copy(&county.store, "kept");
        let entries = entries(&county);
        let columns = columns(&county);
        Self { county, checkpoints: known, entries, old, columns }
    }

    /// Its store.
    pub fn store(&self) -> &TestStore {
        &self.county.store
    }

    /// Holds it against checkpoints.
    pub async fn check(&self, known: &[Checkpoint]) -> Result<Proof, BrokenChain> {
        held(&self.county, known).await
    }

    /// Puts everything back.
    pub fn put_back(&self) {
        self.store().execute(&put_back("kept"));
    }

    /// The value of a column of an entry of the area's chain.
    pub fn value(&self, column: &str, sequence: i64) -> String {
        self.columns[column][usize::try_from(sequence - 1).unwrap()].clone()
    }

    /// Orders that write the hashes of the area's chain anew with the true key, from the rows that a
    /// forger wants there, `from` one on.
    pub fn rechain(&self, rows: &[Vec<String>], from: i64) -> String {
        let chain = self.county.area;
        let mut orders = Vec::new();
        let mut previous = if from > 1 { self.value("hash", from - 1) } else { String::new() };
        for (sequence, row) in (from..).zip(rows) {
            let hash = hash(&spelling(chain.as_str(), sequence, row, &previous));
            orders.push(format!(
                "UPDATE entries SET previous = '{previous}', hash = '{hash}' \
                 WHERE chain = '{chain}' AND sequence = {sequence};"
            ));
            previous = hash;
        }
        orders.concat()
    }
}

/// The columns of an entry that its hash is about, in the order of its spelling, those that may be
/// empty last among their like.
pub const COLUMNS: [&str; 13] = [
    "id",
    "area_id",
    "account_id",
    "membership_id",
    "deed",
    "name",
    "cases",
    "subject",
    "request",
    "at",
    "agency_id",
    "reason",
    "roles",
];

/// How an entry is spelt, worked out here for the third time.
fn spelling(chain: &str, sequence: i64, row: &[String], previous: &str) -> String {
    let text = |at: usize| serde_json::to_string(&row[at]).unwrap();
    let maybe = |at: usize| if row[at].is_empty() { "null".to_owned() } else { text(at) };
    let at = row[9]
        .parse::<chrono::NaiveDateTime>()
        .or_else(|_| chrono::NaiveDateTime::parse_from_str(&row[9], "%Y-%m-%d %H:%M:%S%.f"));
    let later: Vec<String> = [(10, "agency"), (11, "reason"), (12, "roles")]
        .iter()
        .filter(|it| !row[it.0].is_empty())
        .map(|it| format!("\"{}\":{}", it.1, text(it.0)))
        .collect();
    let later = if later.is_empty() { String::new() } else { format!(",{{{}}}", later.join(",")) };
    format!(
        "[\"{chain}\",{sequence},{},{},{},{},{},{},{},{},{},{},\"{previous}\"{later}]",
        text(0),
        maybe(1),
        maybe(2),
        maybe(3),
        text(4),
        text(5),
        row[6],
        text(7),
        text(8),
        at.unwrap().and_utc().timestamp_micros()
    )
}

/// The hash that only the holder of the key file can make.
fn hash(text: &str) -> String {
    let key = crate::support::key::of_database().1;
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
    mac.update(text.as_bytes());
    hex::encode(mac.finalize().into_bytes())
}

fn copy(store: &TestStore, name: &str) {
    store.execute(&format!(
        "CREATE TABLE {name}_entries AS SELECT * FROM entries; \
         CREATE TABLE {name}_entry_cases AS SELECT * FROM entry_cases;"
    ));
}

/// Orders that put a copy in the place of what is there.
pub fn put_back(name: &str) -> String {
    format!(
        "DELETE FROM entries; INSERT INTO entries SELECT * FROM {name}_entries; \
         DELETE FROM entry_cases; INSERT INTO entry_cases SELECT * FROM {name}_entry_cases;"
    )
}

fn columns(county: &County) -> BTreeMap<&'static str, Vec<String>> {
    let chain = county.area;
    let column = |name: &&'static str| {
        let query = format!(
            "SELECT coalesce(CAST({name} AS TEXT), '') AS text FROM kept_entries \
             WHERE chain = '{chain}' ORDER BY sequence"
        );
        (*name, county.store.texts(&query))
    };
    COLUMNS.iter().chain(&["previous", "hash"]).map(column).collect()
}

fn entries(county: &County) -> i64 {
    let chain = county.area;
    county.store.count(&format!("SELECT count(*) AS count FROM entries WHERE chain = '{chain}'"))
}

/// How long a process is let work before it is killed.
pub fn moment(number: usize) -> Duration {
    Duration::from_millis(u64::try_from(number * 37 % 400).unwrap())
}
