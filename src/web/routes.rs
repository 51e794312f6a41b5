//! Every address of the service, noun by noun.
use actix_web::web;

/// Every address. What is not here is the one "not found".
pub(super) fn all(config: &mut web::ServiceConfig) {
    config
        .configure(super::action::routes)
        .configure(super::agenda::routes)
        .configure(super::case::routes)
        .configure(super::health::routes)
        .configure(super::help::routes)
        .configure(super::minutes::routes)
        .configure(super::referral::routes)
        .configure(super::research::routes)
        .configure(super::schedule::routes)
        .configure(super::sign_in::routes)
        .configure(super::support::routes)
        .configure(super::today::routes)
        .route("/assets/{file}", web::get().to(super::asset::show))
        .default_service(web::to(super::visit::nothing_there));
use super::{action, asset, health, help, sign_in, today, visit};
use super::{account, agency, area, installation, mail_domain, membership};
use super::{action, asset, health, sign_in, visit};
use super::{asset, health, sign_in, visit};
use super::{help, today};

/// Every address. What is not here is the one "not found".
pub(super) fn all(config: &mut web::ServiceConfig) {
    config
        .configure(health::routes)
        .configure(help::routes)
        .configure(today::routes)
        .configure(sign_in::routes)
        .configure(action::routes)
        .configure(account::routes)
        .configure(agency::routes)
        .configure(area::routes)
        .configure(installation::routes)
        .configure(mail_domain::routes)
        .configure(membership::routes)
        .route("/assets/{file}", web::get().to(asset::show))
        .default_service(web::to(visit::nothing_there));
}
