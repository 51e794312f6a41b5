//! Checking minutes, approving them, and starting a correction.
use actix_web::web;
use serde::Deserialize;

use super::{by_route, document, extent, href};
use crate::domain::ids::AccountId;
use crate::domain::minutes::{Content, Fault, Place, Route, State};
use crate::domain::text::Private;
use crate::views::form::Form;
use crate::views::format;
use crate::views::minutes::{Approved, Check, CheckLine, Person, Recipient};
use crate::web::answer::Answer;
use crate::web::attempt::{Attempt, attempt};
use crate::web::case::untold_links;
use crate::web::error::PageError;
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::workflow::StepError;
use crate::workflow::minutes::{self, Preview, Record, Standing};

/// Whose copy to show; blank for the whole record.
#[derive(Deserialize)]
pub(super) struct Wanted {
    #[serde(rename = "as")]
    reader: Option<String>,
}

pub(super) async fn show(
    visit: Visit,
    slug: web::Path<String>,
    wanted: web::Query<Wanted>,
) -> Answer {
    if !visit.member().leads() {
        return super::own::show(visit, slug).await;
    }
    let reader = match wanted.reader.as_deref().unwrap_or_default() {
        "" => None,
        text => match AccountId::parse(text) {
            Ok(reader) => Some(reader),
            Err(_not_an_id) => return Err(visit.not_found("minutes").await),
        },
    };
    visit.page(&look(&visit, &slug, reader, Form::empty()).await?).await
}

async fn look(
    visit: &Visit,
    slug: &str,
    reader: Option<AccountId>,
    form: Form,
) -> Result<Check, PageError> {
    let place = slug.to_owned();
    let record = visit.look("minutes", move |cx| minutes::record(cx, &place, reader)).await?;
    Ok(page(visit, &record, form))
}

/// The page with one of its forms again. For those who may not approve nothing is there.
async fn again(visit: &Visit, slug: &str, form: Form) -> Answer {
    let place = slug.to_owned();
    let look = visit.look("minutes", move |cx| {
        let record = minutes::record(cx, &place, None)?;
        if record.may_approve { Ok(record) } else { Err(StepError::Hidden) }
    });
    let record = look.await?;
    visit.page_again(&page(visit, &record, form)).await
}

fn page(visit: &Visit, record: &Record, form: Form) -> Check {
    let (minutes, own) = (&record.minutes, href(&record.meeting.slug));
    let is_draft = minutes.state == State::Draft;
    let checks = checks(record, &own);
    let faults = checks.iter().filter(|it| !it.good).count() as u64;
    let count = format::count(record.recipients.len() as u64, "person", "people");
    let (document, shown) = shown(visit, record, is_draft.then_some(own.as_str()));
    Check {
        day: format::date(record.meeting.day),
        tag: match minutes.state {
            State::Draft => format!("Draft {}", minutes.version),
            _ => format!("Version {}, approved", minutes.version),
        },
        colour: if is_draft { "yellow" } else { "green" },
        people: people(record),
        shown,
        document,
        checks_say: match faults {
            0 => "All in order".to_owned(),
            _ => format!("{faults} to look at"),
        },
        checks,
        recipients: record.recipients.iter().map(|it| recipient(it, &own)).collect(),
        is_draft,
        may_approve: record.may_approve,
        send_heading: format!("Send to {count}"),
        send_says: send_says(visit, record),
        version: minutes.row_version.to_string(),
        approved: minutes.approved_at.map(|at| Approved {
            by: record.approved_by.clone(),
            when: format::moment_from(visit.now(), at, visit.zone()),
            digest: minutes.digest.clone(),
        }),
        form,
        href: own,
    }
}

/// What is shown, and how much it is.
fn shown(
    visit: &Visit,
    record: &Record,
    edit: Option<&str>,
) -> (crate::views::minutes::document::Document, String) {
    let (meeting, change) = (&record.meeting, &record.minutes.change_note);
    let preview = match record.preview {
        Preview::Whole => None,
        Preview::Of(account) => record.recipients.iter().find(|it| it.account == account),
    };
    if let Some(it) = preview {
        let extent = extent(it.copy.items.len(), it.copy.actions.len());
        return (document::copy(visit, meeting, (&it.name, &it.agency), &it.copy, change), extent);
    }
    let content = &record.minutes.content;
    let extent = extent(content.items.len(), actions(content));
    (document::whole(visit, meeting, content, change, edit), extent)
}

fn actions(content: &Content) -> usize {
    content.items.iter().map(|it| it.actions.len()).sum()
}

fn people(record: &Record) -> Vec<Person> {
    let whole = Person {
        value: String::new(),
        text: "Everything, the whole record".into(),
        checked: record.preview == Preview::Whole,
    };
    let person = |it: &minutes::Recipient| Person {
        value: it.account.to_string(),
        text: Private::new(format!("{}, {}", it.name.reveal(), it.agency)),
        checked: record.preview == Preview::Of(it.account),
    };
    std::iter::once(whole).chain(record.recipients.iter().map(person)).collect()
}

fn send_says(visit: &Visit, record: &Record) -> Vec<String> {
    let delay = u64::from(visit.area().settings.minutes.mail_delay_minutes);
    let delay = format::count(delay, "minute", "minutes");
    let routes: Vec<Route> = record.recipients.iter().map(|it| it.standing.route()).collect();
    let mut says = vec![
        format!("{}.", by_route(&routes)),
        format!("Emails leave {delay} after you approve. You can stop them until then."),
    ];
    if record.recipients.is_empty() {
        "Nobody was there and nobody has an action, so nothing is sent.".clone_into(&mut says[0]);
    }
    says
}

