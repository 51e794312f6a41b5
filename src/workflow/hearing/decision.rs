//! The decision on a case: how high the risk is after discussion, why, and what becomes of it.
use super::super::meeting::{Writer, writer};
use super::super::{Change, Step, access, protected};
use crate::domain::access::Sight;
use crate::domain::disposition::{Disposition, Given, Requirement};
use crate::domain::ids::{CaseId, ListingId};
use crate::domain::listing::{Listing, RiskLevel};
use crate::domain::reference::CaseReference;
use crate::domain::refusal::{Refused, Stale};
use crate::domain::support::Views;
use crate::domain::text::Private;
use crate::store::{self, StoreError};

/// What the meeting decides on a case; each part may come when it is ready.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decision {
    /// How high the risk is after discussion.
    pub risk_level: Option<RiskLevel>,
    /// What was agreed and why.
    pub text: Private,
    /// What becomes of the case.
    pub disposition: Option<Disposition>,
    /// What that asks for.
    pub given: Given,
    /// Why there are no views of the victim, when nobody recorded any.
    pub none_reason: Private,
}

/// Saves the decision on a listing that was read at version `seen`.
///
/// # Errors
/// See [`crate::workflow::meeting::hear`]; refused when the disposition asks for something that is
/// missing, or the case counts as heard without the victim's views or a reason for none; stale when
/// somebody else saved meanwhile.
pub fn decide(
    cx: &mut Change<'_, '_>,
    slug: &str,
    on: ListingId,
    seen: i32,
    new: &Decision,
) -> Step<()> {
    let Writer { mut listing, .. } = writer(cx, slug, on)?;
    let case = store::case::find(cx.session, listing.area_id, listing.case_id)?;
    check_version(cx, &listing, seen)?;
    let mut refused = Refused::default();
    let other = other_case(cx, new, &mut refused)?;
    if let Some(disposition) = new.disposition {
        let asked = disposition.check(&new.given, &case.reference, cx.today()?);
        refused.problems.extend(asked.err().unwrap_or_default().problems);
    }
    check_views(cx, &listing, new, &mut refused)?;
    refused.or_go_on()?;
    let typed = [
        ("decision", &new.text),
        ("disposition_reason", &new.given.reason),
        ("none_reason", &new.none_reason),
    ];
    protected::keep_out(cx, listing.case_id, &typed)?;
    let requires = new.disposition.and_then(Disposition::requires);
    listing.risk_level = new.risk_level;
    listing.decision = new.text.clone();
    listing.disposition = new.disposition.map(|it| it.as_str().to_owned());
    listing.disposition_reason = new.given.reason.clone();
    listing.disposition_on =
        new.given.on.filter(|_| matches!(requires, Some(Requirement::Date(_))));
    listing.duplicate_of_id = other.filter(|_| requires == Some(Requirement::OtherCase));
    store::listing::update(cx.session, &mut listing)?;
    cx.record("decision.save", on.as_str(), &[listing.case_id]);
    Ok(())
}

fn check_version(cx: &mut Change<'_, '_>, listing: &Listing, seen: i32) -> Step<()> {
    if listing.version == seen {
        return Ok(());
    }
    let absent = cx.absent()?;
    let other = match listing.duplicate_of_id.filter(|it| !absent.contains(it)) {
        Some(other) => store::case::find(cx.session, listing.area_id, other)?.reference,
        None => String::new(),
    };
    let on = listing.disposition_on.map(|it| it.to_string()).unwrap_or_default();
    let fields = [
        ("risk_level", "Risk after discussion", listing.risk_level.map_or("", |it| it.as_str())),
        ("decision", "What was agreed and why", listing.decision.reveal()),
        ("disposition", "What happens with the case", listing.disposition.as_deref().unwrap_or("")),
        ("disposition_reason", "Reason", listing.disposition_reason.reveal()),
        ("disposition_on", "Date", &on),
        ("disposition_case", "Reference of the other case", &other),
    ];
    Ok(Stale::check(listing.version, seen, &fields)?)
}

/// The case of which this is a duplicate, when the reference given is of one that may be seen.
fn other_case(
    cx: &mut Change<'_, '_>,
    new: &Decision,
    refused: &mut Refused,
) -> Step<Option<CaseId>> {
    let typed = new.given.other_case.as_deref().unwrap_or_default();
    if typed.is_empty() || new.disposition != Some(Disposition::DuplicateOf) {
        return Ok(None);
    }
    let area = cx.area()?;
    let found = match CaseReference::typed(typed, &area.prefix) {
        Ok(reference) => store::case::by_reference(cx.session, area.id, reference.as_str()),
        Err(_not_a_reference) => Err(StoreError::NotFound),
    };
    let found = match found {
        Ok(case) => Some(case.id),
        Err(StoreError::NotFound) => None,
        Err(failed) => return Err(failed.into()),
    };
    let sights = access::sights(cx, &found.into_iter().collect::<Vec<_>>())?;
    let seen = found.filter(|it| sights.get(it) >= Some(&Sight::Asked));
    if seen.is_none() {
        refused.add("disposition_case", "No case of this area has this reference");
    }
    Ok(seen)
}

/// Nobody is heard without their views, or a reason why there are none. The reason given here is
/// kept as the IDVA would have kept it. Source: the SafeLives principles of an effective MARAC.
fn check_views(
    cx: &mut Change<'_, '_>,
    listing: &Listing,
    new: &Decision,
    refused: &mut Refused,
) -> Step<()> {
    let known = store::views::of_listings(cx.session, listing.area_id, &[listing.id])?;
    if !known.is_empty() {
        return Ok(());
    }
    if new.none_reason.is_blank() {
        if new.disposition.is_some_and(Disposition::is_heard) {
            let text = "Say why there are no views from the victim, or ask the IDVA to add them";
            refused.add("none_reason", text);
        }
        return Ok(());
    }
    let views = Views {
        area_id: listing.area_id,
        listing_id: listing.id,
        text: Private::default(),
        none_reason: new.none_reason.clone(),
        made_by: cx.member()?.account,
        made_at: cx.now,
        version: 1,
    };
    store::views::insert(cx.session, &views)?;
    cx.record("views.save", listing.id.as_str(), &[listing.case_id]);
    Ok(())
}
