//! What agencies return about cases.
use diesel::prelude::*;

use super::record::{keyed, noted, record, versioned};
use super::schema::{listings, meetings, research};
use super::{Session, StoreError};
use crate::domain::ids::{AccountId, AgencyId, AreaId, CaseId, ListingId, ResearchId};
use crate::domain::research::{Known, Research, Share, State};
use crate::domain::text::Private;
use crate::domain::{listing, meeting};

record! {
    research => Research {
        plain {
            area_id: AreaId,
            id: ResearchId,
            listing_id: ListingId,
            case_id: CaseId,
            agency_id: AgencyId,
            state: State,
            returned_by: Option<AccountId>,
            is_late: bool,
            text: Private,
            share: Share,
            not_minuted: Private,
            chair_only: Private,
            offer: Private,
            version: i32,
        }
        at { asked_at, }
        maybe_at { told_at, opened_at, chased_at, returned_at, }
        json { known: Known, }
    }
}
keyed!(research, Research, area_id: AreaId, id: ResearchId);
versioned!(research, Research, version, area_id, id);
noted!(research, Research, version, area_id, id);

/// All research on some listings, by listing and agency.
///
/// # Errors
/// Fails when the database does.
pub fn of_listings<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    listings: &[ListingId],
) -> Result<Vec<Research>, StoreError> {
    let rows: Vec<Row> = research::table
        .filter(research::area_id.eq(area).and(research::listing_id.eq_any(listings)))
        .order((research::listing_id, research::agency_id))
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// How many returns are missing for meetings still to be held or being held, by one agency or all.
///
/// # Errors
/// Fails when the database does.
pub fn count_missing<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    agency: Option<AgencyId>,
    absent: &[CaseId],
) -> Result<u64, StoreError> {
    // From the meetings that are to be held, which are few, never from all that is unanswered.
    let to_come = [meeting::State::Scheduled, meeting::State::Open];
    let to_come = meetings::table
        .filter(meetings::area_id.eq(area).and(meetings::state.eq_any(to_come)))
        .select(meetings::id);
    let listed = listings::table
        .filter(listings::area_id.eq(area).and(listings::state.eq(listing::State::Listed)))
        .filter(listings::meeting_id.eq_any(to_come))
        .select(listings::id);
    let mut missing = research::table
        .filter(research::area_id.eq(area).and(research::state.eq(State::Asked)))
        .filter(research::listing_id.eq_any(listed))
        .filter(research::case_id.ne_all(absent))
        .into_boxed();
    if let Some(agency) = agency {
        missing = missing.filter(research::agency_id.eq(agency));
    }
    let count: i64 = missing.count().get_result(session.connection())?;
    Ok(count.unsigned_abs())
}
