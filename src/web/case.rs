//! Cases: finding one by its reference, and one with its history, people, research and actions, and
//! who has looked.
mod advice;
mod event;
mod find;
mod looked;
mod protected;
mod show;
mod there;
mod untold;

use super::routes::Routes;
use crate::views::format;
use crate::views::page::Link;
use crate::workflow::untold::Unchecked;

pub(super) fn routes(routes: &mut Routes) {
    routes
        .get("/cases", find::index)
        .post("/cases/search", find::search)
        .get("/cases/{id}", show::history)
        .get("/cases/{id}/there", there::show)
        .get("/cases/{id}/people", show::people)
        .get("/cases/{id}/research", show::research)
        .get("/cases/{id}/actions", show::actions)
        .get("/cases/{id}/safe-contact", advice::show)
        .post("/cases/{id}/safe-contact", advice::save)
        .get("/cases/{id}/protected", protected::ask)
        .post("/cases/{id}/protected", protected::show)
        .post("/cases/{id}/protected/change", protected::save)
        .post("/cases/{id}/protected/people", protected::lend)
        .get("/cases/{id}/looked", looked::looked)
        .get("/cases/{id}/untold", untold::show)
        .post("/cases/{id}/untold", untold::add)
        .post("/cases/{id}/untold/remove", untold::remove)
        .post("/cases/{id}/untold/people", untold::check);
}

/// Where somebody is to look before they send: cases with people who are like one who must not be
/// told.
pub(super) fn untold_links(unchecked: &[Unchecked]) -> Vec<Link> {
    let link = |it: &Unchecked| {
        let count = u64::try_from(it.people).unwrap_or(u64::MAX);
        let people =
            format::count(count, "person who would be told is", "people who would be told are");
        Link {
            href: format!("/cases/{}/untold", it.case),
            text: format!("{}: {people} like somebody of the case", it.reference),
        }
    };
    unchecked.iter().map(link).collect()
}
