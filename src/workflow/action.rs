//! Actions: agreed, listed, brought up to date, and given more time.
mod board;
mod detail;
mod nobody;
mod time;
mod update;

pub use board::{Board, Line, Tally, Whose, board};
pub use detail::{Detail, Past, detail};
pub use nobody::nobodys;
pub use time::{Decision, ask, decide};
pub use update::{close, give, reopen};

use super::{Change, Cx, Step, StepError, access, colleague, protected};
use crate::domain::access::{ActionFacts, CaseFacts, Duty, Wish};
use crate::domain::action::{Action, Event, EventKind, Kind, State};
use crate::domain::ids::{AccountId, ActionId, AgencyId, EntryId, RiskId};
use crate::domain::listing::Listing;
use crate::domain::refusal::Refused;
use crate::domain::text::Private;
use crate::domain::time::{Day, Instant};
use crate::store;

/// An action to be agreed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAction {
    /// What kind it is.
    pub kind: Kind,
    /// The risk that it answers, of the same listing.
    pub risk_id: Option<RiskId>,
    /// The agency that owns it.
    pub agency_id: AgencyId,
    /// The person of that agency who owns it.
    pub owner_id: AccountId,
    /// What will be done.
    pub text: Private,
    /// The day it is due.
    pub due_on: Day,
    /// The moment it is due, when the meeting says one.
    pub due_at: Option<Instant>,
}

/// Puts an action on the record of a listing. Its first due day is kept for ever.
///
/// # Errors
/// Hidden from those who do not record meetings. Refused beside `text`, `owner` or `risk` when the
/// words are missing, the owner is not of the agency, or the risk is of another listing.
pub fn agree(cx: &mut Change<'_, '_>, listing: &Listing, new: NewAction) -> Step<Action> {
    let facts = access::facts(cx, &[listing.case_id])?;
    let facts = facts.get(&listing.case_id).ok_or(StepError::Hidden)?;
    access::require(cx, Wish::Change(Duty::Record, facts))?;
    enter(cx, listing, new)
}

/// Enters an action that follows from a step in which whoever carries it out may have no sight of
/// the case, such as the close of a meeting.
///
/// # Errors
/// Refused as [`agree`] is.
pub(super) fn enter(cx: &mut Change<'_, '_>, listing: &Listing, new: NewAction) -> Step<Action> {
    check(cx, listing, &new)?;
    protected::keep_out(cx, listing.case_id, &[("text", &new.text)])?;
    let action = Action {
        area_id: listing.area_id,
        id: cx.new_id(ActionId::from_uuid),
        case_id: listing.case_id,
        listing_id: listing.id,
        risk_id: new.risk_id,
        kind: new.kind,
        agency_id: new.agency_id,
        owner_id: new.owner_id,
        text: new.text,
        due_on: new.due_on,
        due_at: new.due_at,
        first_due_on: new.due_on,
        state: State::Open,
        closed_at: None,
        closed_by: None,
        outcome: Private::default(),
        asked_due_on: None,
        asked_reason: Private::default(),
        created_by: cx.member()?.account,
        created_at: cx.now,
        version: 1,
    };
    store::action::insert(cx.session, &action)?;
    note(cx, &action, EventKind::Agreed, Private::default(), action.text.clone())?;
    cx.record("action.agree", action.id.as_str(), &[action.case_id]);
    Ok(action)
}

fn check(cx: &mut Change<'_, '_>, listing: &Listing, new: &NewAction) -> Step<()> {
    let mut refused = Refused::default();
    if new.text.is_blank() {
        refused.add("text", "Enter what will be done");
    }
    let people = colleague::in_force(cx)?;
    let of_agency = |account: AccountId| {
        people.iter().any(|it| it.account.id == account && it.membership.agency_id == new.agency_id)
    };
    if !of_agency(new.owner_id) {
        refused.add("owner", "Choose somebody of the agency that owns the action");
    }
    if let Some(risk) = new.risk_id {
        let risks = store::risk::of_listings(cx.session, listing.area_id, &[listing.id])?;
        if risks.iter().all(|it| it.id != risk) {
            refused.add("risk", "Choose one of the risks of this case");
        }
    }
    Ok(refused.or_go_on()?)
}

/// Keeps that something happened to an action: what changed, in words, and the sentence given.
pub(super) fn note(
    cx: &mut Change<'_, '_>,
    action: &Action,
    kind: EventKind,
    change: Private,
    note: Private,
) -> Step<()> {
    let event = Event {
        area_id: action.area_id,
        id: cx.new_id(EntryId::from_uuid),
        action_id: action.id,
        kind,
        change,
        note,
        made_by: cx.member()?.account,
        made_at: cx.now,
    };
    Ok(store::action_event::insert(cx.session, &event)?)
}

/// An action with what bears on who may see it.
fn find<Mode>(cx: &mut Cx<'_, '_, Mode>, id: ActionId) -> Step<(Action, CaseFacts)> {
    let area = cx.area_id()?;
    let found = store::action::find(cx.session, area, id);
    let case = access::case_of(cx, &found, |it| it.case_id)?;
    let facts = access::facts(cx, &[case])?.remove(&case).ok_or(StepError::Hidden)?;
    Ok((found?, facts))
}

fn facts<'a>(action: &Action, case: &'a CaseFacts) -> ActionFacts<'a> {
    ActionFacts { case, agency: action.agency_id, owner: action.owner_id }
}

/// An action that whoever asks may bring up to date.
fn updatable(cx: &mut Change<'_, '_>, id: ActionId) -> Step<Action> {
    let (action, case) = find(cx, id)?;
    access::require(cx, Wish::UpdateAction(&facts(&action, &case)))?;
    Ok(action)
}

/// Refuses when an action is closed.
fn must_be_open(action: &Action) -> Step<()> {
    if action.state == State::Open {
        return Ok(());
    }
    let text = format!("This action is closed: {}", action.state.shown().to_lowercase());
    Err(Refused::because(text).into())
}
