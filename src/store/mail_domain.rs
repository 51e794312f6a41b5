//! What mail each domain may get.
use diesel::prelude::*;

use super::connection::each_database;
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

/// Saves a rule, new or not.
///
/// # Errors
/// Fails when the database does.
pub fn save(tx: &mut Tx<'_>, rule: &MailDomain) -> Result<(), StoreError> {
    let row = Row::from(rule);
    each_database!(tx, conn => diesel::insert_into(mail_domains::table)
        .values(&row)
        .on_conflict((mail_domains::area_id, mail_domains::domain))
        .do_update()
        .set(&row)
        .execute(conn))?;
    Ok(())
}
