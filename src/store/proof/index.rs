//! Whether the list of which entries are about which case says what the entries say.
use std::collections::{BTreeMap, BTreeSet};

use diesel::sql_types::{BigInt, Text};

use super::super::{Session, StoreError};
use super::{Count, Row, micros};
use crate::domain::checkpoint::INSTALLATION;

/// A line of the list as the database has it.
#[derive(diesel::QueryableByName)]
struct Listed {
    #[diesel(sql_type = BigInt)]
    sequence: i64,
    #[diesel(sql_type = Text)]
    moment: String,
}

/// Checks what the list has of some entries that were found to hold: how many lines it should have
/// of them, or the first entry that it lacks.
pub(super) fn check<Mode>(
    session: &mut Session<'_, Mode>,
    chain: &str,
    rows: &[Row],
) -> Result<Result<usize, i64>, StoreError> {
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return Ok(Ok(0)) };
    let times: BTreeMap<i64, Option<i64>> =
        rows.iter().map(|it| (it.sequence, it.moment.as_deref().and_then(micros))).collect();
    let mut wanted: BTreeMap<String, BTreeSet<i64>> = BTreeMap::new();
    for row in rows.iter().filter(|_| chain != INSTALLATION) {
        for case in cases(row) {
            wanted.entry(case).or_default().insert(row.sequence);
        }
    }
    let (mut count, mut lacking) = (0, BTreeSet::new());
    for (case, sequences) in wanted {
        let listed = listed(session, (chain, &case), (first.sequence, last.sequence))?;
        let is_right =
            |it: &&Listed| times.get(&it.sequence).is_some_and(|at| *at == micros(&it.moment));
        let listed: BTreeSet<i64> = listed.iter().filter(is_right).map(|it| it.sequence).collect();
        count += sequences.len();
        lacking.extend(sequences.difference(&listed).copied());
    }
    Ok(lacking.first().map_or(Ok(count), |it| Err(*it)))
}

/// The cases that an entry names. What was found to hold names them as a list.
fn cases(row: &Row) -> Vec<String> {
    row.cases.as_deref().and_then(|it| serde_json::from_str(it).ok()).unwrap_or_default()
}

fn listed<Mode>(
    session: &mut Session<'_, Mode>,
    (chain, case): (&str, &str),
    (first, last): (i64, i64),
) -> Result<Vec<Listed>, StoreError> {
    const SQLITE: &str = "SELECT sequence, CAST(at AS TEXT) AS moment FROM entry_cases \
        WHERE area_id = ? AND case_id = ? AND sequence BETWEEN ? AND ?";
    const POSTGRES: &str = "SELECT sequence, to_char(at, 'YYYY-MM-DD HH24:MI:SS.US') AS moment \
        FROM entry_cases WHERE area_id = $1 AND case_id = $2 AND sequence BETWEEN $3 AND $4";
    super::ask(session, (SQLITE, POSTGRES), (&[chain, case], &[first, last]))
}

/// The entry of a line that the list has and no entry accounts for; none when it has as many lines
/// as it should.
pub(super) fn too_many<Mode>(
    session: &mut Session<'_, Mode>,
    chain: &str,
    right: usize,
) -> Result<Option<i64>, StoreError> {
    const SQLITE: &str = "SELECT count(*) AS count FROM entry_cases WHERE area_id = ?";
    const POSTGRES: &str = "SELECT count(*) AS count FROM entry_cases WHERE area_id = $1";
    const LOOSE: &str = "SELECT coalesce(min(sequence), 0) AS count FROM entry_cases \
        WHERE area_id = ? AND NOT EXISTS (SELECT 1 FROM entries \
        WHERE entries.chain = entry_cases.area_id AND entries.sequence = entry_cases.sequence \
        AND entries.at = entry_cases.at \
        AND entries.cases LIKE '%\"' || entry_cases.case_id || '\"%')";
    let all: Vec<Count> = super::ask(session, (SQLITE, POSTGRES), (&[chain], &[]))?;
    let all = all.first().map_or(0, |it| it.count);
    if usize::try_from(all).is_ok_and(|it| it == right) {
        return Ok(None);
    }
    let postgres = LOOSE.replace('?', "$1");
    let loose: Vec<Count> = super::ask(session, (LOOSE, &postgres), (&[chain], &[]))?;
    Ok(Some(loose.first().map_or(0, |it| it.count)))
}
