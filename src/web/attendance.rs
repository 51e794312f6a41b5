//! The roll of a meeting, guests, and the statement accepted on the own screen.
use actix_web::web;

use super::answer::Answer;
use super::attempt::{Attempt, attempt};
use super::error::PageError;
use super::meeting::{attendance as href, room};
use super::posted::Posted;
use super::routes::{Routes, get, post};
use super::visit::Visit;
use crate::domain::attendance::{self, Presence};
use crate::domain::ids::{AccountId, AgencyId, AttendanceId};
use crate::domain::refusal::Stale;
use crate::domain::text::Private;
use crate::views::attendance::{Attendance, Choice, Roll, RollLine};
use crate::views::form::Form;
use crate::views::format;
use crate::workflow::StepError;
use crate::workflow::attendance::{
    self as workflow, Guest, Mark, Roll as Called, RollLine as Line, Seen,
};
use crate::workflow::meeting::Entry;

pub(super) fn routes(routes: &mut Routes) {
    routes
        .on(get!("/meetings/{slug}/attendance"), show)
        .on(post!("/meetings/{slug}/attendance"), call)
        .on(post!("/meetings/{slug}/attendance/people"), add)
        .on(post!("/meetings/{slug}/attendance/statement"), accept);
}

/// The forms of the page, as far as one was sent in.
#[derive(Default)]
struct Forms {
    roll: Option<Form>,
    add: Form,
    accept: Form,
}

async fn show(visit: Visit, path: web::Path<String>) -> Answer {
    let slug = path.into_inner();
    match page(&visit, &slug, Forms::default()).await? {
        Some(page) => visit.page(&page).await,
        None => Ok(visit.see_other(&room(&slug), "")),
    }
}

async fn again(visit: &Visit, slug: &str, forms: Forms) -> Answer {
    match page(visit, slug, forms).await? {
        Some(page) => visit.page_again(&page).await,
        None => Ok(visit.see_other(&room(slug), "")),
    }
}

async fn page(visit: &Visit, slug: &str, forms: Forms) -> Result<Option<Attendance>, StepError> {
    let at = slug.to_owned();
    let entry = visit.look("attendance", move |cx| workflow::roll(cx, &at)).await?;
    let Entry::Inside(called) = entry else { return Ok(None) };
    let mine = called.mine.as_ref().filter(|it| it.acknowledged_at.is_some() && it.is_present());
    let accepted = mine.and_then(|it| Some((it.acknowledged_at?, it.statement_version?)));
    let accepted = accepted.map(|(at, version)| {
        format!("You accepted version {version} at {}.", format::clock(at, visit.zone()))
    });
    Ok(Some(Attendance {
        day: format::date(called.meeting.day),
        statement: paragraphs(&called.statement.text),
        statement_version: called.statement.version,
        accept_action: format!("{}/statement", href(slug)),
        accept: forms.accept,
        room: accepted.is_some().then(|| room(slug)),
        accepted,
        roll: may_call(&called).then(|| roll(visit, slug, &called, forms.roll, forms.add)),
    }))
}

fn paragraphs(text: &str) -> Vec<String> {
    text.split('\n').map(str::trim).filter(|it| !it.is_empty()).map(ToOwned::to_owned).collect()
}

/// Those who call the roll are given its lines; nobody else is.
fn may_call(called: &Called) -> bool {
    !called.agencies.is_empty()
}

fn roll(visit: &Visit, slug: &str, called: &Called, form: Option<Form>, add: Form) -> Roll {
    let person = |it: &crate::domain::account::Colleague| Choice {
        value: it.account.id.to_string(),
        text: Private::new(format!("{}, {}", it.account.name.reveal(), it.agency)),
    };
    let agency = |it: &crate::domain::agency::Agency| Choice {
        value: it.id.to_string(),
        text: Private::new(it.name.clone()),
    };
    let presence =
        |it: &Presence| Choice { value: it.as_str().to_owned(), text: Private::new(it.shown()) };
    Roll {
        action: href(slug),
        form: form.unwrap_or_else(|| as_it_is(&called.lines)),
        lines: called.lines.iter().map(|it| line(visit, it)).collect(),
        presences: Presence::ALL.iter().map(presence).collect(),
        count: count(&called.lines),
        add_action: format!("{}/people", href(slug)),
        add,
        others: called.others.iter().map(person).collect(),
        agencies: called.agencies.iter().map(agency).collect(),
    }
}

/// "9 present, 3 not here yet, 2 apologies".
fn count(lines: &[Line]) -> String {
    let of = |is: fn(&attendance::Attendance) -> bool| {
        lines.iter().filter(|it| is(&it.attendance)).count()
    };
    let mut parts = vec![format!("{} present", of(attendance::Attendance::is_present))];
    for (number, what) in [
        (of(|it| it.presence == Presence::Expected), "not here yet"),
        (
            of(|it| matches!(it.presence, Presence::Apologies | Presence::InformationSent)),
            "sent apologies",
        ),
        (of(|it| it.presence == Presence::Absent), "absent"),
    ] {
        if number > 0 {
            parts.push(format!("{number} {what}"));
        }
    }
    parts.join(", ")
}

fn as_it_is(lines: &[Line]) -> Form {
    let pairs = lines.iter().map(|it| {
        let row = &it.attendance;
        (format!("presence-{}", row.id), row.presence.as_str())
    });
    Form::new(pairs)
}

