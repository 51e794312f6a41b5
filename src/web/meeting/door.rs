//! The door of a meeting's room, opening it, and taking the meeting from case to case.
use actix_web::web;

use super::super::answer::Answer;
use super::super::attempt::{Attempt, attempt};
use super::super::path::id;
use super::super::posted::Posted;
use super::super::visit::Visit;
use super::{attendance, closing, item, room};
use crate::domain::account::Colleague;
use crate::domain::ids::{AccountId, ListingId};
use crate::domain::meeting::State;
use crate::domain::text::Private;
use crate::views::form::Form;
use crate::views::format;
use crate::views::meeting::{Before, Paused, Person};
use crate::workflow::meeting::{self, Door, Opening};
use crate::workflow::{Step, StepError};

/// Sends whoever comes on to where they can be: the case being heard, the opening actions, the
/// statement, the minutes; or says that the meeting has not been opened.
pub(super) async fn show(visit: Visit, path: web::Path<String>) -> Answer {
    let slug = path.into_inner();
    match door(&visit, &slug).await? {
        Door::Before(before) => visit.page(&page(&visit, &before, None)).await,
        Door::Statement => Ok(visit.see_other(&attendance(&slug), "")),
        Door::Inside(Some(listing)) => Ok(visit.see_other(&item(&slug, listing), "")),
        Door::Inside(None) => Ok(visit.see_other(&format!("{}/outstanding", room(&slug)), "")),
        Door::Paused(day) => {
            let page = Paused { day: format::date(day), again: room(&slug) };
            visit.page(&page).await
        }
        Door::Over => Ok(visit.see_other(&format!("/meetings/{slug}/minutes"), "")),
    }
}

async fn door(visit: &Visit, slug: &str) -> Step<Door> {
    let slug = slug.to_owned();
    visit.look("meeting.door", move |cx| meeting::door(cx, &slug)).await
}

fn page(visit: &Visit, before: &meeting::Before, form: Option<Form>) -> Before {
    let meeting = &before.meeting;
    let slug = &meeting.slug;
    let start = format::clock(meeting.starts_at, visit.zone());
    let place = if meeting.place.is_empty() { "" } else { ", " };
    let cases = u64::try_from(before.cases).unwrap_or(u64::MAX);
    let may_open = before.may_open && before.is_due;
    Before {
        day: format::date(meeting.day),
        place: format!("{start}{place}{}", meeting.place),
        join_link: meeting.join_link.clone(),
        cases: format::count(cases, "case", "cases"),
        agenda: format!("/meetings/{slug}/agenda"),
        closed_because: closed_because(before),
        action: may_open.then(|| format!("{}/open", room(slug))),
        form: form.unwrap_or_else(|| filled_in(before, visit.member().account)),
        chairs: before.chairs.iter().map(person).collect(),
        writers: before.writers.iter().map(person).collect(),
    }
}

fn closed_because(before: &meeting::Before) -> Option<String> {
    let meeting = &before.meeting;
    if meeting.state == State::Cancelled {
        let why = if meeting.reason.is_empty() { "" } else { ": " };
        return Some(format!("The meeting was cancelled{why}{}.", meeting.reason));
    }
    let on = format::date_without_year(meeting.day);
    (before.may_open && !before.is_due).then(|| format!("It can be opened on {on}."))
}

fn person(colleague: &Colleague) -> Person {
    let text = format!("{}, {}", colleague.account.name.reveal(), colleague.agency);
    Person { value: colleague.account.id.to_string(), text: Private::new(text) }
}

/// Who is named for the meeting. A chair who opens it while somebody else is named most likely
/// stands in.
fn filled_in(before: &meeting::Before, account: AccountId) -> Form {
    let meeting = &before.meeting;
    let own = before.chairs.iter().find(|it| it.account.id == account).map(|it| it.account.id);
    let chair = own.or(meeting.chair_id);
    let mut form = Form::empty();
    for (field, person) in [("chair", chair), ("writer", meeting.minute_taker_id)] {
        if let Some(person) = person {
            form.set(field, person.as_str());
        }
    }
    form
}

/// Opens the meeting.
pub(super) async fn open(visit: Visit, path: web::Path<String>, posted: Posted) -> Answer {
    let slug = path.into_inner();
    let mut form = posted.form.clone();
    let chair = form.choice("chair", "who chairs the meeting", |it| AccountId::parse(it).ok());
    let writer = form.choice("writer", "who takes the notes", |it| AccountId::parse(it).ok());
    if let (Some(chair), Some(writer)) = (chair, writer) {
        let (at, opening) = (slug.clone(), Opening { chair, writer });
        let step =
            visit.change("meeting.open", &posted, move |cx| meeting::open(cx, &at, opening)).await;
        if let Attempt::Done(()) = attempt(&mut form, step)? {
            return Ok(visit.see_other(&room(&slug), ""));
        }
    }
    match door(&visit, &slug).await? {
        Door::Before(before) => visit.page_again(&page(&visit, &before, Some(form))).await,
        _ => Ok(visit.see_other(&room(&slug), "")),
    }
}

/// Takes the meeting to a case.
pub(super) async fn hear(
    visit: Visit,
    path: web::Path<(String, String)>,
    posted: Posted,
) -> Answer {
    let (slug, listing) = path.into_inner();
    let (at, to) = (slug.clone(), listing.clone());
    let step = visit
        .change("hearing.begin", &posted, move |cx| meeting::hear(cx, &at, id::<ListingId>(&to)?))
        .await;
    match step {
        Ok(_heard) => Ok(visit.see_other(&format!("{}/{listing}", room(&slug)), "")),
        Err(StepError::Refused(_) | StepError::SavedBefore(_)) => {
            Ok(visit.see_other(&room(&slug), ""))
        }
        Err(other) => Err(other.into()),
    }
}

/// Leaves the last case for the close.
pub(super) async fn finish(
    visit: Visit,
    path: web::Path<(String, String)>,
    posted: Posted,
) -> Answer {
    let (slug, listing) = path.into_inner();
    let at = slug.clone();
    let step = visit
        .change("hearing.leave", &posted, move |cx| {
            meeting::finish(cx, &at, id::<ListingId>(&listing)?)
        })
        .await;
    match step {
        Ok(_heard) => Ok(visit.see_other(&closing(&slug), "")),
        Err(StepError::Refused(_) | StepError::SavedBefore(_)) => {
            Ok(visit.see_other(&room(&slug), ""))
        }
        Err(other) => Err(other.into()),
    }
}
