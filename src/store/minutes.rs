//! Minutes, version by version.
use diesel::prelude::*;

use super::record::{keyed, record, versioned};
use super::schema::{minutes, minutes_copies};
use super::{Session, StoreError};
use crate::domain::ids::{AccountId, AreaId, MeetingId};
use crate::domain::minutes::{Content, Issue, Minutes, State};
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

type At = Option<chrono::NaiveDateTime>;
type IssueRow = (MeetingId, i32, State, At, At, At, At);

/// The newest versions of an area, newest first, without their content; with an account, those of
/// which it has a copy.
///
/// # Errors
/// Fails when the database does.
pub fn newest<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    account: Option<AccountId>,
    most: i64,
) -> Result<Vec<Issue>, StoreError> {
    let columns = (
        minutes::meeting_id,
        minutes::version,
        minutes::state,
        minutes::approved_at,
        minutes::send_at,
        minutes::stopped_at,
        minutes::corrections_until,
    );
    let mut newest = minutes::table
        .filter(minutes::area_id.eq(area))
        .order((minutes::made_at.desc(), minutes::version.desc()))
        .select(columns)
        .limit(most)
        .into_boxed();
    if let Some(account) = account {
        let own = minutes_copies::table
            .filter(minutes_copies::area_id.eq(area).and(minutes_copies::account_id.eq(account)))
            .filter(minutes_copies::meeting_id.eq(minutes::meeting_id))
            .filter(minutes_copies::version.eq(minutes::version));
        newest = newest.filter(diesel::dsl::exists(own));
    }
    let rows: Vec<IssueRow> = newest.load(session.connection())?;
    let at = |it: At| it.map(|it| it.and_utc());
    let issue = |(meeting_id, version, state, approved, send, stopped, until): IssueRow| Issue {
        meeting_id,
        version,
        state,
        approved_at: at(approved),
        send_at: at(send),
        stopped_at: at(stopped),
        corrections_until: at(until),
    };
    Ok(rows.into_iter().map(issue).collect())
}
