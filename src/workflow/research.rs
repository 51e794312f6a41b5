//! Research: who is asked about a case, what they return, and how they are told and chased.
mod answer;
mod asking;
mod desk;
mod overview;
mod tell;

pub use answer::{Answer, Done, nothing_held, open, save};
pub use asking::{add_agency, drop_agency};
pub use desk::{Desk, DeskCase, DeskLine, Said, desk};
pub use overview::{AgencyLine, Asking, CaseAsked, LastContact, Overview, asking, overview};
pub use tell::{chase_due, chase_now, digest_due};

use super::{Change, Step, colleague};
use crate::domain::access::Duty;
use crate::domain::agency::CaseShape;
use crate::domain::ids::{AgencyId, ResearchId};
use crate::domain::listing::Listing;
use crate::domain::person::Part;
use crate::domain::referral::Referral;
use crate::domain::research::{Known, Research, Share, State};
use crate::domain::text::Private;
use crate::store;

/// Asks every agency that its rule puts on a listing, and every IDVA service, and whoever was
/// asked at the hearing that it is carried over from. Nobody is asked twice. Gives all who are
/// asked on it.
///
/// # Errors
/// Fails when the database does.
pub fn ask(cx: &mut Change<'_, '_>, listing: &Listing) -> Step<Vec<AgencyId>> {
    let referral = store::referral::find(cx.session, listing.area_id, listing.referral_id)?;
    ask_about(cx, listing, &referral)
}

/// The same for what a referral of the listing's case says: its own, or one that was joined since.
///
/// # Errors
/// Fails when the database does.
pub(super) fn ask_about(
    cx: &mut Change<'_, '_>,
    listing: &Listing,
    referral: &Referral,
) -> Step<Vec<AgencyId>> {
    let area = listing.area_id;
    let shape = shape(cx, referral)?;
    let listings: Vec<_> = listing.previous_id.into_iter().chain([listing.id]).collect();
    let research = store::research::of_listings(cx.session, area, &listings)?;
    let (here, before): (Vec<Research>, Vec<Research>) =
        research.into_iter().partition(|it| it.listing_id == listing.id);
    let colleagues = colleague::in_force(cx)?;
    let supports = |agency| {
        colleagues.iter().any(|it| it.membership.agency_id == agency && it.may(Duty::Support))
    };
    let agencies = store::agency::list(cx.session, area)?;
    let mut asked: Vec<AgencyId> = here.iter().map(|it| it.agency_id).collect();
    for agency in agencies.iter().filter(|it| it.active && !asked_of(&here, it.id)) {
        let earlier = before.iter().find(|it| it.agency_id == agency.id);
        let was_asked = earlier.is_some_and(|it| it.state != State::Dropped);
        if agency.is_asked(shape) || supports(agency.id) || was_asked {
            let research = asked_anew(cx, listing, agency.id, earlier);
            store::research::insert(cx.session, &research)?;
            asked.push(agency.id);
        }
    }
    cx.record("research.ask", listing.id.as_str(), &[listing.case_id]);
    Ok(asked)
}

fn asked_of(research: &[Research], agency: AgencyId) -> bool {
    research.iter().any(|it| it.agency_id == agency)
}

/// What of a case decides which agencies are asked: what a referral of it says, and the children
/// who are known from earlier ones.
fn shape(cx: &mut Change<'_, '_>, referral: &Referral) -> Step<CaseShape> {
    let people = store::person::of_cases(cx.session, referral.area_id, &[referral.case_id])?;
    let shape = referral.account.shape();
    let with_children = people.iter().any(|it| it.part == Part::Child) || shape.with_children;
    Ok(CaseShape { with_children, ..shape })
}

/// A new question to an agency. What it returned to an earlier hearing is filled in, to be checked
/// and returned again.
fn asked_anew(
    cx: &Change<'_, '_>,
    listing: &Listing,
    agency: AgencyId,
    earlier: Option<&Research>,
) -> Research {
    let blank = Research {
        area_id: listing.area_id,
        id: cx.new_id(ResearchId::from_uuid),
        listing_id: listing.id,
        case_id: listing.case_id,
        agency_id: agency,
        state: State::Asked,
        asked_at: cx.now,
        told_at: None,
        opened_at: None,
        chased_at: None,
        returned_at: None,
        returned_by: None,
        is_late: false,
        known: Known::default(),
        text: Private::default(),
        share: Share::Minuted,
        not_minuted: Private::default(),
        chair_only: Private::default(),
        offer: Private::default(),
        version: 1,
    };
    let Some(earlier) = earlier.cloned() else { return blank };
    Research {
        known: earlier.known,
        text: earlier.text,
        share: earlier.share,
        not_minuted: earlier.not_minuted,
        chair_only: earlier.chair_only,
        ..blank
    }
}

/// Has the agencies that have not returned a listing told once more: it has passed to another
/// meeting.
///
/// # Errors
/// Fails when the database does.
pub(super) fn ask_again(cx: &mut Change<'_, '_>, listing: &Listing) -> Step<()> {
    let all = store::research::of_listings(cx.session, listing.area_id, &[listing.id])?;
    for mut research in all.into_iter().filter(|it| it.state == State::Asked) {
        (research.told_at, research.chased_at) = (None, None);
        store::research::note(cx.session, &research)?;
    }
    Ok(())
}
