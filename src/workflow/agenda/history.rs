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
    let meeting = counted(cx, meeting)?;
    let changes = changes_since(cx, &meeting, -1)?;
    Ok((meeting, changes))
}

/// A meeting with the versions of its agenda counted as if the cases that are not there for whoever
/// asks had changed nothing. Never to be saved.
pub(in super::super) fn counted<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    meeting: Meeting,
) -> Step<Meeting> {
    if cx.absent()?.is_empty() {
        return Ok(meeting);
    }
    let changes = store::agenda_change::of_meeting(cx.session, meeting.area_id, meeting.id)?;
    let unseen = Unseen::among(cx, &changes)?;
    Ok(Meeting {
        agenda_version: unseen.count(meeting.agenda_version),
        told_version: unseen.count(meeting.told_version),
        ..meeting
    })
}

/// The versions that only a case made which is not there for the reader.
struct Unseen(Vec<i32>);

impl Unseen {
    fn among<Mode>(cx: &mut Cx<'_, '_, Mode>, changes: &[AgendaChange]) -> Step<Self> {
        let (area, absent) = (cx.area_id()?, cx.absent()?);
        if absent.is_empty() {
            return Ok(Self(Vec::new()));
        }
        let mut listings = store::listing::of_cases(cx.session, area, &absent)?;
        listings.retain(|it| absent.contains(&it.case_id));
        let is_absent = |it: &&AgendaChange| listings.iter().any(|one| one.id == it.listing_id);
        Ok(Self(changes.iter().filter(is_absent).map(|it| it.agenda_version).collect()))
    }

    fn count(&self, version: i32) -> i32 {
        let unseen = self.0.iter().filter(|it| **it > 0 && **it <= version);
        version - i32::try_from(unseen.count()).unwrap_or(0)
    }
}

/// The changes that made versions after one, oldest first, both as whoever asks counts them.
pub(super) fn changes_since<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    meeting: &Meeting,
    version: i32,
) -> Step<Vec<ChangeLine>> {
    let area = meeting.area_id;
    let mut changes = store::agenda_change::of_meeting(cx.session, area, meeting.id)?;
    let unseen = Unseen::among(cx, &changes)?;
    for change in &mut changes {
        change.agenda_version = unseen.count(change.agenda_version);
    }
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
