//! The record of changes and reads: one chain for each area and one for the installation, every
//! entry hashed under a key together with the entry before it.
use diesel::prelude::*;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::columns::Json;
use super::connection::AnyConnection;
use super::entry;
use super::schema::entries;
use super::{Session, StoreError, Tx};
use crate::domain::audit::{BrokenChain, Deed, Entry, Recorded};
use crate::domain::checkpoint::INSTALLATION;
use crate::domain::ids::{AccountId, AgencyId, AreaId, CaseId, EntryId, MembershipId};

/// The key under which entries are hashed, so that nobody without it can rewrite the chain.
pub(in crate::store) struct AuditKey(zeroize::Zeroizing<[u8; 32]>);

impl AuditKey {
    pub(in crate::store) fn new(key: [u8; 32]) -> Self {
        Self(zeroize::Zeroizing::new(key))
    }

    pub(in crate::store) fn bytes(&self) -> &[u8] {
        self.0.as_slice()
    }

    fn hash(&self, text: &str) -> String {
        // A key of 32 bytes always fits.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(self.0.as_slice()) else {
            return String::new();
        };
        mac.update(text.as_bytes());
        hex::encode(mac.finalize().into_bytes())
    }
}

/// An entry as it is kept.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = entries)]
pub(in crate::store) struct Row {
    chain: String,
    sequence: i64,
    id: EntryId,
    area_id: Option<AreaId>,
    account_id: Option<AccountId>,
    membership_id: Option<MembershipId>,
    deed: Deed,
    name: String,
    cases: Json<Vec<CaseId>>,
    subject: String,
    request: String,
    at: chrono::NaiveDateTime,
    previous: String,
    hash: String,
    agency_id: Option<AgencyId>,
    roles: String,
    reason: String,
}

impl From<Row> for Recorded {
    fn from(row: Row) -> Self {
        Self {
            chain: row.chain,
            sequence: row.sequence,
            id: row.id,
            entry: Entry {
                area: row.area_id,
                account: row.account_id,
                membership: row.membership_id,
                agency: row.agency_id,
                roles: row.roles,
                deed: row.deed,
                name: row.name,
                cases: row.cases.into_value(),
                subject: row.subject,
                reason: row.reason,
                request: row.request,
                at: row.at.and_utc(),
            },
            previous: row.previous,
            hash: row.hash,
        }
    }
}

impl From<Recorded> for Row {
    fn from(it: Recorded) -> Self {
        Self {
            chain: it.chain,
            sequence: it.sequence,
            id: it.id,
            area_id: it.entry.area,
            account_id: it.entry.account,
            membership_id: it.entry.membership,
            deed: it.entry.deed,
            name: it.entry.name,
            cases: Json::of(&it.entry.cases),
            subject: it.entry.subject,
            request: it.entry.request,
            at: it.entry.at.naive_utc(),
            previous: it.previous,
            hash: it.hash,
            agency_id: it.entry.agency,
            roles: it.entry.roles,
            reason: it.entry.reason,
        }
    }
}

/// The text that is hashed: every field, each in its JSON spelling so that no two entries share one.
///
/// Agency, roles and reason came later. They are a last item by name, as far as they are not blank:
/// an entry without them is spelt as it was before.
fn spelling(it: &Recorded) -> String {
    let entry = &it.entry;
    let mut spelt = serde_json::json!([
        it.chain,
        it.sequence,
        it.id,
        entry.area,
        entry.account,
        entry.membership,
        entry.deed,
        entry.name,
        entry.cases,
        entry.subject,
        entry.request,
        entry.at.timestamp_micros(),
        it.previous,
    ]);
    let agency = entry.agency.map(|it| it.to_string()).unwrap_or_default();
    let mut later = serde_json::Map::new();
    for (name, value) in [("agency", &agency), ("reason", &entry.reason), ("roles", &entry.roles)] {
        if !value.is_empty() {
            later.insert(name.to_owned(), value.as_str().into());
        }
    }
    if let (serde_json::Value::Array(items), false) = (&mut spelt, later.is_empty()) {
        items.push(later.into());
    }
    spelt.to_string()
}

/// Adds an entry at the end of its chain.
///
/// # Errors
/// Fails when the database does.
pub fn append(tx: &mut Tx<'_>, id: EntryId, entry: Entry) -> Result<(), StoreError> {
    let chain = chain_of(entry.area);
    hold_chain(tx.connection(), &chain)?;
    let last: Option<(i64, String)> = entries::table
        .filter(entries::chain.eq(&chain))
        .order(entries::sequence.desc())
        .select((entries::sequence, entries::hash))
        .first(tx.connection())
        .optional()?;
    let (sequence, previous) = last.unwrap_or_default();
    let mut recorded =
        Recorded { chain, sequence: sequence + 1, id, entry, previous, hash: String::new() };
    recorded.hash = tx.audit_key().hash(&spelling(&recorded));
    entry::note_cases(tx, &recorded)?;
    diesel::insert_into(entries::table).values(Row::from(recorded)).execute(tx.connection())?;
    Ok(())
}

/// Holds an area's chain, or the installation's, until the transaction ends: whoever changes
/// something of an area waits here for whoever else does. On `SQLite` there is one writer anyway.
///
/// # Errors
/// Fails when the database does.
pub fn hold(tx: &mut Tx<'_>, area: Option<AreaId>) -> Result<(), StoreError> {
    hold_chain(tx.connection(), &chain_of(area))
}

