//! Risks stated in meetings.
use diesel::prelude::*;

use super::record::{keyed, record, versioned};
use super::schema::risks;
use super::{Session, StoreError, Tx};
use crate::domain::hearing::{Risk, Subject};
use crate::domain::ids::{AreaId, ListingId, PersonId, RiskId};
use crate::domain::listing::RiskLevel;
use crate::domain::text::Private;

record! {
    risks => Risk {
        plain {
            area_id: AreaId,
            id: RiskId,
            listing_id: ListingId,
            position: i32,
            subject: Subject,
            person_id: Option<PersonId>,
            text: Private,
            level: RiskLevel,
            no_action_reason: Private,
            version: i32,
        }
    }
}
keyed!(risks, Risk, area_id: AreaId, id: RiskId);
versioned!(risks, Risk, version, area_id, id);

/// Those of some listings, in order.
///
/// # Errors
/// Fails when the database does.
pub fn of_listings<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    listings: &[ListingId],
) -> Result<Vec<Risk>, StoreError> {
    let rows: Vec<Row> = risks::table
        .filter(risks::area_id.eq(area).and(risks::listing_id.eq_any(listings)))
        .order((risks::listing_id, risks::position, risks::id))
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Removes one.
///
/// # Errors
/// Fails when the database does.
pub fn remove(tx: &mut Tx<'_>, area: AreaId, id: RiskId) -> Result<(), StoreError> {
    diesel::delete(risks::table.find((area, id))).execute(tx.connection())?;
    Ok(())
}
