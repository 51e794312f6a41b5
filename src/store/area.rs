//! Areas.
use diesel::prelude::*;

use super::record::{keyed, record, versioned};
use super::schema::areas;
use super::{Session, StoreError};
use crate::domain::area::{Area, AreaSettings};
use crate::domain::ids::AreaId;

record! {
    areas => Area {
        plain {
            id: AreaId,
            name: String,
            prefix: String,
            statement_version: i32,
            version: i32,
        }
        at { created_at, }
        json { settings: AreaSettings, }
    }
}
keyed!(areas, Area, id: AreaId);
versioned!(areas, Area, version, id);

/// Every area, by name.
///
/// # Errors
/// Fails when the database does.
pub fn list<Mode>(session: &mut Session<'_, Mode>) -> Result<Vec<Area>, StoreError> {
    let rows: Vec<Row> =
        areas::table.order(areas::name).select(Row::as_select()).load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}
