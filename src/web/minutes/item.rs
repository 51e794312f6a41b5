//! Changing an item of a draft.
use std::str::FromStr;

use actix_web::web;

use super::href;
use crate::domain::ids::ListingId;
use crate::domain::listing::RiskLevel;
use crate::domain::text::Private;
use crate::views::form::Form;
use crate::views::format;
use crate::views::minutes::{ItemForm, Level, Line};
use crate::web::answer::Answer;
use crate::web::attempt::{Attempt, attempt};
use crate::web::error::PageError;
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::workflow::StepError;
use crate::workflow::minutes::{self, ItemDesk, ItemEdit};

/// The longest text that a field takes, in characters.
const LONGEST: usize = 4000;

type Path = web::Path<(String, String)>;

async fn listing(visit: &Visit, text: &str) -> Result<ListingId, PageError> {
    match ListingId::parse(text) {
        Ok(id) => Ok(id),
        Err(_not_an_id) => Err(visit.not_found("minutes.item").await),
    }
}

pub(super) async fn show(visit: Visit, path: Path) -> Answer {
    let (slug, id) = (path.0.clone(), listing(&visit, &path.1).await?);
    let place = slug.clone();
    match visit.look("minutes.item", move |cx| minutes::item(cx, &place, id)).await {
        Ok(desk) => visit.page(&page(&desk, saved(&desk))).await,
        // There is nothing to change in what is approved.
        Err(StepError::Refused(_)) => Ok(visit.see_other(&href(&slug), "")),
        Err(error) => Err(error.into()),
    }
}

/// What is saved, as the form posts it.
fn saved(desk: &ItemDesk) -> Form {
    let listing = &desk.listing;
    let mut form = Form::empty();
    form.set("risk_level", listing.risk_level.map_or("", |it| it.as_str()));
    form.set("decision", listing.decision.reveal());
    form.set("disposition_reason", listing.disposition_reason.reveal());
    for risk in &desk.risks {
        form.set(&format!("risk-{}", risk.id), risk.text.reveal());
    }
    for action in &desk.actions {
        form.set(&format!("action-{}", action.action_id), action.text.reveal());
    }
    form
}

fn page(desk: &ItemDesk, form: Form) -> ItemForm {
    let back = href(&desk.meeting.slug);
    let level =
        |it: &RiskLevel| Level { value: it.as_str().to_owned(), text: it.shown().to_owned() };
    let risk = |it: &crate::domain::hearing::Risk| Line {
        field: format!("risk-{}", it.id),
        label: format!("Risk {}: {}", it.position, it.subject.shown().to_lowercase()),
    };
    let action = |(number, it): (u32, &crate::domain::minutes::ActionLine)| Line {
        field: format!("action-{}", it.action_id),
        label: format!("Action {number}, due {}", format::date_without_year(it.due_on)),
    };
    ItemForm {
        day: format::date(desk.meeting.day),
        action: format!("{back}/items/{}", desk.listing.id),
        reference: desk.line.reference.clone(),
        version: desk.listing.version.to_string(),
        levels: RiskLevel::ALL.iter().map(level).collect(),
        risks: desk.risks.iter().map(risk).collect(),
        actions: (1..).zip(&desk.actions).map(action).collect(),
        back,
        form,
    }
}

/// The new words of risks or actions: fields named `risk-…` or `action-…` after an identifier.
fn texts<Id: FromStr>(form: &mut Form, kind: &str, what: &str) -> Vec<(Id, Private)> {
    let names: Vec<String> = form.pairs().map(|(name, _)| name.to_owned()).collect();
    let mut texts = Vec::new();
    for name in names {
        let id = name.strip_prefix(kind).and_then(|it| it.parse().ok());
        let Some(id) = id else { continue };
        if let Some(text) = form.required(&name, what, LONGEST) {
            texts.push((id, Private::new(text)));
        }
    }
    texts
}

fn read(form: &mut Form) -> Option<ItemEdit> {
    let level = match form.value("risk_level") {
        "" => None,
        _ => form.choice("risk_level", "the risk after discussion", |it| RiskLevel::parse(it).ok()),
    };
    let decision = form.optional("decision", "what was agreed", LONGEST);
    let reason = form.optional("disposition_reason", "the reason", LONGEST);
    let edit = ItemEdit {
        risk_level: level,
        decision: Private::new(decision.unwrap_or_default()),
        disposition_reason: Private::new(reason.unwrap_or_default()),
        risks: texts(form, "risk-", "the risk"),
        actions: texts(form, "action-", "what will be done"),
    };
    (!form.failed()).then_some(edit)
}

pub(super) async fn save(visit: Visit, path: Path, posted: Posted) -> Answer {
    let (slug, id) = (path.0.clone(), listing(&visit, &path.1).await?);
    let (mut form, seen) = (posted.form.clone(), posted.seen);
    let Some(edit) = read(&mut form) else {
        return again(&visit, slug, id, form).await;
    };
    let place = slug.clone();
    let step = visit
        .change("minutes.edit", &posted, move |cx| minutes::save_item(cx, &place, id, seen, &edit))
        .await;
    let back = href(&slug);
    match attempt(&mut form, step)? {
        Attempt::Done(()) => Ok(visit.see_other(&back, "Saved")),
        Attempt::Stale(stale) => {
            let action = format!("{back}/items/{id}");
            visit.stale(&stale, &form, ("This item of the minutes", &action, &back)).await
        }
        Attempt::Again => again(&visit, slug, id, form).await,
    }
}

async fn again(visit: &Visit, slug: String, id: ListingId, form: Form) -> Answer {
    let desk = visit.look("minutes.item", move |cx| minutes::item(cx, &slug, id)).await?;
    visit.page_again(&page(&desk, form)).await
}
