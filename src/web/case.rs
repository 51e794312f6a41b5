//! Cases: finding one by its reference, and one with its history, people, research and actions.
mod event;
mod find;
mod show;

use super::routes::Routes;

pub(super) fn routes(routes: &mut Routes) {
    routes
        .get("/cases", find::index)
        .post("/cases/search", find::search)
        .get("/cases/{id}", show::history)
        .get("/cases/{id}/people", show::people)
        .get("/cases/{id}/research", show::research)
        .get("/cases/{id}/actions", show::actions);
}
