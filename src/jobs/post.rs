//! Delivers queued mail, one message after another, each outside any transaction.
use futures_util::future::BoxFuture;
use tracing::{error, info, warn};

use crate::domain::ids::AreaId;
use crate::domain::letter::Letter;
use crate::domain::notice::Attempt;
use crate::mail::outcome::{Outcome, Trouble, backoff};
use crate::mail::post::Post;
use crate::workflow::post::{Lease, Prepared};
use crate::workflow::{Asker, Operation, Service, Step, post as steps};

/// Whether it makes sense to go on with the next message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// The mail server works.
    GoOn,
    /// The mail server takes nothing from anybody now.
    Wait,
}

/// Delivers what is due in every area, until nothing is or the mail server fails. `go_on` says
/// after each message whether to.
///
/// # Errors
/// Fails when the database does.
pub async fn deliver_due(service: &Service, post: &Post, go_on: impl Fn() -> bool) -> Step<Next> {
    for area in service.areas().await? {
        while go_on() {
            let Some(lease) = claim(service, area).await? else { break };
            if deliver(service, post, area, lease).await? == Next::Wait {
                return Ok(Next::Wait);
            }
        }
    }
    Ok(Next::GoOn)
}

/// Takes the next message. It is looked for first, so that nothing is written when there is none.
async fn claim(service: &Service, area: AreaId) -> Step<Option<Lease>> {
    let asker = || Asker::service(area, "mail.claim");
    if !service.look(asker(), steps::is_due).await? {
        return Ok(None);
    }
    service.change(asker(), Operation::OfItself, steps::claim).await
}

async fn deliver(service: &Service, post: &Post, area: AreaId, lease: Lease) -> Step<Next> {
    if lease.was_left_behind {
        warn!(message = %lease.message, "a message was left behind and is sent again as the same");
    }
    let (attempt, answer, next) = match prepare(service, area, lease).await? {
        Prepared::Unwanted(why) => (Attempt::Dropped, why.to_owned(), Next::GoOn),
        Prepared::Closed(why) => {
            let until = service.clock().now() + backoff(1);
            (Attempt::Deferred { until }, why.to_owned(), Next::GoOn)
        }
        Prepared::Held(why) => (Attempt::Held, why.to_owned(), Next::GoOn),
        Prepared::Letter(letter) => {
            let now = service.clock().now();
            let again =
                || -> BoxFuture<'_, Option<Letter>> { Box::pin(letter_now(service, area, lease)) };
            let outcome = post.deliver_afresh(&letter, (lease.message, now), &again).await;
            told(&outcome, lease);
            let answer = outcome.trouble().map(ToString::to_string).unwrap_or_default();
            (attempt(&outcome, lease, service), answer, next(&outcome))
        }
    };
    let asker = Asker::service(area, "mail.settle");
    let settle =
        move |cx: &mut crate::workflow::Change<'_, '_>| steps::settle(cx, &lease, attempt, &answer);
    service.change(asker, Operation::OfItself, settle).await?;
    Ok(next)
}

async fn prepare(service: &Service, area: AreaId, lease: Lease) -> Step<Prepared> {
    let real_now = service.clock().real_now();
    let asker = Asker { subject: lease.message.to_string(), ..Asker::service(area, "mail.send") };
    service.look(asker, move |cx| steps::prepare(cx, &lease, real_now)).await
}

/// A message's letter as it is made now, if it is still to be sent.
async fn letter_now(service: &Service, area: AreaId, lease: Lease) -> Option<Letter> {
    match prepare(service, area, lease).await {
        Ok(Prepared::Letter(letter)) => Some(*letter),
        _ => None,
    }
}

/// Writes to the log what became of a message: identifiers and causes, nothing about people.
fn told(outcome: &Outcome, lease: Lease) {
    let message = lease.message;
    match outcome.trouble() {
        None => info!(%message, "mail sent"),
        Some(why) if outcome.is_alarm() => error!(%message, %why, "mail cannot leave"),
        Some(why) => warn!(%message, %why, "mail not sent"),
    }
}

fn attempt(outcome: &Outcome, lease: Lease, service: &Service) -> Attempt {
    let tries = u32::try_from(lease.attempt).unwrap_or(1);
    match outcome {
        Outcome::Accepted => Attempt::Accepted,
        Outcome::Refused(_) => Attempt::Refused,
        Outcome::Uncertain(_) => Attempt::Uncertain,
        Outcome::Deferred(_) => Attempt::Deferred { until: service.clock().now() + backoff(tries) },
    }
}

fn next(outcome: &Outcome) -> Next {
    match outcome {
        Outcome::Deferred(Trouble::Answer { .. } | Trouble::Unwritten | Trouble::TakenBack)
        | Outcome::Accepted
        | Outcome::Refused(_)
        | Outcome::Uncertain(_) => Next::GoOn,
        Outcome::Deferred(_) => Next::Wait,
    }
}
