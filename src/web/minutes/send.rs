//! The way of each copy.
use actix_web::web;

use super::{by_route, href};
use crate::domain::minutes::Route;
use crate::domain::notice::Delivery;
use crate::views::form::Form;
use crate::views::format;
use crate::views::minutes::{SendRow, Sends as Page};
use crate::web::answer::Answer;
use crate::web::attempt::{Attempt, attempt};
use crate::web::error::PageError;
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::workflow::Step;
use crate::workflow::minutes::{self, Sending, Sends};

pub(super) async fn show(visit: Visit, slug: web::Path<String>) -> Answer {
    visit.page(&look(&visit, &slug, Form::empty()).await?).await
}

async fn look(visit: &Visit, slug: &str, form: Form) -> Result<Page, PageError> {
    let place = slug.to_owned();
    let sends = visit.look("minutes.sends", move |cx| minutes::sends(cx, &place)).await?;
    Ok(page(visit, &sends, form))
}

fn page(visit: &Visit, sends: &Sends, form: Form) -> Page {
    let back = href(&sends.meeting.slug);
    let count = format::count(sends.sendings.len() as u64, "person", "people");
    let routes: Vec<Route> = sends.sendings.iter().map(|it| it.copy.route).collect();
    let (waiting, stopped) = (sends.waiting(), sends.stopped());
    let moment = |at| format::moment_from(visit.now(), at, visit.zone());
    let leaves = match sends.minutes.send_at {
        Some(at) if waiting > 0 && at > visit.now() => {
            Some(format!("The emails leave at {}.", moment(at)))
        }
        _ if stopped > 0 => {
            let count = format::count(stopped as u64, "email is", "emails are");
            Some(format!("{count} stopped. A correction of the minutes replaces them."))
        }
        _ => None,
    };
    Page {
        day: format::date(sends.meeting.day),
        href: format!("{back}/sends"),
        back,
        says: format!("Version {}. {count}: {}", sends.minutes.version, by_route(&routes)),
        leaves,
        may_stop: sends.may_approve && waiting > 0,
        may_release: sends.may_approve && stopped > 0,
        rows: sends.sendings.iter().map(|it| row(visit, it)).collect(),
        form,
    }
}

fn row(visit: &Visit, sending: &Sending) -> SendRow {
    let moment = |at| format::moment_from(visit.now(), at, visit.zone());
    let copy = &sending.copy;
    let (state, colour) = match sending.delivery {
        None => ("No email", "red"),
        Some(it) => (it.shown(), colour(it)),
    };
    let read =
        copy.read_at.map_or_else(|| "Not read yet".to_owned(), |at| format!("Read {}", moment(at)));
    let answer = match copy.confirmed_at {
        Some(at) => format!("{read}, confirmed {}", moment(at)),
        None => read,
    };
    SendRow {
        number: copy.number.to_string(),
        name: sending.name.clone(),
        agency: sending.agency.clone(),
        route: copy.route.shown().to_owned(),
        state: state.to_owned(),
        colour,
        answer,
        correction: copy.correction.clone(),
    }
}

fn colour(delivery: Delivery) -> &'static str {
    match delivery {
        Delivery::Queued | Delivery::Leased => "blue",
        Delivery::Accepted => "green",
        Delivery::Deferred | Delivery::Uncertain => "yellow",
        Delivery::Refused | Delivery::Held => "red",
        Delivery::Dropped | Delivery::Stopped => "grey",
    }
}

pub(super) async fn stop(visit: Visit, slug: web::Path<String>, posted: Posted) -> Answer {
    let place = slug.clone();
    let step = visit.change("minutes.stop", &posted, move |cx| minutes::stop(cx, &place)).await;
    answer(&visit, &slug, posted.form, step, "stopped").await
}

pub(super) async fn release(visit: Visit, slug: web::Path<String>, posted: Posted) -> Answer {
    let place = slug.clone();
    let step =
        visit.change("minutes.release", &posted, move |cx| minutes::release(cx, &place)).await;
    answer(&visit, &slug, posted.form, step, "queued again").await
}

async fn answer(
    visit: &Visit,
    slug: &str,
    mut form: Form,
    step: Step<usize>,
    done: &str,
) -> Answer {
    match attempt(&mut form, step)? {
        Attempt::Done(count) => {
            let said = format!("{} {done}", format::count(count as u64, "email", "emails"));
            Ok(visit.see_other(&format!("{}/sends", href(slug)), &said))
        }
        _ => visit.page_again(&look(visit, slug, form).await?).await,
    }
}
