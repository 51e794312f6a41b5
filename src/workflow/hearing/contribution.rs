//! What an agency says in the meeting beyond its research, with how far it may go.
use super::super::meeting::{Writer, writer};
use super::super::{Change, Step, StepError, protected};
use crate::domain::hearing::Contribution;
use crate::domain::ids::{AgencyId, ContributionId, ListingId};
use crate::domain::listing::Listing;
use crate::domain::refusal::{Refused, Stale};
use crate::domain::research::Share;
use crate::domain::text::Private;
use crate::store;

/// What an agency says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewContribution {
    /// The agency.
    pub agency: AgencyId,
    /// What it says.
    pub text: Private,
    /// How far it may go.
    pub share: Share,
}

/// Writes down what an agency says.
///
/// # Errors
/// See [`crate::workflow::meeting::hear`]; refused when there is no such agency.
pub fn add(cx: &mut Change<'_, '_>, slug: &str, on: ListingId, new: &NewContribution) -> Step<()> {
    let Writer { listing, .. } = writer(cx, slug, on)?;
    check_agency(cx, &listing, new.agency)?;
    protected::keep_out(cx, listing.case_id, &[("said", &new.text)])?;
    let contribution = Contribution {
        area_id: listing.area_id,
        id: cx.new_id(ContributionId::from_uuid),
        listing_id: on,
        agency_id: new.agency,
        text: new.text.clone(),
        share: new.share,
        made_by: cx.member()?.account,
        made_at: cx.now,
        version: 1,
    };
    store::contribution::insert(cx.session, &contribution)?;
    cx.record("contribution.add", contribution.id.as_str(), &[listing.case_id]);
    Ok(())
}

/// Changes what was written down and read at version `seen`.
///
/// # Errors
/// As in [`add`]; stale when somebody else changed it meanwhile.
pub fn change(
    cx: &mut Change<'_, '_>,
    slug: &str,
    (on, id): (ListingId, ContributionId),
    seen: i32,
    new: &NewContribution,
) -> Step<()> {
    let Writer { listing, .. } = writer(cx, slug, on)?;
    let mut contribution = of_listing(cx, &listing, id)?;
    let fields = [
        ("agency", "Agency", contribution.agency_id.as_str()),
        ("said", "What it says", contribution.text.reveal()),
        ("share", "How far it may go", contribution.share.as_str()),
    ];
    Stale::check(contribution.version, seen, &fields)?;
    check_agency(cx, &listing, new.agency)?;
    protected::keep_out(cx, listing.case_id, &[("said", &new.text)])?;
    contribution.agency_id = new.agency;
    contribution.text = new.text.clone();
    contribution.share = new.share;
    store::contribution::update(cx.session, &mut contribution)?;
    cx.record("contribution.change", id.as_str(), &[listing.case_id]);
    Ok(())
}

/// Takes back what was written down.
///
/// # Errors
/// As in [`add`].
pub fn remove(cx: &mut Change<'_, '_>, slug: &str, on: ListingId, id: ContributionId) -> Step<()> {
    let Writer { listing, .. } = writer(cx, slug, on)?;
    of_listing(cx, &listing, id)?;
    store::contribution::remove(cx.session, listing.area_id, id)?;
    cx.record("contribution.remove", id.as_str(), &[listing.case_id]);
    Ok(())
}

fn of_listing(
    cx: &mut Change<'_, '_>,
    listing: &Listing,
    id: ContributionId,
) -> Step<Contribution> {
    let found = store::contribution::find(cx.session, listing.area_id, id)?;
    if found.listing_id == listing.id { Ok(found) } else { Err(StepError::Hidden) }
}

fn check_agency(cx: &mut Change<'_, '_>, listing: &Listing, id: AgencyId) -> Step<()> {
    let agencies = store::agency::list(cx.session, listing.area_id)?;
    if agencies.iter().any(|it| it.id == id && it.active) {
        return Ok(());
    }
    Err(Refused::field("agency", "Select an agency").into())
}
