//! Referrals: the form and its drafts, what became of them, and their triage.
mod draft;
mod list;
mod own;
mod reading;
mod triage;
mod words;

pub(super) use list::{name, sent_row, who};
pub(super) use words::hearing;

use super::routes::Routes;

pub(super) fn routes(routes: &mut Routes) {
    routes
        .get("/referrals", list::show)
        .get("/referrals/new", draft::begin)
        .get("/referrals/{id}", own::show_or_triage)
        .get("/referrals/{id}/sent", own::sent)
        .post("/referrals/{id}/answer", own::answer)
        .post("/referrals/{id}/update", own::update)
        .post("/referrals/{id}/withdrawal", own::withdraw)
        .post("/referrals/{id}/decision", triage::decide)
        .get("/drafts/{id}", draft::show)
        .post("/drafts/{id}", draft::save)
        .get("/drafts/{id}/form", draft::show)
        .post("/drafts/{id}/form", draft::press)
        .post("/drafts/{id}/discard", draft::discard);
}
