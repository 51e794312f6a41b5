//! Referrals: the form and its drafts, what became of them, and their triage.
mod draft;
mod list;
mod own;
mod reading;
mod triage;
mod words;

pub(super) use list::{name, sent_row, who};
pub(super) use words::hearing;

use actix_web::web;

pub(super) fn routes(config: &mut web::ServiceConfig) {
    config
        .route("/referrals", web::get().to(list::show))
        .route("/referrals/new", web::get().to(draft::begin))
        .route("/referrals/{id}", web::get().to(own::show_or_triage))
        .route("/referrals/{id}/sent", web::get().to(own::sent))
        .route("/referrals/{id}/answer", web::post().to(own::answer))
        .route("/referrals/{id}/update", web::post().to(own::update))
        .route("/referrals/{id}/withdrawal", web::post().to(own::withdraw))
        .route("/referrals/{id}/decision", web::post().to(triage::decide))
        .route("/drafts/{id}", web::get().to(draft::show))
        .route("/drafts/{id}", web::post().to(draft::save))
        .route("/drafts/{id}/form", web::get().to(draft::show))
        .route("/drafts/{id}/form", web::post().to(draft::press))
        .route("/drafts/{id}/discard", web::post().to(draft::discard));
}
