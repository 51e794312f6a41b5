//! What was changed about an agenda, by whom and why.
use std::collections::HashMap;

use super::super::{Cx, Step, access, schedule};
use crate::domain::access::{Duty, Sight};
use crate::domain::ids::{AccountId, CaseId, ListingId, MeetingId};
use crate::domain::listing::{self, Listing};
use crate::domain::meeting::{AgendaChange, Meeting};
use crate::domain::text::Private;
use crate::domain::time::Day;
use crate::store;

/// One change to an agenda.
#[derive(Clone, Debug)]
pub struct ChangeLine {
    /// What was done, why and when.
    pub change: AgendaChange,
    /// The case.
    pub case_id: CaseId,
    /// Its reference.
    pub reference: String,
    /// Who did it; blank when the service did.
    pub by: Private,
    /// The day of the meeting that the case is on now.
    pub now_on: Option<Day>,
}

/// Every change to an agenda that whoever arranges it may see, oldest first.
///
/// # Errors
/// Hidden from those who do not arrange agendas.
pub fn history<Mode>(cx: &mut Cx<'_, '_, Mode>, place: &str) -> Step<(Meeting, Vec<ChangeLine>)> {
    cx.on_duty(Duty::ArrangeAgenda)?;
    let meeting = schedule::by_slug(cx, place)?;
    let changes = changes_since(cx, &meeting, -1)?;
    Ok((meeting, changes))
}

/// The changes that made versions after one, oldest first.
pub(super) fn changes_since<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    meeting: &Meeting,
    version: i32,
) -> Step<Vec<ChangeLine>> {
    let area = meeting.area_id;
    let mut changes = store::agenda_change::of_meeting(cx.session, area, meeting.id)?;
    changes.retain(|it| it.agenda_version > version);
    let ids: Vec<ListingId> = changes.iter().map(|it| it.listing_id).collect();
    let listings = store::listing::of_ids(cx.session, area, &ids)?;
    let listings: HashMap<ListingId, Listing> =
        listings.into_iter().map(|it| (it.id, it)).collect();
    let cases: Vec<CaseId> = listings.values().map(|it| it.case_id).collect();
    let sights = access::sights(cx, &cases)?;
    let found = store::case::of_ids(cx.session, area, &cases)?;
    let references: HashMap<CaseId, String> =
        found.into_iter().map(|it| (it.id, it.reference)).collect();
    let people = store::membership::colleagues(cx.session, area)?;
    let names: HashMap<AccountId, Private> =
        people.into_iter().map(|it| (it.account.id, it.account.name)).collect();
    let days = store::meeting::days(cx.session, area, &meetings(listings.values()))?;
    let line = |change: AgendaChange| {
        let listing = listings.get(&change.listing_id)?;
        sights.get(&listing.case_id).filter(|it| **it >= Sight::Asked)?;
        let is_listed = listing.state == listing::State::Listed;
        Some(ChangeLine {
            case_id: listing.case_id,
            reference: references.get(&listing.case_id)?.clone(),
            by: change.made_by.and_then(|it| names.get(&it)).cloned().unwrap_or_default(),
            now_on: days.get(&listing.meeting_id).copied().filter(|_| is_listed),
            change,
        })
    };
    Ok(changes.into_iter().filter_map(line).collect())
}

fn meetings<'a>(listings: impl Iterator<Item = &'a Listing>) -> Vec<MeetingId> {
    listings.map(|it| it.meeting_id).collect()
}
