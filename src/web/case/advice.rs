//! Changing how and when a victim may be reached.
use actix_web::web;

use super::super::answer::Answer;
use super::super::attempt::{Attempt, attempt};
use super::super::path::id;
use super::super::posted::Posted;
use super::super::referral::name;
use super::super::visit::Visit;
use crate::domain::text::Private;
use crate::views::case::AdvicePage;
use crate::views::form::Form;
use crate::workflow::case::{self, Advice};
use crate::workflow::{Change, Step};

/// The most that the advice holds, in characters.
const LONGEST: usize = 700;

/// The form with what is saved.
pub(super) async fn show(visit: Visit, path: web::Path<String>) -> Answer {
    let advice = find(&visit, path.into_inner()).await?;
    let form = Form::new([("safe_contact", advice.case.safe_contact.reveal())]);
    visit.page(&page(&visit, &advice, form)).await
}

async fn find(visit: &Visit, text: String) -> Step<Advice> {
    visit.look("case.advice", move |cx| case::advice(cx, id(&text)?)).await
}

fn page(visit: &Visit, advice: &Advice, form: Form) -> AdvicePage {
    AdvicePage {
        href: format!("/cases/{}", advice.case.id),
        reference: advice.line.reference.clone(),
        name: name(&advice.line, visit.today()),
        form,
        version: advice.case.version.to_string(),
    }
}

/// Saves what was typed.
pub(super) async fn save(visit: Visit, path: web::Path<String>, mut posted: Posted) -> Answer {
    let text = path.into_inner();
    let here = format!("/cases/{text}");
    let typed = posted.form.optional("safe_contact", "the safe contact", LONGEST);
    if !posted.form.failed() {
        let (case, seen) = (text.clone(), posted.seen);
        let words = Private::new(typed.unwrap_or_default());
        let advise = move |cx: &mut Change<'_, '_>| case::advise(cx, id(&case)?, seen, &words);
        let saved = visit.change("case.advise", &posted, advise).await;
        match attempt(&mut posted.form, saved)? {
            Attempt::Done(()) => return Ok(visit.see_other(&here, "Safe contact saved")),
            Attempt::Stale(stale) => {
                let action = format!("{here}/safe-contact");
                let place = ("Safe contact", action.as_str(), here.as_str());
                return visit.stale(&stale, &posted.form, place).await;
            }
            Attempt::Again => {}
        }
    }
    let advice = find(&visit, text).await?;
    visit.page_again(&page(&visit, &advice, posted.form)).await
}
