//! Cases: finding one by its reference, and one with its history, people, research and actions.
mod event;
mod find;
mod show;

use actix_web::web;

pub(super) fn routes(config: &mut web::ServiceConfig) {
    config
        .route("/cases", web::get().to(find::index))
        .route("/cases/search", web::post().to(find::search))
        .route("/cases/{id}", web::get().to(show::history))
        .route("/cases/{id}/people", web::get().to(show::people))
        .route("/cases/{id}/research", web::get().to(show::research))
        .route("/cases/{id}/actions", web::get().to(show::actions));
}
