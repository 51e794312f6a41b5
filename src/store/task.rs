//! What the coordinator must put right.
use diesel::prelude::*;

use super::record::{keyed, record, versioned};
use super::schema::tasks;
use super::{Session, StoreError};
use crate::domain::ids::{AccountId, AreaId, TaskId};
use crate::domain::task::{Kind, Task};

record! {
    tasks => Task {
        plain {
            area_id: AreaId,
            id: TaskId,
            kind: Kind,
            subject: String,
            done_by: Option<AccountId>,
            version: i32,
        }
        at { made_at, }
        maybe_at { done_at, }
    }
}
keyed!(tasks, Task, area_id: AreaId, id: TaskId);
versioned!(tasks, Task, version, area_id, id);

/// The tasks still to do about one thing.
///
/// # Errors
/// Fails when the database does.
pub fn open_about<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    subject: &str,
) -> Result<Vec<Task>, StoreError> {
    let mut all = open(session, area)?;
    all.retain(|it| it.subject == subject);
    Ok(all)
}

/// The tasks still to do, oldest first.
///
/// # Errors
/// Fails when the database does.
pub fn open<Mode>(session: &mut Session<'_, Mode>, area: AreaId) -> Result<Vec<Task>, StoreError> {
    let rows: Vec<Row> = tasks::table
        .filter(tasks::area_id.eq(area).and(tasks::done_at.is_null()))
        .order((tasks::made_at, tasks::id))
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}
