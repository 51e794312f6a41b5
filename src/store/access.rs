//! What bears on who may see cases, read for many at once.
use std::collections::HashMap;

use chrono::TimeDelta;
use diesel::prelude::*;

use super::schema::{actions, cases, listings, meetings, minutes, referrals, research};
use super::{Session, StoreError};
use crate::domain::access::{CaseFacts, ListingFacts};
use crate::domain::case::Restriction;
use crate::domain::ids::{AccountId, AgencyId, AreaId, CaseId, ListingId};
use crate::domain::time::Instant;
use crate::domain::{action, listing, minutes as minutes_rules, research as research_rules};

/// What bears on who may see some cases: five queries, however many cases.
///
/// # Errors
/// Fails when the database does.
pub fn facts<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    wanted: &[CaseId],
    visible_for: TimeDelta,
) -> Result<HashMap<CaseId, CaseFacts>, StoreError> {
    let mut facts = open_facts(session, area, wanted, visible_for)?;
    for stop in super::stop::standing(session, area)? {
        if let Some(facts) = stop.case_id.and_then(|it| facts.get_mut(&it)) {
            facts.is_closed = true;
        }
    }
    let mut owning: HashMap<ListingId, Vec<AgencyId>> = HashMap::new();
    for (case, listing, agency, state) in actions_of(session, area, wanted)? {
        owning.entry(listing).or_default().push(agency);
        let facts = facts.get_mut(&case).filter(|_| state == action::State::Open);
        if let Some(facts) = facts {
            facts.acting.push(agency);
        }
    }
    for (case, id, mut listing) in listing_facts(session, area, wanted)? {
        listing.owning = owning.remove(&id).unwrap_or_default();
        if let Some(facts) = facts.get_mut(&case) {
            facts.listings.push(listing);
        }
    }
    Ok(facts)
}

type Acting = (CaseId, ListingId, AgencyId, action::State);

/// Which agencies own actions of which listings, and whether any is still open.
fn actions_of<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    wanted: &[CaseId],
) -> Result<Vec<Acting>, StoreError> {
    Ok(actions::table
        .filter(actions::area_id.eq(area).and(actions::case_id.eq_any(wanted)))
        .select((actions::case_id, actions::listing_id, actions::agency_id, actions::state))
        .load(session.connection())?)
}

/// The cases themselves, with who referred them.
fn open_facts<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    wanted: &[CaseId],
    visible_for: TimeDelta,
) -> Result<HashMap<CaseId, CaseFacts>, StoreError> {
    let rows: Vec<(CaseId, Restriction, Option<AccountId>)> = cases::table
        .left_join(
            referrals::table
                .on(referrals::area_id.eq(cases::area_id).and(referrals::case_id.eq(cases::id))),
        )
        .filter(cases::area_id.eq(area).and(cases::id.eq_any(wanted)))
        .select((cases::id, cases::restriction, referrals::account_id.nullable()))
        .load(session.connection())?;
    let mut facts = HashMap::new();
    for (case, restriction, referrer) in rows {
        let facts = facts.entry(case).or_insert_with(|| CaseFacts {
            area,
            restriction,
            named: Vec::new(),
            excluded: Vec::new(),
            listings: Vec::new(),
            acting: Vec::new(),
            referrers: Vec::new(),
            visible_for,
            is_closed: false,
        });
        facts.referrers.extend(referrer);
    }
    Ok(facts)
}

type Listed = (CaseId, ListingId, listing::State, Option<chrono::NaiveDateTime>);
type Asked = (Option<AgencyId>, Option<research_rules::State>);
type Ended = (ListingId, Option<chrono::NaiveDateTime>);

/// The listings that still count, each with the agencies asked and the final minutes.
fn listing_facts<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    wanted: &[CaseId],
) -> Result<Vec<(CaseId, ListingId, ListingFacts)>, StoreError> {
    let on_listing = listings::area_id.eq(research::area_id);
    let on_listing = on_listing.and(listings::id.eq(research::listing_id));
    let asked = research::state.ne(research_rules::State::Dropped);
    let rows: Vec<(Listed, Asked)> =
        listings::table
            .inner_join(meetings::table.on(
                meetings::area_id.eq(listings::area_id).and(meetings::id.eq(listings::meeting_id)),
            ))
            .left_join(research::table.on(on_listing.and(asked)))
            .filter(listings::area_id.eq(area).and(listings::case_id.eq_any(wanted)))
            .select((
                (listings::case_id, listings::id, listings::state, meetings::opened_at),
                (research::agency_id.nullable(), research::state.nullable()),
            ))
            .load(session.connection())?;
    let ended = final_minutes(session, area, wanted)?;
    let mut found: HashMap<ListingId, (CaseId, ListingFacts)> = HashMap::new();
    // Asked for the state, SQLite may go through every listing in it instead of these cases'.
    let rows = rows.into_iter().filter(|(it, _)| it.2 == listing::State::Listed);
    for ((case, listing, _, opened), (agency, state)) in rows {
        let (_, facts) = found.entry(listing).or_insert_with(|| {
            let (final_at, has_opened) = (ended.get(&listing).copied(), opened.is_some());
            let (asked, returned, owning) = (Vec::new(), Vec::new(), Vec::new());
            (case, ListingFacts { asked, returned, owning, has_opened, final_at })
        });
        facts.asked.extend(agency);
        let is_in =
            |it| it == research_rules::State::Returned || it == research_rules::State::NothingHeld;
        facts.returned.extend(agency.filter(|_| state.is_some_and(is_in)));
    }
    Ok(found.into_iter().map(|(id, (case, facts))| (case, id, facts)).collect())
}

/// When the minutes of each listing's meeting became final: when their corrections closed.
fn final_minutes<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    wanted: &[CaseId],
) -> Result<HashMap<ListingId, Instant>, StoreError> {
    let rows: Vec<Ended> = listings::table
        .inner_join(
            minutes::table.on(minutes::area_id
                .eq(listings::area_id)
                .and(minutes::meeting_id.eq(listings::meeting_id))),
        )
        .filter(listings::area_id.eq(area).and(listings::case_id.eq_any(wanted)))
        .filter(minutes::state.eq(minutes_rules::State::Approved))
        .select((listings::id, minutes::corrections_until))
        .load(session.connection())?;
    let ended = |(listing, at): Ended| at.map(|it| (listing, it.and_utc()));
    Ok(rows.into_iter().filter_map(ended).collect())
}
