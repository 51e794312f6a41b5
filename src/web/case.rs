//! Cases: finding one by its reference, and one with its history, people, research and actions, and
//! who has looked.
mod advice;
mod event;
mod find;
mod looked;
mod protected;
mod show;

use super::routes::Routes;

pub(super) fn routes(routes: &mut Routes) {
    routes
        .get("/cases", find::index)
        .post("/cases/search", find::search)
        .get("/cases/{id}", show::history)
        .get("/cases/{id}/people", show::people)
        .get("/cases/{id}/research", show::research)
        .get("/cases/{id}/actions", show::actions)
        .get("/cases/{id}/safe-contact", advice::show)
        .post("/cases/{id}/safe-contact", advice::save)
        .get("/cases/{id}/protected", protected::ask)
        .post("/cases/{id}/protected", protected::show)
        .post("/cases/{id}/protected/change", protected::save)
        .post("/cases/{id}/protected/people", protected::lend)
        .get("/cases/{id}/looked", looked::looked);
}
