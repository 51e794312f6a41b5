//! Who is kept from which case.
use diesel::prelude::*;

use super::record::{keyed, record, versioned};
use super::schema::{cases, exclusions, memberships};
use super::{Session, StoreError};
use crate::domain::conflict::{Exclusion, Interest, State};
use crate::domain::ids::{AccountId, AgencyId, AreaId, CaseId, ExclusionId};
use crate::domain::text::Private;

record! {
    exclusions => Exclusion {
        plain {
            area_id: AreaId,
            id: ExclusionId,
            case_id: CaseId,
            account_id: Option<AccountId>,
            agency_id: Option<AgencyId>,
            interest: Interest,
            reason: Private,
            recorded_by: Option<AccountId>,
            state: State,
            ruled_by: Option<AccountId>,
            ruling: Private,
            replacement_id: Option<AccountId>,
            version: i32,
        }
        at { recorded_at, }
        maybe_at { ruled_at, }
    }
}
keyed!(exclusions, Exclusion, area_id: AreaId, id: ExclusionId);
versioned!(exclusions, Exclusion, version, area_id, id);

/// What is recorded for some cases, oldest first.
///
/// # Errors
/// Fails when the database does.
pub fn of_cases<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    cases: &[CaseId],
) -> Result<Vec<Exclusion>, StoreError> {
    let mut rows: Vec<Row> = exclusions::table
        .filter(exclusions::area_id.eq(area).and(exclusions::case_id.eq_any(cases)))
        .select(Row::as_select())
        .load(session.connection())?;
    rows.sort_by_key(|it| (it.recorded_at, it.id));
    Ok(rows.into_iter().map(Into::into).collect())
}

/// The cases that an account is kept from, by its own name or its agency's, in whichever of its
/// places it signed in, and those that were joined to them.
///
/// # Errors
/// Fails when the database does.
pub fn kept_from<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    account: AccountId,
) -> Result<Vec<CaseId>, StoreError> {
    let agencies: Vec<AgencyId> = memberships::table
        .filter(memberships::area_id.eq(area).and(memberships::account_id.eq(account)))
        .select(memberships::agency_id)
        .load(session.connection())?;
    let names = exclusions::account_id.eq(account).or(exclusions::agency_id.eq_any(agencies));
    let found: Vec<(CaseId, State)> = exclusions::table
        .filter(exclusions::area_id.eq(area).and(names.assume_not_null()))
        .select((exclusions::case_id, exclusions::state))
        .load(session.connection())?;
    let kept = found.into_iter().filter(|(_, state)| state.keeps_out());
    Ok(kept.map(|(case, _)| case).collect())
}

/// The cases that were joined to some.
///
/// # Errors
/// Fails when the database does.
pub fn joined_to<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    to: &[CaseId],
) -> Result<Vec<CaseId>, StoreError> {
    if to.is_empty() {
        return Ok(Vec::new());
    }
    let wanted: Vec<Option<CaseId>> = to.iter().copied().map(Some).collect();
    Ok(cases::table
        .filter(cases::area_id.eq(area).and(cases::joined_to.eq_any(wanted)))
        .select(cases::id)
        .load(session.connection())?)
}

/// What waits for a word: declared and not ruled on, or to be lifted; oldest first.
///
/// # Errors
/// Fails when the database does.
pub fn pending<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
) -> Result<Vec<Exclusion>, StoreError> {
    let states = [State::Declared, State::LiftAsked];
    let mut rows: Vec<Row> = exclusions::table
        .filter(exclusions::area_id.eq(area).and(exclusions::state.eq_any(states)))
        .select(Row::as_select())
        .load(session.connection())?;
    rows.sort_by_key(|it| (it.recorded_at, it.id));
    Ok(rows.into_iter().map(Into::into).collect())
}
