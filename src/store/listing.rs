//! Listings: cases on agendas.
use diesel::prelude::*;

use super::record::{keyed, record, versioned};
use super::schema::listings;
use super::{Session, StoreError, Tx};
use crate::domain::ids::{AreaId, CaseId, ListingId, MeetingId, ReferralId};
use crate::domain::listing::{Listing, RiskLevel, State};
use crate::domain::text::Private;
use crate::domain::time::{Day, Instant};

record! {
    listings => Listing {
        plain {
            area_id: AreaId,
            id: ListingId,
            meeting_id: MeetingId,
            case_id: CaseId,
            referral_id: ReferralId,
            previous_id: Option<ListingId>,
            state: State,
            is_emergency: bool,
            late_reason: Private,
            minutes: Option<i32>,
            pin: Option<i32>,
            risk_level: Option<RiskLevel>,
            decision: Private,
            disposition: Option<String>,
            disposition_reason: Private,
            disposition_on: Option<Day>,
            duplicate_of_id: Option<CaseId>,
            version: i32,
        }
        at { created_at, }
        maybe_at { heard_from, heard_to, }
    }
}
keyed!(listings, Listing, area_id: AreaId, id: ListingId);
versioned!(listings, Listing, version, area_id, id);

/// The listings of a meeting that still count, in the order they were made.
///
/// # Errors
/// Fails when the database does.
pub fn of_meeting<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    meeting: MeetingId,
) -> Result<Vec<Listing>, StoreError> {
    let rows: Vec<Row> = listings::table
        .filter(listings::area_id.eq(area).and(listings::meeting_id.eq(meeting)))
        .filter(listings::state.eq(State::Listed))
        .order((listings::created_at, listings::id))
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Every listing of some cases, oldest first.
///
/// # Errors
/// Fails when the database does.
pub fn of_cases<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    cases: &[CaseId],
) -> Result<Vec<Listing>, StoreError> {
    let rows: Vec<Row> = listings::table
        .filter(listings::area_id.eq(area).and(listings::case_id.eq_any(cases)))
        .order((listings::created_at, listings::id))
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// The listings of some meetings that still count, in the order they were made.
///
/// # Errors
/// Fails when the database does.
pub fn of_meetings<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    meetings: &[MeetingId],
) -> Result<Vec<Listing>, StoreError> {
    let mut rows: Vec<Row> = listings::table
        .filter(listings::area_id.eq(area).and(listings::meeting_id.eq_any(meetings)))
        .select(Row::as_select())
        .load(session.connection())?;
    // Asked for a state and an order, SQLite goes through every listing in that state.
    rows.retain(|it| it.state == State::Listed);
    rows.sort_by_key(|it| (it.created_at, it.id));
    Ok(rows.into_iter().map(Into::into).collect())
}

/// The listings that were taken off a meeting's agenda, in the order they were made.
///
/// # Errors
/// Fails when the database does.
pub fn removed<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    meeting: MeetingId,
) -> Result<Vec<Listing>, StoreError> {
    let rows: Vec<Row> = listings::table
        .filter(listings::area_id.eq(area).and(listings::meeting_id.eq(meeting)))
        .filter(listings::state.eq(State::Removed))
        .order((listings::created_at, listings::id))
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// The listings made since an instant that were taken off an agenda, newest first.
///
/// # Errors
/// Fails when the database does.
pub fn removed_since<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    (since, most): (Instant, i64),
    absent: &[CaseId],
) -> Result<Vec<Listing>, StoreError> {
    let rows: Vec<Row> = listings::table
        .filter(listings::area_id.eq(area).and(listings::state.eq(State::Removed)))
        .filter(listings::case_id.ne_all(absent))
        .filter(listings::created_at.ge(since.naive_utc()))
        .order((listings::created_at.desc(), listings::id))
        .limit(most)
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Some listings, whether or not they still count.
///
/// # Errors
/// Fails when the database does.
pub fn of_ids<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    ids: &[ListingId],
) -> Result<Vec<Listing>, StoreError> {
    let rows: Vec<Row> = listings::table
        .filter(listings::area_id.eq(area).and(listings::id.eq_any(ids)))
        .order((listings::created_at, listings::id))
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Notes when the meeting was on a listing. This counts no change: nothing that was written on it
/// is touched.
///
/// # Errors
/// Fails when the database does.
pub fn stamp(
    tx: &mut Tx<'_>,
    listing: &Listing,
    (from, to): (Option<Instant>, Option<Instant>),
) -> Result<(), StoreError> {
    diesel::update(listings::table.find((listing.area_id, listing.id)))
        .set((
            listings::heard_from.eq(from.map(|it| it.naive_utc())),
            listings::heard_to.eq(to.map(|it| it.naive_utc())),
        ))
        .execute(tx.connection())?;
    Ok(())
}
