//! How far a meeting's research is, reminding an agency, and who is asked on a case.
use actix_web::web;

use super::desk::place;
use super::{caption, href};
use crate::domain::agency::Agency;
use crate::domain::ids::{AgencyId, CaseId};
use crate::domain::research::State;
use crate::views::agenda::{CaseName, Flag, Meter};
use crate::views::form::Form;
use crate::views::format;
use crate::views::research::{AgencyRow, Asking, AskingRow, CaseRow, Overview};
use crate::web::answer::Answer;
use crate::web::attempt::{Attempt, attempt};
use crate::web::case::untold_links;
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::workflow::research::{self, AgencyLine, CaseAsked, LastContact};

pub(super) async fn show(visit: &Visit, slug: &str, form: Form) -> Answer {
    let place = slug.to_owned();
    let view = visit.look("research.overview", move |cx| research::overview(cx, &place)).await?;
    let meeting = &view.meeting;
    let case = |it: &CaseAsked| CaseRow {
        case: CaseName::new(&it.case, visit.today()),
        asking: format!("{}/{}/agencies", href(slug), it.case.id),
        returned: Meter::new(it.asked - it.missing.len(), it.asked),
        missing: format::list(&it.missing),
    };
    let page = Overview {
        caption: caption(visit, meeting),
        day: format::date_without_weekday(meeting.day),
        href: href(slug),
        agenda: crate::web::agenda::href(slug),
        agencies: view.agencies.iter().map(|it| row(visit, it, meeting.is_live())).collect(),
        cases: view.cases.iter().map(case).collect(),
        may_answer: view.may_answer,
        form,
    };
    if page.form.failed() { visit.page_again(&page).await } else { visit.page(&page).await }
}

fn row(visit: &Visit, line: &AgencyLine, is_live: bool) -> AgencyRow {
    AgencyRow {
        id: line.agency.id.to_string(),
        name: line.agency.name.clone(),
        returned: Meter::new(line.returned, line.asked),
        late: if line.late > 0 { format!("{} late", line.late) } else { String::new() },
        last: line.last.map_or_else(
            || "Not told yet".to_owned(),
            |(what, at)| {
                let at = format::moment_from(visit.now(), at, visit.zone());
                format!("{} {at}", contact(what))
            },
        ),
        phone: line.agency.phone.clone(),
        can_chase: is_live && line.returned < line.asked,
    }
}

fn contact(what: LastContact) -> &'static str {
    match what {
        LastContact::Told => "Told",
        LastContact::Opened => "Opened a case",
        LastContact::Chased => "Reminded",
        LastContact::Returned => "Returned",
    }
}

pub(super) async fn chase(visit: Visit, slug: web::Path<String>, posted: Posted) -> Answer {
    let mut form = posted.form.clone();
    let Ok(agency) = AgencyId::parse(form.value("agency")) else {
        return Err(visit.not_found("research.chase").await);
    };
    let place = slug.to_string();
    let chased = visit
        .change("research.chase", &posted, move |cx| research::chase_now(cx, &place, agency))
        .await;
    match attempt(&mut form, chased)? {
        Attempt::Done(()) => Ok(visit.see_other(&href(&slug), "A reminder is on its way")),
        Attempt::Again | Attempt::Stale(_) => show(&visit, &slug, form).await,
    }
}

pub(super) async fn asking(visit: Visit, path: web::Path<(String, String)>) -> Answer {
    let (slug, case) = place(&visit, &path).await?;
    asking_page(&visit, &slug, case, Form::empty()).await
}

async fn asking_page(visit: &Visit, slug: &str, case: CaseId, form: Form) -> Answer {
    let at = slug.to_owned();
    let view = visit.look("research.asking", move |cx| research::asking(cx, &at, case)).await?;
    let is_live = view.meeting.is_live();
    let name = CaseName::new(&view.case, visit.today());
    let page = Asking {
        day: format::date(view.meeting.day),
        href: format!("{}/{case}/agencies", href(slug)),
        back: href(slug),
        reference: name.reference,
        name: name.name,
        agencies: view.agencies.iter().map(|it| asking_row(it, is_live)).collect(),
        unchecked: untold_links(&view.unchecked),
        form,
    };
    if page.form.failed() { visit.page_again(&page).await } else { visit.page(&page).await }
}

fn asking_row((agency, state): &(Agency, Option<State>), is_live: bool) -> AskingRow {
    let asked = state.filter(|it| *it != State::Dropped);
    AskingRow {
        id: agency.id.to_string(),
        name: agency.name.clone(),
        rule: agency.ask_rule.shown(),
        state: asked.map(|it| match it {
            State::Asked => Flag::new(it.shown(), "yellow"),
            _ => Flag::new(it.shown(), "green"),
        }),
        can_add: is_live && agency.active && asked.is_none(),
        can_drop: is_live && asked == Some(State::Asked),
    }
}

pub(super) async fn ask(visit: Visit, path: web::Path<(String, String)>, posted: Posted) -> Answer {
    let (slug, case) = place(&visit, &path).await?;
    let mut form = posted.form.clone();
    let one = |field| AgencyId::parse(form.value(field)).ok();
    let at = slug.clone();
    let (done, said) = match (one("add"), one("drop")) {
        (Some(agency), _) => {
            let step = visit.change("research.add_agency", &posted, move |cx| {
                research::add_agency(cx, &at, case, agency)
            });
            (step.await, "The agency is asked")
        }
        (None, Some(agency)) => {
            let step = visit.change("research.drop_agency", &posted, move |cx| {
                research::drop_agency(cx, &at, case, agency)
            });
            (step.await, "The agency is no longer asked")
        }
        (None, None) => return Err(visit.not_found("research.asking").await),
    };
    match attempt(&mut form, done)? {
        Attempt::Done(()) => Ok(visit.see_other(&format!("{}/{case}/agencies", href(&slug)), said)),
        Attempt::Again | Attempt::Stale(_) => asking_page(&visit, &slug, case, form).await,
    }
}
