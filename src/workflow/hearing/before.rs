//! The earlier hearings of a case: what was decided, what was undertaken, and what came of it.
use super::super::{Cx, Step};
use super::Known;
use crate::domain::action::Action;
use crate::domain::ids::MeetingId;
use crate::domain::listing::{Listing, State};
use crate::domain::text::Private;
use crate::domain::time::Day;
use crate::store;

/// An action of an earlier hearing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierAction {
    /// The action, with where it stands and what came of it.
    pub action: Action,
    /// The agency that owns it.
    pub agency: String,
    /// The person who owns it.
    pub owner: Private,
}

/// An earlier hearing of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierHearing {
    /// The day of that meeting.
    pub day: Day,
    /// The listing, with what was decided.
    pub listing: Listing,
    /// What was undertaken.
    pub actions: Vec<EarlierAction>,
}

/// The earlier hearings of a listing's case, the latest first; `actions` are those of the case that
/// were agreed elsewhere.
pub(super) fn earlier<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    listing: &Listing,
    actions: &[Action],
    known: &Known,
) -> Step<Vec<EarlierHearing>> {
    let area = listing.area_id;
    let mut listings = store::listing::of_cases(cx.session, area, &[listing.case_id])?;
    listings.retain(|it| it.id != listing.id && it.state == State::Listed);
    let ids: Vec<MeetingId> = listings.iter().map(|it| it.meeting_id).collect();
    let mut meetings = store::meeting::of_ids(cx.session, area, &ids)?;
    meetings.retain(|it| it.closed_at.is_some());
    let hearing = |earlier: Listing| {
        let day = meetings.iter().find(|it| it.id == earlier.meeting_id)?.day;
        let of_it = actions.iter().filter(|it| it.listing_id == earlier.id);
        let actions = of_it.map(|it| line(it, known)).collect();
        Some(EarlierHearing { day, listing: earlier, actions })
    };
    let mut hearings: Vec<EarlierHearing> = listings.into_iter().filter_map(hearing).collect();
    hearings.sort_by_key(|it| std::cmp::Reverse(it.day));
    Ok(hearings)
}

fn line(action: &Action, known: &Known) -> EarlierAction {
    EarlierAction {
        agency: known.agency(action.agency_id).to_owned(),
        owner: known.name(action.owner_id),
        action: action.clone(),
    }
}
