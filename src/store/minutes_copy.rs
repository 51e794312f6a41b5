//! Each reader's copy of minutes.
use diesel::prelude::*;

use super::record::{keyed, record};
use super::schema::minutes_copies;
use super::{Session, StoreError, Tx};
use crate::domain::ids::{AccountId, AreaId, MeetingId, MessageId};
use crate::domain::minutes::{Copy, Route};
use crate::domain::text::Private;

record! {
    minutes_copies => Copy {
        plain {
            area_id: AreaId,
            meeting_id: MeetingId,
            version: i32,
            account_id: AccountId,
            number: i32,
            route: Route,
            message_id: Option<MessageId>,
            correction: Private,
        }
        maybe_at { read_at, confirmed_at, }
    }
}
keyed!(minutes_copies, Copy, area_id: AreaId, meeting_id: MeetingId, version: i32, account_id: AccountId);

/// The copies of all versions of a meeting's minutes, by version and number.
///
/// # Errors
/// Fails when the database does.
pub fn of_meeting<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    meeting: MeetingId,
) -> Result<Vec<Copy>, StoreError> {
    let rows: Vec<Row> = minutes_copies::table
        .filter(minutes_copies::area_id.eq(area).and(minutes_copies::meeting_id.eq(meeting)))
        .order((minutes_copies::version, minutes_copies::number))
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Saves what a reader did with their copy.
///
/// # Errors
/// Fails when the database does.
pub fn save(tx: &mut Tx<'_>, copy: &Copy) -> Result<(), StoreError> {
    let key = (copy.area_id, copy.meeting_id, copy.version, copy.account_id);
    diesel::update(minutes_copies::table.find(key))
        .set(Row::from(copy))
        .execute(tx.connection())?;
    Ok(())
}
