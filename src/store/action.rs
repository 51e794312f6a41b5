//! Actions.
use diesel::prelude::*;

use super::record::{keyed, record, versioned};
use super::schema::{actions, listings};
use super::{Session, StoreError, Tx};
use crate::domain::action::{Action, Kind, State};
use crate::domain::ids::{AccountId, ActionId, AgencyId, AreaId, CaseId, ListingId, RiskId};
use crate::domain::text::Private;
use crate::domain::time::Day;

record! {
    actions => Action {
        plain {
            area_id: AreaId,
            id: ActionId,
            case_id: CaseId,
            listing_id: ListingId,
            risk_id: Option<RiskId>,
            kind: Kind,
            agency_id: AgencyId,
            owner_id: AccountId,
            text: Private,
            due_on: Day,
            first_due_on: Day,
            state: State,
            closed_by: Option<AccountId>,
            outcome: Private,
            asked_due_on: Option<Day>,
            asked_reason: Private,
            created_by: AccountId,
            version: i32,
        }
        at { created_at, }
        maybe_at { due_at, closed_at, }
    }
}
keyed!(actions, Action, area_id: AreaId, id: ActionId);
versioned!(actions, Action, version, area_id, id);

/// Every action of some cases, oldest first.
///
/// # Errors
/// Fails when the database does.
pub fn of_cases<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    cases: &[CaseId],
) -> Result<Vec<Action>, StoreError> {
    let rows: Vec<Row> = actions::table
        .filter(actions::area_id.eq(area).and(actions::case_id.eq_any(cases)))
        .order((actions::created_at, actions::id))
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// The open actions of an area, first due first, then as they were agreed; those of one moment as
/// their cases were heard.
///
/// # Errors
/// Fails when the database does.
pub fn open<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
) -> Result<Vec<Action>, StoreError> {
    let heard = listings::area_id.eq(actions::area_id).and(listings::id.eq(actions::listing_id));
    let rows: Vec<Row> = actions::table
        .inner_join(listings::table.on(heard))
        .filter(actions::area_id.eq(area).and(actions::state.eq(State::Open)))
        .order((actions::due_on, actions::created_at, listings::heard_from, actions::id))
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Takes an action off the record; only while its meeting is being held.
///
/// # Errors
/// Fails when the database does.
pub fn remove(tx: &mut Tx<'_>, area: AreaId, id: ActionId) -> Result<(), StoreError> {
    diesel::delete(actions::table.find((area, id))).execute(tx.connection())?;
    Ok(())
}

/// How many open actions are past their day, of one agency or all.
///
/// # Errors
/// Fails when the database does.
pub fn count_overdue<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    (agency, today): (Option<AgencyId>, Day),
    absent: &[CaseId],
) -> Result<u64, StoreError> {
    let mut overdue = actions::table
        .filter(actions::area_id.eq(area).and(actions::state.eq(State::Open)))
        .filter(actions::due_on.lt(today))
        .filter(actions::case_id.ne_all(absent))
        .into_boxed();
    if let Some(agency) = agency {
        overdue = overdue.filter(actions::agency_id.eq(agency));
    }
    let count: i64 = overdue.count().get_result(session.connection())?;
    Ok(count.unsigned_abs())
}
