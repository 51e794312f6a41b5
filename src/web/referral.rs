//! Referrals: the form and its drafts, what became of them, and their triage.
mod draft;
mod list;
mod own;
mod reading;
mod triage;
mod words;

pub(super) use list::{name, sent_row, who};
pub(super) use words::hearing;

use super::routes::{Routes, get, post};

pub(super) fn routes(routes: &mut Routes) {
    routes
        .on(get!("/referrals"), list::show)
        .on(get!("/referrals/new"), draft::begin)
        .on(get!("/referrals/{id}"), own::show_or_triage)
        .on(get!("/referrals/{id}/sent"), own::sent)
        .on(post!("/referrals/{id}/answer"), own::answer)
        .on(post!("/referrals/{id}/update"), own::update)
        .on(post!("/referrals/{id}/withdrawal"), own::withdraw)
        .on(post!("/referrals/{id}/decision"), triage::decide)
        .on(get!("/drafts/{id}"), draft::show)
        .on(post!("/drafts/{id}"), draft::save)
        .on(get!("/drafts/{id}/form"), draft::show)
        .on(post!("/drafts/{id}/form"), draft::press)
        .on(post!("/drafts/{id}/discard"), draft::discard);
}
