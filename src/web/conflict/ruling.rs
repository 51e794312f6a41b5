//! One interest, and what is done about it.
use actix_web::web;

use super::{LONGEST, head};
use crate::domain::text::Private;
use crate::views::conflict::{Choice, Row, RulingPage};
use crate::views::form::Form;
use crate::views::format;
use crate::web::answer::Answer;
use crate::web::attempt::{Attempt, attempt};
use crate::web::conflict::interest::find_led;
use crate::web::path::id;
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::workflow::conflict::{self, InterestLine, Interests, Ruling};
use crate::workflow::{Step, StepError};

/// One interest.
pub(super) async fn show(visit: Visit, path: web::Path<(String, String)>) -> Answer {
    let (case, interest) = path.into_inner();
    let page = look(&visit, (&case, &interest), Form::empty()).await?;
    visit.page(&page).await
}

async fn look(visit: &Visit, (case, interest): (&str, &str), form: Form) -> Step<RulingPage> {
    let (found, led) = find_led(visit, case).await?;
    let line = led.lines.into_iter().find(|it| it.exclusion.id.as_str() == interest);
    let Some(line) = line else {
        visit.not_found("conflict.interest").await;
        return Err(StepError::Hidden);
    };
    Ok(page(visit, &found, &line, form))
}

fn page(visit: &Visit, found: &Interests, line: &InterestLine, form: Form) -> RulingPage {
    let interest = &line.exclusion;
    let choice = |it: &Ruling| Choice::new(it.as_str(), it.shown());
    RulingPage {
        top: head(found),
        action: format!("/cases/{}/interests/{}", found.line.id, interest.id),
        who: line.who.clone(),
        rows: rows(visit, line),
        rulings: line.rulings.iter().map(choice).collect(),
        form,
        version: interest.version.to_string(),
    }
}

fn rows(visit: &Visit, line: &InterestLine) -> Vec<Row> {
    let interest = &line.exclusion;
    let when = |at| format::moment_from(visit.now(), at, visit.zone());
    let mut rows = vec![
        Row { key: "Interest", value: interest.tie().into() },
        Row { key: "Stands", value: interest.standing().into() },
        Row {
            key: "Recorded",
            value: Private::new(format!("{}, {}", line.by.reveal(), when(interest.recorded_at))),
        },
    ];
    let mut add = |key, value: Private| {
        if !value.is_blank() {
            rows.push(Row { key, value });
        }
    };
    add("In words", interest.reason.clone());
    if let Some(at) = interest.ruled_at {
        add("Last word", Private::new(format!("{}, {}", line.ruled_by.reveal(), when(at))));
    }
    add("Why", interest.ruling.clone());
    add("Stands in", line.replacement.clone());
    rows
}

/// Rules on it, asks to lift it, or agrees to that.
pub(super) async fn rule(
    visit: Visit,
    path: web::Path<(String, String)>,
    mut posted: Posted,
) -> Answer {
    let (case, interest) = path.into_inner();
    let here = format!("/cases/{case}/interests/{interest}");
    let ruling = posted.form.choice("ruling", "what is done", |it| Ruling::parse(it).ok());
    let why = posted.form.required("why", "why", LONGEST);
    if let (Some(ruling), Some(why)) = (ruling, why) {
        let (of, why, seen) = ((case.clone(), interest.clone()), Private::new(why), posted.seen);
        let step = visit.change("conflict.rule", &posted, move |cx| {
            conflict::rule(cx, (id(&of.0)?, id(&of.1)?), seen, (ruling, &why))
        });
        let done = step.await;
        match attempt(&mut posted.form, done)? {
            Attempt::Done(()) => return Ok(visit.see_other(&here, "Saved")),
            Attempt::Stale(stale) => {
                return visit.stale(&stale, &posted.form, ("The interest", &here, &here)).await;
            }
            Attempt::Again => {}
        }
    }
    let page = look(&visit, (&case, &interest), posted.form).await?;
    visit.page_again(&page).await
}
