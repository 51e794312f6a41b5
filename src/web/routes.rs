//! Every address of the service, noun by noun.
use actix_web::web;

use super::{action, asset, health, help, sign_in, today, visit};

/// Every address. What is not here is the one "not found".
pub(super) fn all(config: &mut web::ServiceConfig) {
    config
        .configure(health::routes)
        .configure(help::routes)
        .configure(today::routes)
        .configure(sign_in::routes)
        .configure(action::routes)
        .route("/assets/{file}", web::get().to(asset::show))
        .default_service(web::to(visit::nothing_there));
}
