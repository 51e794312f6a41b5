//! The reader's own copy.
use actix_web::web;

use super::{document, href};
use crate::domain::text::Private;
use crate::views::form::Form;
use crate::views::format;
use crate::views::minutes::{Approved, Own};
use crate::web::answer::Answer;
use crate::web::attempt::{Attempt, attempt};
use crate::web::error::PageError;
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::workflow::minutes::{self, Answer as Given, Issued};

/// The own copy. That it was read is noted once, by a step of its own.
pub(super) async fn show(visit: Visit, slug: web::Path<String>) -> Answer {
    let issued = look(&visit, &slug).await?;
    if issued.copy.read_at.is_none() {
        let place = slug.clone();
        visit.note("minutes.read", move |cx| minutes::read(cx, &place)).await?;
    }
    visit.page(&page(&visit, &issued, Form::empty())).await
}

async fn look(visit: &Visit, slug: &str) -> Result<Issued, PageError> {
    let place = slug.to_owned();
    Ok(visit.look("minutes.own", move |cx| minutes::own(cx, &place)).await?)
}

fn page(visit: &Visit, issued: &Issued, form: Form) -> Own {
    let moment = |at| format::moment_from(visit.now(), at, visit.zone());
    let (minutes, copy) = (&issued.minutes, &issued.copy);
    let answered = match copy.confirmed_at {
        Some(at) => Some(format!("You said it is right, {}.", moment(at))),
        None if copy.correction.is_blank() => None,
        None => Some("You asked for a correction.".to_owned()),
    };
    let mut form = form;
    if !form.failed() {
        form.set("correction", copy.correction.reveal());
    }
    let until = minutes.corrections_until.filter(|it| visit.now() < *it);
    Own {
        day: format::date(issued.meeting.day),
        href: format!("{}/mine", href(&issued.meeting.slug)),
        tag: format!("Version {}, copy {} of {}", minutes.version, issued.number, issued.of),
        approved: Approved {
            by: issued.approved_by.clone(),
            when: minutes.approved_at.map(moment).unwrap_or_default(),
            digest: minutes.digest.clone(),
        },
        document: document::copy(
            visit,
            &issued.meeting,
            (&issued.name, &issued.agency),
            &issued.own,
            &minutes.change_note,
        ),
        until: until.map(moment),
        answered,
        form,
    }
}

pub(super) async fn answer(visit: Visit, slug: web::Path<String>, posted: Posted) -> Answer {
    let mut form = posted.form.clone();
    let given = match form.value("answer") {
        "right" => Some(Given::Right),
        "wrong" => form
            .required("correction", "what is wrong", 2000)
            .map(|it| Given::Wrong(Private::new(it))),
        _ => {
            // For whoever has no minutes there are none, whatever was sent.
            look(&visit, &slug).await?;
            return Err(PageError::NotAForm);
        }
    };
    let Some(given) = given else {
        return visit.page_again(&page(&visit, &look(&visit, &slug).await?, form)).await;
    };
    let place = slug.clone();
    let step = visit
        .change("minutes.answer", &posted, move |cx| minutes::answer(cx, &place, &given))
        .await;
    match attempt(&mut form, step)? {
        Attempt::Done(()) => {
            Ok(visit.see_other(&format!("{}/mine", href(&slug)), "Thank you, noted"))
        }
        _ => visit.page_again(&page(&visit, &look(&visit, &slug).await?, form)).await,
    }
}
