//! The page of mail: where each message stands, and what must be put right.
use actix_web::web;

use super::answer::Answer;
use super::attempt::{Attempt, attempt};
use super::error::PageError;
use super::posted::Posted;
use super::routes::{Routes, get, post};
use super::visit::Visit;
use crate::domain::ids::{AccountId, MessageId, TaskId};
use crate::domain::notice::Delivery;
use crate::domain::text::Private;
use crate::domain::wording;
use crate::views::form::Form;
use crate::views::format;
use crate::views::mail::{Mail, MailLine, MailTask, Receiver};
use crate::workflow::{Step, StepError, post};

/// Where the page is.
const HREF: &str = "/mail";

pub(super) fn routes(routes: &mut Routes) {
    routes
        .on(get!(HREF), show)
        .on(post!("/mail/{id}/retry"), retry)
        .on(post!("/mail/tasks/{id}"), put_right);
}

async fn show(visit: Visit) -> Answer {
    visit.page(&look(&visit, Form::empty()).await?).await
}

async fn look(visit: &Visit, form: Form) -> Result<Mail, PageError> {
    let view = visit.look("mail", post::overview).await?;
    Ok(Mail {
        oldest_unsent: view.oldest_unsent.map(|it| {
            format!("The oldest email that should have left has waited since {}", said(visit, it))
        }),
        tasks: view.tasks.iter().map(|it| task(visit, it)).collect(),
        messages: view.messages.iter().map(|it| line(visit, it)).collect(),
        form,
    })
}

fn said(visit: &Visit, at: crate::domain::time::Instant) -> String {
    format::moment_from(visit.now(), at, visit.zone())
}

/// The name of a task's own field, since a page may hold several.
fn field(id: TaskId) -> String {
    format!("receiver-{id}")
}

fn task(visit: &Visit, it: &post::MailTask) -> MailTask {
    let message = &it.line.message;
    let receiver =
        |it: &post::Receiver| Receiver { value: it.account.to_string(), text: it.name.clone() };
    MailTask {
        id: it.task.id.to_string(),
        title: format!("{}: {}", message.notice.shown(), lower(it.task.kind.shown())),
        who: Private::new(format!("{}, {}", it.line.name.reveal(), it.line.agency)),
        answer: message.last_answer.clone(),
        when: said(visit, it.task.made_at),
        may_retry: message.settled_at.is_some(),
        receivers: it.receivers.iter().map(receiver).collect(),
        field: field(it.task.id),
        version: it.task.version.to_string(),
    }
}

/// A phrase as it goes on after a colon.
fn lower(phrase: &str) -> String {
    let mut letters = phrase.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

fn line(visit: &Visit, it: &post::MailLine) -> MailLine {
    let message = &it.message;
    let colour = match message.delivery {
        Delivery::Accepted => Some("green"),
        Delivery::Refused | Delivery::Held => Some("red"),
        Delivery::Deferred | Delivery::Uncertain => Some("yellow"),
        Delivery::Queued | Delivery::Leased => Some("blue"),
        Delivery::Dropped | Delivery::Stopped => Some("grey"),
    };
    let tries = u64::try_from(message.attempts).unwrap_or(0);
    let when = match message.settled_at {
        Some(at) => said(visit, at),
        None if message.attempts > 0 => format!("Next try {}", said(visit, message.not_before)),
        None => format!("Leaves {}", said(visit, message.not_before)),
    };
    MailLine {
        id: message.id.to_string(),
        what: message.notice.shown().to_owned(),
        name: it.name.clone(),
        agency: it.agency.clone(),
        state: message.delivery.shown().to_owned(),
        colour,
        answer: message.last_answer.clone(),
        tries: wording::count(tries, "try", "tries"),
        when,
        retry: (message.delivery == Delivery::Deferred)
            .then(|| Private::new(format!("{} to {}", message.notice.shown(), it.name.reveal()))),
    }
}

async fn retry(visit: Visit, text: web::Path<String>, posted: Posted) -> Answer {
    let Ok(id) = MessageId::parse(&text) else { return Err(visit.not_found("mail").await) };
    let step = visit.change("mail.retry", &posted, move |cx| post::retry(cx, id)).await;
    answer(&visit, posted.form.clone(), step, "It will be tried again in a moment").await
}

async fn put_right(visit: Visit, text: web::Path<String>, posted: Posted) -> Answer {
    let Ok(id) = TaskId::parse(&text) else { return Err(visit.not_found("mail").await) };
    let (mut form, field, seen) = (posted.form.clone(), field(id), posted.seen);
    match form.value("do") {
        "give" => {
            let receiver = |it: &str| AccountId::parse(it).ok();
            let Some(to) = form.choice(&field, "who should have it", receiver) else {
                return visit.page_again(&look(&visit, form).await?).await;
            };
            let step = visit
                .change("mail.give", &posted, move |cx| post::give(cx, id, seen, to))
                .await
                .map_err(|it| beside(it, &field));
            answer(&visit, form, step, "It will leave in a moment").await
        }
        "retry" => {
            let step =
                visit.change("mail.again", &posted, move |cx| post::again(cx, id, seen)).await;
            answer(&visit, form, step, "It will be tried again in a moment").await
        }
        _ => {
            let step =
                visit.change("mail.finish", &posted, move |cx| post::finish(cx, id, seen)).await;
            answer(&visit, form, step, "Marked as done").await
        }
    }
}

/// Puts what is wrong with the receiver beside the task's own field.
fn beside(error: StepError, field: &str) -> StepError {
    let StepError::Refused(mut refused) = error else { return error };
    for problem in refused.problems.iter_mut().filter(|it| it.field == "receiver") {
        field.clone_into(&mut problem.field);
    }
    refused.into()
}

async fn answer(visit: &Visit, mut form: Form, step: Step<()>, said: &str) -> Answer {
    match attempt(&mut form, step)? {
        Attempt::Done(()) => Ok(visit.see_other(HREF, said)),
        Attempt::Stale(stale) => visit.stale(&stale, &form, ("This task", HREF, HREF)).await,
        Attempt::Again => visit.page_again(&look(visit, form).await?).await,
    }
}
