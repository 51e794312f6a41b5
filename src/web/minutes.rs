//! Pages of minutes: the list, check and send, an item, the way of each copy, the own copy.
mod check;
mod document;
mod item;
mod list;
mod own;
mod send;

pub(super) use list::standing;

use super::routes::{Routes, get, post};

use crate::domain::minutes::Route;
use crate::views::format;

pub(super) fn routes(routes: &mut Routes) {
    routes
        .on(get!("/minutes"), list::show)
        .on(get!("/meetings/{slug}/minutes"), check::show)
        .on(post!("/meetings/{slug}/minutes/approve"), check::approve)
        .on(post!("/meetings/{slug}/minutes/correction"), check::correct)
        .on(get!("/meetings/{slug}/minutes/items/{listing}"), item::show)
        .on(post!("/meetings/{slug}/minutes/items/{listing}"), item::save)
        .on(get!("/meetings/{slug}/minutes/sends"), send::show)
        .on(post!("/meetings/{slug}/minutes/sends/stop"), send::stop)
        .on(post!("/meetings/{slug}/minutes/sends/release"), send::release)
        .on(get!("/meetings/{slug}/minutes/mine"), own::show)
        .on(post!("/meetings/{slug}/minutes/mine"), own::answer);
}

fn href(slug: &str) -> String {
    format!("/meetings/{slug}/minutes")
}

/// "11 by secure email, 3 by link, 1 held".
fn by_route(routes: &[Route]) -> String {
    let count = |route: Route| routes.iter().filter(|it| **it == route).count();
    let says = [
        (count(Route::Copy), "by secure email"),
        (count(Route::Notice), "by link"),
        (count(Route::Held), "held"),
    ];
    let some = says.into_iter().filter(|it| it.0 > 0).map(|(count, how)| format!("{count} {how}"));
    some.collect::<Vec<_>>().join(", ")
}

/// "9 cases, 4 actions".
fn extent(cases: usize, actions: usize) -> String {
    let (cases, actions) = (cases as u64, actions as u64);
    let cases = format::count(cases, "case", "cases");
    format!("{cases}, {}", format::count(actions, "action", "actions"))
}
