//! Agencies, and what mail their domains may get.
use diesel::prelude::*;

use super::record::{keyed, record, versioned};
use super::schema::agencies;
use super::{Session, StoreError};
use crate::domain::agency::{Agency, AskRule, Kind};
use crate::domain::ids::{AgencyId, AreaId, MembershipId};

record! {
    agencies => Agency {
        plain {
            area_id: AreaId,
            id: AgencyId,
            name: String,
            kind: Kind,
            ask_rule: AskRule,
            lead_id: Option<MembershipId>,
            phone: String,
            active: bool,
            version: i32,
        }
        at { created_at, }
    }
}
keyed!(agencies, Agency, area_id: AreaId, id: AgencyId);
versioned!(agencies, Agency, version, area_id, id);

/// The agencies of an area, by name.
///
/// # Errors
/// Fails when the database does.
pub fn list<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
) -> Result<Vec<Agency>, StoreError> {
    let rows: Vec<Row> = agencies::table
        .filter(agencies::area_id.eq(area))
        .order(agencies::name)
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}
