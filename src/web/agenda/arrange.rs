//! Putting a case onto an agenda, and publishing it.
use actix_web::web;

use super::href;
use super::item::cases;
use super::paper::line;
use crate::domain::ids::ListingId;
use crate::domain::meeting::AgendaState;
use crate::domain::text::Private;
use crate::views::agenda::{Add, AddChoice, CaseName, Publish, Recipient};
use crate::views::form::Form;
use crate::views::format;
use crate::web::answer::Answer;
use crate::web::attempt::{Attempt, attempt};
use crate::web::case::untold_links;
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::workflow::agenda::{self, Candidate};

pub(super) async fn ask(visit: Visit, slug: web::Path<String>) -> Answer {
    adding(&visit, &slug, Form::empty()).await
}

async fn adding(visit: &Visit, slug: &str, form: Form) -> Answer {
    let place = slug.to_owned();
    let view = visit.look("agenda.candidates", move |cx| agenda::candidates(cx, &place)).await?;
    let choice = |it: &Candidate| {
        let case = CaseName::new(&it.case, visit.today());
        AddChoice {
            value: it.listing.to_string(),
            text: Private::new(format!("{} {}", case.reference, case.name.reveal())),
            hint: match it.day {
                Some(day) => format!("On the agenda of {}", format::date_without_year(day)),
                None => "Taken off an agenda".to_owned(),
            },
        }
    };
    let page = Add {
        day: format::date(view.meeting.day),
        back: href(slug),
        choices: view.candidates.iter().map(choice).collect(),
        is_late: view.meeting.agenda != AgendaState::Draft,
        waiting: view.waiting,
        form,
    };
    if page.form.failed() { visit.page_again(&page).await } else { visit.page(&page).await }
}

pub(super) async fn add(visit: Visit, slug: web::Path<String>, posted: Posted) -> Answer {
    let mut form = posted.form.clone();
    let listing = form.choice("listing", "a case", |it| ListingId::parse(it).ok());
    let reason = form.optional("reason", "the reason", 1_000);
    let (Some(listing), false) = (listing, form.failed()) else {
        return adding(&visit, &slug, form).await;
    };
    let (place, reason) = (slug.to_string(), Private::new(reason.unwrap_or_default()));
    let added = visit
        .change("agenda.add", &posted, move |cx| agenda::add(cx, &place, listing, &reason))
        .await;
    match attempt(&mut form, added)? {
        Attempt::Done(()) => Ok(visit.see_other(&href(&slug), "The case is on the agenda")),
        Attempt::Again | Attempt::Stale(_) => adding(&visit, &slug, form).await,
    }
}

pub(super) async fn confirm(visit: Visit, slug: web::Path<String>) -> Answer {
    confirming(&visit, &slug, Form::empty()).await
}

async fn confirming(visit: &Visit, slug: &str, form: Form) -> Answer {
    let place = slug.to_owned();
    let view =
        visit.look("agenda.publish_view", move |cx| agenda::publish_view(cx, &place)).await?;
    let meeting = &view.meeting;
    let is_published = meeting.agenda == AgendaState::Published;
    let recipient = |it: &crate::domain::account::Colleague| Recipient {
        name: it.account.name.clone(),
        agency: it.agency.clone(),
    };
    let page = Publish {
        heading: if is_published { "Tell people what changed" } else { "Publish the agenda" },
        day: format::date(meeting.day),
        back: href(slug),
        cases: cases(view.cases),
        version: meeting.agenda_version,
        is_open: meeting.agenda == AgendaState::Draft && meeting.cutoff_at.is_some(),
        recipients: view.audience.iter().map(recipient).collect(),
        changes: view.changes.iter().map(|it| line(visit, it)).collect(),
        unchecked: untold_links(&view.unchecked),
        is_told: is_published && meeting.told_version == meeting.agenda_version,
        form,
    };
    if page.form.failed() { visit.page_again(&page).await } else { visit.page(&page).await }
}

pub(super) async fn publish(visit: Visit, slug: web::Path<String>, posted: Posted) -> Answer {
    let mut form = posted.form.clone();
    let seen = form.value("agenda").parse().unwrap_or(-1);
    let place = slug.to_string();
    let published =
        visit.change("agenda.publish", &posted, move |cx| agenda::publish(cx, &place, seen)).await;
    match attempt(&mut form, published)? {
        Attempt::Done(()) => {
            return Ok(visit.see_other(&href(&slug), "The agenda is published and people are told"));
        }
        Attempt::Again => {}
        Attempt::Stale(_) => form.refuse_whole(
            "The agenda changed after you opened this page. Look at what is below, then publish it.",
        ),
    }
    confirming(&visit, &slug, form).await
}
