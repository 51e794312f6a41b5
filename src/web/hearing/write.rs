//! What is added to a case in the room, changed there and taken back: one way for all three kinds.
pub(super) mod action;
pub(super) mod risk;
pub(super) mod said;

use super::super::answer::Answer;
use super::super::attempt::{Attempt, attempt};
use super::super::visit::Visit;
use super::page::{Open, Part, Place, again};
use super::stale;
use crate::views::form::Form;
use crate::workflow::{Step, StepError};

/// A form that was sent in: which one, for what, and from which version.
struct Sent {
    place: Place,
    part: Part,
    /// The identifier of what is changed; none for something new.
    id: Option<String>,
    seen: i32,
    form: Form,
}

/// Where the browser goes after a save, and what it is told there.
struct Then {
    /// The element of the page.
    anchor: &'static str,
    said: &'static str,
    /// What a clash calls it: "The risk".
    what: &'static str,
}

impl Sent {
    /// Answers with the page, the page with its form again, or both texts.
    async fn answer(self, visit: &Visit, step: Option<Step<()>>, then: Then) -> Answer {
        let Self { place, part, id, seen, mut form } = self;
        if let Some(step) = step {
            match attempt(&mut form, step)? {
                Attempt::Done(()) => {
                    let to = format!("{}#{}", place.href(), then.anchor);
                    return Ok(visit.see_other(&to, then.said));
                }
                Attempt::Stale(clash) => {
                    let action = address(&place, part, id.as_deref());
                    return stale::both(visit, &place, &form, &clash, (then.what, action)).await;
                }
                Attempt::Again => {}
            }
        }
        again(visit, &place, Open { part, id, typed: Some(form), seen, offer: None }).await
    }
}

fn address(place: &Place, part: Part, id: Option<&str>) -> String {
    let path = match part {
        Part::Said => "said",
        Part::Risk => "risks",
        Part::Action => "actions",
        Part::Decision => "decision",
    };
    let id = id.map(|it| format!("/{it}")).unwrap_or_default();
    format!("{}/{path}{id}", place.href())
}

/// Answers a removal: what cannot be removed is shown with the reason.
async fn removed(visit: &Visit, sent: Sent, step: Step<()>, then: Then) -> Answer {
    match step {
        // It is gone already: whoever sent this wanted that.
        Err(StepError::SavedBefore) => sent.answer(visit, Some(Ok(())), then).await,
        Err(StepError::Refused(refused)) => {
            let place = sent.place.clone();
            let open = Open { part: sent.part, id: sent.id, typed: None, seen: 0, offer: None };
            let said = refused.problems.first().map(|it| it.text.clone()).unwrap_or_default();
            refuse_removal(visit, &place, open, said).await
        }
        other => sent.answer(visit, Some(other), then).await,
    }
}

async fn refuse_removal(visit: &Visit, place: &Place, mut open: Open, said: String) -> Answer {
    let mut form = Form::empty();
    form.refuse_whole(said);
    open.typed = Some(form);
    again(visit, place, open).await
}
