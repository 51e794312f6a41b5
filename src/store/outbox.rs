//! Mail to be sent, one row for each message to one person.
use diesel::prelude::*;

use super::connection::each_database;
use super::record::{keyed, record};
use super::schema::messages;
use super::{Session, StoreError, Tx};
use crate::domain::ids::{AccountId, AreaId, MeetingId, MessageId};
use crate::domain::notice::{Delivery, Message, Notice};
use crate::domain::time::Instant;

record! {
    messages => Message {
        plain {
            area_id: AreaId,
            id: MessageId,
            account_id: AccountId,
            kind: String,
            meeting_id: Option<MeetingId>,
            once: String,
            delivery: Delivery,
            attempts: i32,
            last_answer: String,
        }
        at { not_before, created_at, }
        maybe_at { leased_until, settled_at, }
        json { notice: Notice, }
    }
}
keyed!(messages, Message, area_id: AreaId, id: MessageId);

/// Queues a message unless one with the same `once` is there already; says whether it was queued.
///
/// # Errors
/// Fails when the database does.
pub fn enqueue(tx: &mut Tx<'_>, message: &Message) -> Result<bool, StoreError> {
    let row = Row::from(message);
    let queued = each_database!(tx, conn => diesel::insert_into(messages::table)
        .values(&row)
        .on_conflict((messages::area_id, messages::once))
        .do_nothing()
        .execute(conn))?;
    Ok(queued == 1)
}

/// The first message of an area whose time has come: queued, put off, to be sent once more because
/// it may not have gone, or left behind by a sender that stopped.
///
/// # Errors
/// Fails when the database does.
pub fn due<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    now: Instant,
) -> Result<Option<Message>, StoreError> {
    let waiting = [Delivery::Queued, Delivery::Deferred, Delivery::Uncertain];
    let row: Option<Row> = messages::table
        .filter(messages::area_id.eq(area).and(messages::delivery.eq_any(waiting)))
        .filter(messages::not_before.le(now.naive_utc()).and(messages::settled_at.is_null()))
        .order((messages::not_before, messages::created_at, messages::id))
        .select(Row::as_select())
        .first(session.connection())
        .optional()?;
    let row = match row {
        Some(row) => Some(row),
        None => messages::table
            .filter(messages::area_id.eq(area).and(messages::delivery.eq(Delivery::Leased)))
            .filter(messages::leased_until.le(now.naive_utc()))
            .order((messages::leased_until, messages::id))
            .select(Row::as_select())
            .first(session.connection())
            .optional()?,
    };
    Ok(row.map(Into::into))
}

/// Takes a message for sending. Says whether it was still to be had as it was read.
///
/// # Errors
/// Fails when the database does.
pub fn lease(tx: &mut Tx<'_>, message: &Message, until: Instant) -> Result<bool, StoreError> {
    let taken = diesel::update(
        messages::table
            .find((message.area_id, message.id))
            .filter(messages::delivery.eq(message.delivery))
            .filter(messages::attempts.eq(message.attempts)),
    )
    .set((
        messages::delivery.eq(Delivery::Leased),
        messages::leased_until.eq(until.naive_utc()),
        messages::attempts.eq(message.attempts + 1),
    ))
    .execute(tx.connection())?;
    Ok(taken == 1)
}

/// Saves where a message stands.
///
/// # Errors
/// Fails when the database does.
pub fn save(tx: &mut Tx<'_>, message: &Message) -> Result<(), StoreError> {
    diesel::update(messages::table.find((message.area_id, message.id)))
        .set(Row::from(message))
        .execute(tx.connection())?;
    Ok(())
}

/// When the oldest message of an area that has not left, though its time has come, could first have
/// left.
///
/// # Errors
/// Fails when the database does.
pub fn oldest_unsent<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    now: Instant,
) -> Result<Option<Instant>, StoreError> {
    let row: Option<Row> = messages::table
        .filter(messages::area_id.eq(area).and(messages::settled_at.is_null()))
        .filter(
            messages::delivery.ne(Delivery::Queued).or(messages::not_before.le(now.naive_utc())),
        )
        .order((messages::created_at, messages::id))
        .select(Row::as_select())
        .first(session.connection())
        .optional()?;
    Ok(row.map(|it| it.created_at.and_utc()))
}

/// The messages of an area that have not come to rest, oldest first.
///
/// # Errors
/// Fails when the database does.
pub fn unsent<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
) -> Result<Vec<Message>, StoreError> {
    let rows: Vec<Row> = messages::table
        .filter(messages::area_id.eq(area).and(messages::settled_at.is_null()))
        .order((messages::created_at, messages::id))
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// The newest messages of an area, newest first.
///
/// # Errors
/// Fails when the database does.
pub fn newest<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    most: i64,
) -> Result<Vec<Message>, StoreError> {
    let rows: Vec<Row> = messages::table
        .filter(messages::area_id.eq(area))
        .order((messages::created_at.desc(), messages::id))
        .limit(most)
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Some messages.
///
/// # Errors
/// Fails when the database does.
pub fn of_ids<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    ids: &[MessageId],
) -> Result<Vec<Message>, StoreError> {
    let rows: Vec<Row> = messages::table
        .filter(messages::area_id.eq(area).and(messages::id.eq_any(ids)))
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Stops those of some messages that have not left. Gives how many that were.
///
/// # Errors
/// Fails when the database does.
pub fn stop(
    tx: &mut Tx<'_>,
    area: AreaId,
    ids: &[MessageId],
    now: Instant,
) -> Result<usize, StoreError> {
    let waiting = [Delivery::Queued, Delivery::Deferred];
    let stopped = diesel::update(
        messages::table
            .filter(messages::area_id.eq(area).and(messages::id.eq_any(ids)))
            .filter(messages::delivery.eq_any(waiting)),
    )
    .set((messages::delivery.eq(Delivery::Stopped), messages::settled_at.eq(Some(now.naive_utc()))))
    .execute(tx.connection())?;
    Ok(stopped)
}

/// Queues again those of some messages that were stopped, to leave no sooner than `not_before`.
///
/// # Errors
/// Fails when the database does.
pub fn release(
    tx: &mut Tx<'_>,
    area: AreaId,
    ids: &[MessageId],
    not_before: Instant,
) -> Result<usize, StoreError> {
    let released = diesel::update(
        messages::table
            .filter(messages::area_id.eq(area).and(messages::id.eq_any(ids)))
            .filter(messages::delivery.eq(Delivery::Stopped)),
    )
    .set((
        messages::delivery.eq(Delivery::Queued),
        messages::settled_at.eq(None::<chrono::NaiveDateTime>),
        messages::not_before.eq(not_before.naive_utc()),
    ))
    .execute(tx.connection())?;
    Ok(released)
}
