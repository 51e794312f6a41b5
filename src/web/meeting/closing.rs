//! Closing a meeting: what is missing with links to it, what follows, and the close itself.
use actix_web::web;

use super::super::answer::Answer;
use super::super::attempt::{Attempt, attempt};
use super::super::posted::Posted;
use super::super::visit::Visit;
use super::{Shown, attendance, bar, closing, item, room};
use crate::domain::refusal::Refused;
use crate::views::form::Form;
use crate::views::format;
use crate::views::meeting::{Closing, ClosingRow, Lacking};
use crate::views::page::Link;
use crate::workflow::meeting::{self, ClosingLine, ClosingView, Entry, Missing};
use crate::workflow::{Step, StepError};

/// What stands before the close.
pub(super) async fn show(visit: Visit, path: web::Path<String>) -> Answer {
    let slug = path.into_inner();
    match page(&visit, &slug, Form::empty()).await? {
        Some(page) => visit.page(&page).await,
        None => Ok(visit.see_other(&room(&slug), "")),
    }
}

/// Closes the meeting.
pub(super) async fn close(visit: Visit, path: web::Path<String>, posted: Posted) -> Answer {
    let slug = path.into_inner();
    let mut form = posted.form.clone();
    let at = slug.clone();
    let step = visit.change("meeting.close", &posted, move |cx| meeting::close(cx, &at)).await;
    let step = step.map_err(one_line);
    if let Attempt::Done(()) = attempt(&mut form, step)? {
        let said = "The meeting is closed. Its minutes are drafted";
        return Ok(visit.see_other(&format!("/meetings/{slug}/minutes"), said));
    }
    match page(&visit, &slug, form).await? {
        Some(page) => visit.page_again(&page).await,
        None => Ok(visit.see_other(&room(&slug), "")),
    }
}

/// What is missing is listed on the page with links: the summary only says so.
fn one_line(error: StepError) -> StepError {
    match error {
        StepError::Refused(refused) if refused.problems.iter().any(|it| it.link.is_some()) => {
            let text = "The meeting cannot close yet. Put right what is missing below";
            StepError::Refused(Refused::because(text))
        }
        other => other,
    }
}

async fn page(visit: &Visit, slug: &str, form: Form) -> Step<Option<Closing>> {
    let at = slug.to_owned();
    let entry = visit.look("meeting.closing", move |cx| meeting::closing(cx, &at)).await?;
    let Entry::Inside(view) = entry else { return Ok(None) };
    let expected = u64::try_from(view.room.missing).unwrap_or(u64::MAX);
    let people = format::count(expected, "person is", "people are");
    Ok(Some(Closing {
        bar: bar(visit, &view.room, &Shown::Closing),
        action: closing(slug),
        form,
        missing: view.lines.iter().flat_map(|it| missing(slug, it)).collect(),
        rows: view.lines.iter().map(|it| row(slug, it)).collect(),
        follows: follows(visit, &view),
        not_here: (expected > 0).then(|| format!("{people} expected and not marked as here")),
        attendance: attendance(slug),
    }))
}

fn row(slug: &str, line: &ClosingLine) -> ClosingRow {
    ClosingRow {
        number: line.number,
        href: item(slug, line.listing),
        reference: line.reference.clone(),
        disposition: line.disposition.map(|it| it.shown().to_owned()).unwrap_or_default(),
        actions: line.actions,
    }
}

fn missing(slug: &str, line: &ClosingLine) -> Vec<Lacking> {
    let page = item(slug, line.listing);
    let mend = |missing: &Missing| match missing {
        Missing::Disposition => Link {
            href: format!("{page}#disposition"),
            text: "say what happens with the case".to_owned(),
        },
        Missing::Answer(id, number) => Link {
            href: format!("{page}?risk={id}#reason"),
            text: format!("add an action for risk {number}, or say why there is none"),
        },
    };
    let lacking = |it: &Missing| Lacking { reference: line.reference.clone(), link: mend(it) };
    line.missing.iter().map(lacking).collect()
}

/// What follows the close, in sentences.
fn follows(visit: &Visit, view: &ClosingView) -> Vec<String> {
    let count = |number: usize, one: &str, many: &str| {
        format::count(u64::try_from(number).unwrap_or(u64::MAX), one, many)
    };
    let words = &visit.area().settings.words;
    let mut all = vec!["The minutes are drafted. The chair checks and approves them.".to_owned()];
    if let Some(minutes) = view.told_after.filter(|_| view.owners > 0) {
        let people = count(view.owners, "person is told of their", "people are told of their");
        let actions = count(view.actions, "action", "actions");
        let later = format::count(minutes.into(), "minute", "minutes");
        all.push(format!("{people} {actions} {later} later, unless the minutes have gone."));
    }
    if view.heard > 0 {
        let tasks = count(view.heard, "action", "actions");
        let (advocate, victim) = (&words.advocate, &words.victim);
        all.push(format!(
            "The {advocate} service gets {tasks} to tell the {victim} what came of it."
        ));
    }
    if view.carried_over > 0 {
        let cases = count(view.carried_over, "case is", "cases are");
        all.push(match view.next_day {
            Some(day) => format!("{cases} listed for {}.", format::date(day)),
            None => format!("{cases} carried over, but no meeting is to come."),
        });
    }
    all
}
