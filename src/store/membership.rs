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

/// Everybody of an area with their account and agency, by name.
///
/// # Errors
/// Fails when the database does.
pub fn colleagues<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
) -> Result<Vec<Colleague>, StoreError> {
    let rows: Vec<(Row, super::account::Row, String)> = memberships::table
        .inner_join(accounts::table.on(accounts::id.eq(memberships::account_id)))
        .inner_join(agencies::table.on(
            agencies::area_id.eq(memberships::area_id).and(agencies::id.eq(memberships::agency_id)),
        ))
        .filter(memberships::area_id.eq(area))
        .order((accounts::name, memberships::id))
        .select((Row::as_select(), super::account::Row::as_select(), agencies::name))
        .load(session.connection())?;
    let colleague = |(membership, account, agency): (Row, super::account::Row, String)| Colleague {
        membership: membership.into(),
        account: Account::from(account),
        agency,
    };
    Ok(rows.into_iter().map(colleague).collect())
}
