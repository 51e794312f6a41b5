//! Letters about a meeting that was cancelled, moved or called.
use super::super::{Cx, schedule};
use super::office::{clock, due, named};
use super::{Miss, Told};
use crate::domain::access::Duty;
use crate::domain::ids::{ListingId, MeetingId};
use crate::domain::letter::Due;
use crate::domain::letter::agenda::{MeetingCalled, MeetingCancelled, MeetingMoved};
use crate::domain::meeting::{AgendaChangeKind, Kind, Meeting, State};
use crate::store;

/// A meeting is not as it was.
pub(super) fn changed<Mode>(cx: &mut Cx<'_, '_, Mode>, id: MeetingId) -> Told {
    cx.on_duty(Duty::SeeAgenda)?;
    let area = cx.area()?;
    let meeting = store::meeting::find(cx.session, area.id, id)?;
    if meeting.starts_at <= cx.now {
        return Err(Miss::Unwanted("The meeting is over"));
    }
    let clock = clock(cx)?;
    let (named_meeting, research_due) =
        (named(clock, &meeting), due(clock, meeting.research_due_at));
    Ok(match (meeting.state, meeting.kind, meeting.rule_day) {
        (State::Cancelled, _, _) => {
            let cases_pass_to = passed_to(cx, &meeting)?.map(|it| named(clock, &it));
            MeetingCancelled { meeting: named_meeting, cases_pass_to }.into()
        }
        (_, Kind::Regular, Some(day)) => {
            let from = Due { on: day, at: Some(area.settings.day.starts_at) };
            MeetingMoved { from, meeting: named_meeting, research_due }.into()
        }
        _ => MeetingCalled { meeting: named_meeting, research_due: Some(research_due) }.into(),
    })
}

/// The meeting that the cases of a cancelled one passed to, if it had any.
fn passed_to<Mode>(cx: &mut Cx<'_, '_, Mode>, meeting: &Meeting) -> Result<Option<Meeting>, Miss> {
    let area = meeting.area_id;
    let changes = store::agenda_change::of_meeting(cx.session, area, meeting.id)?;
    let deferred = changes.iter().filter(|it| it.kind == AgendaChangeKind::Deferred);
    let ids: Vec<ListingId> = deferred.map(|it| it.listing_id).collect();
    let absent = cx.absent()?;
    let mut listings = store::listing::of_ids(cx.session, area, &ids)?;
    listings.retain(|it| !absent.contains(&it.case_id));
    let coming = schedule::coming(cx)?;
    Ok(coming.into_iter().find(|it| listings.iter().any(|one| one.meeting_id == it.id)))
}
