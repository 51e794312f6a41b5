//! Entries of the record looked up: those about a case, and those of a person, a time or a kind.
use std::collections::BTreeSet;

use diesel::prelude::*;

use super::audit::Row;
use super::connection::each_database;
use super::schema::{entries, entry_cases};
use super::{Session, StoreError, Tx};
use crate::domain::audit::{Recorded, Search};
use crate::domain::ids::{AreaId, CaseId};
use crate::domain::time::Instant;

/// Notes which cases an entry of an area is about, so that it is found by them.
pub(in crate::store) fn note_cases(tx: &mut Tx<'_>, it: &Recorded) -> Result<(), StoreError> {
    let Some(area) = it.entry.area else { return Ok(()) };
    let cases: BTreeSet<CaseId> = it.entry.cases.iter().copied().collect();
    if cases.is_empty() {
        return Ok(());
    }
    let row = |case: CaseId| {
        (
            entry_cases::area_id.eq(area),
            entry_cases::case_id.eq(case),
            entry_cases::at.eq(it.entry.at.naive_utc()),
            entry_cases::sequence.eq(it.sequence),
        )
    };
    let rows: Vec<_> = cases.into_iter().map(row).collect();
    each_database!(tx, conn => diesel::insert_into(entry_cases::table).values(&rows).execute(conn))?;
    Ok(())
}

/// A stretch of a list that begins with the newest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The newest instant in it; none for the newest of all.
    pub latest: Option<Instant>,
    /// How many of the first are left out.
    pub skip: i64,
    /// How many there may be.
    pub most: i64,
}

/// The entries about a case, newest first.
///
/// # Errors
/// Fails when the database does.
pub fn of_case<Mode>(
    session: &mut Session<'_, Mode>,
    (area, case): (AreaId, CaseId),
    stretch: Stretch,
) -> Result<Vec<Recorded>, StoreError> {
    let on_entry = entries::chain.eq(entry_cases::area_id);
    let mut wanted = entry_cases::table
        .inner_join(entries::table.on(on_entry.and(entries::sequence.eq(entry_cases::sequence))))
        .filter(entry_cases::area_id.eq(area).and(entry_cases::case_id.eq(case)))
        .order((entry_cases::at.desc(), entry_cases::sequence.desc()))
        .offset(stretch.skip)
        .limit(stretch.most)
        .select(Row::as_select())
        .into_boxed();
    if let Some(latest) = stretch.latest {
        wanted = wanted.filter(entry_cases::at.le(latest.naive_utc()));
    }
    let rows: Vec<Row> = wanted.load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// The entries of an area that are searched for, newest first. For those about a case, ask for them
/// with [`of_case`].
///
/// # Errors
/// Fails when the database does.
pub fn found<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    search: &Search,
    stretch: Stretch,
) -> Result<Vec<Recorded>, StoreError> {
    let mut wanted = entries::table
        .filter(entries::chain.eq(area.to_string()))
        .order((entries::at.desc(), entries::sequence.desc()))
        .offset(stretch.skip)
        .limit(stretch.most)
        .select(Row::as_select())
        .into_boxed();
    if let Some(account) = search.account {
        wanted = wanted.filter(entries::account_id.eq(account));
    }
    if let Some(from) = search.from {
        wanted = wanted.filter(entries::at.ge(from.naive_utc()));
    }
    if let Some(latest) = stretch.latest {
        wanted = wanted.filter(entries::at.le(latest.naive_utc()));
    }
    if let Some(deed) = search.deed {
        wanted = wanted.filter(entries::deed.eq(deed));
    }
    if search.exports {
        wanted = wanted.filter(entries::name.eq_any(crate::domain::step::EXPORTS));
    }
    let rows: Vec<Row> = wanted.load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}