fn chain_of(area: Option<AreaId>) -> String {
    area.map_or_else(|| INSTALLATION.to_owned(), |it| it.to_string())
}

/// On `PostgreSQL`, whoever appends to a chain holds it until they commit.
fn hold_chain(conn: &mut AnyConnection, chain: &str) -> Result<(), StoreError> {
    if let AnyConnection::Postgres(conn) = conn {
        diesel::sql_query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))")
            .bind::<diesel::sql_types::Text, _>(chain)
            .execute(conn)?;
    }
    Ok(())
}

/// How many entries are checked at a time.
const STRETCH: i64 = 5_000;

/// Checks every chain from its first entry to its last; says how many entries hold.
///
/// # Errors
/// The outer error when the database fails; the inner when a chain does not hold.
pub fn verify<Mode>(
    session: &mut Session<'_, Mode>,
) -> Result<Result<u64, BrokenChain>, StoreError> {
    let chains: Vec<String> =
        entries::table.select(entries::chain).distinct().load(session.connection())?;
    let mut checked = 0;
    for chain in chains {
        match verify_chain(session, &chain)? {
            Ok(count) => checked += count,
            Err(broken) => return Ok(Err(broken)),
        }
    }
    Ok(Ok(checked))
}

fn verify_chain<Mode>(
    session: &mut Session<'_, Mode>,
    chain: &str,
) -> Result<Result<u64, BrokenChain>, StoreError> {
    let (mut sequence, mut previous, mut checked) = (0_i64, String::new(), 0);
    loop {
        let stretch: Vec<Row> = entries::table
            .filter(entries::chain.eq(chain).and(entries::sequence.gt(sequence)))
            .order(entries::sequence)
            .limit(STRETCH)
            .select(Row::as_select())
            .load(session.connection())?;
        if stretch.is_empty() {
            return Ok(Ok(checked));
        }
        for row in stretch {
            let it = Recorded::from(row);
            let wrong = if it.sequence != sequence + 1 {
                Some("an entry is missing before it")
            } else if it.previous != previous {
                Some("it does not follow the entry before it")
            } else if it.hash != session.audit_key().hash(&spelling(&it)) {
                Some("it was changed")
            } else {
                None
            };
            if let Some(what) = wrong {
                let chain = chain.to_owned();
                return Ok(Err(BrokenChain { chain, sequence: it.sequence, what }));
            }
            (sequence, previous) = (it.sequence, it.hash);
            checked += 1;
        }
    }
}

/// The last entry of a chain: the chain's name, its place and its hash.
///
/// # Errors
/// Fails when the database does.
pub fn end<Mode>(
    session: &mut Session<'_, Mode>,
    area: Option<AreaId>,
) -> Result<Option<(String, i64, String)>, StoreError> {
    Ok(entries::table
        .filter(entries::chain.eq(chain_of(area)))
        .order(entries::sequence.desc())
        .select((entries::chain, entries::sequence, entries::hash))
        .first(session.connection())
        .optional()?)
}

/// The newest entries of an area, newest first.
///
/// # Errors
/// Fails when the database does.
pub fn newest<Mode>(
    session: &mut Session<'_, Mode>,
    area: Option<AreaId>,
    most: i64,
) -> Result<Vec<Recorded>, StoreError> {
    let chain = chain_of(area);
    let rows: Vec<Row> = entries::table
        .filter(entries::chain.eq(chain))
        .order(entries::sequence.desc())
        .limit(most)
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::actor::Actor;
    use crate::domain::audit::Reason;

    fn recorded() -> Recorded {
        let at = crate::domain::time::Instant::UNIX_EPOCH;
        Recorded {
            chain: INSTALLATION.to_owned(),
            sequence: 1,
            id: EntryId::from_uuid(uuid::Uuid::from_u128(1)),
            entry: Entry::by(&Actor::Operator, Deed::Change, "area.add", at),
            previous: String::new(),
            hash: String::new(),
        }
    }

    #[test]
    fn an_entry_without_what_came_later_is_spelt_as_it_was_before() {
        let id = "00000000-0000-0000-0000-000000000001";
        let before = format!(
            "[\"installation\",1,\"{id}\",null,null,null,\"change\",\"area.add\",[],\"\",\"\",0,\"\"]"
        );
        assert_eq!(spelling(&recorded()), before);
    }

    #[test]
    fn agency_roles_and_reason_are_each_part_of_the_spelling() {
        let agency = AgencyId::from_uuid(uuid::Uuid::from_u128(2)).to_string();
        let mut all = vec![spelling(&recorded())];
        for at in 0..7 {
            let mut it = recorded();
            let word = if at < 4 { Reason::Concern.as_str() } else { agency.as_str() };
            match at {
                0 => it.entry.reason = word.to_owned(),
                1 | 4 => it.entry.roles = word.to_owned(),
                2 => it.entry.subject = word.to_owned(),
                3 => it.entry.request = word.to_owned(),
                5 => it.entry.agency = AgencyId::parse(word).ok(),
                _ => {
                    it.entry.agency = AgencyId::parse(word).ok();
                    it.entry.roles = word.to_owned();
                }
            }
            all.push(spelling(&it));
        }
        let different: std::collections::BTreeSet<_> = all.iter().collect();
        assert_eq!(different.len(), all.len());
    }
}
