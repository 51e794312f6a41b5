//! Minutes, version by version.
use diesel::prelude::*;

use super::record::{keyed, record, versioned};
use super::schema::minutes;
use super::{Session, StoreError};
use crate::domain::ids::{AccountId, AreaId, MeetingId};
use crate::domain::minutes::{Content, Minutes, State};
use crate::domain::text::Private;
use crate::domain::time::Instant;

record! {
    minutes => Minutes {
        plain {
            area_id: AreaId,
            meeting_id: MeetingId,
            version: i32,
            state: State,
            digest: String,
            change_note: Private,
            approved_by: Option<AccountId>,
            row_version: i32,
        }
        at { made_at, }
        maybe_at { approved_at, send_at, stopped_at, corrections_until, }
        json { content: Content, }
    }
}
keyed!(minutes, Minutes, area_id: AreaId, meeting_id: MeetingId, version: i32);
versioned!(minutes, Minutes, row_version, area_id, meeting_id, version);

/// A meeting's versions, newest first.
///
/// # Errors
/// Fails when the database does.
pub fn of_meeting<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    meeting: MeetingId,
) -> Result<Vec<Minutes>, StoreError> {
    let rows: Vec<Row> = minutes::table
        .filter(minutes::area_id.eq(area).and(minutes::meeting_id.eq(meeting)))
        .order(minutes::version.desc())
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// The approved versions of some meetings' minutes, with when each was approved.
///
/// # Errors
/// Fails when the database does.
pub fn approvals<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    meetings: &[MeetingId],
) -> Result<Vec<(MeetingId, i32, Instant)>, StoreError> {
    let rows: Vec<(MeetingId, i32, Option<chrono::NaiveDateTime>)> = minutes::table
        .filter(minutes::area_id.eq(area).and(minutes::meeting_id.eq_any(meetings)))
        .filter(minutes::approved_at.is_not_null())
        .select((minutes::meeting_id, minutes::version, minutes::approved_at))
        .load(session.connection())?;
    let approval = |(meeting, version, at): (_, _, Option<chrono::NaiveDateTime>)| {
        Some((meeting, version, at?.and_utc()))
    };
    Ok(rows.into_iter().filter_map(approval).collect())
}
