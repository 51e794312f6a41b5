//! Meetings: the list, one of them, and when it is held.
mod time;

use actix_web::web;

use super::agenda::state;
use super::answer::Answer;
use super::attempt::{Attempt, attempt};
use super::posted::Posted;
use super::routes::{Routes, get, post};
use super::visit::Visit;
use crate::domain::ids::AccountId;
use crate::domain::meeting::{self, Kind, State};
use crate::domain::refusal::Stale;
use crate::domain::text::Private;
use crate::views::agenda::Flag;
use crate::views::form::Form;
use crate::views::format;
use crate::views::schedule::{Fact, Meeting, MeetingGroup, MeetingLine, Meetings, Person};
use crate::views::stale;
use crate::workflow::schedule::{self, Choice, MeetingView, Named};

pub(super) fn routes(routes: &mut Routes) {
    routes
        .on(get!("/meetings"), list)
        .on(get!("/meetings/new"), time::ask_extra)
        .on(post!("/meetings/new"), time::call)
        .on(get!("/meetings/{slug}"), show)
        .on(post!("/meetings/{slug}/people"), name)
        .on(get!("/meetings/{slug}/move"), time::ask_move)
        .on(post!("/meetings/{slug}/move"), time::move_to)
        .on(get!("/meetings/{slug}/cancel"), time::ask_cancel)
        .on(post!("/meetings/{slug}/cancel"), time::cancel);
}

async fn list(visit: Visit) -> Answer {
    let list = visit.look("meeting.list", schedule::list).await?;
    let line = |it: &schedule::MeetingLine| line(&visit, it);
    let group = |id, title, none, meetings: &[schedule::MeetingLine]| MeetingGroup {
        id,
        title,
        none,
        meetings: meetings.iter().map(line).collect(),
    };
    let page = Meetings {
        groups: vec![
            group("today", "Today", "No meeting today.", &list.today),
            group("coming", "To come", "No meeting to come.", &list.coming),
            group("past", "Past", "No meeting has been held.", &list.past),
        ],
        may_schedule: list.may_schedule,
    };
    visit.page(&page).await
}

fn line(visit: &Visit, line: &schedule::MeetingLine) -> MeetingLine {
    let meeting = &line.meeting;
    let start = format::clock(meeting.starts_at, visit.zone());
    MeetingLine {
        href: href(&meeting.slug),
        when: format!("{}, {start}", format::date(meeting.day)),
        kind: (meeting.kind == Kind::Extra).then_some("Extra meeting"),
        state: state(meeting),
        cases: count(line.cases),
        chair: line.chair.clone(),
    }
}

/// "14 cases".
fn count(cases: usize) -> String {
    format::count(u64::try_from(cases).unwrap_or(u64::MAX), "case", "cases")
}

fn href(slug: &str) -> String {
    format!("/meetings/{slug}")
}

async fn show(visit: Visit, slug: web::Path<String>) -> Answer {
    let view = one(&visit, &slug).await?;
    let form = saved(&view.meeting);
    visit.page(&page(&visit, &view, form)).await
}

async fn one(visit: &Visit, slug: &str) -> Result<MeetingView, super::error::PageError> {
    let place = slug.to_owned();
    Ok(visit.look("meeting.show", move |cx| schedule::show(cx, &place)).await?)
}

/// Who is named, as the form posts it.
fn saved(meeting: &meeting::Meeting) -> Form {
    let id = |it: Option<AccountId>| it.map(|it| it.to_string()).unwrap_or_default();
    Form::new([
        ("chair", id(meeting.chair_id)),
        ("substitute", id(meeting.substitute_id)),
        ("minute_taker", id(meeting.minute_taker_id)),
    ])
}

