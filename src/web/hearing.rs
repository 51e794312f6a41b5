//! The hearing of a case: the room's page of it, and everything that is written down on it.
mod decision;
mod known;
mod page;
mod plan;
mod record;
mod stale;
mod write;

use super::routes::{Routes, get, post};
use crate::workflow::hearing::{AgreedAction, NewContribution, NewRisk};

pub(super) fn routes(routes: &mut Routes) {
    routes
        .on(get!("/meetings/{slug}/live/{listing}"), page::show)
        .on(post!("/meetings/{slug}/live/{listing}/decision"), decision::save)
        .on(post!("/meetings/{slug}/live/{listing}/said"), write::add::<NewContribution>)
        .on(post!("/meetings/{slug}/live/{listing}/said/{id}"), write::change::<NewContribution>)
        .on(
            post!("/meetings/{slug}/live/{listing}/said/{id}/remove"),
            write::remove::<NewContribution>,
        )
        .on(post!("/meetings/{slug}/live/{listing}/risks"), write::add::<NewRisk>)
        .on(post!("/meetings/{slug}/live/{listing}/risks/{id}"), write::change::<NewRisk>)
        .on(post!("/meetings/{slug}/live/{listing}/risks/{id}/remove"), write::remove::<NewRisk>)
        .on(post!("/meetings/{slug}/live/{listing}/actions"), write::add::<AgreedAction>)
        .on(post!("/meetings/{slug}/live/{listing}/actions/{id}"), write::change::<AgreedAction>)
        .on(
            post!("/meetings/{slug}/live/{listing}/actions/{id}/remove"),
            write::remove::<AgreedAction>,
        );
}
