//! Who was at which meeting.
use diesel::prelude::*;

use super::record::{keyed, record, versioned};
use super::schema::{attendances, meetings};
use super::{Session, StoreError};
use crate::domain::attendance::{Attendance, Presence};
use crate::domain::ids::{AccountId, AgencyId, AreaId, AttendanceId, MeetingId};
use crate::domain::meeting::State;
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

/// Whether somebody is in a meeting that is being held.
///
/// # Errors
/// Fails when the database does.
pub fn is_in_open_meeting<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    account: AccountId,
) -> Result<bool, StoreError> {
    // From the meetings that are open, which are few, never from all that somebody came to.
    let open = meetings::table
        .filter(meetings::area_id.eq(area).and(meetings::state.eq(State::Open)))
        .select(meetings::id);
    let mine = attendances::table
        .filter(attendances::area_id.eq(area).and(attendances::account_id.eq(account)))
        .filter(attendances::presence.eq_any([Presence::Present, Presence::Late]))
        .filter(attendances::meeting_id.eq_any(open))
        .select(attendances::id);
    let found: Option<AttendanceId> = mine.first(session.connection()).optional()?;
    Ok(found.is_some())
}
