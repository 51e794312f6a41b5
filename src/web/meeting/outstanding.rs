//! Outstanding actions, before the first case.
use actix_web::web;

use super::super::answer::Answer;
use super::super::visit::Visit;
use super::{Shown, bar, room};
use crate::domain::flag::Colour;
use crate::domain::time::Day;
use crate::views::flag::FlagView;
use crate::views::format;
use crate::views::meeting::{Outstanding, OutstandingAgency, OutstandingRow};
use crate::workflow::meeting::{self, Entry, OutstandingAction, OutstandingOf};

/// The outstanding actions, agency by agency.
pub(super) async fn show(visit: Visit, path: web::Path<String>) -> Answer {
    let slug = path.into_inner();
    let at = slug.clone();
    let entry = visit.look("meeting.outstanding", move |cx| meeting::outstanding(cx, &at)).await?;
    let Entry::Inside(view) = entry else { return Ok(visit.see_other(&room(&slug), "")) };
    let page = Outstanding {
        bar: bar(&visit, &view.room, &Shown::Outstanding),
        sees_all: visit.member().leads(),
        agencies: view.agencies.iter().map(|it| agency(it, view.today)).collect(),
    };
    visit.page(&page).await
}

fn agency(of: &OutstandingOf, today: Day) -> OutstandingAgency {
    let overdue = of.actions.iter().filter(|it| it.action.is_overdue(today)).count();
    let count = |it: usize| u64::try_from(it).unwrap_or(u64::MAX);
    let all = format::count(count(of.actions.len()), "action", "actions");
    OutstandingAgency {
        name: of.agency.clone(),
        count: if overdue > 0 { format!("{all}, {overdue} overdue") } else { all },
        actions: of.actions.iter().map(|it| row(it, today)).collect(),
    }
}

fn row(line: &OutstandingAction, today: Day) -> OutstandingRow {
    let action = &line.action;
    let colour = if action.is_overdue(today) { Colour::Red } else { Colour::Grey };
    let due = format::due(action.due_on, today);
    let state = match action.asked_due_on {
        Some(day) => {
            let asked = format::due(day, today);
            FlagView::new(format!("{due}, more time asked to {asked}"), colour)
        }
        None => FlagView::new(due, colour),
    };
    let moved = action.first_due_on != action.due_on;
    let first = format::date_without_weekday(action.first_due_on);
    OutstandingRow {
        href: format!("/actions/{}", action.id),
        text: action.text.clone(),
        reference: line.reference.clone(),
        owner: line.owner.clone(),
        state,
        first_due: moved.then(|| format!("First due {first}")),
    }
}
