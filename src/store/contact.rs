//! IDVAs' attempts to reach victims.
use diesel::prelude::*;

use super::record::{keyed, record};
use super::schema::contacts;
use super::{Session, StoreError};
use crate::domain::ids::{AccountId, AreaId, CaseId, ContactId};
use crate::domain::support::{Contact, Method, Outcome};
use crate::domain::text::Private;

record! {
    contacts => Contact {
        plain {
            area_id: AreaId,
            id: ContactId,
            case_id: CaseId,
            account_id: AccountId,
            method: Method,
            outcome: Outcome,
            note: Private,
        }
        at { tried_at, }
    }
}
keyed!(contacts, Contact, area_id: AreaId, id: ContactId);

/// The attempts for some cases, oldest first.
///
/// # Errors
/// Fails when the database does.
pub fn of_cases<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    cases: &[CaseId],
) -> Result<Vec<Contact>, StoreError> {
    let rows: Vec<Row> = contacts::table
        .filter(contacts::area_id.eq(area).and(contacts::case_id.eq_any(cases)))
        .order((contacts::tried_at, contacts::id))
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}
