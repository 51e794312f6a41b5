//! Notes between referrers and the coordinator.
use diesel::prelude::*;

use super::record::{keyed, record};
use super::schema::notes;
use super::{Session, StoreError};
use crate::domain::ids::{AccountId, AreaId, NoteId, ReferralId};
use crate::domain::referral::{Note, NoteKind};
use crate::domain::text::Private;

record! {
    notes => Note {
        plain {
            area_id: AreaId,
            id: NoteId,
            referral_id: ReferralId,
            kind: NoteKind,
            text: Private,
            made_by: AccountId,
        }
        at { made_at, }
    }
}
keyed!(notes, Note, area_id: AreaId, id: NoteId);

/// The notes of some referrals, oldest first.
///
/// # Errors
/// Fails when the database does.
pub fn of_referrals<Mode>(
    session: &mut Session<'_, Mode>,
    area: AreaId,
    referrals: &[ReferralId],
) -> Result<Vec<Note>, StoreError> {
    let rows: Vec<Row> = notes::table
        .filter(notes::area_id.eq(area).and(notes::referral_id.eq_any(referrals)))
        .order((notes::made_at, notes::id))
        .select(Row::as_select())
        .load(session.connection())?;
    Ok(rows.into_iter().map(Into::into).collect())
}
