//! The hearing of a case: the room's page of it, and everything that is written down on it.
mod decision;
mod known;
mod page;
mod plan;
mod record;
mod stale;
mod write;

use super::routes::Routes;

/// A case in a meeting's room. Other pages of the room have names that are no identifiers.
const ITEM: &str = "/meetings/{slug}/live/{listing:[0-9a-f-]{36}}";

pub(super) fn routes(routes: &mut Routes) {
    let at = |path: &str| format!("{ITEM}{path}");
    routes
        .get(&at(""), page::show)
        .post(&at("/decision"), decision::save)
        .post(&at("/said"), write::said::add)
        .post(&at("/said/{id}"), write::said::change)
        .post(&at("/said/{id}/remove"), write::said::remove)
        .post(&at("/risks"), write::risk::add)
        .post(&at("/risks/{id}"), write::risk::change)
        .post(&at("/risks/{id}/remove"), write::risk::remove)
        .post(&at("/actions"), write::action::add)
        .post(&at("/actions/{id}"), write::action::change)
        .post(&at("/actions/{id}/remove"), write::action::remove);
}
