//! What mail each domain may get.
use diesel::prelude::*;

use super::record::{keyed, record};
use super::schema::mail_domains;
use super::{Session, StoreError, Tx};
use crate::domain::agency::{MailDomain, MailRule};
use crate::domain::ids::{AccountId, AreaId};

record! {
    mail_domains => MailDomain {
        plain {
            area_id: AreaId,
            domain: String,
            rule: MailRule,
            reason: String,
            set_by: AccountId,
            version: i32,
        }
        at { set_at, }
    }
}
keyed!(mail_domains, MailDomain, area_id: AreaId, domain: &str);

/// The rules of an area, by domain.
///
/// # Errors
/// Fails when the database does.
pub fn list<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
) -> Result<Vec<MailDomain>, StoreError> {
    let rows: Vec<Row> = mail_domains::table
        .filter(mail_domains::area_id.eq(area))
        .order(mail_domains::domain)
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Saves a rule that was decided anew, and counts the change.
///
/// # Errors
/// [`StoreError::Changed`] when somebody else did so since it was read.
pub fn update(tx: &mut Tx<'_>, rule: &mut MailDomain) -> Result<(), StoreError> {
    let mut row = Row::from(&*rule);
    row.version += 1;
    let saved = diesel::update(
        mail_domains::table
            .find((rule.area_id, &rule.domain))
            .filter(mail_domains::version.eq(rule.version)),
    )
    .set(row)
    .execute(tx.connection())?;
    if saved == 0 {
        return Err(StoreError::Changed);
    }
    rule.version += 1;
    Ok(())
}
