//! Referrals.
use diesel::prelude::*;

use super::record::{keyed, record, versioned};
use super::schema::referrals;
use super::{Session, StoreError};
use crate::domain::ids::{AccountId, AgencyId, AreaId, CaseId, ReferralId};
use crate::domain::referral::{Account, Referral, Stage};
use crate::domain::text::Private;
use crate::domain::time::Day;

record! {
    referrals => Referral {
        plain {
            area_id: AreaId,
            id: ReferralId,
            case_id: CaseId,
            agency_id: AgencyId,
            account_id: AccountId,
            stage: Stage,
            incident_on: Day,
            score: Option<i32>,
            decided_by: Option<AccountId>,
            decision_reason: String,
            decision_note: Private,
            version: i32,
        }
        at { received_at, }
        maybe_at { decided_at, }
        json { account: Account, }
    }
}
keyed!(referrals, Referral, area_id: AreaId, id: ReferralId);
versioned!(referrals, Referral, version, area_id, id);

/// Referrals at some stages, oldest first.
///
/// # Errors
/// Fails when the database does.
pub fn at_stages<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    stages: &[Stage],
) -> Result<Vec<Referral>, StoreError> {
    let rows: Vec<Row> = referrals::table
        .filter(referrals::area_id.eq(area).and(referrals::stage.eq_any(stages)))
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(oldest_first(rows))
}

/// Every referral of some cases, oldest first.
///
/// # Errors
/// Fails when the database does.
pub fn of_cases<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    cases: &[CaseId],
) -> Result<Vec<Referral>, StoreError> {
    let rows: Vec<Row> = referrals::table
        .filter(referrals::area_id.eq(area).and(referrals::case_id.eq_any(cases)))
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(oldest_first(rows))
}

/// Sorted here: asked for an order that an index has, `SQLite` goes through the index instead of the
/// few.
fn oldest_first(mut rows: Vec<Row>) -> Vec<Referral> {
    rows.sort_by_key(|it| (it.received_at, it.id));
    rows.into_iter().map(Into::into).collect()
}

/// The newest referrals that somebody sent, without those of cases that are `absent`.
///
/// # Errors
/// Fails when the database does.
pub fn sent_by<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    (account, most): (AccountId, i64),
    absent: &[CaseId],
) -> Result<Vec<Referral>, StoreError> {
    let rows: Vec<Row> = referrals::table
        .filter(referrals::area_id.eq(area).and(referrals::account_id.eq(account)))
        .filter(referrals::case_id.ne_all(absent))
        .order((referrals::received_at.desc(), referrals::id))
        .limit(most)
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// How many referrals are at some stages, without those of cases that are `absent`.
///
/// # Errors
/// Fails when the database does.
pub fn count<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    stages: &[Stage],
    absent: &[CaseId],
) -> Result<u64, StoreError> {
    let count: i64 = referrals::table
        .filter(referrals::area_id.eq(area).and(referrals::stage.eq_any(stages)))
        .filter(referrals::case_id.ne_all(absent))
        .count()
        .get_result(session.connection())?;
    Ok(count.unsigned_abs())
}
