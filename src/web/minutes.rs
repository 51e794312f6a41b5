//! Pages of minutes: the list, check and send, an item, the way of each copy, the own copy.
mod check;
mod document;
mod item;
mod list;
mod own;
mod send;

use actix_web::web::{self, ServiceConfig};

use crate::domain::minutes::Route;
use crate::views::format;

pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .route("/minutes", web::get().to(list::show))
        .route("/meetings/{slug}/minutes", web::get().to(check::show))
        .route("/meetings/{slug}/minutes/approve", web::post().to(check::approve))
        .route("/meetings/{slug}/minutes/correction", web::post().to(check::correct))
        .route("/meetings/{slug}/minutes/items/{listing}", web::get().to(item::show))
        .route("/meetings/{slug}/minutes/items/{listing}", web::post().to(item::save))
        .route("/meetings/{slug}/minutes/sends", web::get().to(send::show))
        .route("/meetings/{slug}/minutes/sends/stop", web::post().to(send::stop))
        .route("/meetings/{slug}/minutes/sends/release", web::post().to(send::release))
        .route("/meetings/{slug}/minutes/mine", web::get().to(own::show))
        .route("/meetings/{slug}/minutes/mine", web::post().to(own::answer));
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
