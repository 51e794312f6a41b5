//! What became of a message: kept, and told to those who must put it right.
use super::super::{Change, Step, colleague};
use super::claim::{LEASE, Lease};
use crate::domain::access::Duty;
use crate::domain::ids::TaskId;
use crate::domain::notice::{Attempt, Delivery, Message, Notice};
use crate::domain::task::{Kind, Task};
use crate::store;

/// Keeps what became of one try. `answer` is what the mail server said, without addresses.
///
/// A message that was taken again meanwhile, or stopped, is left alone.
///
/// # Errors
/// Fails when the database does.
pub fn settle(cx: &mut Change<'_, '_>, lease: &Lease, attempt: Attempt, answer: &str) -> Step<()> {
    let area = cx.area_id()?;
    let mut message = store::outbox::find(cx.session, area, lease.message)?;
    if message.delivery != Delivery::Leased || message.attempts != lease.attempt {
        return Ok(());
    }
    message.leased_until = None;
    answer.clone_into(&mut message.last_answer);
    match attempt {
        Attempt::Accepted => rest(cx, &mut message, Delivery::Accepted),
        Attempt::Dropped => rest(cx, &mut message, Delivery::Dropped),
        Attempt::Held => {
            rest(cx, &mut message, Delivery::Held)?;
            make_task(cx, &message, Kind::MustNotBeTold)
        }
        Attempt::Deferred { until } => {
            (message.delivery, message.not_before) = (Delivery::Deferred, until);
            Ok(store::outbox::save(cx.session, &message)?)
        }
        Attempt::Refused => {
            rest(cx, &mut message, Delivery::Refused)?;
            make_task(cx, &message, Kind::ReturnedMail)?;
            tell(cx, &message)
        }
        Attempt::Uncertain => uncertain(cx, message, lease),
    }
}

/// The message has come to rest: what was to be done about it is done.
fn rest(cx: &mut Change<'_, '_>, message: &mut Message, delivery: Delivery) -> Step<()> {
    (message.delivery, message.settled_at) = (delivery, Some(cx.now));
    store::outbox::save(cx.session, message)?;
    cx.record(&format!("mail.{}", delivery.as_str()), message.id.as_str(), &[]);
    for mut task in store::task::open_about(cx.session, message.area_id, message.id.as_str())? {
        task.done_at = Some(cx.now);
        store::task::update(cx.session, &mut task)?;
    }
    Ok(())
}

/// The first time it is sent once more, as the same message. The second time it is left to a person:
/// a try that was left behind may have been the first.
fn uncertain(cx: &mut Change<'_, '_>, mut message: Message, lease: &Lease) -> Step<()> {
    message.delivery = Delivery::Uncertain;
    let before = store::task::open_about(cx.session, message.area_id, message.id.as_str())?;
    if before.is_empty() {
        make_task(cx, &message, Kind::UncertainMail)?;
    }
    if before.is_empty() && !lease.was_left_behind {
        message.not_before = cx.now + LEASE;
    } else {
        message.settled_at = Some(cx.now);
    }
    cx.record("mail.uncertain", message.id.as_str(), &[]);
    Ok(store::outbox::save(cx.session, &message)?)
}

fn make_task(cx: &mut Change<'_, '_>, message: &Message, kind: Kind) -> Step<()> {
    let task = Task {
        area_id: message.area_id,
        id: cx.new_id(TaskId::from_uuid),
        kind,
        subject: message.id.as_str().to_owned(),
        made_at: cx.now,
        done_at: None,
        done_by: None,
        version: 1,
    };
    Ok(store::task::insert(cx.session, &task)?)
}

/// Tells chair and coordinator that a message came back. One that says so itself tells nobody.
fn tell(cx: &mut Change<'_, '_>, message: &Message) -> Step<()> {
    if matches!(message.notice, Notice::MailReturned { .. }) {
        return Ok(());
    }
    let once = format!("mail_returned:{}:{}", message.id, message.attempts);
    for colleague in colleague::in_force(cx)? {
        if colleague.may(Duty::OverseeMinutes) && colleague.account.id != message.account_id {
            let notice = Notice::MailReturned { message: message.id };
            cx.tell(colleague.account.id, notice, &once, cx.now)?;
        }
    }
    Ok(())
}
