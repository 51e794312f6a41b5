//! A meeting in its room: the door, the opening actions, going from case to case, and the close.
mod bar;
mod closing;
mod door;
mod outstanding;

use super::routes::Routes;

pub(super) use bar::{Shown, bar};

pub(super) fn routes(routes: &mut Routes) {
    let at = |path: &str| format!("/meetings/{{slug}}{path}");
    routes
        .get(&at("/live"), door::show)
        .post(&at("/live/open"), door::open)
        .get(&at("/live/outstanding"), outstanding::show)
        .post(&at("/live/{listing}/hear"), door::hear)
        .post(&at("/live/{listing}/finish"), door::finish)
        .get(&at("/closing"), closing::show)
        .post(&at("/closing"), closing::close);
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
