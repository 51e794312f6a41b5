//! Each change to an agenda: kept for ever, and a new version once referrals have closed.
use super::super::{Change, Step};
use crate::domain::ids::{EntryId, ListingId, MeetingId};
use crate::domain::meeting::{AgendaChange, AgendaChangeKind, AgendaState};
use crate::domain::text::Private;
use crate::store;

/// Notes a change to a meeting's agenda, with the reason where there is one.
///
/// The meeting is read again and saved: whoever holds it must not save it afterwards.
///
/// # Errors
/// Fails when the database does.
pub(in super::super) fn note(
    cx: &mut Change<'_, '_>,
    meeting: MeetingId,
    listing: ListingId,
    what: (AgendaChangeKind, Private),
) -> Step<()> {
    let area = cx.area_id()?;
    let mut meeting = store::meeting::find(cx.session, area, meeting)?;
    if meeting.agenda != AgendaState::Draft {
        meeting.agenda_version += 1;
        store::meeting::note(cx.session, &meeting)?;
    }
    let (kind, reason) = what;
    let change = AgendaChange {
        area_id: area,
        id: cx.new_id(EntryId::from_uuid),
        meeting_id: meeting.id,
        listing_id: listing,
        agenda_version: meeting.agenda_version,
        kind,
        reason,
        made_by: cx.actor.account(),
        made_at: cx.now,
    };
    Ok(store::agenda_change::insert(cx.session, &change)?)
}
