//! Protected contact.
use diesel::prelude::*;

use super::record::{keyed, record, versioned};
use super::schema::protected_contacts;
use super::{Session, StoreError, Tx};
use crate::domain::ids::{AccountId, AreaId, CaseId};
use crate::domain::protected::ProtectedContact;
use crate::domain::text::Private;

record! {
    protected_contacts => ProtectedContact {
        plain {
            area_id: AreaId,
            case_id: CaseId,
            address: Private,
            phones: Private,
            school: Private,
            workplace: Private,
            changed_by: AccountId,
            version: i32,
        }
        at { changed_at, }
    }
}
keyed!(protected_contacts, ProtectedContact, area_id: AreaId, case_id: CaseId);
versioned!(protected_contacts, ProtectedContact, version, area_id, case_id);

/// The protected contact of a case, if any was written down.
///
/// # Errors
/// Fails when the database does.
pub fn of_case<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    case: CaseId,
) -> Result<Option<ProtectedContact>, StoreError> {
    match find(session, area, case) {
        Ok(found) => Ok(Some(found)),
        Err(StoreError::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Forgets the protected contact of a case that was put under another.
///
/// # Errors
/// Fails when the database does.
pub fn remove(tx: &mut Tx<'_>, area: AreaId, case: CaseId) -> Result<(), StoreError> {
    diesel::delete(protected_contacts::table.find((area, case))).execute(tx.connection())?;
    Ok(())
}
