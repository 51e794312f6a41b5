//! What happens to a meeting that is not held: its cases pass on, and everybody is told.
use super::super::{Change, Step, colleague, listing};
use super::coming;
use crate::domain::meeting::{Kind, Meeting, State};
use crate::domain::notice::Notice;
use crate::domain::refusal::Refused;
use crate::domain::text::Private;
use crate::store;

/// Cancels a meeting and passes its cases to the next one; says whether there were any.
pub(super) fn call_off(cx: &mut Change<'_, '_>, meeting: &mut Meeting, reason: &str) -> Step<bool> {
    meeting.state = State::Cancelled;
    reason.clone_into(&mut meeting.reason);
    store::meeting::update(cx.session, meeting)?;
    let listings = store::listing::of_meeting(cx.session, meeting.area_id, meeting.id)?;
    let cases: Vec<_> = listings.iter().map(|it| it.case_id).collect();
    cx.record("meeting.cancel", meeting.id.as_str(), &cases);
    if listings.is_empty() {
        return Ok(false);
    }
    let next = after(cx, meeting)?;
    for listing in listings {
        listing::pass_on(cx, listing, &next, &Private::from(reason))?;
    }
    Ok(true)
}

/// The regular meeting that hears what another one does not.
pub(in super::super) fn after(cx: &mut Change<'_, '_>, meeting: &Meeting) -> Step<Meeting> {
    let is_next = |it: &Meeting| {
        it.kind == Kind::Regular
            && it.state == State::Scheduled
            && it.id != meeting.id
            && it.starts_at > meeting.starts_at
    };
    let none = "There is no later meeting to pass the cases to. Call an extra meeting first";
    Ok(coming(cx)?.into_iter().find(is_next).ok_or_else(|| Refused::because(none))?)
}

/// Tells everybody who sits in the area's meetings that one is not as it was.
pub(super) fn tell(cx: &mut Change<'_, '_>, meeting: &Meeting) -> Step<()> {
    let once = format!("meeting_changed:{}:{}", meeting.id, meeting.version);
    for colleague in colleague::in_force(cx)? {
        if colleague.takes_part() {
            let notice = Notice::MeetingChanged { meeting: meeting.id };
            cx.tell(colleague.account.id, notice, &once, cx.now)?;
        }
    }
    Ok(())
}
