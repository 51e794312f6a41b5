//! One action: its page and its forms.
use actix_web::web;

use super::{due, href, id, update_of};
use crate::domain::action::State;
use crate::domain::ids::{AccountId, ActionId};
use crate::domain::text::Private;
use crate::views::action::{ActionDetail, Asked, Item, Past, Row};
use crate::views::form::Form;
use crate::views::format;
use crate::web::answer::Answer;
use crate::web::attempt::{Attempt, attempt};
use crate::web::error::PageError;
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::workflow::action::{self, Decision, Detail, Whose};
use crate::workflow::{Step, StepError};

/// The longest sentence that a form takes, in characters.
const LONGEST: usize = 2000;

pub(super) async fn show(visit: Visit, text: web::Path<String>) -> Answer {
    let id = id(&visit, &text).await?;
    visit.page(&look(&visit, id, Form::empty()).await?).await
}

async fn look(visit: &Visit, id: ActionId, form: Form) -> Result<ActionDetail, PageError> {
    let detail = visit.look("action", move |cx| action::detail(cx, id)).await?;
    Ok(page(visit, &detail, form))
}

/// The page with one of its forms again. For those who may not send that form nothing is there.
async fn again(visit: &Visit, id: ActionId, form: Form, may: fn(&Detail) -> bool) -> Answer {
    let look = visit.look("action", move |cx| {
        let detail = action::detail(cx, id)?;
        if may(&detail) { Ok(detail) } else { Err(StepError::Hidden) }
    });
    let detail = look.await?;
    visit.page_again(&page(visit, &detail, form)).await
}

fn page(visit: &Visit, detail: &Detail, form: Form) -> ActionDetail {
    let action = &detail.action;
    let is_open = action.state == State::Open;
    let updates = is_open && detail.may_update;
    let colour = match action.state {
        State::Open if action.is_overdue(visit.today()) => Some("red"),
        State::Open => Some("blue"),
        State::Done => Some("green"),
        _ => Some("grey"),
    };
    let asked = action.asked_due_on.map(|until| Asked {
        until: format::date(until),
        reason: action.asked_reason.clone(),
        may_decide: detail.may_decide,
    });
    ActionDetail {
        href: href(action.id),
        reference: detail.case.reference.clone(),
        case_href: format!("/cases/{}", action.case_id),
        name: detail.case.victim.clone(),
        safe_contact: detail.safe_contact.clone(),
        text: action.text.clone(),
        standing: if is_open { due(visit, action) } else { action.state.shown().to_owned() },
        colour,
        rows: rows(visit, detail),
        update: updates.then(|| update_of(action, "")),
        may_ask: updates,
        asked,
        colleagues: if updates { items(&detail.colleagues) } else { Vec::new() },
        may_reopen: !is_open && detail.may_update,
        version: action.version.to_string(),
        past: detail.past.iter().map(|it| past(visit, it)).collect(),
        form,
    }
}

fn items(people: &[(AccountId, Private)]) -> Vec<Item> {
    let item =
        |(id, name): &(AccountId, Private)| Item { value: id.to_string(), text: name.clone() };
    people.iter().map(item).collect()
}

fn rows(visit: &Visit, detail: &Detail) -> Vec<Row> {
    let action = &detail.action;
    let agreed = action.created_at.with_timezone(&visit.zone()).date_naive();
    let due_on = format::date(action.due_on);
    let due = match action.due_at {
        Some(at) => format!("{due_on}, by {}", format::clock(at, visit.zone())),
        None => due_on,
    };
    let mut rows = Vec::new();
    let mut add = |key: &str, value: Private| rows.push(Row { key: key.to_owned(), value });
    let owner = format!("{}, {}", detail.owner.reveal(), detail.agency);
    add(
        "Owner",
        Private::new(if detail.is_nobodys {
            format!("Nobody. {owner}, takes part no longer: give it to a colleague")
        } else {
            owner
        }),
    );
    add("Due", Private::new(due));
    if action.first_due_on != action.due_on {
        add("First due", Private::new(format::date(action.first_due_on)));
    }
    add("Agreed", Private::new(format::date(agreed)));
    if let Some(risk) = &detail.risk {
        add("Answers", Private::new(format!("Risk {}: {}", risk.position, risk.text.reveal())));
    }
    if !action.outcome.is_blank() {
        add("What came of it", action.outcome.clone());
    }
    rows
}

fn past(visit: &Visit, past: &action::Past) -> Past {
    Past {
        title: past.event.kind.shown().to_owned(),
        by: past.by.clone(),
        when: format::moment_from(visit.now(), past.event.made_at, visit.zone()),
        at: past.event.made_at.to_rfc3339(),
        change: past.event.change.clone(),
        note: past.event.note.clone(),
    }
}

