//! Interests in a case, the people named on a restricted one, and what takes a second person.
mod confirmation;
mod interest;
mod opening;
mod restriction;
mod ruling;

use super::routes::Routes;
use crate::domain::account::Colleague;
use crate::domain::text::Private;
use crate::views::conflict::{Choice, Head};
use crate::workflow::conflict::{Interests, Possible};

pub(super) fn routes(routes: &mut Routes) {
    let of_case = |path: &str| format!("/cases/{{case}}{path}");
    routes
        .get(&of_case("/interests"), interest::show)
        .post(&of_case("/interests"), interest::declare)
        .get(&of_case("/interests/new"), interest::other)
        .post(&of_case("/interests/new"), interest::record)
        .get(&of_case("/interests/{interest}"), ruling::show)
        .post(&of_case("/interests/{interest}"), ruling::rule)
        .get(&of_case("/restriction"), restriction::show)
        .post(&of_case("/restriction"), restriction::restrict)
        .get("/restricted", opening::show)
        .post("/restricted", opening::ask)
        .get("/confirmations", confirmation::show)
        .post("/confirmations/openings/{opening}", confirmation::open)
        .post("/confirmations/liftings/{interest}", confirmation::lift);
}

/// The longest sentence that a form takes, in characters.
const LONGEST: usize = 700;

fn head(found: &Interests) -> Head {
    Head { case_href: format!("/cases/{}", found.line.id), reference: found.line.reference.clone() }
}

/// Who may have an interest, each as a sentence.
pub(super) fn possible(found: &[Possible]) -> Vec<Private> {
    found.iter().map(|it| Private::new(format!("{} {}", it.who.reveal(), it.why))).collect()
}

fn people(colleagues: &[Colleague]) -> Vec<Choice> {
    let choice = |it: &Colleague| {
        let text = format!("{}, {}", it.account.name.reveal(), it.agency);
        Choice::new(it.account.id.as_str(), text.as_str())
    };
    colleagues.iter().map(choice).collect()
}
