//! What bears on who may see cases, read for many at once.
use std::collections::HashMap;

use chrono::TimeDelta;
use diesel::prelude::*;

use super::schema::{
    actions, cases, listings, meetings, memberships, minutes, referrals, research,
};
use super::{Session, StoreError, case_name, exclusion, opening};
use crate::domain::access::{CaseFacts, ListingFacts};
use crate::domain::case::Restriction;
use crate::domain::conflict::Party;
use crate::domain::ids::{AccountId, AgencyId, AreaId, CaseId, ListingId};
use crate::domain::time::Instant;
use crate::domain::{action, listing, minutes as minutes_rules, research as research_rules};

/// What bears on who may see some cases at an instant: six queries, however many cases, and some
/// more when one is restricted, joined to another or kept from an agency.
///
/// # Errors
/// Fails when the database does.
pub fn facts<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    wanted: &[CaseId],
    (visible_for, now): (TimeDelta, Instant),
) -> Result<HashMap<CaseId, CaseFacts>, StoreError> {
    let (mut facts, joined) = open_facts(session, area, wanted, visible_for)?;
    keep_out(session, area, &mut facts, (&joined, now))?;
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

/// Which cases were joined to which.
type Joined = HashMap<CaseId, CaseId>;
type Opened = (CaseId, Restriction, Option<CaseId>, Option<AccountId>);

/// The cases themselves, with who referred them, as if they were kept from nobody.
fn open_facts<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    wanted: &[CaseId],
    visible_for: TimeDelta,
) -> Result<(HashMap<CaseId, CaseFacts>, Joined), StoreError> {
    let rows: Vec<Opened> = cases::table
        .left_join(
            referrals::table
                .on(referrals::area_id.eq(cases::area_id).and(referrals::case_id.eq(cases::id))),
        )
        .filter(cases::area_id.eq(area).and(cases::id.eq_any(wanted)))
        .select((cases::id, cases::restriction, cases::joined_to, referrals::account_id.nullable()))
        .load(session.connection())?;
    let (mut facts, mut joined) = (HashMap::new(), Joined::new());
    for (case, restriction, to, referrer) in rows {
        joined.extend(to.map(|to| (case, to)));
        let facts = facts.entry(case).or_insert_with(|| CaseFacts {
            area,
            restriction,
            named: Vec::new(),
            let_in: Vec::new(),
            excluded: Vec::new(),
            listings: Vec::new(),
            acting: Vec::new(),
            referrers: Vec::new(),
            visible_for,
            is_closed: false,
        });
        facts.referrers.extend(referrer);
    }
    Ok((facts, joined))
}

/// Adds who is kept from the cases, and who is named on them. What is joined to another case is kept
/// from whomever that one is.
fn keep_out<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    facts: &mut HashMap<CaseId, CaseFacts>,
    (joined, now): (&Joined, Instant),
) -> Result<(), StoreError> {
    let ends: Vec<CaseId> = joined.values().copied().filter(|it| !facts.contains_key(it)).collect();
    let mut wanted: Vec<CaseId> = facts.keys().copied().collect();
    wanted.extend(&ends);
    let restricted = restricted_of(session, area, &ends)?;
    for (case, to) in joined {
        let is_restricted = restricted.contains(to)
            || facts.get(to).is_some_and(|it| it.restriction == Restriction::Restricted);
        if let Some(facts) = facts.get_mut(case).filter(|_| is_restricted) {
            facts.restriction = Restriction::Restricted;
        }
    }
    let excluded = excluded(session, area, &wanted)?;
    let is_any = facts.values().any(|it| it.restriction == Restriction::Restricted);
    let (names, openings) = if is_any {
        let names = case_name::of_cases(session, area, &wanted)?;
        (names, opening::of_cases(session, area, &wanted, now)?)
    } else {
        (Vec::new(), Vec::new())
    };
    for (case, facts) in facts {
        let end = joined.get(case).unwrap_or(case);
        let is_here = |it: &CaseId| it == case || it == end;
        let of_it = excluded.iter().filter(|(it, _)| is_here(it));
        facts.excluded.extend(of_it.map(|(_, account)| *account));
        let of_end = names.iter().filter(|it| it.case_id == *end);
        facts.named.extend(of_end.map(|it| it.account_id));
        let let_in = openings.iter().filter(|it| it.case_id == *end && it.confirmed_at.is_some());
        facts.let_in.extend(let_in.map(|it| it.account_id));
    }
    Ok(())
}

/// Which of some cases are restricted.
fn restricted_of<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    ids: &[CaseId],
) -> Result<Vec<CaseId>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<(CaseId, Restriction)> = cases::table
        .filter(cases::area_id.eq(area).and(cases::id.eq_any(ids)))
        .select((cases::id, cases::restriction))
        .load(session.connection())?;
    let restricted = rows.into_iter().filter(|it| it.1 == Restriction::Restricted);
    Ok(restricted.map(|it| it.0).collect())
}

/// Which accounts are kept from which cases: those named, and everybody with a place in an agency
/// that is.
fn excluded<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    wanted: &[CaseId],
) -> Result<Vec<(CaseId, AccountId)>, StoreError> {
    let (mut accounts, mut agencies) = (Vec::new(), Vec::new());
    for it in exclusion::of_cases(session, area, wanted)? {
        match it.party() {
            _ if !it.state.keeps_out() => {}
            Party::Account(account) => accounts.push((it.case_id, account)),
            Party::Agency(agency) => agencies.push((it.case_id, agency)),
            // Whom a restriction keeps out, the names say.
            Party::Unnamed => {}
        }
    }
    if agencies.is_empty() {
        return Ok(accounts);
    }
    let ids: Vec<AgencyId> = agencies.iter().map(|it| it.1).collect();
    let places: Vec<(AgencyId, AccountId)> = memberships::table
        .filter(memberships::area_id.eq(area).and(memberships::agency_id.eq_any(ids)))
        .select((memberships::agency_id, memberships::account_id))
        .load(session.connection())?;
    for (case, agency) in agencies {
        let theirs = places.iter().filter(|it| it.0 == agency);
        accounts.extend(theirs.map(|it| (case, it.1)));
    }
    Ok(accounts)
}

/// The cases of an area that are not there for an account, whatever its role: it or its agency has an
/// interest in them, or they are restricted and do not name it.
///
/// # Errors
/// Fails when the database does.
pub fn absent<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    account: AccountId,
    now: Instant,
) -> Result<Vec<CaseId>, StoreError> {
    let mut absent = exclusion::kept_from(session, area, account)?;
    absent.extend(case_name::not_naming(session, area, account, now)?);
    absent.sort_unstable();
    absent.dedup();
    let joined = exclusion::joined_to(session, area, &absent)?;
    absent.extend(joined);
    Ok(absent)
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
