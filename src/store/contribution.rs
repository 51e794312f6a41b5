//! What agencies said in meetings, beyond their research.
use diesel::prelude::*;

use super::record::{keyed, record, versioned};
use super::schema::contributions;
use super::{Session, StoreError, Tx};
use crate::domain::hearing::Contribution;
use crate::domain::ids::{AccountId, AgencyId, AreaId, ContributionId, ListingId};
use crate::domain::research::Share;
use crate::domain::text::Private;

record! {
    contributions => Contribution {
        plain {
            area_id: AreaId,
            id: ContributionId,
            listing_id: ListingId,
            agency_id: AgencyId,
            text: Private,
            share: Share,
            made_by: AccountId,
            version: i32,
        }
        at { made_at, }
    }
}
keyed!(contributions, Contribution, area_id: AreaId, id: ContributionId);
versioned!(contributions, Contribution, version, area_id, id);

/// Those of some listings, in order.
///
/// # Errors
/// Fails when the database does.
pub fn of_listings<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    listings: &[ListingId],
) -> Result<Vec<Contribution>, StoreError> {
    let rows: Vec<Row> = contributions::table
        .filter(contributions::area_id.eq(area).and(contributions::listing_id.eq_any(listings)))
        .order((contributions::listing_id, contributions::made_at, contributions::id))
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Removes one.
///
/// # Errors
/// Fails when the database does.
pub fn remove(tx: &mut Tx<'_>, area: AreaId, id: ContributionId) -> Result<(), StoreError> {
    diesel::delete(contributions::table.find((area, id))).execute(tx.connection())?;
    Ok(())
}
