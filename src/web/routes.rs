//! Every address of the service, noun by noun.
use actix_web::guard::{GuardContext, fn_guard};
use actix_web::http::Method;
use actix_web::middleware::from_fn;
use actix_web::{FromRequest, Handler, Responder, Route, web};

/// The nouns, each with its addresses.
const NOUNS: &[fn(&mut Routes)] = &[
    super::account::routes,
    super::action::routes,
    super::agency::routes,
    super::agenda::routes,
    super::area::routes,
    super::asset::routes,
    super::attendance::routes,
    super::audit::routes,
    super::case::routes,
    super::confirmation::routes,
    super::conflict::routes,
    super::factor::routes,
    super::health::routes,
    super::hearing::routes,
    super::help::routes,
    super::installation::routes,
    super::mail::routes,
    super::mail_domain::routes,
    super::meeting::routes,
    super::membership::routes,
    super::minutes::routes,
    super::passkey::routes,
    super::provider::routes,
    super::referral::routes,
    super::research::routes,
    super::schedule::routes,
    super::sign_in::routes,
    super::stop::routes,
    super::support::routes,
    super::today::routes,
];

/// Addresses and what answers them.
#[derive(Default)]
pub(super) struct Routes(Vec<(Method, String, Route)>);

impl Routes {
    /// Answers a page that is asked for.
    pub(super) fn get<F, Args>(&mut self, path: &str, handler: F) -> &mut Self
    where
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        self.0.push((Method::GET, path.to_owned(), web::get().to(handler)));
        self
    }

    /// Answers a form that is sent.
    pub(super) fn post<F, Args>(&mut self, path: &str, handler: F) -> &mut Self
    where
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        self.0.push((Method::POST, path.to_owned(), web::post().to(handler)));
        self
    }

    fn all() -> Self {
        let mut routes = Self::default();
        for noun in NOUNS {
            noun(&mut routes);
        }
        routes
    }
}

/// Puts every address in place. What is not here is the one "not found".
pub(super) fn all(config: &mut web::ServiceConfig, is_demo: bool) {
    if is_demo {
        // Before the others, since its people take the place of the sign-in page.
        config.configure(super::demo::routes);
    }
    for (_, path, route) in Routes::all().0 {
        let route = route.guard(fn_guard(is_readable)).wrap(from_fn(super::panic::caught));
        config.route(&path, route);
    }
    config.default_service(web::to(super::visit::nothing_there));
}

/// Whether an address is without control characters: no name of ours has any, and not every database
/// can be asked for one.
fn is_readable(of: &GuardContext<'_>) -> bool {
    let path = of.head().uri.path().to_ascii_lowercase();
    !["%0", "%1", "%7f"].iter().any(|it| path.contains(it))
}

/// The method and the pattern of every address that an installation answers.
pub fn addresses() -> Vec<(String, String)> {
    Routes::all().0.into_iter().map(|(method, path, _)| (method.to_string(), path)).collect()
}
