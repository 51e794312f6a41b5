//! The demo's pages: people to be, the clock that can be moved, and the letters that have left.
use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, guard, web};
use futures_util::future::LocalBoxFuture;

use super::answer::{self, Answer};
use super::app::App;
use super::error::PageError;
use super::posted::{Confirming, Plain};
use super::visit::Visit;
use super::{confirmation, sign_in};
use crate::domain::account::{Colleague, State};
use crate::domain::actor::Role;
use crate::domain::area::Area;
use crate::domain::area_clock::AreaClock;
use crate::domain::ids::{AccountId, AreaId, MessageId};
use crate::domain::session::Factors;
use crate::domain::time::{Day, Instant, TimeOfDay};
use crate::views::demo::{Group, Letter, LetterLine, Mailbox, People, Somebody};
use crate::views::format;
use crate::views::page::{DemoBar, DemoMove, Link};
use crate::workflow::{Asker, Step, membership};

/// What the demo can do that no real installation can.
pub trait World: Send + Sync {
    /// Moves the clock forward, with everything that is due on the way. A time that has passed
    /// changes nothing.
    fn forward(&self, to: Instant) -> LocalBoxFuture<'_, Step<()>>;

    /// The letters that have left, newest first.
    ///
    /// # Errors
    /// Fails when they cannot be read.
    fn letters(&self) -> std::io::Result<Vec<LetterLine>>;

    /// One letter.
    ///
    /// # Errors
    /// Fails when it cannot be read.
    fn letter(&self, id: MessageId) -> std::io::Result<Option<Letter>>;
}

/// A demo: its area and what can be done in it.
#[derive(Clone)]
pub struct Demo {
    /// The made-up county.
    pub area: Area,
    /// What the demo can do.
    pub world: Arc<dyn World>,
}

/// The minutes from a meeting's start to the close that the bar offers.
const UNTIL_CLOSE: i64 = 100;

pub(super) fn routes(config: &mut web::ServiceConfig) {
    let nobody = guard::fn_guard(|it| {
        let cookies = it.head().headers().get_all(header::COOKIE);
        !cookies.filter_map(|it| it.to_str().ok()).any(|it| it.contains("marac="))
    });
    config
        .service(web::resource("/").guard(nobody).route(web::get().to(people)))
        .route("/sign-in", web::get().to(people))
        .route("/demo/people", web::get().to(people))
        .route("/demo/sign-in", web::post().to(be))
        .route("/demo/confirmation", web::post().to(confirm))
        .route("/demo/clock", web::post().to(forward))
        .route("/demo/mail", web::get().to(mail))
        .route("/demo/mail/{id}", web::get().to(letter))
        .route("/demo/mail/{id}/html", web::get().to(html))
        .route("/demo/mail/{id}/source", web::get().to(source));
}

/// The bar above every page of a demo; none elsewhere.
pub(super) fn bar(app: &App) -> Option<DemoBar> {
    let demo = app.demo.as_ref()?;
    let now = app.service.clock().now();
    let link = |href: &str, text: &str| Link { href: href.to_owned(), text: text.to_owned() };
    let ahead = moves(app, &demo.area).into_iter().filter(|it| it.at > now);
    Some(DemoBar {
        clock: format::moment(now, demo.area.settings.timezone),
        action: "/demo/clock".to_owned(),
        moves: ahead.map(|it| DemoMove { value: it.value.to_owned(), text: it.text }).collect(),
        links: vec![link("/demo/mail", "Mail"), link("/demo/people", "Be somebody else")],
    })
}

/// A moment to which the clock can be moved.
struct Move {
    value: &'static str,
    text: String,
    at: Instant,
}

fn moves(app: &App, area: &Area) -> Vec<Move> {
    let settings = &area.settings;
    let clock = AreaClock::new(settings.timezone);
    let today = clock.day_of(app.service.clock().now());
    let tools = app.service.tools();
    let next = tools.calendar(settings.nation).next_working_day(today);
    let at = |day: Day, time: TimeOfDay| clock.instant_of(day, time);
    let plan = &settings.day;
    let starts = at(today, plan.starts_at);
    let closes = starts + chrono::TimeDelta::minutes(UNTIL_CLOSE);
    let morning = TimeOfDay::from_hms_opt(8, 0, 0).unwrap_or_default();
    let said = |it: Instant| format::clock(it, settings.timezone);
    let cut_off = at(today, plan.cut_off_at);
    let day =
        if today.succ_opt() == Some(next) { "tomorrow".to_owned() } else { format::date(next) };
    vec![
        Move {
            value: "cut-off",
            text: format!("To {}, referrals close", said(cut_off)),
            at: cut_off,
        },
        Move { value: "start", text: format!("To {}, the meeting", said(starts)), at: starts },
        Move { value: "close", text: format!("To {}, its close", said(closes)), at: closes },
        Move { value: "tomorrow", text: format!("To 8am {day}"), at: at(next, morning) },
    ]
}

fn demo(app: &App) -> Result<&Demo, PageError> {
    app.demo.as_ref().ok_or(PageError::NotFound)
}

fn failed(error: std::io::Error) -> PageError {
    PageError::Internal(Box::new(error))
}

