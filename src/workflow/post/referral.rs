//! Letters about a referral and an accepted case.
use super::super::{Cx, access};
use super::office::{Route, clock, named};
use super::{Miss, Told};
use crate::domain::access::{Duty, Sight, Wish};
use crate::domain::ids::{ListingId, ReferralId};
use crate::domain::letter::referral::{
    CaseAccepted, Decision, ReferralDecided, ReferralReceived, ReferralWaiting,
};
use crate::domain::listing::{Listing, State};
use crate::domain::meeting::Meeting;
use crate::domain::referral::{Referral, Stage};
use crate::domain::text::Private;
use crate::store;

/// A referral, if it is the reader's own.
fn own<Mode>(cx: &mut Cx<'_, '_, Mode>, id: ReferralId) -> Result<Referral, Miss> {
    let area = cx.area_id()?;
    let referral = store::referral::find(cx.session, area, id)?;
    let facts = access::facts(cx, &[referral.case_id])?;
    let facts = facts.get(&referral.case_id).ok_or(Miss::Unwanted("The case is gone"))?;
    access::require(cx, Wish::OwnReferral(facts, referral.account_id))?;
    Ok(referral)
}

/// A referral arrived.
pub(super) fn received<Mode>(cx: &mut Cx<'_, '_, Mode>, id: ReferralId) -> Told {
    let referral = own(cx, id)?;
    if referral.stage != Stage::Submitted {
        return Err(Miss::Unwanted("The referral has been decided"));
    }
    Ok(ReferralReceived { referral: id }.into())
}

/// What became of a referral.
pub(super) fn decided<Mode>(cx: &mut Cx<'_, '_, Mode>, id: ReferralId) -> Told {
    let referral = own(cx, id)?;
    let decision = match referral.stage {
        Stage::Submitted => return Err(Miss::Unwanted("The question has been answered")),
        Stage::Withdrawn => return Err(Miss::Unwanted("The referral was withdrawn")),
        Stage::Asked => Decision::Question,
        Stage::Declined => Decision::Declined,
        Stage::Accepted | Stage::Joined => {
            let (_, meeting) = last_listing(cx, &referral)?;
            Decision::Accepted { meeting: named(clock(cx)?, &meeting) }
        }
    };
    Ok(ReferralDecided { referral: id, decision }.into())
}

/// Where a referral's case is heard.
fn last_listing<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    referral: &Referral,
) -> Result<(Listing, Meeting), Miss> {
    let area = referral.area_id;
    let all = store::listing::of_cases(cx.session, area, &[referral.case_id])?;
    let listed = all.into_iter().filter(|it| it.state == State::Listed);
    let last = listed.max_by_key(|it| (it.created_at, it.id));
    let last = last.ok_or(Miss::Unwanted("The case is on no agenda"))?;
    let meeting = store::meeting::find(cx.session, area, last.meeting_id)?;
    Ok((last, meeting))
}

/// A referral waits for triage.
pub(super) fn waiting<Mode>(cx: &mut Cx<'_, '_, Mode>, id: ReferralId) -> Told {
    cx.on_duty(Duty::Triage)?;
    let area = cx.area_id()?;
    let referral = store::referral::find(cx.session, area, id)?;
    let sights = access::sights(cx, &[referral.case_id])?;
    if sights.get(&referral.case_id) != Some(&Sight::Everything) {
        return Err(Miss::Unwanted("It is not for this person"));
    }
    match referral.stage {
        Stage::Submitted | Stage::Asked | Stage::Accepted => {
            Ok(ReferralWaiting { referral: id }.into())
        }
        Stage::Declined | Stage::Joined | Stage::Withdrawn => {
            Err(Miss::Unwanted("The referral has been decided"))
        }
    }
}

/// A case was accepted, for the IDVA.
pub(super) fn accepted<Mode>(cx: &mut Cx<'_, '_, Mode>, id: ListingId, route: Route) -> Told {
    cx.on_duty(Duty::Support)?;
    let area = cx.area_id()?;
    let listings = store::listing::of_ids(cx.session, area, &[id])?;
    let listing = listings.into_iter().find(|it| it.state == State::Listed);
    let listing = listing.ok_or(Miss::Unwanted("The case was taken off"))?;
    let meeting = store::meeting::find(cx.session, area, listing.meeting_id)?;
    if !meeting.is_live() {
        return Err(Miss::Unwanted("The meeting is over or cancelled"));
    }
    let sights = access::sights(cx, &[listing.case_id])?;
    if sights.get(&listing.case_id).is_none_or(|it| *it < Sight::Asked) {
        return Err(Miss::Unwanted("The case is not for this person"));
    }
    let case = store::case::find(cx.session, area, listing.case_id)?;
    let reference = route.only_secure(Private::new(case.reference));
    if reference.is_some() {
        cx.saw(case.id);
    }
    let meeting = named(clock(cx)?, &meeting);
    Ok(CaseAccepted { case: case.id, meeting, reference }.into())
}
