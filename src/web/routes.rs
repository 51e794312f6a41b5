//! What answers each address of the matrix, noun by noun.
use actix_web::body::BoxBody;
use actix_web::dev::ServiceRequest;
use actix_web::guard::{GuardContext, fn_guard};
use actix_web::middleware::{Next, from_fn};
use actix_web::{FromRequest, Handler, Responder, Route, web};

use super::door;
use super::matrix::{Address, Verb};

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
    super::help::routes,
    super::installation::routes,
    super::mail::routes,
    super::mail_domain::routes,
    super::meeting::routes,
    // After the pages of the room, whose names could be those of a case in it.
    super::hearing::routes,
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

/// The row of an address that is asked for a page.
macro_rules! get {
    ($pattern:expr) => {
        const { $crate::web::matrix::row($crate::web::matrix::Verb::Get, $pattern) }
    };
}

/// The row of an address to which a form is sent.
macro_rules! post {
    ($pattern:expr) => {
        const { $crate::web::matrix::row($crate::web::matrix::Verb::Post, $pattern) }
    };
}

pub(super) use {get, post};

/// Addresses and what answers them.
#[derive(Default)]
pub(super) struct Routes(Vec<(&'static Address, Route)>);

impl Routes {
    /// Answers an address of the matrix.
    pub(super) fn on<F, Args>(&mut self, address: &'static Address, handler: F) -> &mut Self
    where
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        let verb = match address.verb {
            Verb::Get => web::get(),
            Verb::Post => web::post(),
        };
        self.0.push((address, verb.to(handler)));
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
    for (address, route) in Routes::all().0 {
        let keep =
            move |request: ServiceRequest, next: Next<BoxBody>| door::kept(address, request, next);
        let route = route.guard(fn_guard(is_readable)).wrap(from_fn(keep));
        config.route(address.pattern, route.wrap(from_fn(super::panic::caught)));
    }
    config.default_service(web::to(super::visit::nothing_there));
}

/// Whether an address is without control characters: no name of ours has any, and not every database
/// can be asked for one.
fn is_readable(of: &GuardContext<'_>) -> bool {
    let path = of.head().uri.path().to_ascii_lowercase();
    !["%0", "%1", "%7f"].iter().any(|it| path.contains(it))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::access::Duty;
    use crate::domain::actor::{Member, Role};
    use crate::domain::ids::{AccountId, AgencyId, AreaId, MembershipId};
    use crate::web::matrix::{Door, MATRIX};

    #[test]
    fn every_row_of_the_matrix_is_answered_once() {
        let routes = Routes::all().0;
        for row in MATRIX {
            let is_it = |it: &Address| (it.verb, it.pattern) == (row.verb, row.pattern);
            let answers = routes.iter().filter(|it| is_it(it.0)).count();
            assert_eq!(answers, 1, "{} {}", row.verb.as_str(), row.pattern);
        }
    }

    #[test]
    fn a_door_lets_in_whose_role_carries_one_of_its_duties() {
        let with = |role| Member {
            account: AccountId::from_uuid(Uuid::nil()),
            membership: MembershipId::from_uuid(Uuid::nil()),
            area: AreaId::from_uuid(Uuid::nil()),
            agency: AgencyId::from_uuid(Uuid::nil()),
            roles: vec![role],
            name: "Made Up".into(),
        };
        let door = Door::With(&[Duty::SeeProtected, Duty::ReturnResearch]);
        for role in Role::ALL {
            let carries = [Role::Chair, Role::Coordinator, Role::Idva, Role::Representative];
            assert_eq!(door.lets_in(&with(*role)), carries.contains(role), "{role:?}");
            assert!(Door::SignedIn.lets_in(&with(*role)));
        }
    }
}
