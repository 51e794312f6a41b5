//! The hearing of a case: the room's page of it, and everything that is written down on it.
mod decision;
mod known;
mod page;
mod plan;
mod record;
mod stale;
mod write;

use super::routes::Routes;
use crate::workflow::hearing::{AgreedAction, NewContribution, NewRisk};

/// A case in a meeting's room. Other pages of the room have names that are no identifiers.
const ITEM: &str = "/meetings/{slug}/live/{listing:[0-9a-f-]{36}}";

pub(super) fn routes(routes: &mut Routes) {
    let at = |path: &str| format!("{ITEM}{path}");
    routes
        .get(&at(""), page::show)
        .post(&at("/decision"), decision::save)
        .post(&at("/said"), write::add::<NewContribution>)
        .post(&at("/said/{id}"), write::change::<NewContribution>)
        .post(&at("/said/{id}/remove"), write::remove::<NewContribution>)
        .post(&at("/risks"), write::add::<NewRisk>)
        .post(&at("/risks/{id}"), write::change::<NewRisk>)
        .post(&at("/risks/{id}/remove"), write::remove::<NewRisk>)
        .post(&at("/actions"), write::add::<AgreedAction>)
        .post(&at("/actions/{id}"), write::change::<AgreedAction>)
        .post(&at("/actions/{id}/remove"), write::remove::<AgreedAction>);
}