fn page(visit: &Visit, view: &MeetingView, form: Form) -> Meeting {
    let meeting = &view.meeting;
    Meeting {
        day: format::date(meeting.day),
        kind: meeting.kind.shown(),
        href: href(&meeting.slug),
        state: if meeting.state == State::Scheduled {
            Flag::new("Scheduled", "blue")
        } else {
            state(meeting)
        },
        reason: meeting.reason.clone(),
        facts: facts(visit, view),
        can_change: view.may_schedule && meeting.state == State::Scheduled,
        version: meeting.version,
        chairs: people(&view.chairs),
        writers: people(&view.writers),
        form,
    }
}

fn people(choices: &[Choice]) -> Vec<Person> {
    let person = |it: &Choice| Person { value: it.account.to_string(), text: it.name.clone() };
    choices.iter().map(person).collect()
}

fn facts(visit: &Visit, view: &MeetingView) -> Vec<Fact> {
    let meeting = &view.meeting;
    let at = |it| Private::new(format::moment_from(visit.now(), it, visit.zone()));
    let fact = |key, value: Private| Fact { key, value };
    let [chair, substitute, minute_taker] = view.named.clone();
    let closes = match meeting.cutoff_at {
        Some(cutoff) => at(cutoff),
        None => "Takes no referrals by itself".into(),
    };
    vec![
        fact("Starts", at(meeting.starts_at)),
        fact("Place", Private::new(meeting.place.clone())),
        fact("Link to join", Private::new(meeting.join_link.clone())),
        fact("Cases", Private::new(count(view.cases))),
        fact("Referrals close", closes),
        fact("Research is due", at(meeting.research_due_at)),
        fact("Agenda is published", at(meeting.publish_at)),
        fact("Chair", chair),
        fact("Substitute", substitute),
        fact("Minute-taker", minute_taker),
    ]
}

async fn name(visit: Visit, slug: web::Path<String>, posted: Posted) -> Answer {
    let mut form = posted.form.clone();
    let mut one_of =
        |field: &str, what: &str| form.optional_choice(field, what, |it| AccountId::parse(it).ok());
    let named = Named {
        chair: one_of("chair", "who chairs"),
        substitute: one_of("substitute", "who stands in"),
        minute_taker: one_of("minute_taker", "who writes"),
    };
    if !form.failed() {
        let (place, seen) = (slug.to_string(), posted.seen);
        let saved = visit
            .change("meeting.name", &posted, move |cx| schedule::name(cx, &place, seen, named))
            .await;
        match attempt(&mut form, saved)? {
            Attempt::Done(()) => return Ok(visit.see_other(&href(&slug), "Saved")),
            Attempt::Again => {}
            Attempt::Stale(stale) => return both(&visit, &slug, &posted.form, &stale).await,
        }
    }
    let view = one(&visit, &slug).await?;
    visit.page_again(&page(&visit, &view, form)).await
}

/// Who is named now beside who was chosen here, by their names.
async fn both(visit: &Visit, slug: &str, posted: &Form, late: &Stale) -> Answer {
    let view = one(visit, slug).await?;
    let form = saved(&view.meeting);
    let names: Vec<(String, String)> = std::iter::once((String::new(), "Nobody".to_owned()))
        .chain(
            view.chairs
                .iter()
                .chain(&view.writers)
                .map(|it| (it.account.to_string(), it.name.reveal().to_owned())),
        )
        .collect();
    let choices: Vec<(&str, &str)> =
        names.iter().map(|it| (it.0.as_str(), it.1.as_str())).collect();
    let fields =
        [("chair", "Chair"), ("substitute", "Substitute"), ("minute_taker", "Minute-taker")];
    let fields = fields.map(|(name, label)| stale::Saved {
        name,
        label,
        value: form.value(name),
        choices: &choices,
    });
    let mut page = stale::Stale {
        what: "The meeting".to_owned(),
        by: None,
        at: format::clock(visit.now(), visit.zone()),
        action: format!("{}/people", href(slug)),
        back: href(slug),
        version: late.version.to_string(),
        fields: Vec::new(),
        kept: Vec::new(),
    };
    page.compare(posted, &fields);
    visit.page_with(actix_web::http::StatusCode::CONFLICT, &page).await
}