fn line(visit: &Visit, line: &Line) -> RollLine {
    let row = &line.attendance;
    let name = row.name.reveal();
    let accepted_at = row.acknowledged_at.map(|at| {
        let by_roll = if row.acknowledged_by == row.account_id { "" } else { " on the roll" };
        format!("Accepted at {}{by_roll}", format::clock(at, visit.zone()))
    });
    let observes = if row.is_observer { ", observer" } else { "" };
    RollLine {
        presence: format!("presence-{}", row.id),
        accepted: format!("accepted-{}", row.id),
        was: format!("was-{}", row.id),
        was_value: as_seen(Seen::of(row)),
        name: row.name.clone(),
        label: Private::new(format!("Attendance of {name}")),
        tick: Private::new(format!("{name} accepted the statement")),
        agency: format!("{}{observes}", line.agency),
        accepted_at,
    }
}

/// What a line showed, as the form carries it along.
fn as_seen(seen: Seen) -> String {
    let accepted = if seen.accepted { "+" } else { "" };
    format!("{}{accepted}", seen.presence.as_str())
}

fn seen(text: &str) -> Option<Seen> {
    let (presence, accepted) = match text.strip_suffix('+') {
        Some(presence) => (presence, true),
        None => (text, false),
    };
    Some(Seen { presence: Presence::parse(presence).ok()?, accepted })
}

/// Reads the lines of a posted roll. Whoever accepted before has no tick to show it: that stays as
/// long as they are there.
fn marks(form: &mut Form) -> Option<Vec<Mark>> {
    let ids: Vec<AttendanceId> = form
        .pairs()
        .filter_map(|(name, _)| AttendanceId::parse(name.strip_prefix("was-")?).ok())
        .collect();
    let mut marks = Vec::new();
    for id in ids {
        let Some(was) = seen(form.value(&format!("was-{id}"))) else {
            form.refuse_whole("Part of the roll was missing. Reload the page and fill it in again");
            return None;
        };
        let presence =
            form.choice(&format!("presence-{id}"), "an attendance", |it| Presence::parse(it).ok())?;
        let stays = was.accepted && presence.is_there();
        let accepted = stays || form.ticked(&format!("accepted-{id}"));
        marks.push(Mark { id, was, is: Seen { presence, accepted } });
    }
    Some(marks)
}

async fn call(visit: Visit, path: web::Path<String>, posted: Posted) -> Answer {
    let slug = path.into_inner();
    let mut form = posted.form.clone();
    if let Some(marks) = marks(&mut form) {
        let at = slug.clone();
        let step = visit
            .change("attendance.call", &posted, move |cx| workflow::call(cx, &at, &marks))
            .await;
        match attempt(&mut form, step)? {
            Attempt::Done(()) => return Ok(visit.see_other(&href(&slug), "The roll is saved")),
            Attempt::Stale(stale) => return clash(&visit, &slug, &posted.form, &stale).await,
            Attempt::Again => {}
        }
    }
    again(&visit, &slug, Forms { roll: Some(form), ..Forms::default() }).await
}

/// Both rolls, line by line. Saving again is made from what is saved now.
async fn clash(visit: &Visit, slug: &str, posted: &Form, stale: &Stale) -> Answer {
    let presences = || Presence::ALL.iter().map(|it| (it.as_str(), it.shown())).collect();
    let choices: Vec<_> = stale.clashes.iter().map(|it| (it.field.as_str(), presences())).collect();
    let mut mine = posted.clone();
    for clash in &stale.clashes {
        if let Some(id) = clash.field.strip_prefix("presence-") {
            mine.set(&format!("was-{id}"), &clash.theirs);
        }
    }
    let at = href(slug);
    visit.stale_among(stale, &mine, ("The roll", &at, &at), &choices).await
}

async fn add(visit: Visit, path: web::Path<String>, posted: Posted) -> Answer {
    let slug = path.into_inner();
    let mut form = posted.form.clone();
    if let Some(guest) = guest(&mut form) {
        let at = slug.clone();
        let step = visit
            .change("attendance.add", &posted, move |cx| workflow::add_guest(cx, &at, &guest))
            .await;
        if let Attempt::Done(()) = attempt(&mut form, step)? {
            return Ok(visit.see_other(&format!("{}#roll", href(&slug)), "Added to the roll"));
        }
    }
    again(&visit, &slug, Forms { add: form, ..Forms::default() }).await
}

fn guest(form: &mut Form) -> Option<Guest> {
    if let Ok(account) = AccountId::parse(form.value("account")) {
        return Some(Guest::Account(account));
    }
    let name = form.required("name", "a name, or select somebody with an account", 120);
    let agency = form.choice("agency", "an agency", |it| AgencyId::parse(it).ok());
    let observes = form.ticked("observes");
    Some(Guest::Named { name: Private::new(name?), agency: agency?, observes })
}

async fn accept(visit: Visit, path: web::Path<String>, posted: Posted) -> Answer {
    let slug = path.into_inner();
    let mut form = posted.form.clone();
    let version: Option<i32> = form.value("statement").parse().ok();
    if !form.ticked("accepted") {
        form.refuse("accepted", "Tick that you accept the statement");
    } else if let Some(version) = version {
        let at = slug.clone();
        let step = visit
            .change("attendance.accept", &posted, move |cx| workflow::accept(cx, &at, version))
            .await;
        if let Attempt::Done(()) = attempt(&mut form, step)? {
            return Ok(visit.see_other(&room(&slug), ""));
        }
    } else {
        return Err(PageError::NotAForm);
    }
    again(&visit, &slug, Forms { accept: form, ..Forms::default() }).await
}
