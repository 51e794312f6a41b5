//! Every address of the service, noun by noun.
use actix_web::web;

/// Every address. What is not here is the one "not found".
pub(super) fn all(config: &mut web::ServiceConfig, is_demo: bool) {
    if is_demo {
        // Before the others, since its people take the place of the sign-in page.
        config.configure(super::demo::routes);
    }
    config
        .configure(super::account::routes)
        .configure(super::action::routes)
        .configure(super::agency::routes)
        .configure(super::agenda::routes)
        .configure(super::case::routes)
        .configure(super::attendance::routes)
        .configure(super::health::routes)
        .configure(super::hearing::routes)
        .configure(super::help::routes)
        .configure(super::minutes::routes)
        .configure(super::referral::routes)
        .configure(super::area::routes)
        .configure(super::installation::routes)
        .configure(super::mail::routes)
        .configure(super::mail_domain::routes)
        .configure(super::membership::routes)
        .configure(super::meeting::routes)
        .configure(super::research::routes)
        .configure(super::schedule::routes)
        .configure(super::sign_in::routes)
        .configure(super::support::routes)
        .configure(super::today::routes)
        .route("/assets/{file}", web::get().to(super::asset::show))
        .default_service(web::to(super::visit::nothing_there));
}
