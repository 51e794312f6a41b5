//! Actions agreed in the meeting: added, changed and taken back while it is being held.
use super::super::action::{self, NewAction};
use super::super::meeting::{Writer, writer};
use super::super::{Change, Step, StepError, access, colleague, protected};
use crate::domain::access::is_there_for;
use crate::domain::account::Colleague;
use crate::domain::action::{Action, EventKind, Kind};
use crate::domain::due::Due;
use crate::domain::ids::{AccountId, ActionId, AgencyId, CaseId, ListingId, MembershipId, RiskId};
use crate::domain::listing::Listing;
use crate::domain::refusal::{Refused, Stale};
use crate::domain::text::Private;
use crate::domain::time::Day;
use crate::store;

/// An action as the meeting agrees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgreedAction {
    /// What will be done.
    pub text: Private,
    /// Who does it, by their place in the area, which says for which agency.
    pub owner: MembershipId,
    /// By when.
    pub due: Due,
    /// The day, for [`Due::Date`].
    pub due_on: Option<Day>,
    /// The risk that it answers.
    pub risk: Option<RiskId>,
}

/// Agrees an action.
///
/// # Errors
/// See [`crate::workflow::meeting::hear`]; refused when the owner, the day or the risk will not do.
pub fn add(cx: &mut Change<'_, '_>, slug: &str, on: ListingId, new: &AgreedAction) -> Step<()> {
    let Writer { listing, .. } = writer(cx, slug, on)?;
    let (agency_id, owner_id) = owner(cx, listing.case_id, new.owner)?;
    let new = NewAction {
        kind: Kind::Agreed,
        risk_id: new.risk,
        agency_id,
        owner_id,
        text: new.text.clone(),
        due_on: new.due.day(cx.today()?, new.due_on, cx.calendar()?)?,
        due_at: None,
    };
    action::agree(cx, &listing, new)?;
    Ok(())
}

/// Changes an action of this meeting that was read at version `seen`. Its day counts as the first.
///
/// # Errors
/// As in [`add`]; stale when somebody else changed it meanwhile.
pub fn change(
    cx: &mut Change<'_, '_>,
    slug: &str,
    (on, id): (ListingId, ActionId),
    seen: i32,
    new: &AgreedAction,
) -> Step<()> {
    let Writer { listing, .. } = writer(cx, slug, on)?;
    let mut action = of_listing(cx, &listing, id)?;
    check_version(cx, &action, seen)?;
    check_risk(cx, &listing, new.risk)?;
    protected::keep_out(cx, listing.case_id, &[("text", &new.text)])?;
    let before = action.text.clone();
    (action.agency_id, action.owner_id) = owner(cx, listing.case_id, new.owner)?;
    action.text = new.text.clone();
    action.risk_id = new.risk;
    action.due_on = new.due.day(cx.today()?, new.due_on, cx.calendar()?)?;
    action.first_due_on = action.due_on;
    store::action::update(cx.session, &mut action)?;
    let now = action.text.clone();
    action::note(cx, &action, EventKind::Changed, before, now)?;
    cx.record("action.change", id.as_str(), &[listing.case_id]);
    Ok(())
}

/// Takes an action of this meeting off the record, with its history: it was never agreed.
///
/// # Errors
/// As in [`add`].
pub fn remove(cx: &mut Change<'_, '_>, slug: &str, on: ListingId, id: ActionId) -> Step<()> {
    let Writer { listing, .. } = writer(cx, slug, on)?;
    of_listing(cx, &listing, id)?;
    store::action_event::remove(cx.session, listing.area_id, id)?;
    store::action::remove(cx.session, listing.area_id, id)?;
    cx.record("action.remove", id.as_str(), &[listing.case_id]);
    Ok(())
}

fn of_listing(cx: &mut Change<'_, '_>, listing: &Listing, id: ActionId) -> Step<Action> {
    let action = store::action::find(cx.session, listing.area_id, id)?;
    if action.listing_id == listing.id { Ok(action) } else { Err(StepError::Hidden) }
}

fn check_version(cx: &mut Change<'_, '_>, action: &Action, seen: i32) -> Step<()> {
    if action.version == seen {
        return Ok(());
    }
    let people = colleague::in_force(cx)?;
    let is_owner = |it: &&Colleague| {
        it.account.id == action.owner_id && it.membership.agency_id == action.agency_id
    };
    let owner = people.iter().find(is_owner);
    let due_on = action.due_on.to_string();
    let fields = [
        ("text", "What will be done", action.text.reveal()),
        ("owner", "Owner", owner.map_or("", |it| it.membership.id.as_str())),
        ("due", "Due", Due::Date.as_str()),
        ("due_on", "Date", due_on.as_str()),
        ("risk", "Risk that it answers", action.risk_id.as_ref().map_or("", |it| it.as_str())),
    ];
    Ok(Stale::check(action.version, seen, &fields)?)
}

fn check_risk(cx: &mut Change<'_, '_>, listing: &Listing, risk: Option<RiskId>) -> Step<()> {
    let Some(risk) = risk else { return Ok(()) };
    let risks = store::risk::of_listings(cx.session, listing.area_id, &[listing.id])?;
    if risks.iter().any(|it| it.id == risk) {
        return Ok(());
    }
    Err(Refused::field("risk", "Select one of the risks of this case").into())
}

/// The agency and account of somebody who takes part in meetings.
fn owner(cx: &mut Change<'_, '_>, case: CaseId, id: MembershipId) -> Step<(AgencyId, AccountId)> {
    let facts = access::facts(cx, &[case])?;
    let is_there = |it: &Colleague| {
        it.takes_part() && facts.get(&case).is_some_and(|of| is_there_for(it.account.id, of))
    };
    let owner = colleague::find_in_force(cx, id)?.filter(is_there);
    let owner = owner.ok_or_else(|| Refused::field("owner", "Select who will do it"))?;
    Ok((owner.membership.agency_id, owner.account.id))
}
