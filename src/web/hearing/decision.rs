//! Saving the decision on a case.
use actix_web::web;

use super::super::answer::Answer;
use super::super::attempt::{Attempt, attempt};
use super::super::posted::Posted;
use super::super::visit::Visit;
use super::page::{Open, Part, Place, again};
use super::stale;
use crate::domain::disposition::{Disposition, Given};
use crate::domain::listing::RiskLevel;
use crate::domain::text::Private;
use crate::views::form::Form;
use crate::workflow::hearing::{self, Decision};

/// The most characters of what was agreed and why.
const LONGEST: usize = 4000;
/// The most characters of a reason.
const LONGEST_REASON: usize = 1000;

/// Saves the decision.
pub(super) async fn save(
    visit: Visit,
    path: web::Path<(String, String)>,
    posted: Posted,
) -> Answer {
    let (slug, listing) = path.into_inner();
    let place = Place { slug, listing };
    let mut form = posted.form.clone();
    let decision = read(&mut form);
    let seen = posted.seen;
    if !form.failed() {
        let at = place.clone();
        let step = visit
            .change("decision.save", &posted, move |cx| {
                hearing::decide(cx, &at.slug, at.id()?, seen, &decision)
            })
            .await;
        match attempt(&mut form, step)? {
            Attempt::Done(()) => {
                let to = format!("{}#decide-heading", place.href());
                return Ok(visit.see_other(&to, "The decision is saved"));
            }
            Attempt::Stale(clash) => {
                let action = format!("{}/decision", place.href());
                let what = ("The decision", action);
                return stale::both(&visit, &place, &posted.form, &clash, what).await;
            }
            Attempt::Again => {}
        }
    }
    again(
        &visit,
        &place,
        Open { part: Part::Decision, id: None, typed: Some(form), seen, offer: None },
    )
    .await
}

fn read(form: &mut Form) -> Decision {
    let risk_level =
        form.optional_choice("risk_level", "how high the risk is", |it| RiskLevel::parse(it).ok());
    let disposition = form.optional_choice("disposition", "what happens with the case", |it| {
        Disposition::parse(it).ok()
    });
    let text = form.optional("decision", "what was agreed and why", LONGEST);
    let reason = form.optional("disposition_reason", "the reason", LONGEST_REASON);
    let none_reason = form.optional("none_reason", "the reason", LONGEST_REASON);
    let given = Given {
        reason: Private::new(reason.unwrap_or_default()),
        on: form.optional_day("disposition_on", "the date"),
        other_case: form.optional("disposition_case", "the reference", 20),
    };
    Decision {
        risk_level,
        text: Private::new(text.unwrap_or_default()),
        disposition,
        given,
        none_reason: Private::new(none_reason.unwrap_or_default()),
    }
}
