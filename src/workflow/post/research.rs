//! Letters that ask agencies for research and remind them of it.
use super::super::{Cx, access};
use super::office::{clock, due, named};
use super::{Miss, Told};
use crate::domain::access::{Duty, Sight};
use crate::domain::ids::{AgencyId, CaseId, ListingId, MeetingId};
use crate::domain::letter::agenda::{ResearchAsked, ResearchReminder};
use crate::domain::listing::Listing;
use crate::domain::meeting::{Meeting, State};
use crate::domain::research;
use crate::store;

/// Cases to research.
pub(super) fn asked<Mode>(cx: &mut Cx<'_, '_, Mode>, meeting: MeetingId, agency: AgencyId) -> Told {
    let (meeting, count) = to_return(cx, meeting, agency)?;
    let clock = clock(cx)?;
    let due = due(clock, meeting.research_due_at);
    Ok(ResearchAsked { meeting: named(clock, &meeting), count, due }.into())
}

/// Research that is not in.
pub(super) fn reminder<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    meeting: MeetingId,
    agency: AgencyId,
) -> Told {
    let (meeting, count) = to_return(cx, meeting, agency)?;
    if meeting.research_due_at <= cx.now {
        return Err(Miss::Unwanted("The time for it is over"));
    }
    let clock = clock(cx)?;
    let due = due(clock, meeting.research_due_at);
    Ok(ResearchReminder { meeting: named(clock, &meeting), count, due }.into())
}

fn to_return<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    meeting: MeetingId,
    agency: AgencyId,
) -> Result<(Meeting, u64), Miss> {
    cx.on_duty(Duty::ReturnResearch)?;
    let area = cx.area_id()?;
    let meeting = store::meeting::find(cx.session, area, meeting)?;
    if meeting.state != State::Scheduled {
        return Err(Miss::Unwanted("The meeting has begun, is over or is cancelled"));
    }
    let listings = store::listing::of_meeting(cx.session, area, meeting.id)?;
    match missing(cx, &listings, agency)? {
        0 => Err(Miss::Unwanted("All of it has been returned")),
        count => Ok((meeting, count)),
    }
}

/// How many returns of an agency are missing on the listings that the reader may see.
pub(super) fn missing<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    listings: &[Listing],
    agency: AgencyId,
) -> Result<u64, Miss> {
    let area = cx.area_id()?;
    let ids: Vec<ListingId> = listings.iter().map(|it| it.id).collect();
    let cases: Vec<CaseId> = listings.iter().map(|it| it.case_id).collect();
    let sights = access::sights(cx, &cases)?;
    let sees = |case: CaseId| sights.get(&case).is_some_and(|it| *it >= Sight::Asked);
    let all = store::research::of_listings(cx.session, area, &ids)?;
    let missing = all.iter().filter(|it| {
        it.agency_id == agency && it.state == research::State::Asked && sees(it.case_id)
    });
    Ok(missing.count() as u64)
}