async fn colleagues(app: &App, area: AreaId) -> Step<Vec<Colleague>> {
    app.service.look(Asker::service(area, "demo.people"), membership::list).await
}

/// The people to be, agency by agency; those who lead come first.
async fn people(request: HttpRequest, app: web::Data<App>) -> Answer {
    let demo = demo(&app)?;
    let mut everybody = colleagues(&app, demo.area.id).await?;
    everybody.retain(|it| it.account.state == State::Active && !it.membership.suspended);
    let (leads, others): (Vec<Colleague>, Vec<Colleague>) =
        everybody.into_iter().partition(|it| it.membership.member(it.account.name.clone()).leads());
    let leading = leads.iter().map(|it| somebody(it, Some(&it.agency)));
    let mut groups = vec![Group::of("Those who lead the meeting", leading)];
    let mut agencies: Vec<&str> = others.iter().map(|it| it.agency.as_str()).collect();
    agencies.sort_unstable();
    agencies.dedup();
    for agency in agencies {
        let theirs = others.iter().filter(|it| it.agency == agency);
        groups.push(Group::of(agency, theirs.map(|it| somebody(it, None))));
    }
    let page = People { area: demo.area.name.clone(), groups };
    sign_in::page(&request, &app, StatusCode::OK, &page)
}

/// Somebody with their agency, unless the heading names it.
fn somebody(colleague: &Colleague, agency: Option<&str>) -> Somebody {
    let roles: Vec<&str> = colleague.membership.roles.iter().map(Role::shown).collect();
    let post = &colleague.membership.job_title;
    Somebody {
        account: colleague.account.id.to_string(),
        name: colleague.account.name.clone(),
        part: agency.map_or_else(|| post.clone(), |it| format!("{post}, {it}")),
        roles: format::list(&roles),
    }
}

/// Signs in as one of the county's people, by one press.
async fn be(request: HttpRequest, app: web::Data<App>, plain: Plain) -> Answer {
    let area = demo(&app)?.area.id;
    let wanted = AccountId::parse(plain.form.value("account"));
    let wanted = wanted.map_err(|_invalid| PageError::NotFound)?;
    let is_one = colleagues(&app, area).await?.iter().any(|it| it.account.id == wanted);
    if !is_one {
        return Err(PageError::NotFound);
    }
    let session =
        app.service.begin_session(wanted, Factors::Two.into()).await?.ok_or(PageError::NotFound)?;
    Ok(sign_in::signed_in(&request, &app, &session))
}

/// Confirms by one press that it is still the same person.
async fn confirm(visit: Visit, confirming: Confirming) -> Answer {
    visit.has_confirmed().await?;
    confirmation::go_on(&visit, &confirming.form).await
}

/// Moves the clock forward to one of the bar's moments.
async fn forward(app: web::Data<App>, plain: Plain) -> Answer {
    let demo = demo(&app)?;
    let wanted = plain.form.value("to");
    let to = moves(&app, &demo.area).into_iter().find(|it| it.value == wanted);
    let to = to.ok_or(PageError::NotFound)?;
    demo.world.forward(to.at).await?;
    let now = format::moment(app.service.clock().now(), demo.area.settings.timezone);
    Ok(answer::see_other(&app, "/", &format!("It is now {now}.")))
}

async fn mail(request: HttpRequest, app: web::Data<App>) -> Answer {
    let letters = demo(&app)?.world.letters().map_err(failed)?;
    sign_in::page(&request, &app, StatusCode::OK, &Mailbox { letters })
}

fn found(app: &App, id: &str) -> Result<Letter, PageError> {
    let id = MessageId::parse(id).map_err(|_invalid| PageError::NotFound)?;
    demo(app)?.world.letter(id).map_err(failed)?.ok_or(PageError::NotFound)
}

/// What the page around a letter may load.
pub(super) const FRAMING: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' \
    data:; font-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri \
    'none'; frame-ancestors 'none'";
const FRAMED: &str = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; \
    base-uri 'none'; frame-ancestors 'self'";

async fn letter(request: HttpRequest, app: web::Data<App>, id: web::Path<String>) -> Answer {
    let letter = found(&app, &id)?;
    let mut response = sign_in::page(&request, &app, StatusCode::OK, &letter)?;
    put_policy(&mut response, FRAMING);
    Ok(response)
}

/// The letter's HTML as a mail program would show it: its own styles, and nothing else.
async fn html(app: web::Data<App>, id: web::Path<String>) -> Answer {
    let letter = found(&app, &id)?;
    let mut response = answer::html(StatusCode::OK, letter.html.reveal().to_owned());
    put_policy(&mut response, FRAMED);
    let frame = HeaderValue::from_static("SAMEORIGIN");
    response.headers_mut().insert(header::X_FRAME_OPTIONS, frame);
    Ok(response)
}

async fn source(app: web::Data<App>, id: web::Path<String>) -> Answer {
    let letter = found(&app, &id)?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/plain; charset=utf-8"))
        .body(letter.source.reveal().to_owned()))
}

fn put_policy(response: &mut HttpResponse, policy: &'static str) {
    response
        .headers_mut()
        .insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
}
