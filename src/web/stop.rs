//! The stop button: reporting that something is exposed, closing and opening.
use actix_web::web;

use super::answer::Answer;
use super::attempt::{Attempt, attempt};
use super::posted::Posted;
use super::routes::{Routes, get, post};
use super::visit::{CalmVisit, Visit, refuse_or_fail};
use crate::domain::ids::StopId;
use crate::domain::text::Private;
use crate::views::form::Form;
use crate::views::format;
use crate::views::stop::{ExposedPage, ReportRow, StopPage, StopRow};
use crate::workflow::stop::{self, Reported, Standing, What};
use crate::workflow::{Change, Step};

/// The most words, in characters.
const LONGEST: usize = 2000;

pub(super) fn routes(routes: &mut Routes) {
    routes
        .on(get!("/exposed"), exposed)
        .on(post!("/exposed"), report)
        .on(get!("/stop"), board)
        .on(post!("/stop"), close)
        .on(post!("/stop/{id}/lift"), lift);
}

async fn exposed(CalmVisit(visit): CalmVisit) -> Answer {
    visit.page(&exposed_page(&visit, Form::empty()).await?).await
}

async fn exposed_page(visit: &Visit, form: Form) -> Step<ExposedPage> {
    Ok(ExposedPage { form, may_stop: visit.look("exposed", stop::may_lift).await? })
}

async fn report(CalmVisit(visit): CalmVisit, mut posted: Posted) -> Answer {
    let words = posted.form.optional("words", "what you saw", LONGEST);
    if !posted.form.failed() {
        let words = Private::new(words.unwrap_or_default());
        let step = visit.change("exposure.report", &posted, move |cx| stop::report(cx, &words));
        let step = step.await;
        match attempt(&mut posted.form, step)? {
            Attempt::Done(()) => {
                let said = "Reported. The chair, the coordinator and the administrator are told";
                return Ok(visit.see_other("/exposed", said));
            }
            Attempt::Stale(_) | Attempt::Again => {}
        }
    }
    visit.page_again(&exposed_page(&visit, posted.form).await?).await
}

async fn board(CalmVisit(visit): CalmVisit) -> Answer {
    visit.page(&page(&visit, Form::empty()).await?).await
}

async fn page(visit: &Visit, form: Form) -> Step<StopPage> {
    let board = visit.look("stop", stop::board).await?;
    let is_open = board.stops.iter().all(|it| it.stop.case_id.is_some());
    Ok(StopPage {
        form,
        may_stop: board.may_stop && is_open,
        reports: board.reports.iter().map(|it| report_row(visit, it)).collect(),
        stops: board.stops.iter().map(|it| stop_row(visit, it)).collect(),
    })
}

fn report_row(visit: &Visit, it: &Reported) -> ReportRow {
    ReportRow {
        by: it.by.clone(),
        when: format::moment_from(visit.now(), it.at, visit.zone()),
        words: it.words.clone().unwrap_or_default(),
    }
}

fn stop_row(visit: &Visit, it: &Standing) -> StopRow {
    let when = format::moment_from(visit.now(), it.stop.made_at, visit.zone());
    let what = it.reference.as_ref().map_or("The whole area".to_owned(), |it| format!("Case {it}"));
    StopRow {
        id: it.stop.id.to_string(),
        what,
        by: it.by.clone(),
        when,
        words: it.stop.words.clone(),
        asked_by: it.asked_by.clone(),
        takes_two: it.stop.case_id.is_none(),
        version: it.stop.version.to_string(),
    }
}

async fn close(CalmVisit(visit): CalmVisit, mut posted: Posted) -> Answer {
    let words = posted.form.optional("words", "why", LONGEST);
    let what = match posted.form.value("what") {
        "area" => Some(What::Area),
        "case" => Some(What::Case(posted.form.value("stop_case").to_owned())),
        _ => {
            posted.form.refuse("what", "Select what to close");
            None
        }
    };
    if let (Some(what), false) = (what, posted.form.failed()) {
        let words = Private::new(words.unwrap_or_default());
        let close = move |cx: &mut Change<'_, '_>| stop::stop(cx, &what, &words);
        match visit.change("stop", &posted, close).await {
            Ok(()) => return Ok(visit.see_other("/stop", "Closed. No email about it leaves")),
            Err(error) => refuse_or_fail(&mut posted.form, error)?,
        }
    }
    visit.page_again(&page(&visit, posted.form).await?).await
}

async fn lift(CalmVisit(visit): CalmVisit, path: web::Path<String>, mut posted: Posted) -> Answer {
    let (text, seen) = (path.into_inner(), posted.seen);
    let Ok(id) = StopId::parse(&text) else { return Err(visit.not_found("stop").await) };
    let step = visit.change("stop.lift", &posted, move |cx| stop::lift(cx, id, seen)).await;
    match attempt(&mut posted.form, step)? {
        Attempt::Done(()) => Ok(visit.see_other("/stop", "Saved")),
        Attempt::Stale(stale) => {
            let action = format!("/stop/{text}/lift");
            visit.stale(&stale, &posted.form, ("This", &action, "/stop")).await
        }
        Attempt::Again => visit.page_again(&page(&visit, posted.form).await?).await,
    }
}
