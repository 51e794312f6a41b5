//! Help, secure mail, accessibility and privacy: for everybody, signed in or not.
use actix_web::{HttpRequest, web};

use super::answer::Answer;
use super::app::App;
use super::routes::{Routes, get};
use super::sign_in;
use super::visit::Visit;
use crate::domain::area::Area;
use crate::domain::time::TimeOfDay;
use crate::views::format;
use crate::views::help::{Accessibility, Help, Privacy, SecureMail, TimeOfTheDay};
use crate::views::page::Page;
use crate::workflow::mail_domain;

pub(super) fn routes(routes: &mut Routes) {
    routes
        .on(get!("/help"), help)
        .on(get!("/help/secure-email"), secure_mail)
        .on(get!("/accessibility"), accessibility)
        .on(get!("/privacy"), privacy);
}

async fn page<P: Page>(request: &HttpRequest, app: &App, page: &P) -> Answer {
    if let Some(visit) = Visit::of(request).await? {
        return visit.page(page).await;
    }
    sign_in::page(request, app, actix_web::http::StatusCode::OK, page)
}

async fn help(request: HttpRequest, app: web::Data<App>) -> Answer {
    let times = match Visit::of(&request).await? {
        Some(visit) => times(visit.area()),
        None => Vec::new(),
    };
    page(&request, &app, &Help { times }).await
}

fn times(area: &Area) -> Vec<TimeOfTheDay> {
    let day = &area.settings.day;
    let line =
        |at: TimeOfDay, text: &str| TimeOfTheDay { time: format::time(at), text: text.to_owned() };
    vec![
        line(day.digest_at, "Agencies are told which cases to research."),
        line(day.cut_off_at, "Referrals close. Later ones go to the next meeting."),
        line(day.research_due_at, "Research is due."),
        line(day.published_at, "The agenda is published."),
        line(day.starts_at, "The meeting starts."),
    ]
}

async fn secure_mail(request: HttpRequest, app: web::Data<App>) -> Answer {
    let domains = match Visit::of(&request).await? {
        Some(visit) => visit.look("help.secure-email", mail_domain::secure).await?,
        None => Vec::new(),
    };
    page(&request, &app, &SecureMail { domains }).await
}

async fn accessibility(request: HttpRequest, app: web::Data<App>) -> Answer {
    page(&request, &app, &Accessibility {}).await
}

async fn privacy(request: HttpRequest, app: web::Data<App>) -> Answer {
    page(&request, &app, &Privacy { notices: Vec::new() }).await
}
