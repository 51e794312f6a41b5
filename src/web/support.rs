//! The IDVA's pages: cases to be heard, attempts to reach the victim, and the victim's views.
use actix_web::web;

use super::answer::Answer;
use super::path::id;
use super::posted::Posted;
use super::referral::{hearing, name, who};
use super::routes::{Routes, get, post};
use super::visit::{Visit, refuse_or_fail};
use crate::domain::area_clock::AreaClock;
use crate::domain::ids::{CaseId, ListingId};
use crate::domain::support::{Contact, Method, Outcome};
use crate::domain::text::Private;
use crate::domain::time::{Instant, TimeOfDay};
use crate::views::form::Form;
use crate::views::format;
use crate::views::support::{
    BoardPage, ContactRow, DeskPage, HearingRow, ToTellRow, WaitingRow, methods, outcomes,
};
use crate::workflow::support::{self, Desk, NewContact, ToTell, Waiting};
use crate::workflow::{Step, StepError};

pub(super) fn routes(routes: &mut Routes) {
    routes
        .on(get!("/support"), board)
        .on(get!("/support/{case}"), desk)
        .on(post!("/support/{case}/contacts"), add_contact)
        .on(post!("/support/{case}/views/{listing}"), save_views);
}

async fn board(visit: Visit) -> Answer {
    let board = visit.look("support", support::board).await?;
    let page = BoardPage {
        waiting: board.waiting.iter().map(|it| waiting_row(&visit, it)).collect(),
        to_tell: board.to_tell.iter().map(|it| to_tell_row(&visit, it)).collect(),
    };
    visit.page(&page).await
}

fn moment(visit: &Visit, at: Instant) -> String {
    format::moment_from(visit.now(), at, visit.zone())
}

fn waiting_row(visit: &Visit, it: &Waiting) -> WaitingRow {
    let last = it.last.as_ref().map(|last| {
        let count = format::count(u64::try_from(it.attempts).unwrap_or(0), "attempt", "attempts");
        let outcome = last.outcome.shown().to_lowercase();
        format!("{count}, the last at {}: {outcome}", moment(visit, last.tried_at))
    });
    WaitingRow {
        href: format!("/support/{}", it.line.id),
        reference: it.line.reference.clone(),
        who: who(&it.line, visit.today()),
        heard: moment(visit, it.heard_at),
        tried: last.unwrap_or_else(|| "Not tried yet".to_owned()),
        has_views: it.has_views,
    }
}

fn to_tell_row(visit: &Visit, it: &ToTell) -> ToTellRow {
    ToTellRow {
        href: format!("/actions/{}", it.action.id),
        reference: it.line.reference.clone(),
        who: who(&it.line, visit.today()),
        due: format::due(it.action.due_on, visit.today()),
        is_overdue: it.action.is_overdue(visit.today()),
    }
}

async fn desk(visit: Visit, path: web::Path<String>) -> Answer {
    let found = find(&visit, path.into_inner()).await?;
    let form = now(&visit);
    visit.page(&page(&visit, &found, form, None)).await
}

async fn find(visit: &Visit, text: String) -> Step<Desk> {
    visit.look("support.case", move |cx| support::desk(cx, id(&text)?)).await
}

/// The form of an attempt, with the time that it is now.
fn now(visit: &Visit) -> Form {
    let today = visit.today();
    let part = |it: &str| today.format(it).to_string();
    let (day, month, year) = (part("%-d"), part("%-m"), part("%Y"));
    let time = format::clock(visit.now(), visit.zone());
    Form::new([
        ("tried-day", day),
        ("tried-month", month),
        ("tried-year", year),
        ("tried_time", time),
    ])
}

async fn add_contact(visit: Visit, path: web::Path<String>, mut posted: Posted) -> Answer {
    let text = path.into_inner();
    if let Some(contact) = read(&visit, &mut posted.form) {
        let case = text.clone();
        let step = visit
            .change("support.contact", &posted, move |cx| {
                support::record_contact(cx, id::<CaseId>(&case)?, &contact)
            })
            .await;
        match step {
            Ok(()) => return Ok(visit.see_other(&format!("/support/{text}"), "Attempt recorded")),
            Err(error) => refuse_or_fail(&mut posted.form, error)?,
        }
    }
    let found = find(&visit, text).await?;
    visit.page_again(&page(&visit, &found, posted.form, None)).await
}

fn read(visit: &Visit, form: &mut Form) -> Option<NewContact> {
    let day = form.day("tried", "the day of the attempt");
    let time = form.parsed("tried_time", "a time, like 8:40am or 14:05", time);
    let method = form.choice("method", "how you tried", |it| Method::parse(it).ok());
    let outcome = form.choice("outcome", "what came of it", |it| Outcome::parse(it).ok());
    let note = form.optional("note", "your note", 700);
    if form.failed() {
        return None;
    }
    let tried_at = AreaClock::new(visit.zone()).instant_of(day?, time?);
    let note = Private::new(note.unwrap_or_default());
    Some(NewContact { tried_at, method: method?, outcome: outcome?, note })
}

