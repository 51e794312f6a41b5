//! An agency's desk.
use actix_web::{HttpResponse, web};

use super::answer::{read, saved};
use super::href;
use super::words::page;
use crate::domain::ids::CaseId;
use crate::domain::research::State;
use crate::views::form::Form;
use crate::web::answer::Answer;
use crate::web::attempt::{Attempt, attempt};
use crate::web::error::PageError;
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::workflow::research;

/// The desk, and the case that was asked for.
pub(super) type Seen = (research::Desk, Option<research::DeskCase>);

pub(super) async fn look(
    visit: &Visit,
    slug: &str,
    case: Option<CaseId>,
) -> Result<Seen, PageError> {
    let place = slug.to_owned();
    Ok(visit.look("research.desk", move |cx| research::desk(cx, &place, case)).await?)
}

/// The desk: the first case that is not returned, or the list alone.
pub(super) async fn show(visit: Visit, slug: web::Path<String>) -> Answer {
    let (desk, _) = look(&visit, &slug, None).await?;
    if let Some(next) = next(&desk, None) {
        return Ok(visit.see_other(&next, ""));
    }
    visit.page(&page(&visit, &desk, None, Form::empty())).await
}

/// The form of the first case after one, in the order of the list, that is not returned.
fn next(desk: &research::Desk, after: Option<CaseId>) -> Option<String> {
    let at = after.and_then(|case| desk.lines.iter().position(|it| it.case.id == case));
    let (before, rest) = desk.lines.split_at(at.map_or(0, |it| it + 1));
    let open = |it: &&research::DeskLine| it.research.state == State::Asked;
    let line = rest.iter().find(open).or_else(|| before.iter().find(open))?;
    Some(format!("{}/{}", href(&desk.meeting.slug), line.case.id))
}

/// One case. That it was looked at is noted once, by a step of its own.
pub(super) async fn case(visit: Visit, path: web::Path<(String, String)>) -> Answer {
    let (slug, case) = place(&visit, &path).await?;
    let (desk, one) = look(&visit, &slug, Some(case)).await?;
    if one.as_ref().is_some_and(|it| it.research.opened_at.is_none()) {
        let at = slug.clone();
        visit.note("research.open", move |cx| research::open(cx, &at, case)).await?;
        let (desk, one) = look(&visit, &slug, Some(case)).await?;
        return answer(&visit, &desk, one.as_ref()).await;
    }
    answer(&visit, &desk, one.as_ref()).await
}

async fn answer(visit: &Visit, desk: &research::Desk, one: Option<&research::DeskCase>) -> Answer {
    let form = one.map_or_else(Form::empty, |it| saved(&it.research));
    visit.page(&page(visit, desk, one, form)).await
}

/// The meeting and the case of an address; what is no case is not found, like one that is hidden.
pub(super) async fn place(
    visit: &Visit,
    (slug, case): &(String, String),
) -> Result<(String, CaseId), PageError> {
    match CaseId::parse(case) {
        Ok(case) => Ok((slug.clone(), case)),
        Err(_not_an_id) => Err(visit.not_found("research.desk").await),
    }
}

pub(super) async fn save(
    visit: Visit,
    path: web::Path<(String, String)>,
    posted: Posted,
) -> Answer {
    let (slug, case) = place(&visit, &path).await?;
    let mut form = posted.form.clone();
    if let Some(given) = read(&mut form) {
        let (place, seen, given) = (slug.clone(), posted.seen, given.clone());
        let saved = visit
            .change("research.save", &posted, move |cx| {
                research::save(cx, &place, case, seen, given.clone())
            })
            .await;
        match attempt(&mut form, saved)? {
            Attempt::Done(()) => return go_on(&visit, &slug, case, &posted.form).await,
            Attempt::Again => {}
            Attempt::Stale(stale) => {
                let action = format!("{}/{case}", href(&slug));
                return visit.stale(&stale, &posted.form, ("This return", &action, &action)).await;
            }
        }
    }
    let (desk, one) = look(&visit, &slug, Some(case)).await?;
    visit.page_again(&page(&visit, &desk, one.as_ref(), form)).await
}

/// Opens the next case after a return, or stays with the one that is not complete.
async fn go_on(
    visit: &Visit,
    slug: &str,
    case: CaseId,
    form: &Form,
) -> Result<HttpResponse, PageError> {
    if form.value("done") == "draft" {
        let here = format!("{}/{case}", href(slug));
        return Ok(visit.see_other(&here, "Saved. It is not returned yet."));
    }
    let (desk, _) = look(visit, slug, None).await?;
    let to = next(&desk, Some(case)).unwrap_or_else(|| format!("{}/own", href(slug)));
    Ok(visit.see_other(&to, "Returned"))
}
