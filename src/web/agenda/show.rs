//! The agenda itself, and the small changes made on its page.
use actix_web::{HttpRequest, web};

use super::href;
use super::leading::leading;
use super::reading::reading;
use crate::domain::ids::ListingId;
use crate::views::form::Form;
use crate::web::answer::Answer;
use crate::web::attempt::{Attempt, attempt};
use crate::web::error::PageError;
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::workflow::Step;
use crate::workflow::agenda::{self, Move, Shown};

pub(super) async fn show(visit: Visit, slug: web::Path<String>, request: HttpRequest) -> Answer {
    let mut form = Form::empty();
    if request.query_string() == "select=all" {
        form.set("select", "all");
    }
    page(&visit, &slug, form).await
}

/// What the reader sees of an agenda; `name` is the page's, for the record.
pub(super) async fn shown(
    visit: &Visit,
    name: &'static str,
    slug: &str,
) -> Result<Shown, PageError> {
    let place = slug.to_owned();
    Ok(visit.look(name, move |cx| agenda::show(cx, &place)).await?)
}

/// The page, again with what stands in the way when a change came to nothing.
async fn page(visit: &Visit, slug: &str, form: Form) -> Answer {
    match shown(visit, "agenda.show", slug).await? {
        Shown::Reading(view) => visit.page(&reading(visit, &view)).await,
        Shown::Leading(view) if form.failed() => {
            visit.page_again(&leading(visit, &view, form)).await
        }
        Shown::Leading(view) => visit.page(&leading(visit, &view, form)).await,
    }
}

pub(super) async fn place(visit: Visit, slug: web::Path<String>, posted: Posted) -> Answer {
    let form = posted.form.clone();
    let Some((id, to)) = step(form.value("step")) else {
        // For whoever may not see the meeting there is none, whatever was sent.
        page(&visit, &slug, form).await?;
        return Err(PageError::NotAForm);
    };
    let place = slug.to_string();
    let moved = visit
        .change("agenda.move", &posted, move |cx| agenda::move_items(cx, &place, &[id], to))
        .await;
    settle(&visit, &slug, form, moved, "The case has been moved").await
}

/// The case and where it goes, as the buttons of the page send it.
fn step(pressed: &str) -> Option<(ListingId, Move)> {
    let (id, way) = pressed.split_once(':')?;
    let to = match way {
        "up" => Move::Up,
        "down" => Move::Down,
        _ => return None,
    };
    Some((ListingId::parse(id).ok()?, to))
}

pub(super) async fn order(visit: Visit, slug: web::Path<String>, posted: Posted) -> Answer {
    let place = slug.to_string();
    let reset =
        visit.change("agenda.reset_order", &posted, move |cx| agenda::reset_order(cx, &place));
    let reset = reset.await;
    settle(&visit, &slug, posted.form, reset, "The cases are in the area’s order again").await
}

pub(super) async fn minutes(visit: Visit, slug: web::Path<String>, posted: Posted) -> Answer {
    let mut form = posted.form.clone();
    let minutes = form.parsed("minutes", "a number of minutes from 1 to 120", |it| it.parse().ok());
    let Some(minutes) = minutes else { return page(&visit, &slug, form).await };
    let (place, seen) = (slug.to_string(), posted.seen);
    let set = visit
        .change("agenda.set_minutes", &posted, move |cx| {
            agenda::set_case_minutes(cx, &place, seen, minutes)
        })
        .await;
    match attempt(&mut form, set)? {
        Attempt::Done(()) => Ok(visit.see_other(&href(&slug), "The times have been updated")),
        Attempt::Again => page(&visit, &slug, form).await,
        Attempt::Stale(stale) => {
            let (back, action) = (href(&slug), format!("{}/minutes", href(&slug)));
            visit.stale(&stale, &posted.form, ("The meeting", &action, &back)).await
        }
    }
}

pub(super) async fn close(visit: Visit, slug: web::Path<String>, posted: Posted) -> Answer {
    let (place, seen) = (slug.to_string(), posted.seen);
    let closed =
        visit.change("agenda.close", &posted, move |cx| agenda::close(cx, &place, seen)).await;
    settle(&visit, &slug, posted.form, closed, "Referrals are closed for this meeting").await
}

/// Goes back to the agenda, or shows it again with what stands in the way.
async fn settle(visit: &Visit, slug: &str, mut form: Form, step: Step<()>, said: &str) -> Answer {
    match attempt(&mut form, step)? {
        Attempt::Done(()) => return Ok(visit.see_other(&href(slug), said)),
        Attempt::Again => {}
        Attempt::Stale(_) => form.refuse_whole(
            "Somebody else changed this meeting meanwhile. Look at it again, then go on.",
        ),
    }
    page(visit, slug, form).await
}
