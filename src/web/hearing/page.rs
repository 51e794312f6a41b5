//! The room's page of one case.
use actix_web::http::StatusCode;
use actix_web::web;
use serde::Deserialize;

use super::super::answer::Answer;
use super::super::meeting::{self as room, Shown, bar};
use super::super::path::id;
use super::super::visit::Visit;
use super::record::record;
use super::{known, plan};
use crate::domain::ids::ListingId;
use crate::views::flag::all_flags;
use crate::views::form::Form;
use crate::views::hearing::{Elsewhere, Hearing};
use crate::views::page::Link;
use crate::workflow::hearing::{self, Hearing as Heard};
use crate::workflow::meeting::Entry;
use crate::workflow::{Step, StepError};

/// A case in a meeting's room, as the address names it.
#[derive(Clone)]
pub(super) struct Place {
    /// The meeting.
    pub(super) slug: String,
    /// The listing, as typed.
    pub(super) listing: String,
}

impl Place {
    /// The listing.
    pub(super) fn id(&self) -> Step<ListingId> {
        id(&self.listing)
    }

    /// The page.
    pub(super) fn href(&self) -> String {
        format!("{}/{}", room::room(&self.slug), self.listing)
    }
}

/// What is changed in place: identifiers in the address.
#[derive(Default, Deserialize)]
pub(super) struct Query {
    risk: Option<String>,
    said: Option<String>,
    action: Option<String>,
    /// The agency whose offer becomes an action.
    offer: Option<String>,
}

/// Which form of the page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// What an agency says.
    Said,
    /// A risk.
    Risk,
    /// The decision.
    Decision,
    /// An action.
    Action,
}

/// A form that is open: for something new, or to change what is there; with what was typed.
pub(super) struct Open {
    /// Which form.
    pub(super) part: Part,
    /// The identifier of what is changed.
    pub(super) id: Option<String>,
    /// What was typed, with what stands in the way.
    pub(super) typed: Option<Form>,
    /// The version that was seen when it was typed.
    pub(super) seen: i32,
    /// The agency whose offer fills it in.
    pub(super) offer: Option<String>,
}

impl Open {
    fn to_change(part: Part, id: String) -> Self {
        Self { part, id: Some(id), typed: None, seen: 0, offer: None }
    }

    /// Whether the case has what is changed.
    fn is_of(&self, heard: &Heard) -> bool {
        let Some(id) = self.id.as_deref() else { return true };
        match self.part {
            Part::Said => {
                heard.agencies.iter().flat_map(|it| &it.added).any(|it| it.id.as_str() == id)
            }
            Part::Risk => heard.risks.iter().any(|it| it.risk.id.as_str() == id),
            Part::Action => heard.actions.iter().any(|it| it.action.id.as_str() == id),
            Part::Decision => true,
        }
    }

    fn offered_by(agency: String) -> Self {
        Self { part: Part::Action, id: None, typed: None, seen: 0, offer: Some(agency) }
    }
}

/// The page; with a form open to change something when the address says so.
pub(super) async fn show(
    visit: Visit,
    path: web::Path<(String, String)>,
    query: web::Query<Query>,
) -> Answer {
    let (slug, listing) = path.into_inner();
    let query = query.into_inner();
    let open = query
        .risk
        .map(|it| Open::to_change(Part::Risk, it))
        .or_else(|| query.said.map(|it| Open::to_change(Part::Said, it)))
        .or_else(|| query.action.map(|it| Open::to_change(Part::Action, it)))
        .or_else(|| query.offer.map(Open::offered_by));
    answer(&visit, &Place { slug, listing }, open, StatusCode::OK).await
}

/// The page again, with what was typed and what stands in the way.
pub(super) async fn again(visit: &Visit, place: &Place, open: Open) -> Answer {
    answer(visit, place, Some(open), StatusCode::UNPROCESSABLE_ENTITY).await
}

async fn answer(visit: &Visit, place: &Place, open: Option<Open>, status: StatusCode) -> Answer {
    match look(visit, place).await? {
        Some(heard)
            if status.is_client_error() && !open.as_ref().is_none_or(|it| it.is_of(&heard)) =>
        {
            Err(visit.not_found("hearing").await)
        }
        Some(heard) => visit.page_with(status, &page(visit, place, &heard, open)).await,
        None => Ok(visit.see_other(&room::room(&place.slug), "")),
    }
}

/// The case, for somebody who is in the room.
pub(super) async fn look(visit: &Visit, place: &Place) -> Result<Option<Heard>, StepError> {
    let at = place.clone();
    let entry = visit.look("hearing", move |cx| hearing::show(cx, &at.slug, at.id()?)).await?;
    Ok(match entry {
        Entry::Inside(heard) => Some(*heard),
        Entry::Outside => None,
    })
}

fn page(visit: &Visit, place: &Place, heard: &Heard, open: Option<Open>) -> Hearing {
    let shown =
        Shown::Case { listing: &heard.listing, linked: &heard.linked, minutes: heard.minutes };
    Hearing {
        bar: bar(visit, &heard.room, &shown),
        reference: heard.reference.clone(),
        name: known::victim(heard),
        flags: all_flags(&heard.flags),
        elsewhere: elsewhere(heard),
        safe_contact: (!heard.safe_contact.is_blank()).then(|| heard.safe_contact.clone()),
        case: format!("/cases/{}", heard.listing.case_id),
        room: room::room(&place.slug),
        people: known::people(visit, heard),
        brought: heard.brought.as_ref().map(|it| known::brought(visit, it)),
        agencies: known::agencies(place, heard),
        returned: known::returned(heard),
        nothing_held: known::nothing_held(heard),
        risks: plan::risks(place, heard),
        decision: plan::decision(heard),
        actions: plan::actions(place, heard),
        earlier: plan::earlier(heard),
        record: heard.recording.as_ref().map(|it| record(place, heard, it, open)),
    }
}

/// That the meeting is not on this case, with where it is when the reader may see that.
fn elsewhere(heard: &Heard) -> Option<Elsewhere> {
    let room = &heard.room;
    if room.meeting.current_id == Some(heard.listing.id) {
        return None;
    }
    let current = room.pips.iter().find(|it| it.is_current);
    let link = |it: &crate::workflow::meeting::Pip| Link {
        href: room::item(&room.meeting.slug, it.listing),
        text: format!("Go to item {}, {}", it.number, it.reference),
    };
    let text = match room.meeting.current_id {
        Some(_) => "The meeting is not on this case now.",
        None => "The meeting has not begun with the cases.",
    };
    Some(Elsewhere { text: text.to_owned(), link: current.map(link) })
}
