//! Research pages: an agency's desk, and how far everybody is.
mod answer;
mod desk;
mod nothing_held;
mod overview;
mod words;

use actix_web::web;

use super::answer::Answer;
use super::routes::{Routes, get, post};
use super::visit::Visit;
use crate::domain::meeting::Meeting;
use crate::views::format;
use crate::views::research::NoMeeting;
use crate::workflow::schedule;

pub(super) fn routes(routes: &mut Routes) {
    routes
        .on(get!("/research"), current)
        .on(get!("/research/{slug}"), show)
        .on(get!("/research/{slug}/own"), desk::show)
        .on(post!("/research/{slug}/chase"), overview::chase)
        .on(get!("/research/{slug}/nothing-held"), nothing_held::ask)
        .on(post!("/research/{slug}/nothing-held"), nothing_held::give)
        .on(get!("/research/{slug}/{case}"), desk::case)
        .on(post!("/research/{slug}/{case}"), desk::save)
        .on(get!("/research/{slug}/{case}/agencies"), overview::asking)
        .on(post!("/research/{slug}/{case}/agencies"), overview::ask);
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
