//! The agenda's pages.
mod arrange;
mod change;
mod item;
mod leading;
mod paper;
mod reading;
mod show;

use super::answer::Answer;
use super::routes::{Routes, get, post};
use super::visit::Visit;
use crate::domain::meeting::{AgendaState, Meeting, State};
use crate::domain::slots::Window;
use crate::domain::text::Private;
use crate::views::agenda::Flag;
use crate::views::format;
use crate::views::research::NoMeeting;
use crate::workflow::schedule;

pub(super) fn routes(routes: &mut Routes) {
    routes
        .on(get!("/agenda"), current)
        .on(get!("/meetings/{slug}/agenda"), show::show)
        .on(post!("/meetings/{slug}/agenda/places"), show::place)
        .on(post!("/meetings/{slug}/agenda/order"), show::order)
        .on(post!("/meetings/{slug}/agenda/minutes"), show::minutes)
        .on(post!("/meetings/{slug}/agenda/close"), show::close)
        .on(get!("/meetings/{slug}/agenda/change"), change::ask)
        .on(post!("/meetings/{slug}/agenda/change"), change::change)
        .on(get!("/meetings/{slug}/agenda/add"), arrange::ask)
        .on(post!("/meetings/{slug}/agenda/add"), arrange::add)
        .on(get!("/meetings/{slug}/agenda/publish"), arrange::confirm)
        .on(post!("/meetings/{slug}/agenda/publish"), arrange::publish)
        .on(get!("/meetings/{slug}/agenda/history"), paper::history)
        .on(get!("/meetings/{slug}/agenda/print"), paper::print);
}

/// The agenda of the meeting that people prepare for or sit in.
async fn current(visit: Visit) -> Answer {
    match visit.look("agenda.current", schedule::current).await? {
        Some(meeting) => Ok(visit.see_other(&href(&meeting.slug), "")),
        None => visit.page(&NoMeeting { heading: "Agenda" }).await,
    }
}

/// The address of a meeting's agenda.
pub(super) fn href(slug: &str) -> String {
    format!("/meetings/{slug}/agenda")
}

/// "Thursday 12 February 2026, 10am, Civic Centre room 2".
pub(super) fn caption(visit: &Visit, meeting: &Meeting) -> String {
    let start = format::clock(meeting.starts_at, visit.zone());
    let place = if meeting.place.is_empty() { "" } else { ", " };
    format!("{}, {start}{place}{}", format::date(meeting.day), meeting.place)
}

/// Where a meeting's agenda stands.
pub(super) fn state(meeting: &Meeting) -> Flag {
    match (meeting.state, meeting.agenda) {
        (State::Cancelled, _) => Flag::new("Cancelled", "grey"),
        (State::Closed, _) => Flag::new("Meeting held", "grey"),
        (State::Open, _) => Flag::new("Meeting open", "purple"),
        (State::Scheduled, AgendaState::Draft) => Flag::new("Draft", "yellow"),
        (State::Scheduled, AgendaState::Frozen) => Flag::new("Closed for referrals", "blue"),
        (State::Scheduled, AgendaState::Published) => Flag::new("Published", "green"),
    }
}

/// "Version 3, published at 9:40am", once there is a version.
fn version(visit: &Visit, meeting: &Meeting) -> Option<String> {
    let version = format!("Version {}", meeting.agenda_version);
    let (now, zone) = (visit.now(), visit.zone());
    let told = meeting.published_at.map(|at| format::moment_from(now, at, zone));
    match (meeting.agenda_version, told) {
        (0, _) => None,
        (_, Some(at)) if meeting.told_version < meeting.agenda_version => {
            Some(format!("{version}. Version {} was published {at}", meeting.told_version))
        }
        (_, Some(at)) => Some(format!("{version}, published {at}")),
        (_, None) => Some(format!("{version}, not yet published")),
    }
}

/// "10:05am to 10:53am".
fn span(visit: &Visit, window: Window) -> String {
    let zone = visit.zone();
    format!("{} to {}", format::clock(window.from, zone), format::clock(window.until, zone))
}

/// The last line on paper.
fn foot(visit: &Visit, meeting: &Meeting) -> Private {
    Private::new(format!(
        "{} {}, {}. Copy for {}. Printed {}. Shred after the meeting.",
        visit.area().name,
        visit.area().settings.words.meeting,
        format::date_without_weekday(meeting.day),
        visit.member().name.reveal(),
        format::clock(visit.now(), visit.zone()),
    ))
}
