//! More time for an action: asked with a reason, and granted or refused by those who lead. Until it
//! is granted the action stays due when it was.
use super::super::{Change, Step, access, colleague, protected};
use super::update::fresh;
use super::{find, must_be_open, note, updatable};
use crate::domain::access::{Duty, Wish};
use crate::domain::action::EventKind;
use crate::domain::area::OptionalMail;
use crate::domain::ids::ActionId;
use crate::domain::notice::Notice;
use crate::domain::refusal::Refused;
use crate::domain::text::Private;
use crate::domain::time::Day;
use crate::domain::wording;
use crate::store;

/// What is decided on a request for more time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The action is due on the day asked for.
    Grant,
    /// It stays due when it was.
    Refuse,
}

/// Asks for more time, until a day and for a reason.
///
/// # Errors
/// Hidden from those who may not bring the action up to date. Refused beside `asked_due_on` when
/// the day is past or no later than it is due, beside `asked_reason` without a reason; stale when
/// it was changed meanwhile.
pub fn ask(
    cx: &mut Change<'_, '_>,
    id: ActionId,
    seen: i32,
    until: Day,
    reason: &Private,
) -> Step<()> {
    let mut action = updatable(cx, id)?;
    let saved = action.asked_reason.clone();
    fresh(&action, seen, Some(("asked_reason", "Why more time is asked", saved.reveal())))?;
    must_be_open(&action)?;
    let mut refused = Refused::default();
    if until <= action.due_on || until < cx.today()? {
        refused.add("asked_due_on", "The new date must be after the date it is due, and not past");
    }
    if reason.is_blank() {
        refused.add("asked_reason", "Enter why more time is needed");
    }
    refused.or_go_on()?;
    protected::keep_out(cx, action.case_id, &[("asked_reason", reason)])?;
    action.asked_due_on = Some(until);
    action.asked_reason = reason.clone();
    store::action::update(cx.session, &mut action)?;
    let change = Private::new(format!("Until {}", wording::date(until)));
    note(cx, &action, EventKind::TimeAsked, change, reason.clone())?;
    cx.record("action.ask_time", id.as_str(), &[action.case_id]);
    if cx.area()?.settings.mails.contains(&OptionalMail::MoreTime) {
        let once = format!("time_asked:{id}:{}", action.version);
        for lead in colleague::in_force(cx)? {
            if lead.may(Duty::OverseeActions) {
                cx.tell(lead.account.id, Notice::TimeAsked { action: id }, &once, cx.now)?;
            }
        }
    }
    Ok(())
}

/// Decides on the time that was asked for. The first due day is kept whatever is decided.
///
/// # Errors
/// Hidden from those who do not oversee actions. Refused when nothing is asked, and beside
/// `decision_note` when a refusal gives no reason; stale when it was changed meanwhile.
pub fn decide(
    cx: &mut Change<'_, '_>,
    id: ActionId,
    seen: i32,
    decision: Decision,
    why: &Private,
) -> Step<()> {
    let (mut action, case) = find(cx, id)?;
    access::require(cx, Wish::Change(Duty::OverseeActions, &case))?;
    fresh(&action, seen, None)?;
    must_be_open(&action)?;
    let Some(until) = action.asked_due_on.take() else {
        return Err(Refused::because("No more time is asked for").into());
    };
    if decision == Decision::Refuse && why.is_blank() {
        return Err(Refused::field("decision_note", "Enter why not").into());
    }
    protected::keep_out(cx, action.case_id, &[("decision_note", why)])?;
    action.asked_reason = Private::default();
    let (kind, change): (_, String) = match decision {
        Decision::Refuse => {
            (EventKind::TimeRefused, format!("Due {}", wording::date(action.due_on)))
        }
        Decision::Grant => {
            let (before, now) = (wording::date(action.due_on), wording::date(until));
            (action.due_on, action.due_at) = (until, None);
            (EventKind::TimeGiven, format!("Due {now}, was {before}"))
        }
    };
    store::action::update(cx.session, &mut action)?;
    note(cx, &action, kind, Private::new(change), why.clone())?;
    cx.record("action.decide_time", id.as_str(), &[action.case_id]);
    if cx.area()?.settings.mails.contains(&OptionalMail::MoreTime) {
        let once = format!("time_decided:{id}:{}", action.version);
        cx.tell(action.owner_id, Notice::TimeDecided { action: id }, &once, cx.now)?;
    }
    Ok(())
}
