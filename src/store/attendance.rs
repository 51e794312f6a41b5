//! Who was at which meeting.
use diesel::prelude::*;

use super::record::{keyed, record, versioned};
use super::schema::attendances;
use super::{Session, StoreError};
use crate::domain::attendance::{Attendance, Presence};
use crate::domain::ids::{AccountId, AgencyId, AreaId, AttendanceId, MeetingId};
use crate::domain::text::Private;

record! {
    attendances => Attendance {
        plain {
            area_id: AreaId,
            id: AttendanceId,
            meeting_id: MeetingId,
            account_id: Option<AccountId>,
            name: Private,
            agency_id: AgencyId,
            presence: Presence,
            is_observer: bool,
            acknowledged_by: Option<AccountId>,
            statement_version: Option<i32>,
            version: i32,
        }
        maybe_at { acknowledged_at, }
    }
}
keyed!(attendances, Attendance, area_id: AreaId, id: AttendanceId);
versioned!(attendances, Attendance, version, area_id, id);

/// A meeting's attendance, by name.
///
/// # Errors
/// Fails when the database does.
pub fn of_meeting<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    meeting: MeetingId,
) -> Result<Vec<Attendance>, StoreError> {
    let rows: Vec<Row> = attendances::table
        .filter(attendances::area_id.eq(area).and(attendances::meeting_id.eq(meeting)))
        .order((attendances::name, attendances::id))
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}
