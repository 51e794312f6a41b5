//! A save on a case that came too late: both texts, with choices in words.
use actix_web::http::StatusCode;

use super::super::answer::Answer;
use super::super::meeting::room;
use super::super::visit::Visit;
use super::page::{Place, look};
use super::record::record;
use crate::domain::refusal::Stale;
use crate::views::form::Form;
use crate::views::format;
use crate::views::hearing::{Choice, Record};
use crate::views::stale::{Saved, Stale as Page};

/// Both texts of something on a case. `what` names it ("Risk 2"), `action` is where its form posts
/// to.
pub(super) async fn both(
    visit: &Visit,
    place: &Place,
    posted: &Form,
    stale: &Stale,
    (what, action): (&str, String),
) -> Answer {
    let Some(heard) = look(visit, place).await? else {
        return Ok(visit.see_other(&room(&place.slug), ""));
    };
    let record = heard.recording.as_ref().map(|it| record(place, &heard, it, None));
    let choices: Vec<Vec<(&str, &str)>> =
        stale.clashes.iter().map(|it| choices(&it.field, record.as_ref())).collect();
    let saved: Vec<Saved<'_>> = stale
        .clashes
        .iter()
        .zip(&choices)
        .map(|(it, choices)| Saved {
            name: &it.field,
            label: &it.label,
            value: &it.theirs,
            choices,
        })
        .collect();
    let mut page = Page {
        what: format!("{what} of {}", heard.reference),
        by: None,
        at: format::clock(visit.now(), visit.zone()),
        action,
        back: place.href(),
        version: stale.version.to_string(),
        fields: Vec::new(),
        kept: Vec::new(),
    };
    page.compare(posted, &saved);
    visit.page_with(StatusCode::CONFLICT, &page).await
}

/// The choices of a field; none for a text.
fn choices<'a>(field: &str, record: Option<&'a Record>) -> Vec<(&'a str, &'a str)> {
    let Some(record) = record else { return Vec::new() };
    let choices: &[Choice] = match field {
        "risk_level" | "level" => &record.levels,
        "disposition" => &record.decision.dispositions,
        "about" => &record.abouts,
        "agency" => &record.agencies,
        "share" => &record.shares,
        "owner" => &record.owners,
        "due" => &record.dues,
        "risk" => &record.risks,
        _ => &[],
    };
    choices.iter().map(|it| (it.value.as_str(), it.text.reveal())).collect()
}
