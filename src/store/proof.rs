//! The check of the record from outside: what the database holds, column by column, against the
//! checkpoints that were kept elsewhere.
//!
//! It shares nothing with what writes the record but the key: it asks in words of its own, spells
//! an entry by itself and hashes it by itself, so that a fault there does not hide here.
use std::collections::{BTreeMap, BTreeSet};

use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Nullable, Text};
use diesel::sqlite::Sqlite;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::connection::AnyConnection;
use super::{Session, StoreError};
use crate::domain::audit::BrokenChain;
use crate::domain::checkpoint::{Checkpoint, INSTALLATION};

mod index;

/// What held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// How many entries.
    pub entries: u64,
    /// How many checkpoints they were held against.
    pub checkpoints: u64,
}

/// An entry as the database has it, every column as text.
#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = BigInt)]
    sequence: i64,
    #[diesel(sql_type = Bool)]
    sound: bool,
    #[diesel(sql_type = Nullable<Text>)]
    id: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    area_id: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    account_id: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    membership_id: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    agency_id: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    roles: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    deed: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    name: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    cases: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    subject: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    reason: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    request: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    moment: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    previous: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    hash: Option<String>,
}

#[derive(QueryableByName)]
struct Named {
    #[diesel(sql_type = Text)]
    chain: String,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

const COLUMNS: &str = "sequence, id, area_id, account_id, membership_id, agency_id, roles, deed, \
    name, cases, subject, reason, request, previous, hash";
/// A value of another kind than text looks the same here and is not found by the service.
const SOUND_SQLITE: &str = "typeof(chain) = 'text' AND typeof(sequence) = 'integer' \
    AND typeof(id) = 'text' AND typeof(area_id) IN ('text', 'null') \
    AND typeof(account_id) IN ('text', 'null') AND typeof(membership_id) IN ('text', 'null') \
    AND typeof(agency_id) IN ('text', 'null') AND typeof(roles) = 'text' \
    AND typeof(deed) = 'text' AND typeof(name) = 'text' AND typeof(cases) = 'text' \
    AND typeof(subject) = 'text' AND typeof(reason) = 'text' AND typeof(request) = 'text' \
    AND typeof(at) = 'text' AND typeof(previous) = 'text' AND typeof(hash) = 'text'";

/// How many entries are read at a time.
const STRETCH: i64 = 5_000;

/// Holds every entry of every chain against the entry before it, the list of who looked at which
/// case against the entries, and the chains against checkpoints whose signatures were checked.
///
/// # Errors
/// The outer error when the database fails; the inner names the first entry that does not hold.
pub fn check<Mode>(
    session: &mut Session<'_, Mode>,
    checkpoints: &[Checkpoint],
) -> Result<Result<Proof, BrokenChain>, StoreError> {
    const CHAINS: &str = "SELECT DISTINCT chain FROM entries";
    const ALL: &str = "SELECT count(*) AS count FROM entries";
    let mut known: BTreeMap<&str, Vec<&Checkpoint>> = BTreeMap::new();
    for it in checkpoints {
        known.entry(&it.chain).or_default().push(it);
    }
    let found: Vec<Named> = ask(session, (CHAINS, CHAINS), (&[], &[]))?;
    let found = found.iter().map(|it| it.chain.as_str());
    let names: BTreeSet<&str> = found.chain(known.keys().copied()).collect();
    let mut proof = Proof::default();
    for name in names {
        let known = known.remove(name).unwrap_or_default();
        let chain = Chain { name, sequence: 0, hash: String::new(), known };
        match chain.check(session)? {
            Ok(held) => {
                proof.entries += held.entries;
                proof.checkpoints += held.checkpoints;
            }
            Err(broken) => return Ok(Err(broken)),
        }
    }
    let all: Vec<Count> = ask(session, (ALL, ALL), (&[], &[]))?;
    let all = all.first().map_or(0, |it| it.count);
    if u64::try_from(all).is_ok_and(|it| it == proof.entries) {
        return Ok(Ok(proof));
    }
    let (chain, what) = ("of no area".to_owned(), "there are entries beside all chains");
    Ok(Err(BrokenChain { chain, sequence: 0, what }))
}

/// A chain as far as it was checked.
struct Chain<'a> {
    name: &'a str,
    sequence: i64,
    hash: String,
    known: Vec<&'a Checkpoint>,
}

type Checked<T> = Result<Result<T, BrokenChain>, StoreError>;

