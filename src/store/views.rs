//! Victims' views for hearings.
use diesel::prelude::*;

use super::record::{keyed, record, versioned};
use super::schema::views;
use super::{Session, StoreError};
use crate::domain::ids::{AccountId, AreaId, ListingId};
use crate::domain::support::Views;
use crate::domain::text::Private;

record! {
    views => Views {
        plain {
            area_id: AreaId,
            listing_id: ListingId,
            text: Private,
            none_reason: Private,
            made_by: AccountId,
            version: i32,
        }
        at { made_at, }
    }
}
keyed!(views, Views, area_id: AreaId, listing_id: ListingId);
versioned!(views, Views, version, area_id, listing_id);

/// The views for some listings.
///
/// # Errors
/// Fails when the database does.
pub fn of_listings<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    listings: &[ListingId],
) -> Result<Vec<Views>, StoreError> {
    let rows: Vec<Row> = views::table
        .filter(views::area_id.eq(area).and(views::listing_id.eq_any(listings)))
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}
