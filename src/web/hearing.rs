//! The hearing of a case: the room's page of it, and everything that is written down on it.
mod decision;
mod known;
mod page;
mod plan;
mod record;
mod stale;
mod write;

use actix_web::web::{self, ServiceConfig};

/// A case in a meeting's room. Other pages of the room have names that are no identifiers.
const ITEM: &str = "/meetings/{slug}/live/{listing:[0-9a-f-]{36}}";

pub(super) fn routes(config: &mut ServiceConfig) {
    let at = |path: &str| format!("{ITEM}{path}");
    config
        .route(&at(""), web::get().to(page::show))
        .route(&at("/decision"), web::post().to(decision::save))
        .route(&at("/said"), web::post().to(write::said::add))
        .route(&at("/said/{id}"), web::post().to(write::said::change))
        .route(&at("/said/{id}/remove"), web::post().to(write::said::remove))
        .route(&at("/risks"), web::post().to(write::risk::add))
        .route(&at("/risks/{id}"), web::post().to(write::risk::change))
        .route(&at("/risks/{id}/remove"), web::post().to(write::risk::remove))
        .route(&at("/actions"), web::post().to(write::action::add))
        .route(&at("/actions/{id}"), web::post().to(write::action::change))
        .route(&at("/actions/{id}/remove"), web::post().to(write::action::remove));
}