/// What is to be looked at first, then what is in order.
fn checks(record: &Record, own: &str) -> Vec<CheckLine> {
    let content = &record.minutes.content;
    let fix = |place: &Place| Some(format!("{own}/items/{}", place.listing));
    let bad = |text: String, fix| CheckLine { good: false, text: Private::new(text), fix };
    let attendance = format!("/meetings/{}/attendance", record.meeting.slug);
    let mut lines: Vec<CheckLine> = record
        .faults
        .iter()
        .map(|fault| match fault {
            Fault::NoRisk(at) => bad(format!("Item {} has no agreed risk.", at.number), fix(at)),
            Fault::NoOwner(at) => {
                bad(format!("Item {} has an action without an owner.", at.number), fix(at))
            }
            Fault::Finding(at, found) => {
                bad(format!("Item {} seems to hold {}.", at.number, found.shown()), fix(at))
            }
            Fault::NoPresence(name) => bad(
                format!("The attendance of {} is not recorded.", name.reveal()),
                Some(attendance.clone()),
            ),
        })
        .collect();
    for it in record.recipients.iter().filter(|it| it.standing == Standing::Blocked) {
        let text = format!("{} gets no email: mail to that address is blocked.", it.name.reveal());
        lines.push(bad(text, Some("/settings/mail-domains".to_owned())));
    }
    for it in record.recipients.iter().filter(|it| it.standing == Standing::Left) {
        let text = format!("{} no longer takes part and gets no copy.", it.name.reveal());
        lines.push(bad(text, None));
    }
    for it in untold_links(&record.unchecked) {
        lines.push(bad(format!("{}.", it.text), Some(it.href)));
    }
    if record.guests > 0 {
        let (one, more) = ("guest has no account and gets", "guests have no account and get");
        let guests = format::count(record.guests as u64, one, more);
        lines.push(bad(format!("{guests} no copy."), None));
    }
    lines.extend(in_order(&record.faults, content));
    lines
}

fn in_order(faults: &[Fault], content: &Content) -> Vec<CheckLine> {
    let none = |kind: fn(&Fault) -> bool| !faults.iter().any(kind);
    let cases = format::count(content.items.len() as u64, "case", "cases");
    let actions = format::count(actions(content) as u64, "action", "actions");
    let people = format::count(content.attendance.len() as u64, "person", "people");
    let good = [
        (none(|it| matches!(it, Fault::NoRisk(_))), format!("Risk or a reason in {cases}")),
        (none(|it| matches!(it, Fault::NoOwner(_))), format!("One owner and a date on {actions}")),
        (
            none(|it| matches!(it, Fault::Finding(..))),
            format!("No surname, phone number, postcode or date of birth found in {cases}"),
        ),
        (
            none(|it| matches!(it, Fault::NoPresence(_))),
            format!("Attendance recorded for {people}"),
        ),
    ];
    let line =
        |(_, text): (bool, String)| CheckLine { good: true, text: Private::new(text), fix: None };
    good.into_iter().filter(|it| it.0).map(line).collect()
}

fn recipient(it: &minutes::Recipient, own: &str) -> Recipient {
    let (tag, colour, check) = match it.standing {
        Standing::Secure => ("OK", "green", "Full copies may go to this address"),
        Standing::NoticeOnly => ("Link only", "yellow", "Not marked as secure"),
        Standing::Blocked => ("Fix", "red", "Mail to this address is blocked"),
        Standing::Left => ("Fix", "red", "No longer takes part"),
    };
    Recipient {
        name: it.name.clone(),
        agency: it.agency.clone(),
        copy: extent(it.copy.items.len(), it.copy.actions.len()),
        route: it.standing.route().shown().to_owned(),
        tag: tag.to_owned(),
        colour,
        check: check.to_owned(),
        preview: format!("{own}?as={}", it.account),
    }
}

pub(super) async fn approve(visit: Visit, slug: web::Path<String>, posted: Posted) -> Answer {
    let (mut form, seen, own) = (posted.form.clone(), posted.seen, href(&slug));
    if !form.ticked("true_record") {
        form.refuse("true_record", "Tick that these are a true record of the meeting");
        return again(&visit, &slug, form).await;
    }
    let place = slug.clone();
    let step = visit
        .change("minutes.approve", &posted, move |cx| minutes::approve(cx, &place, seen))
        .await;
    match attempt(&mut form, step)? {
        Attempt::Done(people) => {
            let count = format::count(people as u64, "person", "people");
            let said = format!("Approved. The minutes go to {count}");
            Ok(visit.see_other(&format!("{own}/sends"), &said))
        }
        Attempt::Stale(stale) => {
            let action = format!("{own}/approve");
            visit.stale(&stale, &form, ("The draft of these minutes", &action, &own)).await
        }
        Attempt::Again => again(&visit, &slug, form).await,
    }
}

pub(super) async fn correct(visit: Visit, slug: web::Path<String>, posted: Posted) -> Answer {
    let (mut form, own) = (posted.form.clone(), href(&slug));
    let Some(note) = form.required("note", "what changes and why", 1000) else {
        return again(&visit, &slug, form).await;
    };
    let (place, note) = (slug.clone(), Private::new(note));
    let step = visit
        .change("minutes.correct", &posted, move |cx| minutes::correct(cx, &place, &note))
        .await;
    match attempt(&mut form, step)? {
        Attempt::Done(()) => {
            Ok(visit
                .see_other(&own, "A correction is started. Change what is wrong, then approve it"))
        }
        _ => again(&visit, &slug, form).await,
    }
}
