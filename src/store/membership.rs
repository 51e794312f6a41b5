//! Memberships: who is what in which area.
use diesel::prelude::*;

use super::record::{keyed, record, versioned};
use super::schema::{accounts, agencies, memberships};
use super::{Session, StoreError};
use crate::domain::account::{Account, Colleague, Membership};
use crate::domain::actor::Role;
use crate::domain::ids::{AccountId, AgencyId, AreaId, MembershipId};
use crate::domain::time::Day;

record! {
    memberships => Membership {
        plain {
            area_id: AreaId,
            id: MembershipId,
            account_id: AccountId,
            agency_id: AgencyId,
            job_title: String,
            starts_on: Day,
            ends_on: Option<Day>,
            suspended: bool,
            version: i32,
        }
        at { created_at, }
        json { roles: Vec<Role>, }
    }
}
keyed!(memberships, Membership, area_id: AreaId, id: MembershipId);
versioned!(memberships, Membership, version, area_id, id);

/// An account's memberships in all areas, oldest first.
///
/// # Errors
/// Fails when the database does.
pub fn of_account<Mode>(
    session: &mut Session<'_, Mode>,
    account: AccountId,
) -> Result<Vec<Membership>, StoreError> {
    let rows: Vec<Row> = memberships::table
        .filter(memberships::account_id.eq(account))
        .order((memberships::created_at, memberships::id))
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}

type Joined = (Row, super::account::Row, String);

/// Memberships with their accounts and the names of their agencies.
macro_rules! joined {
    () => {
        memberships::table
            .inner_join(accounts::table.on(accounts::id.eq(memberships::account_id)))
            .inner_join(
                agencies::table.on(agencies::area_id
                    .eq(memberships::area_id)
                    .and(agencies::id.eq(memberships::agency_id))),
            )
            .select((Row::as_select(), super::account::Row::as_select(), agencies::name))
    };
}

/// Everybody of an area with their account and agency, by name.
///
/// # Errors
/// Fails when the database does.
pub fn colleagues<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
) -> Result<Vec<Colleague>, StoreError> {
    let rows: Vec<Joined> = joined!()
        .filter(memberships::area_id.eq(area))
        .order((accounts::name, memberships::id))
        .load(session.connection())?;
    Ok(rows.into_iter().map(colleague_of).collect())
}

/// Somebody of an area with their account and agency.
///
/// # Errors
/// Fails when the database does.
pub fn colleague<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    id: MembershipId,
) -> Result<Option<Colleague>, StoreError> {
    let row: Option<Joined> = joined!()
        .filter(memberships::area_id.eq(area).and(memberships::id.eq(id)))
        .first(session.connection())
        .optional()?;
    Ok(row.map(colleague_of))
}

fn colleague_of((membership, account, agency): Joined) -> Colleague {
    Colleague { membership: membership.into(), account: Account::from(account), agency }
}
