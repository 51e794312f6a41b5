//! Who may know of a case.
use actix_web::web;

use super::{head, people};
use crate::domain::case::Restriction;
use crate::domain::conflict::{Exclusion, Party};
use crate::domain::ids::AccountId;
use crate::views::conflict::RestrictionPage;
use crate::views::form::Form;
use crate::web::answer::Answer;
use crate::web::attempt::{Attempt, attempt};
use crate::web::conflict::interest::find_led;
use crate::web::path::id;
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::workflow::conflict::{self, Interests, Led};

/// Who is named.
pub(super) async fn show(visit: Visit, path: web::Path<String>) -> Answer {
    let (found, led) = find_led(&visit, &path.into_inner()).await?;
    let form = Form::new(led.named.iter().map(|it| ("named", it.as_str())));
    visit.page(&page(&found, &led, form)).await
}

/// Whether it is what restricts the case.
fn in_force(it: &Exclusion) -> bool {
    it.party() == Party::Unnamed && it.state.keeps_out()
}

fn page(found: &Interests, led: &Led, form: Form) -> RestrictionPage {
    RestrictionPage {
        top: head(found),
        action: format!("/cases/{}/restriction", found.line.id),
        restricted: led.restriction == Restriction::Restricted,
        lift_href: led
            .lines
            .iter()
            .map(|it| &it.exclusion)
            .find(|it| in_force(it))
            .map(|it| format!("/cases/{}/interests/{}", found.line.id, it.id)),
        people: people(&led.could_be_named),
        form,
        version: led.version.to_string(),
    }
}

/// Restricts the case to those who are named.
pub(super) async fn restrict(visit: Visit, path: web::Path<String>, posted: Posted) -> Answer {
    let text = path.into_inner();
    let here = format!("/cases/{text}/restriction");
    let (mut form, seen) = (posted.form.clone(), posted.seen);
    let named: Vec<AccountId> =
        form.values("named").filter_map(|it| AccountId::parse(it).ok()).collect();
    let case = text.clone();
    let step = visit.change("case.restrict", &posted, move |cx| {
        conflict::restrict(cx, id(&case)?, seen, &named)
    });
    match attempt(&mut form, step.await)? {
        Attempt::Done(()) => {
            let to = format!("/cases/{text}/interests");
            Ok(visit.see_other(&to, "The case is restricted to those you named"))
        }
        Attempt::Stale(stale) => {
            visit.stale(&stale, &form, ("Who may know of the case", &here, &here)).await
        }
        Attempt::Again => {
            let (found, led) = find_led(&visit, &text).await?;
            visit.page_again(&page(&found, &led, form)).await
        }
    }
}
