//! Whose place on the roll tells only of cases that are not there for the reader.
use std::collections::HashSet;

use super::is_expected;
use crate::domain::account::Colleague;
use crate::domain::attendance::Attendance;
use crate::domain::ids::{AccountId, AgencyId, CaseId, ListingId};
use crate::domain::listing::Listing;
use crate::domain::meeting::Meeting;
use crate::domain::research::State;
use crate::store;
use crate::workflow::{Cx, Step};

/// The rows of a meeting's roll, without those that tell only of cases that are not there for whoever
/// asks.
pub(in super::super) fn seen_rows<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    meeting: &Meeting,
) -> Step<Vec<Attendance>> {
    let absent = cx.absent()?;
    let unseen = expected_for(cx, meeting, &absent)?;
    let mut rows = store::attendance::of_meeting(cx.session, meeting.area_id, meeting.id)?;
    let is_unseen = |it: &Attendance| it.account_id.is_some_and(|of| unseen.contains(&of));
    rows.retain(|it| it.presence.is_there() || !is_unseen(it));
    Ok(rows)
}

/// Who was expected at a meeting for cases alone that are `absent` for somebody.
pub(in super::super) fn expected_for<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    meeting: &Meeting,
    absent: &[CaseId],
) -> Step<HashSet<AccountId>> {
    if absent.is_empty() {
        return Ok(HashSet::new());
    }
    let listings = store::listing::of_meeting(cx.session, meeting.area_id, meeting.id)?;
    let is_absent = |it: &&Listing| absent.contains(&it.case_id);
    let hidden: Vec<ListingId> = listings.iter().filter(is_absent).map(|it| it.id).collect();
    let ids: Vec<ListingId> = listings.iter().map(|it| it.id).collect();
    let (mut all, mut seen): (Vec<AgencyId>, Vec<AgencyId>) = (Vec::new(), Vec::new());
    for it in store::research::of_listings(cx.session, meeting.area_id, &ids)? {
        // An agency that is asked no more may have been when the roll was made.
        all.push(it.agency_id);
        if it.state != State::Dropped && !hidden.contains(&it.listing_id) {
            seen.push(it.agency_id);
        }
    }
    let people = store::membership::colleagues(cx.session, meeting.area_id)?;
    let expected = |by: &[AgencyId]| -> HashSet<AccountId> {
        let is = |it: &&Colleague| is_expected(it, meeting, by);
        people.iter().filter(is).map(|it| it.account.id).collect()
    };
    Ok(expected(&all).difference(&expected(&seen)).copied().collect())
}
