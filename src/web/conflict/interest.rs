//! Declaring an interest, and recording one for others.
use actix_web::web;

use super::{LONGEST, head, people, possible};
use crate::domain::case::Restriction;
use crate::domain::conflict::Interest;
use crate::domain::ids::{AccountId, AgencyId};
use crate::domain::text::Private;
use crate::views::conflict::{
    Choice, InterestRow, InterestsPage, LedPart, NewInterestPage, interests, own_interests,
};
use crate::views::form::Form;
use crate::views::format;
use crate::web::answer::Answer;
use crate::web::path::id;
use crate::web::posted::Posted;
use crate::web::visit::{Visit, refuse_or_fail};
use crate::workflow::conflict::{self, Declared, Interests, Led, Recorded, Where};
use crate::workflow::{Step, StepError};

pub(super) async fn find(visit: &Visit, text: &str) -> Step<Interests> {
    let text = text.to_owned();
    visit.look("conflict.show", move |cx| conflict::show(cx, id(&text)?)).await
}

/// The same, for those who lead.
pub(super) async fn find_led(visit: &Visit, text: &str) -> Step<(Interests, Led)> {
    let text = text.to_owned();
    let look = visit.look("conflict.show", move |cx| {
        let mut found = conflict::show(cx, id(&text)?)?;
        let led = found.led.take().ok_or(StepError::Hidden)?;
        Ok((found, led))
    });
    look.await
}

/// What is recorded, and the form for an interest of one's own.
pub(super) async fn show(visit: Visit, path: web::Path<String>) -> Answer {
    let found = find(&visit, &path.into_inner()).await?;
    visit.page(&page(&found, Form::empty())).await
}

fn page(found: &Interests, form: Form) -> InterestsPage {
    let case = format!("/cases/{}", found.line.id);
    InterestsPage {
        top: head(found),
        action: format!("{case}/interests"),
        form,
        interests: own_interests(),
        why: found.why.clone(),
        substitutes: people(&found.substitutes),
        led: found.led.as_ref().map(|it| led(it, &case)),
    }
}

fn led(led: &Led, case: &str) -> LedPart {
    let row = |it: &conflict::InterestLine| InterestRow {
        href: format!("{case}/interests/{}", it.exclusion.id),
        who: it.who.clone(),
        interest: it.exclusion.tie(),
        state: it.exclusion.standing(),
        keeps_out: it.exclusion.state.keeps_out(),
    };
    let named = u64::try_from(led.named.len()).unwrap_or(0);
    LedPart {
        interests: led.lines.iter().map(row).collect(),
        possible: possible(&led.possible),
        new_href: format!("{case}/interests/new"),
        restriction_href: format!("{case}/restriction"),
        restriction: match led.restriction {
            Restriction::Open => "Everybody whom the rules let.".to_owned(),
            Restriction::Restricted => {
                format!("Restricted to {}.", format::count(named, "person", "people"))
            }
        },
    }
}

/// What both forms say; none when something is missing.
fn declared(form: &mut Form) -> Option<Declared> {
    let interest = form.choice("interest", "what the tie is", |it| Interest::parse(it).ok());
    let reason = form.required("reason", "what the interest is, in a sentence", LONGEST);
    let replacement = AccountId::parse(form.value("replacement")).ok();
    Some(Declared { interest: interest?, reason: Private::new(reason?), replacement })
}

/// Declares an interest of the reader's own: the case is gone for them.
pub(super) async fn declare(visit: Visit, path: web::Path<String>, mut posted: Posted) -> Answer {
    let text = path.into_inner();
    if let Some(declared) = declared(&mut posted.form) {
        let case = text.clone();
        let step = visit.change("conflict.declare", &posted, move |cx| {
            conflict::declare(cx, id(&case)?, &declared)
        });
        let said = "Your interest is recorded";
        match step.await {
            Ok(Where::Room(slug)) => {
                return Ok(visit.see_other(&crate::web::meeting::room(&slug), said));
            }
            Ok(Where::Start) => return Ok(visit.see_other("/", said)),
            Err(error) => refuse_or_fail(&mut posted.form, error)?,
        }
    }
    let found = find(&visit, &text).await?;
    visit.page_again(&page(&found, posted.form)).await
}

/// The form for an interest of others.
pub(super) async fn other(visit: Visit, path: web::Path<String>) -> Answer {
    let (found, led) = find_led(&visit, &path.into_inner()).await?;
    visit.page(&new_page(&found, &led, Form::empty())).await
}

fn new_page(found: &Interests, led: &Led, form: Form) -> NewInterestPage {
    let agencies = led.agencies.iter().filter(|it| it.active);
    NewInterestPage {
        top: head(found),
        action: format!("/cases/{}/interests", found.line.id),
        form,
        people: people(&led.people),
        substitutes: people(&led.substitutes),
        agencies: agencies.map(|it| Choice::new(it.id.as_str(), it.name.as_str())).collect(),
        interests: interests(),
    }
}

/// Records an interest of others.
pub(super) async fn record(visit: Visit, path: web::Path<String>, mut posted: Posted) -> Answer {
    let text = path.into_inner();
    let people = posted.form.values("people").filter_map(|it| AccountId::parse(it).ok()).collect();
    let agency = AgencyId::parse(posted.form.value("agency")).ok();
    if let Some(declared) = declared(&mut posted.form) {
        let (case, recorded) = (text.clone(), Recorded { people, agency, declared });
        let step = visit.change("conflict.record", &posted, move |cx| {
            conflict::record(cx, id(&case)?, &recorded)
        });
        match step.await {
            Ok(()) => {
                let to = format!("/cases/{text}/interests");
                return Ok(visit.see_other(&to, "The interest is recorded"));
            }
            Err(error) => refuse_or_fail(&mut posted.form, error)?,
        }
    }
    let (found, led) = find_led(&visit, &text).await?;
    visit.page_again(&new_page(&found, &led, posted.form)).await
}
