//! Where mail stands, for those who oversee it.
use std::collections::HashMap;

use super::super::{Cx, Step};
use super::mend::{Receiver, receivers};
use crate::domain::access::Duty;
use crate::domain::account::{Colleague, State};
use crate::domain::ids::{AccountId, MessageId};
use crate::domain::notice::Message;
use crate::domain::task::Task;
use crate::domain::text::Private;
use crate::domain::time::Instant;
use crate::store;

/// How many messages the page lists.
const MOST: i64 = 200;

/// Where an area's mail stands.
#[derive(Clone, Debug)]
pub struct Overview {
    /// Since when the oldest message that should have left has waited; none when none has.
    pub oldest_unsent: Option<Instant>,
    /// What must be put right, oldest first.
    pub tasks: Vec<MailTask>,
    /// The newest messages, newest first.
    pub messages: Vec<MailLine>,
}

/// A message with its reader.
#[derive(Clone, Debug)]
pub struct MailLine {
    /// The message.
    pub message: Message,
    /// Its reader's name.
    pub name: Private,
    /// The reader's agency.
    pub agency: String,
}

/// A message that somebody must put right.
#[derive(Clone, Debug)]
pub struct MailTask {
    /// What is to be done.
    pub task: Task,
    /// The message.
    pub line: MailLine,
    /// Who may have it instead.
    pub receivers: Vec<Receiver>,
}

/// Where the area's mail stands: five queries.
///
/// # Errors
/// Hidden from those who do not oversee minutes.
pub fn overview<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<Overview> {
    cx.on_duty(Duty::OverseeMinutes)?;
    let (area, today) = (cx.area_id()?, cx.today()?);
    let people = store::membership::colleagues(cx.session, area)?;
    let tasks = store::task::open(cx.session, area)?;
    let about: Vec<MessageId> =
        tasks.iter().filter_map(|it| MessageId::parse(&it.subject).ok()).collect();
    let about = store::outbox::of_ids(cx.session, area, &about)?;
    let newest = store::outbox::newest(cx.session, area, MOST)?;
    let names: HashMap<AccountId, &Colleague> =
        people.iter().map(|it| (it.account.id, it)).collect();
    let mut active = people.clone();
    active.retain(|it| it.account.state == State::Active && it.membership.is_in_force(today));
    let task = |task: Task| {
        let message = about.iter().find(|it| it.id.as_str() == task.subject)?;
        let receivers = receivers(message, &active);
        Some(MailTask { line: line(message.clone(), &names), receivers, task })
    };
    Ok(Overview {
        oldest_unsent: store::outbox::oldest_unsent(cx.session, area, cx.now)?,
        tasks: tasks.into_iter().filter_map(task).collect(),
        messages: newest.into_iter().map(|it| line(it, &names)).collect(),
    })
}

fn line(message: Message, names: &HashMap<AccountId, &Colleague>) -> MailLine {
    let person = names.get(&message.account_id);
    MailLine {
        name: person.map(|it| it.account.name.clone()).unwrap_or_default(),
        agency: person.map(|it| it.agency.clone()).unwrap_or_default(),
        message,
    }
}
