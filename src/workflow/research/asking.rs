//! The coordinator asks one more agency on a case, or one less.
use super::super::{Change, Step, StepError, access, schedule};
use super::asked_anew;
use crate::domain::access::{Duty, Sight};
use crate::domain::ids::{AgencyId, CaseId};
use crate::domain::listing::Listing;
use crate::domain::refusal::Refused;
use crate::domain::research::{Research, State};
use crate::store;

/// Asks an agency on a case. One that is asked already stays asked.
///
/// # Errors
/// Hidden when there is no such case on that meeting, or no such agency; refused for an agency
/// that no longer takes part.
pub fn add_agency(cx: &mut Change<'_, '_>, slug: &str, case: CaseId, agency: AgencyId) -> Step<()> {
    let (listing, found) = asked(cx, slug, case, agency)?;
    if !store::agency::find(cx.session, listing.area_id, agency)?.active {
        return Err(Refused::because("This agency no longer takes part").into());
    }
    let research = match found {
        Some(mut dropped) if dropped.state == State::Dropped => {
            (dropped.state, dropped.told_at) = (State::Asked, None);
            dropped.asked_at = cx.now;
            store::research::update(cx.session, &mut dropped)?;
            dropped
        }
        Some(_) => return Ok(()),
        None => {
            let new = asked_anew(cx, &listing, agency, None);
            store::research::insert(cx.session, &new)?;
            new
        }
    };
    cx.record("research.add_agency", research.id.as_str(), &[case]);
    Ok(())
}

/// No longer asks an agency on a case: the case is then hidden from it.
///
/// # Errors
/// Hidden when it is not asked; refused when it has answered.
pub fn drop_agency(
    cx: &mut Change<'_, '_>,
    slug: &str,
    case: CaseId,
    agency: AgencyId,
) -> Step<()> {
    let (_, found) = asked(cx, slug, case, agency)?;
    let mut research = found.ok_or(StepError::Hidden)?;
    if research.is_in() {
        return Err(Refused::because("This agency has answered already").into());
    }
    research.state = State::Dropped;
    store::research::update(cx.session, &mut research)?;
    cx.record("research.drop_agency", research.id.as_str(), &[case]);
    Ok(())
}

/// The listing of a case on a meeting, and what an agency was asked on it.
fn asked(
    cx: &mut Change<'_, '_>,
    slug: &str,
    case: CaseId,
    agency: AgencyId,
) -> Step<(Listing, Option<Research>)> {
    cx.on_duty(Duty::ChaseResearch)?;
    access::case(cx, case, Sight::Everything)?;
    let meeting = schedule::by_slug(cx, slug)?;
    let all = store::listing::of_meeting(cx.session, meeting.area_id, meeting.id)?;
    let listing = all.into_iter().find(|it| it.case_id == case).ok_or(StepError::Hidden)?;
    let research = store::research::of_listings(cx.session, meeting.area_id, &[listing.id])?;
    let of_agency = research.into_iter().find(|it| it.agency_id == agency);
    Ok((listing, of_agency))
}
