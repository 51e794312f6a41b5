//! What agencies return about cases.
use diesel::prelude::*;

use super::record::{keyed, record, versioned};
use super::schema::research;
use super::{Session, StoreError};
use crate::domain::ids::{AccountId, AgencyId, AreaId, CaseId, ListingId, ResearchId};
use crate::domain::research::{Known, Research, Share, State};
use crate::domain::text::Private;

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
