//! Minutes, version by version.
use diesel::prelude::*;

use super::record::{keyed, record, versioned};
use super::schema::minutes;
use super::{Session, StoreError};
use crate::domain::ids::{AccountId, AreaId, MeetingId};
use crate::domain::minutes::{Content, Minutes, State};
use crate::domain::text::Private;

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
