//! Interests in a case, the people named on a restricted one, and what takes a second person.
mod confirmation;
mod interest;
mod opening;
mod restriction;
mod ruling;

use super::routes::{Routes, get, post};
use crate::domain::account::Colleague;
use crate::domain::text::Private;
use crate::views::conflict::{Choice, Head};
use crate::workflow::conflict::{Interests, Possible};

pub(super) fn routes(routes: &mut Routes) {
    routes
        .on(get!("/cases/{case}/interests"), interest::show)
        .on(post!("/cases/{case}/interests"), interest::declare)
        .on(get!("/cases/{case}/interests/new"), interest::other)
        .on(post!("/cases/{case}/interests/new"), interest::record)
        .on(get!("/cases/{case}/interests/{interest}"), ruling::show)
        .on(post!("/cases/{case}/interests/{interest}"), ruling::rule)
        .on(get!("/cases/{case}/restriction"), restriction::show)
        .on(post!("/cases/{case}/restriction"), restriction::restrict)
        .on(get!("/restricted"), opening::show)
        .on(post!("/restricted"), opening::ask)
        .on(get!("/confirmations"), confirmation::show)
        .on(post!("/confirmations/openings/{opening}"), confirmation::open)
        .on(post!("/confirmations/liftings/{interest}"), confirmation::lift)
        .on(post!("/confirmations/mail-domains/{domain}"), confirmation::mail);
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
