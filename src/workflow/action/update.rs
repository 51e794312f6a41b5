//! How an action stands: closed with a sentence, opened again, given to a colleague.
use super::super::{Change, Step, colleague, protected};
use super::{find, must_be_open, note, updatable};
use crate::domain::access::{Duty, is_there_for};
use crate::domain::action::{Action, EventKind, Kind, State};
use crate::domain::ids::{AccountId, ActionId};
use crate::domain::refusal::{Refused, Stale};
use crate::domain::text::Private;
use crate::store;

/// Closes an action as it was `seen`, with a sentence on what came of it.
///
/// # Errors
/// Hidden from those who may not bring it up to date. Refused beside `outcome` without a sentence,
/// and for the whole when it is closed already; stale when it was changed meanwhile.
pub fn close(
    cx: &mut Change<'_, '_>,
    id: ActionId,
    seen: i32,
    state: State,
    outcome: &Private,
) -> Step<()> {
    let mut action = updatable(cx, id)?;
    let saved = match action.state {
        State::Open => String::new(),
        closed => format!("{}: {}", closed.shown(), action.outcome.reveal()),
    };
    fresh(&action, seen, Some(("outcome", "What happened", &saved)))?;
    must_be_open(&action)?;
    if outcome.is_blank() {
        let text = match action.kind {
            Kind::Agreed => "Enter what happened, in a sentence",
            Kind::Feedback => "Enter what came of telling the victim, in a sentence",
        };
        return Err(Refused::field("outcome", text).into());
    }
    if !State::CLOSED.contains(&state) {
        return Err(Refused::field("state", "Select what happened").into());
    }
    protected::keep_out(cx, action.case_id, &[("outcome", outcome)])?;
    action.state = state;
    action.closed_at = Some(cx.now);
    action.closed_by = Some(cx.member()?.account);
    action.outcome = outcome.clone();
    (action.asked_due_on, action.asked_reason) = (None, Private::default());
    store::action::update(cx.session, &mut action)?;
    note(cx, &action, EventKind::Closed, state.shown().into(), outcome.clone())?;
    cx.record("action.close", id.as_str(), &[action.case_id]);
    Ok(())
}

/// Opens a closed action again, for a reason.
///
/// # Errors
/// As [`close`]; refused beside `reopen_reason` without a reason, and when it is open.
pub fn reopen(cx: &mut Change<'_, '_>, id: ActionId, seen: i32, reason: &Private) -> Step<()> {
    let mut action = updatable(cx, id)?;
    fresh(&action, seen, None)?;
    if action.state == State::Open {
        return Err(Refused::because("This action is open").into());
    }
    if reason.is_blank() {
        return Err(Refused::field("reopen_reason", "Enter why it is opened again").into());
    }
    protected::keep_out(cx, action.case_id, &[("reopen_reason", reason)])?;
    action.state = State::Open;
    (action.closed_at, action.closed_by) = (None, None);
    action.outcome = Private::default();
    store::action::update(cx.session, &mut action)?;
    note(cx, &action, EventKind::Reopened, Private::default(), reason.clone())?;
    cx.record("action.reopen", id.as_str(), &[action.case_id]);
    Ok(())
}

/// Gives an action to somebody else of the agency that owns it.
///
/// # Errors
/// As [`close`]; refused beside `owner` when that is nobody else of the agency.
pub fn give(cx: &mut Change<'_, '_>, id: ActionId, seen: i32, to: AccountId) -> Step<()> {
    let mut action = updatable(cx, id)?;
    fresh(&action, seen, None)?;
    must_be_open(&action)?;
    let (_, case) = find(cx, id)?;
    let people = colleague::in_force(cx)?;
    let is_theirs = |it: AccountId| {
        people.iter().find(|one| {
            one.account.id == it
                && one.membership.agency_id == action.agency_id
                && one.may(Duty::ReturnResearch)
                && is_there_for(it, &case)
        })
    };
    let Some(new) = is_theirs(to).filter(|it| it.account.id != action.owner_id) else {
        let text = "Choose somebody else of the agency that owns the action";
        return Err(Refused::field("owner", text).into());
    };
    let name = new.account.name.clone();
    action.owner_id = to;
    store::action::update(cx.session, &mut action)?;
    note(cx, &action, EventKind::Given, name, Private::default())?;
    cx.record("action.give", id.as_str(), &[action.case_id]);
    Ok(())
}

/// Refuses what was written over another version than the saved one; `now` is the text that is
/// saved in its place, as (field, label, text).
pub(super) fn fresh(
    action: &Action,
    seen: i32,
    now: Option<(&str, &str, &str)>,
) -> Result<(), Stale> {
    Stale::check(action.version, seen, now.as_slice())
}