impl Chain<'_> {
    fn check<Mode>(mut self, session: &mut Session<'_, Mode>) -> Checked<Proof> {
        let mut listed = 0;
        loop {
            let rows = self.stretch(session)?;
            let whole = rows.len();
            for row in &rows {
                if let Some(what) = self.wrong_with(row, session.audit_key().bytes()) {
                    return Ok(Err(self.broken(row.sequence, what)));
                }
                (self.sequence, self.hash) = (row.sequence, row.hash.clone().unwrap_or_default());
            }
            match index::check(session, self.name, &rows)? {
                Ok(count) => listed += count,
                Err(sequence) => return Ok(Err(self.broken(sequence, NOT_LISTED))),
            }
            if i64::try_from(whole).unwrap_or(i64::MAX) < STRETCH {
                break;
            }
        }
        if self.known.iter().any(|it| it.sequence > self.sequence) {
            return Ok(Err(self.broken(self.sequence + 1, CUT_OFF)));
        }
        if let Some(sequence) = index::too_many(session, self.name, listed)? {
            return Ok(Err(self.broken(sequence, LISTED_TOO)));
        }
        let entries = u64::try_from(self.sequence).unwrap_or(0);
        Ok(Ok(Proof { entries, checkpoints: self.known.len() as u64 }))
    }

    fn stretch<Mode>(&self, session: &mut Session<'_, Mode>) -> Result<Vec<Row>, StoreError> {
        let sqlite = format!(
            "SELECT {COLUMNS}, CAST(at AS TEXT) AS moment, {SOUND_SQLITE} AS sound FROM entries \
             WHERE chain = ? AND sequence > ? ORDER BY sequence LIMIT {STRETCH}"
        );
        let postgres = format!(
            "SELECT {COLUMNS}, to_char(at, 'YYYY-MM-DD HH24:MI:SS.US') AS moment, TRUE AS sound \
             FROM entries WHERE chain = $1 AND sequence > $2 ORDER BY sequence LIMIT {STRETCH}"
        );
        ask(session, (&sqlite, &postgres), (&[self.name], &[self.sequence]))
    }

    fn wrong_with(&self, row: &Row, key: &[u8]) -> Option<&'static str> {
        let own_area = (self.name != INSTALLATION).then_some(self.name);
        let knows_another =
            |it: &&&Checkpoint| it.sequence == row.sequence && Some(&it.hash) != row.hash.as_ref();
        if row.sequence != self.sequence + 1 {
            Some("an entry is missing before it")
        } else if row.previous.as_ref() != Some(&self.hash) {
            Some("it does not follow the entry before it")
        } else if !row.sound || row.hash.is_none() || row.hash != seal(self.name, row, key) {
            Some("it was changed")
        } else if row.area_id.as_deref() != own_area {
            Some("it belongs to another area")
        } else {
            self.known.iter().find(knows_another).map(|_| REPLACED)
        }
    }

    fn broken(&self, sequence: i64, what: &'static str) -> BrokenChain {
        BrokenChain { chain: self.name.to_owned(), sequence, what }
    }
}

const NOT_LISTED: &str = "the list of who looked at a case lacks it, or has it otherwise";
const LISTED_TOO: &str = "the list of who looked at a case has it, and the record has not";
const CUT_OFF: &str = "a checkpoint knows it, and it is not there: entries were removed, or an older \
    database was put back";
const REPLACED: &str = "a checkpoint knows another in its place: it, or one since the checkpoint \
    before, was written anew with the key";

/// The hash of an entry; none when it holds what no entry can hold.
fn seal(chain: &str, row: &Row, key: &[u8]) -> Option<String> {
    let text = |it: &Option<String>| it.as_ref().and_then(|it| serde_json::to_string(it).ok());
    let maybe = |it: &Option<String>| serde_json::to_string(it).ok();
    let spelt = [
        serde_json::to_string(chain).ok()?,
        row.sequence.to_string(),
        text(&row.id)?,
        maybe(&row.area_id)?,
        maybe(&row.account_id)?,
        maybe(&row.membership_id)?,
        text(&row.deed)?,
        text(&row.name)?,
        row.cases.clone()?,
        text(&row.subject)?,
        text(&row.request)?,
        micros(row.moment.as_deref()?)?.to_string(),
        text(&row.previous)?,
    ];
    let later = [
        ("agency", row.agency_id.clone().unwrap_or_default()),
        ("reason", row.reason.clone()?),
        ("roles", row.roles.clone()?),
    ];
    let later: Vec<String> = later
        .iter()
        .filter(|it| !it.1.is_empty())
        .filter_map(|it| Some(format!("\"{}\":{}", it.0, serde_json::to_string(&it.1).ok()?)))
        .collect();
    let whole = match later.join(",") {
        blank if blank.is_empty() => spelt.join(","),
        later => format!("{},{{{later}}}", spelt.join(",")),
    };
    let mut mac = Hmac::<Sha256>::new_from_slice(key).ok()?;
    mac.update(format!("[{whole}]").as_bytes());
    Some(hex::encode(mac.finalize().into_bytes()))
}

/// The instant that a column holds, in microseconds; none unless it is written in the usual way.
fn micros(text: &str) -> Option<i64> {
    let at = chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S%.f").ok()?;
    let written = [at.format("%F %T%.f").to_string(), at.format("%F %T%.6f").to_string()];
    written.iter().any(|it| it == text).then(|| at.and_utc().timestamp_micros())
}

/// What a query answers, spelt for each database: first its texts are bound, then its numbers.
fn ask<Mode, T>(
    session: &mut Session<'_, Mode>,
    (sqlite, postgres): (&str, &str),
    (texts, numbers): (&[&str], &[i64]),
) -> Result<Vec<T>, StoreError>
where
    T: QueryableByName<Sqlite> + QueryableByName<Pg> + 'static,
{
    Ok(match session.connection() {
        AnyConnection::Sqlite(conn) => {
            let mut query = diesel::sql_query(sqlite).into_boxed::<Sqlite>();
            for it in texts {
                query = query.bind::<Text, _>(*it);
            }
            for it in numbers {
                query = query.bind::<BigInt, _>(*it);
            }
            query.load(conn)?
        }
        AnyConnection::Postgres(conn) => {
            let mut query = diesel::sql_query(postgres).into_boxed::<Pg>();
            for it in texts {
                query = query.bind::<Text, _>(*it);
            }
            for it in numbers {
                query = query.bind::<BigInt, _>(*it);
            }
            query.load(conn)?
        }
    })
}
