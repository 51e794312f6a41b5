//! Risks that the chair states: for whom, in which words, how high, and why none answers them.
use super::super::meeting::{Writer, writer};
use super::super::{Change, Step, StepError, protected};
use crate::domain::hearing::{Risk, Subject};
use crate::domain::ids::{ListingId, PersonId, RiskId};
use crate::domain::listing::{Listing, RiskLevel};
use crate::domain::person::Part;
use crate::domain::refusal::{Refused, Stale};
use crate::domain::text::Private;
use crate::store;

/// Whom a risk is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// A person of the case.
    Person(PersonId),
    /// Somebody whom the case does not name.
    Unnamed(Subject),
}

/// A risk as it is stated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRisk {
    /// Whom it is about.
    pub about: About,
    /// The risk.
    pub text: Private,
    /// How high it is.
    pub level: RiskLevel,
    /// Why no action answers it; blank when one does.
    pub no_action_reason: Private,
}

impl NewRisk {
    /// Refuses what belongs to protected contact.
    fn keep_out(&self, cx: &mut Change<'_, '_>, listing: &Listing) -> Step<()> {
        let typed = [("risk_text", &self.text), ("reason", &self.no_action_reason)];
        protected::keep_out(cx, listing.case_id, &typed)
    }
}

/// States a risk. Its number stays its own for ever.
///
/// # Errors
/// See [`crate::workflow::meeting::hear`]; refused when the person is not in the case.
pub fn add(cx: &mut Change<'_, '_>, slug: &str, on: ListingId, new: &NewRisk) -> Step<()> {
    let Writer { listing, .. } = writer(cx, slug, on)?;
    let (subject, person_id) = subject(cx, &listing, new.about)?;
    new.keep_out(cx, &listing)?;
    let known = store::risk::of_listings(cx.session, listing.area_id, &[on])?;
    let risk = Risk {
        area_id: listing.area_id,
        id: cx.new_id(RiskId::from_uuid),
        listing_id: on,
        position: 1 + known.iter().map(|it| it.position).max().unwrap_or(0),
        subject,
        person_id,
        text: new.text.clone(),
        level: new.level,
        no_action_reason: new.no_action_reason.clone(),
        version: 1,
    };
    store::risk::insert(cx.session, &risk)?;
    cx.record("risk.add", risk.id.as_str(), &[listing.case_id]);
    Ok(())
}

/// Changes a risk that was read at version `seen`.
///
/// # Errors
/// As in [`add`]; stale when somebody else changed it meanwhile.
pub fn change(
    cx: &mut Change<'_, '_>,
    slug: &str,
    (on, id): (ListingId, RiskId),
    seen: i32,
    new: &NewRisk,
) -> Step<()> {
    let Writer { listing, .. } = writer(cx, slug, on)?;
    let mut risk = of_listing(cx, &listing, id)?;
    let about = risk.person_id.as_ref().map_or(risk.subject.as_str(), |it| it.as_str());
    let fields = [
        ("about", "Who is at risk, or from whom", about),
        ("risk_text", "The risk", risk.text.reveal()),
        ("level", "How high it is", risk.level.as_str()),
        ("reason", "Why no action answers it", risk.no_action_reason.reveal()),
    ];
    Stale::check(risk.version, seen, &fields)?;
    (risk.subject, risk.person_id) = subject(cx, &listing, new.about)?;
    new.keep_out(cx, &listing)?;
    risk.text = new.text.clone();
    risk.level = new.level;
    risk.no_action_reason = new.no_action_reason.clone();
    store::risk::update(cx.session, &mut risk)?;
    cx.record("risk.change", id.as_str(), &[listing.case_id]);
    Ok(())
}

/// Takes a risk back.
///
/// # Errors
/// As in [`add`]; refused while an action answers it.
pub fn remove(cx: &mut Change<'_, '_>, slug: &str, on: ListingId, id: RiskId) -> Step<()> {
    let Writer { listing, .. } = writer(cx, slug, on)?;
    let risk = of_listing(cx, &listing, id)?;
    let actions = store::action::of_cases(cx.session, listing.area_id, &[listing.case_id])?;
    if actions.iter().any(|it| it.risk_id == Some(risk.id)) {
        let text = "An action answers this risk. Change or remove the action first";
        return Err(Refused::because(text).into());
    }
    store::risk::remove(cx.session, listing.area_id, id)?;
    cx.record("risk.remove", id.as_str(), &[listing.case_id]);
    Ok(())
}

fn of_listing(cx: &mut Change<'_, '_>, listing: &Listing, id: RiskId) -> Step<Risk> {
    let risk = store::risk::find(cx.session, listing.area_id, id)?;
    if risk.listing_id == listing.id { Ok(risk) } else { Err(StepError::Hidden) }
}

/// The subject of a risk, and the person when it is one of the case.
fn subject(
    cx: &mut Change<'_, '_>,
    listing: &Listing,
    about: About,
) -> Step<(Subject, Option<PersonId>)> {
    let id = match about {
        About::Unnamed(subject) => return Ok((subject, None)),
        About::Person(id) => id,
    };
    let people = store::person::of_cases(cx.session, listing.area_id, &[listing.case_id])?;
    let person = people
        .iter()
        .find(|it| it.id == id)
        .ok_or_else(|| Refused::field("about", "Select who is at risk, or from whom"))?;
    let subject = match person.part {
        Part::Victim => Subject::Victim,
        Part::Perpetrator => Subject::Perpetrator,
        Part::Child => Subject::Child,
        Part::OtherAdult => Subject::OtherAdult,
    };
    Ok((subject, Some(id)))
}
