//! Meetings.
use std::collections::HashMap;

use diesel::prelude::*;

use super::connection::each_database;
use super::record::{keyed, noted, record, versioned};
use super::schema::{listings, meetings};
use super::{Session, StoreError, Tx};
use crate::domain::ids::{AccountId, AreaId, ListingId, MeetingId};
use crate::domain::listing;
use crate::domain::meeting::{AgendaState, Kind, Meeting, State};
use crate::domain::time::{Day, Instant};

record! {
    meetings => Meeting {
        plain {
            area_id: AreaId,
            id: MeetingId,
            slug: String,
            day: Day,
            rule_day: Option<Day>,
            is_by_hand: bool,
            kind: Kind,
            state: State,
            place: String,
            join_link: String,
            minutes_per_case: i32,
            chair_id: Option<AccountId>,
            substitute_id: Option<AccountId>,
            minute_taker_id: Option<AccountId>,
            agenda: AgendaState,
            agenda_version: i32,
            told_version: i32,
            reason: String,
            current_id: Option<ListingId>,
            version: i32,
        }
        at { starts_at, research_due_at, publish_at, }
        maybe_at { cutoff_at, published_at, told_at, opened_at, closed_at, }
    }
}
keyed!(meetings, Meeting, area_id: AreaId, id: MeetingId);
versioned!(meetings, Meeting, version, area_id, id);
noted!(meetings, Meeting, version, area_id, id);

/// Finds a meeting by its place in a URL.
///
/// # Errors
/// [`StoreError::NotFound`] when there is none.
pub fn by_slug<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    slug: &str,
) -> Result<Meeting, StoreError> {
    let row: Row = meetings::table
        .filter(meetings::area_id.eq(area).and(meetings::slug.eq(slug)))
        .select(Row::as_select())
        .first(session.connection())?;
    Ok(row.into())
}

/// Adds a meeting unless its place in a URL, or the day of the rule that it is for, is taken; says
/// whether it was added.
///
/// # Errors
/// Fails when the database does.
pub fn add(tx: &mut Tx<'_>, meeting: &Meeting) -> Result<bool, StoreError> {
    let row = Row::from(meeting);
    let added = each_database!(tx, conn => diesel::insert_into(meetings::table)
        .values(&row)
        .on_conflict_do_nothing()
        .execute(conn))?;
    Ok(added == 1)
}

/// The meetings on a day and later, wherever they were moved, and those that the rule puts there.
///
/// # Errors
/// Fails when the database does.
pub fn from_day<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    day: Day,
) -> Result<Vec<Meeting>, StoreError> {
    let rows: Vec<Row> = meetings::table
        .filter(meetings::area_id.eq(area))
        .filter(meetings::day.nullable().ge(day).or(meetings::rule_day.ge(day)))
        .order((meetings::starts_at, meetings::id))
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// The days of some meetings.
///
/// # Errors
/// Fails when the database does.
pub fn days<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    ids: &[MeetingId],
) -> Result<HashMap<MeetingId, Day>, StoreError> {
    let rows: Vec<(MeetingId, Day)> = meetings::table
        .filter(meetings::area_id.eq(area).and(meetings::id.eq_any(ids)))
        .select((meetings::id, meetings::day))
        .load(session.connection())?;
    Ok(rows.into_iter().collect())
}

/// The last meetings before a day, newest first.
///
/// # Errors
/// Fails when the database does.
pub fn before<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    day: Day,
    most: i64,
) -> Result<Vec<Meeting>, StoreError> {
    let rows: Vec<Row> = meetings::table
        .filter(meetings::area_id.eq(area).and(meetings::day.lt(day)))
        .order((meetings::day.desc(), meetings::starts_at.desc(), meetings::id))
        .limit(most)
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// The meetings of some days, both included, by their start.
///
/// # Errors
/// Fails when the database does.
pub fn between<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    first: Day,
    last: Day,
) -> Result<Vec<Meeting>, StoreError> {
    let rows: Vec<Row> = meetings::table
        .filter(meetings::area_id.eq(area).and(meetings::day.between(first, last)))
        .order((meetings::starts_at, meetings::id))
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// The first meetings from an instant on that are still to be held or being held.
///
/// # Errors
/// Fails when the database does.
pub fn coming<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    from: (Day, Instant),
    most: i64,
) -> Result<Vec<Meeting>, StoreError> {
    let (day, at) = from;
    let rows: Vec<Row> = meetings::table
        .filter(meetings::area_id.eq(area).and(meetings::day.ge(day)))
        .filter(meetings::starts_at.ge(at.naive_utc()).or(meetings::state.eq(State::Open)))
        .filter(meetings::state.eq_any([State::Scheduled, State::Open]))
        .order((meetings::starts_at, meetings::id))
        .limit(most)
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// The first meetings before a day that were not finished: opened and not closed, or never opened
/// though cases are on their agenda.
///
/// # Errors
/// Fails when the database does.
pub fn unfinished<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    day: Day,
    most: i64,
) -> Result<Vec<Meeting>, StoreError> {
    let waiting = listings::table
        .filter(listings::area_id.eq(meetings::area_id).and(listings::meeting_id.eq(meetings::id)))
        .filter(listings::state.eq(listing::State::Listed));
    let rows: Vec<Row> = meetings::table
        .filter(meetings::area_id.eq(area).and(meetings::day.lt(day)))
        .filter(meetings::state.eq_any([State::Scheduled, State::Open]))
        .filter(meetings::state.eq(State::Open).or(diesel::dsl::exists(waiting)))
        .order((meetings::starts_at, meetings::id))
        .limit(most)
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Some meetings.
///
/// # Errors
/// Fails when the database does.
pub fn of_ids<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    ids: &[MeetingId],
) -> Result<Vec<Meeting>, StoreError> {
    let rows: Vec<Row> = meetings::table
        .filter(meetings::area_id.eq(area).and(meetings::id.eq_any(ids)))
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}
