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

use super::routes::{Routes, get, post};
use crate::views::format;
use crate::views::page::Link;
use crate::workflow::untold::Unchecked;

pub(super) fn routes(routes: &mut Routes) {
    routes
        .on(get!("/cases"), find::index)
        .on(post!("/cases/search"), find::search)
        .on(get!("/cases/{id}"), show::history)
        .on(get!("/cases/{id}/there"), there::show)
        .on(get!("/cases/{id}/people"), show::people)
        .on(get!("/cases/{id}/research"), show::research)
        .on(get!("/cases/{id}/actions"), show::actions)
        .on(get!("/cases/{id}/safe-contact"), advice::show)
        .on(post!("/cases/{id}/safe-contact"), advice::save)
        .on(get!("/cases/{id}/protected"), protected::ask)
        .on(post!("/cases/{id}/protected"), protected::show)
        .on(post!("/cases/{id}/protected/change"), protected::save)
        .on(post!("/cases/{id}/protected/people"), protected::lend)
        .on(get!("/cases/{id}/looked"), looked::looked)
        .on(get!("/cases/{id}/untold"), untold::show)
        .on(post!("/cases/{id}/untold"), untold::add)
        .on(post!("/cases/{id}/untold/remove"), untold::remove)
        .on(post!("/cases/{id}/untold/people"), untold::check);
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
