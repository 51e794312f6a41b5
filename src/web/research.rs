//! Research pages: an agency's desk, and how far everybody is.
mod answer;
mod desk;
mod nothing_held;
mod overview;
mod words;

use actix_web::web::{self, ServiceConfig};

use super::answer::Answer;
use super::visit::Visit;
use crate::domain::meeting::Meeting;
use crate::views::format;
use crate::views::research::NoMeeting;
use crate::workflow::schedule;

pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .route("/research", web::get().to(current))
        .route("/research/{slug}", web::get().to(show))
        .route("/research/{slug}/own", web::get().to(desk::show))
        .route("/research/{slug}/chase", web::post().to(overview::chase))
        .route("/research/{slug}/nothing-held", web::get().to(nothing_held::ask))
        .route("/research/{slug}/nothing-held", web::post().to(nothing_held::give))
        .route("/research/{slug}/{case}", web::get().to(desk::case))
        .route("/research/{slug}/{case}", web::post().to(desk::save))
        .route("/research/{slug}/{case}/agencies", web::get().to(overview::asking))
        .route("/research/{slug}/{case}/agencies", web::post().to(overview::ask));
}

/// The research for the meeting that people prepare for.
async fn current(visit: Visit) -> Answer {
    match visit.look("research.current", schedule::current).await? {
        Some(meeting) => Ok(visit.see_other(&href(&meeting.slug), "")),
        None => visit.page(&NoMeeting { heading: "Research" }).await,
    }
}

/// The overview for those who lead, the own desk for all others.
async fn show(visit: Visit, slug: web::Path<String>) -> Answer {
    if visit.member().leads() {
        overview::show(&visit, &slug, crate::views::form::Form::empty()).await
    } else {
        desk::show(visit, slug).await
    }
}

fn href(slug: &str) -> String {
    format!("/research/{slug}")
}

/// "Thursday 12 February 2026, due 9:30am".
fn caption(visit: &Visit, meeting: &Meeting) -> String {
    let due = format::clock(meeting.research_due_at, visit.zone());
    format!("{}, due {due}", format::date(meeting.day))
}
