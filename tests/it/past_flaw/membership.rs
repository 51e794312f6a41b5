//! Who somebody is, and whether they still are: places, addresses, sessions.
use marac::domain::session::Factors;
use marac::web::matrix::{MATRIX, Verb};
use secrecy::ExposeSecret;

use super::scene::{Still, invited};
use crate::support::county::County;
use crate::support::http::Request;
use crate::support::store::on_both;
use crate::sweep::table::TABLE;
use crate::sweep::walker::Walker;
use crate::sweep::world::World;

/// What ends somebody's part, and what gives it back.
const STATES: [(&str, &str); 5] = [
    ("UPDATE accounts SET state = 'invited'", "UPDATE accounts SET state = 'active'"),
    ("UPDATE accounts SET state = 'suspended'", "UPDATE accounts SET state = 'active'"),
    ("UPDATE memberships SET suspended = TRUE", "UPDATE memberships SET suspended = FALSE"),
    ("UPDATE memberships SET ends_on = '2026-02-11'", "UPDATE memberships SET ends_on = NULL"),
    (
        "UPDATE memberships SET starts_on = '2026-02-13'",
        "UPDATE memberships SET starts_on = '2026-01-02'",
    ),
];

on_both! {
    /// An owner who had not confirmed yet could throw everything away.
    async fn vaultwarden_cve_2026_43913_who_has_not_joined_acts_as_who_has(store) {
        let county = County::in_store(store).await;
        let who = county.coordinator();
        for (ends, returns) in STATES {
            let mut visitor = county.visitor(who.clone()).await;
            let page = visitor.get("/settings/agencies/new").await;
            let (csrf, key) = (page.csrf(), if ends.contains("accounts") { "id" } else { "account_id" });
            county.store.execute(&format!("{ends} WHERE {key} = '{}'", who.account));
            let still = Still::of(&county.store);
            for (method, path, _, letters) in TABLE.iter() {
                if !letters.contains('o') || letters.contains('x') || path.contains('{') {
                    continue;
                }
                let mut request = Request::new(method, path);
                if *method == "POST" {
                    let operation = uuid::Uuid::new_v4().to_string();
                    request = Request::post(path).field("csrf", &csrf).field("operation", &operation);
                }
                let answer = visitor.send(request).await;
                assert_eq!(answer.location().as_deref(), Some("/sign-in"), "{ends}: {method} {path}");
                assert!(answer.body.is_empty(), "{ends}: {method} {path}");
            }
            still.assert_unchanged(ends);
            // Nor does a session that begins now let them in.
            let begun = county.service.begin_session(who.account, Factors::Two.into()).await.unwrap();
            if let Some(token) = begun {
                let mut again = county.site().visitor().with_session(token.expose_secret());
                let answer = again.send(Request::get("/")).await;
                assert_eq!(answer.location().as_deref(), Some("/sign-in"), "{ends}");
            }
            county.store.execute(&format!("{returns} WHERE {key} = '{}'", who.account));
        }
        let mut visitor = county.visitor(who).await;
        assert_eq!(visitor.get("/settings/agencies").await.status, 200);
    }

    /// Whoever signed in elsewhere with an address that was never checked got the account of that
    /// address.
    async fn vaultwarden_cve_2026_47164_an_address_that_is_not_checked_joins_an_account(store) {
        let world = World::in_store(store).await;
        let county = &world.county;
        let wendy = "SELECT name || state || coalesce(password, 'none') || phone AS text \
            FROM accounts WHERE email = 'w.brook@south.example'";
        let before = county.store.texts(wendy);
        let mut coordinator = county.visitor(county.coordinator()).await;
        for email in ["w.brook@south.example", "W.Brook@South.Example", "w.brook+x@south.example"] {
            let page = invited(&mut coordinator, email).await;
            // The link goes to the address, and to nobody who types it.
            assert!(!page.source().contains("/password/"), "{email}");
        }
        assert_eq!(county.store.texts(wendy), before);
        // The same letters in another case are the same address; another address is another account.
        let accounts = "SELECT email AS text FROM accounts WHERE email LIKE '%south.example'";
        let mut accounts = county.store.texts(accounts);
        accounts.sort();
        assert_eq!(accounts, ["w.brook+x@south.example", "w.brook@south.example"]);
        let links = "SELECT count(*) AS count FROM messages WHERE kind = 'invitation'";
        assert!(county.store.count(links) >= 2);
        // What she is there is not what she is here.
        let mut here = Walker::stranger(&world).await;
        let theirs = here.ask("GET", &world.places.path("/cases/{other_case}"), "").await;
        assert_eq!(theirs.status, 200);
        let ours = here.ask("GET", &world.places.path("/cases/{heard_case}"), "").await;
        assert_eq!(here.fault(&ours), None);
    }

    /// The sessions of others were ended by counting their numbers.
    async fn openproject_cve_2026_23646_sessions_of_others_are_ended_by_counting(store) {
        let county = County::in_store(store).await;
        let mut chair = county.visitor(county.chair()).await;
        let mut housing = county.visitor(county.housing()).await;
        chair.get("/").await.expect_status(200);
        let csrf = housing.get("/account").await.csrf();
        let hashes = county.store.texts("SELECT token_hash AS text FROM sessions");
        assert!(hashes.iter().all(|it| it.len() >= 43 && it.parse::<u128>().is_err()), "{hashes:?}");
        let counted = (0..50).map(|it| it.to_string());
        let ending = MATRIX.iter().filter(|it| it.verb == Verb::Post);
        let ending: Vec<&str> =
            ending.map(|it| it.pattern).filter(|it| it.contains("session")).collect();
        for id in hashes.iter().cloned().chain(counted) {
            for pattern in &ending {
                let path: String = pattern
                    .split('/')
                    .map(|it| if it.starts_with('{') { id.as_str() } else { it })
                    .collect::<Vec<_>>()
                    .join("/");
                let operation = uuid::Uuid::new_v4().to_string();
                let request = Request::post(&path).field("csrf", &csrf);
                let request = request.field("operation", &operation).field("version", "1");
                housing.send(request.field("id", &id).field("session", &id)).await;
            }
        }
        chair.get("/").await.expect_status(200);
        // One's own ends, whatever else is named.
        let out = Request::post("/sign-out").field("csrf", &csrf).field("session", &hashes[0]);
        let kept = housing.clone();
        housing.send(out.field("all", "true")).await.expect_status(303);
        let mut again = kept;
        assert_eq!(again.send(Request::get("/")).await.location().as_deref(), Some("/sign-in"));
        chair.get("/").await.expect_status(200);
    }
}
