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

/// What bears on who may see some cases: four queries, however many cases.
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
    for (case, listing) in listing_facts(session, area, wanted)? {
        if let Some(facts) = facts.get_mut(&case) {
            facts.listings.push(listing);
        }
    }
    let acting: Vec<(CaseId, AgencyId)> = actions::table
        .filter(actions::area_id.eq(area).and(actions::case_id.eq_any(wanted)))
        .filter(actions::state.eq(action::State::Open))
        .select((actions::case_id, actions::agency_id))
        .distinct()
        .load(session.connection())?;
    for (case, agency) in acting {
        if let Some(facts) = facts.get_mut(&case) {
            facts.acting.push(agency);
        }
    }
    Ok(facts)
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
        });
        facts.referrers.extend(referrer);
    }
    Ok(facts)
}

type Asked = (CaseId, ListingId, Option<chrono::NaiveDateTime>, AgencyId, research_rules::State);
type Ended = (ListingId, Option<chrono::NaiveDateTime>);

/// The listings that still count, each with the agencies asked and the final minutes.
fn listing_facts<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    wanted: &[CaseId],
) -> Result<Vec<(CaseId, ListingFacts)>, StoreError> {
    let asked: Vec<Asked> =
        research::table
            .inner_join(listings::table.on(
                listings::area_id.eq(research::area_id).and(listings::id.eq(research::listing_id)),
            ))
            .inner_join(meetings::table.on(
                meetings::area_id.eq(listings::area_id).and(meetings::id.eq(listings::meeting_id)),
            ))
            .filter(research::area_id.eq(area).and(research::case_id.eq_any(wanted)))
            .filter(listings::state.eq(listing::State::Listed))
            .filter(research::state.ne(research_rules::State::Dropped))
            .select((
                listings::case_id,
                listings::id,
                meetings::opened_at,
                research::agency_id,
                research::state,
            ))
            .load(session.connection())?;
    let ended = final_minutes(session, area, wanted)?;
    let mut found: HashMap<ListingId, (CaseId, ListingFacts)> = HashMap::new();
    for (case, listing, opened, agency, state) in asked {
        let (_, facts) = found.entry(listing).or_insert_with(|| {
            let final_at = ended.get(&listing).copied();
            let has_opened = opened.is_some();
            let (asked, returned) = (Vec::new(), Vec::new());
            (case, ListingFacts { asked, returned, has_opened, final_at })
        });
        facts.asked.push(agency);
        if matches!(state, research_rules::State::Returned | research_rules::State::NothingHeld) {
            facts.returned.push(agency);
        }
    }
    Ok(found.into_values().collect())
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
