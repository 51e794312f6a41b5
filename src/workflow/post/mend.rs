//! Putting right mail that did not arrive: again, to somebody else, or by other means.
use super::super::{Change, Step, StepError, colleague};
use super::is_about_account;
use super::unseen::must_be_seen;
use crate::domain::access::Duty;
use crate::domain::account::Colleague;
use crate::domain::agency::mail_rule;
use crate::domain::ids::{AccountId, MeetingId, MessageId, TaskId};
use crate::domain::minutes::{Copy, Route};
use crate::domain::notice::{Delivery, Message, Notice};
use crate::domain::refusal::{Refused, Stale};
use crate::domain::task::Task;
use crate::domain::text::Private;
use crate::store;

/// Somebody who may have a message instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receiver {
    /// Their account.
    pub account: AccountId,
    /// Their name.
    pub name: Private,
}

/// Who may have a message instead of its reader: colleagues of the same agency. Nobody may have
/// what is about an account or a person's own actions and referrals.
pub(super) fn receivers(message: &Message, active: &[Colleague]) -> Vec<Receiver> {
    if is_about_account(&message.notice) || !is_for_the_agency(&message.notice) {
        return Vec::new();
    }
    let agencies: Vec<_> = active
        .iter()
        .filter(|it| it.account.id == message.account_id)
        .map(|it| it.membership.agency_id)
        .collect();
    active
        .iter()
        .filter(|it| it.account.id != message.account_id && it.takes_part())
        .filter(|it| agencies.contains(&it.membership.agency_id))
        .map(|it| Receiver { account: it.account.id, name: it.account.name.clone() })
        .collect()
}

fn is_for_the_agency(notice: &Notice) -> bool {
    matches!(
        notice,
        Notice::ResearchAsked { .. }
            | Notice::ResearchReminder { .. }
            | Notice::AgendaPublished { .. }
            | Notice::AgendaChanged { .. }
            | Notice::MeetingChanged { .. }
            | Notice::MinutesIssued { .. }
    )
}

/// Has a message tried again now.
///
/// # Errors
/// Hidden from those who do not oversee minutes; refused when it has gone or is being sent.
pub fn retry(cx: &mut Change<'_, '_>, id: MessageId) -> Step<()> {
    cx.on_duty(Duty::OverseeMinutes)?;
    let area = cx.area_id()?;
    let mut message = store::outbox::find(cx.session, area, id)?;
    must_be_seen(cx, &message)?;
    let waits = matches!(message.delivery, Delivery::Deferred | Delivery::Refused | Delivery::Held)
        || message.delivery == Delivery::Uncertain && message.settled_at.is_some();
    if !waits {
        return Err(Refused::because("This email is not waiting to be tried again").into());
    }
    (message.delivery, message.not_before) = (Delivery::Queued, cx.now);
    message.settled_at = None;
    store::outbox::save(cx.session, &message)?;
    cx.record("mail.retry", id.as_str(), &[]);
    for task in store::task::open_about(cx.session, area, id.as_str())? {
        finish_task(cx, task)?;
    }
    Ok(())
}

/// Has the message of a task tried again now, and marks the task as done.
///
/// # Errors
/// As [`finish`] and [`retry`].
pub fn again(cx: &mut Change<'_, '_>, id: TaskId, seen: i32) -> Step<()> {
    let task = to_do(cx, id, seen)?;
    let message = MessageId::parse(&task.subject).map_err(|_invalid| StepError::Hidden)?;
    retry(cx, message)
}

/// Marks a task as done.
///
/// # Errors
/// Hidden from those who do not oversee minutes; stale when it was done since it was seen.
pub fn finish(cx: &mut Change<'_, '_>, id: TaskId, seen: i32) -> Step<()> {
    let task = to_do(cx, id, seen)?;
    finish_task(cx, task)
}

fn to_do(cx: &mut Change<'_, '_>, id: TaskId, seen: i32) -> Step<Task> {
    cx.on_duty(Duty::OverseeMinutes)?;
    let area = cx.area_id()?;
    let task = store::task::find(cx.session, area, id)?;
    if let Ok(about) = MessageId::parse(&task.subject) {
        let message = store::outbox::find(cx.session, area, about)?;
        must_be_seen(cx, &message)?;
    }
    let state = if task.done_at.is_some() { "Done" } else { "To do" };
    Stale::check(task.version, seen, &[("state", "The task", state)])?;
    Ok(task)
}

fn finish_task(cx: &mut Change<'_, '_>, mut task: Task) -> Step<()> {
    (task.done_at, task.done_by) = (Some(cx.now), cx.actor.account());
    store::task::update(cx.session, &mut task)?;
    cx.record("task.finish", task.id.as_str(), &[]);
    Ok(())
}

/// Sends what a task is about to a colleague of its reader instead. They get what they themselves
/// may see.
///
/// # Errors
/// As [`finish`]; refused beside `receiver` for anybody who may not have it.
pub fn give(cx: &mut Change<'_, '_>, id: TaskId, seen: i32, to: AccountId) -> Step<()> {
    let task = to_do(cx, id, seen)?;
    let subject = MessageId::parse(&task.subject).map_err(|_invalid| StepError::Hidden)?;
    let message = store::outbox::find(cx.session, task.area_id, subject)?;
    let active = colleague::in_force(cx)?;
    if receivers(&message, &active).iter().all(|it| it.account != to) {
        return Err(Refused::field("receiver", "Select who should have it").into());
    }
    let once = format!("instead:{}", message.id);
    let sent = cx.tell(to, message.notice.clone(), &once, cx.now)?;
    if let Notice::MinutesIssued { meeting, version } = message.notice {
        add_copy(cx, (meeting, version), to, sent)?;
    }
    cx.record("mail.give", message.id.as_str(), &[]);
    finish_task(cx, task)
}

/// Gives somebody a copy of minutes, if they have none.
fn add_copy(
    cx: &mut Change<'_, '_>,
    (meeting, version): (MeetingId, i32),
    to: AccountId,
    message_id: Option<MessageId>,
) -> Step<()> {
    let area = cx.area_id()?;
    let mut copies = store::minutes_copy::of_meeting(cx.session, area, meeting)?;
    copies.retain(|it| it.version == version);
    if copies.iter().any(|it| it.account_id == to) {
        return Ok(());
    }
    let person = store::account::find(cx.session, to)?;
    let rules = store::mail_domain::list(cx.session, area)?;
    let route = Route::from(mail_rule(person.email.reveal(), &rules));
    let number = copies.iter().map(|it| it.number).max().unwrap_or(0) + 1;
    let copy = Copy::new((area, meeting, version), (to, number), route, message_id);
    Ok(store::minutes_copy::insert(cx.session, &copy)?)
}
