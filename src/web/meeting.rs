//! A meeting in its room: the door, the opening actions, going from case to case, and the close.
mod bar;
mod closing;
mod door;
mod outstanding;

use actix_web::web::{self, ServiceConfig};

pub(super) use bar::{Shown, bar};

pub(super) fn routes(config: &mut ServiceConfig) {
    let at = |path: &str| format!("/meetings/{{slug}}{path}");
    config
        .route(&at("/live"), web::get().to(door::show))
        .route(&at("/live/open"), web::post().to(door::open))
        .route(&at("/live/outstanding"), web::get().to(outstanding::show))
        .route(&at("/live/{listing}/hear"), web::post().to(door::hear))
        .route(&at("/live/{listing}/finish"), web::post().to(door::finish))
        .route(&at("/closing"), web::get().to(closing::show))
        .route(&at("/closing"), web::post().to(closing::close));
}

/// The address of a meeting's room.
pub(super) fn room(slug: &str) -> String {
    format!("/meetings/{slug}/live")
}

/// The address of a case in it.
pub(super) fn item(slug: &str, listing: crate::domain::ids::ListingId) -> String {
    format!("/meetings/{slug}/live/{listing}")
}

/// The address of its roll.
pub(super) fn attendance(slug: &str) -> String {
    format!("/meetings/{slug}/attendance")
}

/// The address of its close.
pub(super) fn closing(slug: &str) -> String {
    format!("/meetings/{slug}/closing")
}
