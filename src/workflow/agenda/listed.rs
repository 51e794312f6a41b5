//! What people change by hand about what is on an agenda: put off, taken off, added.
use super::super::{Change, Step, listing, schedule};
use super::arrange::{items, see, to_arrange};
use super::change::note;
use crate::domain::ids::ListingId;
use crate::domain::listing::{Listing, State};
use crate::domain::meeting::{AgendaChangeKind, AgendaState};
use crate::domain::refusal::Refused;
use crate::domain::text::Private;
use crate::store;

/// Puts some items off to the next meeting, with their research.
///
/// # Errors
/// Refused without a reason, or when there is no later meeting.
pub fn defer(
    cx: &mut Change<'_, '_>,
    place: &str,
    ids: &[ListingId],
    reason: &Private,
) -> Step<()> {
    let meeting = to_arrange(cx, place)?;
    let listings = items(cx, &meeting, ids)?;
    needs(reason, "Enter why it is put off")?;
    schedule::keep(cx)?;
    let next = schedule::after(cx, &meeting)?;
    for listing in listings {
        cx.record("agenda.defer", listing.id.as_str(), &[listing.case_id]);
        listing::pass_on(cx, listing, &next, reason)?;
    }
    Ok(())
}

/// Takes some items off an agenda. What was changed about it stays in its history.
///
/// # Errors
/// Refused without a reason.
pub fn remove(
    cx: &mut Change<'_, '_>,
    place: &str,
    ids: &[ListingId],
    reason: &Private,
) -> Step<()> {
    let meeting = to_arrange(cx, place)?;
    let listings = items(cx, &meeting, ids)?;
    needs(reason, "Enter why it is taken off")?;
    for mut listing in listings {
        listing.state = State::Removed;
        store::listing::update(cx.session, &mut listing)?;
        note(cx, meeting.id, listing.id, (AgendaChangeKind::Removed, reason.clone()))?;
        cx.record("agenda.remove", listing.id.as_str(), &[listing.case_id]);
    }
    Ok(())
}

/// Puts a case onto an agenda that was taken off, or is listed for a later meeting. Once referrals
/// have closed that needs a reason.
///
/// # Errors
/// Refused without the reason, and when the case is on the agenda or has been heard.
pub fn add(cx: &mut Change<'_, '_>, place: &str, id: ListingId, reason: &Private) -> Step<()> {
    let meeting = to_arrange(cx, place)?;
    let mut listing = store::listing::find(cx.session, meeting.area_id, id)?;
    see(cx, &[listing.case_id])?;
    let others = store::listing::of_cases(cx.session, meeting.area_id, &[listing.case_id])?;
    let is_on = |it: &Listing| it.meeting_id == meeting.id && it.state == State::Listed;
    if others.iter().any(is_on) {
        return Err(Refused::field("listing", "This case is on the agenda already").into());
    }
    if listing.heard_from.is_some() || listing.disposition.is_some() {
        return Err(Refused::field("listing", "This case has been heard").into());
    }
    let is_late = meeting.agenda != AgendaState::Draft;
    if is_late {
        needs(reason, "Enter why it cannot wait")?;
        listing.late_reason = reason.clone();
    }
    let added = if is_late { AgendaChangeKind::AddedLate } else { AgendaChangeKind::Added };
    cx.record("agenda.add", listing.id.as_str(), &[listing.case_id]);
    listing::put_on(cx, listing, &meeting, (AgendaChangeKind::Removed, added), reason)
}

fn needs(reason: &Private, text: &str) -> Result<(), Refused> {
    if reason.is_blank() { Err(Refused::field("reason", text)) } else { Ok(()) }
}
