//! People in cases.
use diesel::prelude::*;

use super::record::{keyed, record, versioned};
use super::schema::people;
use super::{Session, StoreError, Tx};
use crate::domain::ids::{AreaId, CaseId, PersonId};
use crate::domain::person::{Part, Particulars, Person};
use crate::domain::text::Private;
use crate::domain::time::Day;

record! {
    people => Person {
        plain {
            area_id: AreaId,
            id: PersonId,
            case_id: CaseId,
            part: Part,
            name: Private,
            name_key: Private,
            born_on: Option<Day>,
            position: i32,
            version: i32,
        }
        json { particulars: Particulars, }
    }
}
keyed!(people, Person, area_id: AreaId, id: PersonId);
versioned!(people, Person, version, area_id, id);

/// Everybody in some cases, by case, part and place.
///
/// # Errors
/// Fails when the database does.
pub fn of_cases<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    cases: &[CaseId],
) -> Result<Vec<Person>, StoreError> {
    let rows: Vec<Row> = people::table
        .filter(people::area_id.eq(area).and(people::case_id.eq_any(cases)))
        .order((people::case_id, people::part, people::position, people::id))
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Everybody of an area with one of some matching names, in no order: an order that another index
/// has would let SQLite go through everybody.
///
/// # Errors
/// Fails when the database does.
pub fn by_names<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    keys: &[Private],
) -> Result<Vec<Person>, StoreError> {
    let rows: Vec<Row> = people::table
        .filter(people::area_id.eq(area).and(people::name_key.eq_any(keys)))
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Removes somebody whose description has gone into an earlier case.
///
/// # Errors
/// Fails when the database does.
pub fn remove(tx: &mut Tx<'_>, area: AreaId, id: PersonId) -> Result<(), StoreError> {
    diesel::delete(people::table.find((area, id))).execute(tx.connection())?;
    Ok(())
}