/// "8:40am", "8am", "14:05", "midday".
/// A time of day as somebody types it.
pub(super) fn time(typed: &str) -> Option<TimeOfDay> {
    let plain = typed.to_lowercase().replace(' ', "").replace('.', ":").replace("midday", "12:00");
    let with_minutes = match plain.strip_suffix("am").or_else(|| plain.strip_suffix("pm")) {
        Some(hour) if !hour.contains(':') => plain.replacen(hour, &format!("{hour}:00"), 1),
        _ => plain,
    };
    let formats = ["%H:%M", "%I:%M%p"];
    formats.iter().find_map(|it| TimeOfDay::parse_from_str(&with_minutes, it).ok())
}

async fn save_views(visit: Visit, path: web::Path<(String, String)>, mut posted: Posted) -> Answer {
    let (case, listing) = path.into_inner();
    let here = format!("/support/{case}");
    let text = posted.form.optional("text", "the victim’s views", 2000);
    let none = posted.form.optional("none_reason", "the reason", 700);
    let mut outcome = Ok(());
    if !posted.form.failed() {
        let (text, none) = (text.unwrap_or_default(), none.unwrap_or_default());
        let (text, none) = (Private::new(text), Private::new(none));
        let (listing, seen) = (listing.clone(), posted.seen);
        let step = visit.change("support.views", &posted, move |cx| {
            support::record_views(cx, id::<ListingId>(&listing)?, seen, &text, &none)
        });
        outcome = step.await.map(|_case| ());
        if outcome.is_ok() {
            return Ok(visit.see_other(&here, "Views saved"));
        }
    }
    if let Err(StepError::Stale(stale)) = &outcome {
        let action = format!("{here}/views/{listing}");
        return visit.stale(stale, &posted.form, ("The victim’s views", &action, &here)).await;
    }
    if let Err(error) = outcome {
        refuse_or_fail(&mut posted.form, error)?;
    }
    let found = find(&visit, case).await?;
    let typed = Some((listing, posted.form));
    visit.page_again(&page(&visit, &found, now(&visit), typed.as_ref())).await
}

fn page(visit: &Visit, found: &Desk, form: Form, typed: Option<&(String, Form)>) -> DeskPage {
    let mut hearings = Vec::new();
    for (number, (listing, meeting, views)) in (1..).zip(&found.hearings) {
        let listing = listing.id.to_string();
        let saved = views.as_ref().map_or(Form::empty(), |it| {
            Form::new([("text", it.text.reveal()), ("none_reason", it.none_reason.reveal())])
        });
        let own = typed.filter(|it| it.0 == listing).map(|it| it.1.clone());
        hearings.push(HearingRow {
            listing,
            heard: hearing(meeting.starts_at, visit.area()),
            form: own.unwrap_or(saved),
            version: views.as_ref().map_or(0, |it| it.version).to_string(),
            id: format!("views{number}"),
            text_id: numbered("text", number),
            none_id: numbered("none_reason", number),
        });
    }
    DeskPage {
        form,
        href: format!("/support/{}", found.line.id),
        case_href: format!("/cases/{}", found.line.id),
        reference: found.line.reference.clone(),
        name: name(&found.line, visit.today()),
        safe_contact: found.safe_contact.clone(),
        contacts: found.contacts.iter().map(|it| contact_row(visit, it)).collect(),
        hearings,
        methods: methods(),
        outcomes: outcomes(),
    }
}

/// The id of a field: that of the first hearing is plain, so that errors lead there.
fn numbered(field: &str, number: usize) -> String {
    if number == 1 { field.to_owned() } else { format!("{field}-{number}") }
}

fn contact_row(visit: &Visit, it: &Contact) -> ContactRow {
    ContactRow {
        when: moment(visit, it.tried_at),
        method: it.method.shown(),
        outcome: it.outcome.shown(),
        note: it.note.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_type_them() {
        for (typed, expected) in [
            ("8:40am", Some("08:40:00")),
            ("8.40 AM", Some("08:40:00")),
            ("8am", Some("08:00:00")),
            ("2:05 pm", Some("14:05:00")),
            ("14:05", Some("14:05:00")),
            ("midday", Some("12:00:00")),
            ("soon", None),
            ("", None),
            ("25:00", None),
        ] {
            let expected = expected.map(|it| it.parse::<TimeOfDay>().unwrap());
            assert_eq!(time(typed), expected, "{typed}");
        }
    }
}
