//! Forms shown again: what the rules say beside the fields, and both texts where somebody else was quicker.
use actix_web::http::StatusCode;

use super::super::answer::Answer;
use super::super::error::PageError;
use super::Visit;
use crate::domain::refusal::{Refused, Stale};
use crate::views::form::Form;
use crate::views::{format, stale};
use crate::workflow::StepError;

impl Visit {
    /// Answers a save that came too late with both texts. `what` names the thing ("The action"),
    /// `action` is where the form posts to, `back` the page of the thing.
    pub(in crate::web) async fn stale(
        &self,
        stale: &Stale,
        posted: &Form,
        place: (&str, &str, &str),
    ) -> Answer {
        self.stale_among(stale, posted, place, &[]).await
    }

    /// The same, where some fields are chosen from a list of (value, words).
    pub(in crate::web) async fn stale_among(
        &self,
        stale: &Stale,
        posted: &Form,
        (what, action, back): (&str, &str, &str),
        choices: &[(&str, Vec<(&str, &str)>)],
    ) -> Answer {
        let mut page = stale::Stale {
            what: what.to_owned(),
            by: None,
            at: format::clock(self.now(), self.zone()),
            action: action.to_owned(),
            back: back.to_owned(),
            version: stale.version.to_string(),
            fields: Vec::new(),
            kept: Vec::new(),
        };
        let saved: Vec<stale::Saved<'_>> = stale
            .clashes
            .iter()
            .map(|it| stale::Saved {
                name: &it.field,
                label: &it.label,
                value: &it.theirs,
                choices: choices
                    .iter()
                    .find(|(field, _)| *field == it.field)
                    .map_or(&[][..], |(_, choices)| choices),
            })
            .collect();
        page.compare(posted, &saved);
        self.page_with(StatusCode::CONFLICT, &page).await
    }
}

/// Puts what the rules say beside the fields of a form.
pub(in crate::web) fn refuse(form: &mut Form, refused: &Refused) {
    for problem in &refused.problems {
        if problem.field.is_empty() {
            form.refuse_whole(problem.text.clone());
        } else {
            form.refuse(&problem.field, problem.text.clone());
        }
    }
}

/// What a form shows when the same form was sent before with another text.
pub(in crate::web) const SAVED_BEFORE: &str = "You sent this form before with other words, and those \
    were saved. Look at the page again, then send what you typed here if it is still needed.";

/// What stands in the way of a step, beside the fields; other failures are handed on.
pub(in crate::web) fn refuse_or_fail(form: &mut Form, error: StepError) -> Result<(), PageError> {
    match error {
        StepError::Refused(refused) => refuse(form, &refused),
        StepError::SavedBefore(first) => show_saved_before(form, first.reveal()),
        other => return Err(other.into()),
    }
    Ok(())
}

/// Says that other words were saved, and beside each field which.
fn show_saved_before(form: &mut Form, first: &str) {
    form.refuse_whole(SAVED_BEFORE);
    if !first.is_empty() {
        form.compare(&Form::new(url::form_urlencoded::parse(first.as_bytes())));
    }
}
