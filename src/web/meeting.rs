//! A meeting in its room: the door, the opening actions, going from case to case, and the close.
mod bar;
mod closing;
mod door;
mod outstanding;

use super::routes::{Routes, get, post};

pub(super) use bar::{Shown, bar};

pub(super) fn routes(routes: &mut Routes) {
    routes
        .on(get!("/meetings/{slug}/live"), door::show)
        .on(post!("/meetings/{slug}/live/open"), door::open)
        .on(get!("/meetings/{slug}/live/outstanding"), outstanding::show)
        .on(post!("/meetings/{slug}/live/{listing}/hear"), door::hear)
        .on(post!("/meetings/{slug}/live/{listing}/finish"), door::finish)
        .on(get!("/meetings/{slug}/closing"), closing::show)
        .on(post!("/meetings/{slug}/closing"), closing::close);
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
