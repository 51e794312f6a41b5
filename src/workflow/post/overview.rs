//! Where mail stands, for those who oversee it.
use std::cmp::Reverse;
use std::collections::HashMap;

use super::super::{Cx, Step};
use super::mend::{Receiver, receivers};
use super::unseen::Unseen;
use crate::domain::access::Duty;
use crate::domain::account::{Colleague, State};
use crate::domain::ids::{AccountId, MessageId};
use crate::domain::notice::{Delivery, Message};
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
    let mut about = store::outbox::of_ids(cx.session, area, &about)?;
    let unseen = Unseen::read(cx)?;
    about.retain(|it| !unseen.is_about(it));
    let newest = newest(cx, &unseen)?;
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
        oldest_unsent: oldest_unsent(cx, &unseen)?,
        tasks: tasks.into_iter().filter_map(task).collect(),
        messages: lines(newest, &names),
    })
}

/// What is to be put right, oldest first, without what is about a case that is absent for the reader.
///
/// # Errors
/// Fails when the database does.
pub fn tasks<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<Vec<Task>> {
    let (area, unseen) = (cx.area_id()?, Unseen::read(cx)?);
    let mut tasks = store::task::open(cx.session, area)?;
    if unseen.is_empty() {
        return Ok(tasks);
    }
    let about: Vec<MessageId> =
        tasks.iter().filter_map(|it| MessageId::parse(&it.subject).ok()).collect();
    let mut about = store::outbox::of_ids(cx.session, area, &about)?;
    about.retain(|it| unseen.is_about(it));
    tasks.retain(|it| about.iter().all(|message| message.id.as_str() != it.subject));
    Ok(tasks)
}

/// The newest messages that are not about a case that is absent for the reader.
fn newest<Mode>(cx: &mut Cx<'_, '_, Mode>, unseen: &Unseen) -> Step<Vec<Message>> {
    let area = cx.area_id()?;
    let mut most = MOST;
    loop {
        let mut newest = store::outbox::newest(cx.session, area, most)?;
        let is_all = i64::try_from(newest.len()).is_ok_and(|it| it < most);
        newest.retain(|it| !unseen.is_about(it));
        let wanted = usize::try_from(MOST).unwrap_or(usize::MAX);
        if is_all || newest.len() >= wanted {
            newest.truncate(wanted);
            return Ok(newest);
        }
        most *= 2;
    }
}

/// Since when the oldest of those waits that is due and has not left.
fn oldest_unsent<Mode>(cx: &mut Cx<'_, '_, Mode>, unseen: &Unseen) -> Step<Option<Instant>> {
    let area = cx.area_id()?;
    if unseen.is_empty() {
        return Ok(store::outbox::oldest_unsent(cx.session, area, cx.now)?);
    }
    let now = cx.now;
    let unsent = store::outbox::unsent(cx.session, area)?;
    let waits = |it: &&Message| it.delivery != Delivery::Queued || it.not_before <= now;
    let oldest = unsent.iter().filter(waits).find(|it| !unseen.is_about(it));
    Ok(oldest.map(|it| it.created_at))
}

/// Newest first; what was queued at one time, by what can be read of it, so that the order tells nothing.
fn lines(newest: Vec<Message>, names: &HashMap<AccountId, &Colleague>) -> Vec<MailLine> {
    let mut lines: Vec<MailLine> = newest.into_iter().map(|it| line(it, names)).collect();
    let shown = |it: &MailLine| {
        let (kind, name) = (it.message.notice.shown(), it.name.reveal().to_owned());
        (Reverse(it.message.created_at), kind, name)
    };
    lines.sort_by_key(shown);
    lines
}

fn line(message: Message, names: &HashMap<AccountId, &Colleague>) -> MailLine {
    let person = names.get(&message.account_id);
    MailLine {
        name: person.map(|it| it.account.name.clone()).unwrap_or_default(),
        agency: person.map(|it| it.agency.clone()).unwrap_or_default(),
        message,
    }
}