/// Answers a form: sends the browser on, or shows the page again with what stands in the way.
async fn answer(
    visit: &Visit,
    id: ActionId,
    mut form: Form,
    step: Step<()>,
    (place, to, said): (&str, &str, &str),
) -> Answer {
    match attempt(&mut form, step)? {
        Attempt::Done(()) => Ok(visit.see_other(to, said)),
        Attempt::Stale(stale) => {
            let action = format!("{}/{place}", href(id));
            visit.stale(&stale, &form, ("This action", &action, &href(id))).await
        }
        Attempt::Again => visit.page_again(&look(visit, id, form).await?).await,
    }
}

pub(super) async fn update(visit: Visit, text: web::Path<String>, posted: Posted) -> Answer {
    let id = id(&visit, &text).await?;
    let (mut form, seen) = (posted.form.clone(), posted.seen);
    let closed = |it: &str| State::parse(it).ok().filter(|it| State::CLOSED.contains(it));
    let state = form.choice("state", "what happened", closed);
    let outcome = form.required("outcome", "what happened, in a sentence", LONGEST);
    let (Some(state), Some(outcome)) = (state, outcome) else {
        return again(&visit, id, form, |it| it.may_update).await;
    };
    let outcome = Private::new(outcome);
    let step = visit
        .change("action.close", &posted, move |cx| action::close(cx, id, seen, state, &outcome))
        .await;
    let list = match Whose::parse(form.value("back")) {
        Ok(whose) => format!("/actions?view={}", whose.as_str()),
        Err(_own_page) => "/actions".to_owned(),
    };
    answer(&visit, id, form, step, ("update", &list, "Update saved")).await
}

pub(super) async fn reopen(visit: Visit, text: web::Path<String>, posted: Posted) -> Answer {
    let id = id(&visit, &text).await?;
    let (mut form, seen) = (posted.form.clone(), posted.seen);
    let Some(why) = form.required("reopen_reason", "why it is opened again", LONGEST) else {
        return again(&visit, id, form, |it| it.may_update).await;
    };
    let why = Private::new(why);
    let step =
        visit.change("action.reopen", &posted, move |cx| action::reopen(cx, id, seen, &why)).await;
    answer(&visit, id, form, step, ("reopen", &href(id), "The action is open again")).await
}

pub(super) async fn ask(visit: Visit, text: web::Path<String>, posted: Posted) -> Answer {
    let id = id(&visit, &text).await?;
    let (mut form, seen) = (posted.form.clone(), posted.seen);
    let until = form.day("asked_due_on", "the new date");
    let why = form.required("asked_reason", "why more time is needed", LONGEST);
    let (Some(until), Some(why)) = (until, why) else {
        return again(&visit, id, form, |it| it.may_update).await;
    };
    let why = Private::new(why);
    let step = visit
        .change("action.ask_time", &posted, move |cx| action::ask(cx, id, seen, until, &why))
        .await;
    let said = "Asked. The action stays due as it was until the chair or coordinator agrees";
    answer(&visit, id, form, step, ("time", &href(id), said)).await
}

pub(super) async fn decide(visit: Visit, text: web::Path<String>, posted: Posted) -> Answer {
    let id = id(&visit, &text).await?;
    let (mut form, seen) = (posted.form.clone(), posted.seen);
    let decision = match form.value("decision") {
        "grant" => Decision::Grant,
        "refuse" => Decision::Refuse,
        _ => {
            // For whoever may not decide there is nothing, whatever was sent.
            again(&visit, id, form, |it| it.may_decide).await?;
            return Err(PageError::NotAForm);
        }
    };
    let why = form.optional("decision_note", "the sentence", LONGEST);
    if form.failed() {
        return again(&visit, id, form, |it| it.may_decide).await;
    }
    let why = Private::new(why.unwrap_or_default());
    let step = visit
        .change("action.decide_time", &posted, move |cx| {
            action::decide(cx, id, seen, decision, &why)
        })
        .await;
    let said = match decision {
        Decision::Grant => "More time given",
        Decision::Refuse => "More time refused",
    };
    answer(&visit, id, form, step, ("time/decide", &href(id), said)).await
}

pub(super) async fn give(visit: Visit, text: web::Path<String>, posted: Posted) -> Answer {
    let id = id(&visit, &text).await?;
    let (mut form, seen) = (posted.form.clone(), posted.seen);
    let reader = |it: &str| AccountId::parse(it).ok();
    let Some(to) = form.choice("owner", "a colleague", reader) else {
        return again(&visit, id, form, |it| it.may_update).await;
    };
    let step = visit.change("action.give", &posted, move |cx| action::give(cx, id, seen, to)).await;
    answer(&visit, id, form, step, ("give", "/actions", "The action is given")).await
}
