//! Signing in by the directories of two agencies, and what is not believed of what they say.
use chrono::TimeDelta;
use marac::domain::account::LinkPurpose;
use marac::domain::actor::{Member, Role};
use serde_json::{Value, json};

use crate::support::county::County;
use crate::support::directory::{Claims, Directory, Signing};
use crate::support::http::{Request, Visitor};
use crate::support::store::{TestStore, on_both};

const LEADING: &[Role] = &[Role::Chair, Role::Coordinator, Role::Administrator];

const ROLES: &str = "Risk.Chair = chair, Risk.Member = representative";

/// A county with the directories of the police and of the council.
struct Pair {
    county: County,
    police: Directory,
    council: Directory,
}

/// Somebody of the police, with their second factor and what they are there.
fn officer(subject: &str, email: &str, roles: &[&str]) -> Value {
    json!({ "sub": subject, "email": email, "email_verified": true, "amr": ["pwd", "mfa"], "roles": roles })
}

async fn pair(store: TestStore) -> Pair {
    let county = County::in_store(store).await.with_second_factor(LEADING);
    let police = Directory::of(
        &county.clock,
        &[
            officer("s-1001", "p.nair@police.example", &["Risk.Chair", "Risk.Member"]),
            officer("s-1002", "l.hart@police.example", &["Risk.Member"]),
            officer("s-1003", "new@police.example", &["Risk.Chair", "Risk.Member"]),
        ],
    );
    let council = Directory::of(
        &county.clock,
        &[json!({ "sub": "s-1001", "email": "s.okafor@council.example", "email_verified": true })],
    );
    let county = county
        .with_directory("police", &police, ("police.example", ROLES))
        .with_directory("council", &council, ("council.example", ""));
    Pair { county, police, council }
}

/// Has somebody sign in by their directory from now on, by a link from a mail.
async fn joined(
    county: &County,
    directory: &Directory,
    who: &Member,
    (key, subject): (&str, &str),
) {
    let path = county.link(who, LinkPurpose::Reset).await;
    let mut visitor = county.site().visitor();
    let page = visitor.get(&path).await;
    let words = format!("Use your {key} account instead");
    directory.bring(&mut visitor, &page.link(&words), subject).await;
}

/// What somebody gets who comes by a directory.
async fn arrives(
    county: &County,
    directory: &Directory,
    key: &str,
    subject: &str,
) -> (Visitor, crate::support::page::Page) {
    let mut visitor = county.site().visitor();
    let page = directory.bring(&mut visitor, &format!("/sign-in/with/{key}"), subject).await;
    (visitor, page)
}

const REFUSED: &str = "You are not signed in";

on_both! {
    async fn two_directories_bring_in_their_own_people_and_nobody_else(store) {
        let Pair { county, police, council } = pair(store).await;
        joined(&county, &police, &county.chair(), ("police", "s-1001")).await;
        joined(&county, &council, &county.coordinator(), ("council", "s-1001")).await;
        let mut visitor = county.site().visitor();
        let page = visitor.get("/sign-in").await;
        assert!(page.has_link("Sign in with your police account"));
        assert!(page.has_link("Sign in with your council account"));
        let (mut chair, page) = arrives(&county, &police, "police", "s-1001").await;
        assert_eq!(page.path, "/");
        assert!(chair.get("/account").await.shows("Priya Nair"));
        let (_, page) = arrives(&county, &police, "police", "s-1002").await;
        assert_eq!((page.status, page.heading()), (403, REFUSED));
        // The council says nothing of a second factor, so the service asks for its own.
        let (_, page) = arrives(&county, &council, "council", "s-1001").await;
        assert_eq!(page.path, "/sign-in/second-factor");
    }

    async fn whoever_is_invited_joins_by_their_directory_and_needs_no_password(store) {
        let Pair { county, police, .. } = pair(store).await;
        let path = county.link(&county.police(), LinkPurpose::Reset).await;
        let mut visitor = county.site().visitor();
        let page = visitor.get(&path).await;
        let by = page.link("Use your police account instead");
        let page = police.bring(&mut visitor, &by, "s-1002").await;
        assert_eq!(page.path, "/");
        assert_eq!(visitor.get("/account/sign-in").await.table("Your work accounts").rows.len(), 1);
        assert_eq!(county.site().visitor().get(&path).await.status, 404);
    }

    async fn the_directory_takes_roles_away_and_gives_none(store) {
        let Pair { county, police, .. } = pair(store).await;
        joined(&county, &police, &county.chair(), ("police", "s-1001")).await;
        joined(&county, &police, &county.police(), ("police", "s-1002")).await;
        // It calls this representative a chair; the coordinator never did.
        police.say(Signing::Own, |it| drop(it.insert("roles".into(), json!(["Risk.Chair", "Risk.Member"]))));
        let (mut visitor, page) = arrives(&county, &police, "police", "s-1002").await;
        assert_eq!((page.path.as_str(), visitor.get("/settings/people").await.status), ("/", 404));
        let (mut chair, _) = arrives(&county, &police, "police", "s-1001").await;
        assert_eq!(chair.get("/settings/people").await.status, 200);
        for words in [json!([]), json!(["Something else"]), json!("Risk.Member"), Value::Null] {
            police.say(Signing::Own, move |it| drop(it.insert("roles".into(), words.clone())));
            let (_, page) = arrives(&county, &police, "police", "s-1001").await;
            assert_eq!((page.status, page.heading()), (403, REFUSED));
        }
    }

    async fn nothing_forged_old_or_foreign_signs_anybody_in(store) {
        let Pair { county, police, .. } = pair(store).await;
        joined(&county, &police, &county.chair(), ("police", "s-1001")).await;
        let put = |name: &'static str, value: Value| {
            move |it: &mut Claims| drop(it.insert(name.to_owned(), value.clone()))
        };
        let now = county.service.clock().real_now().timestamp();
        for signing in [Signing::Other, Signing::None, Signing::Shared] {
            police.say(signing, |_| ());
            let (_, page) = arrives(&county, &police, "police", "s-1001").await;
            assert_eq!((page.status, page.heading()), (403, REFUSED), "{signing:?}");
        }
        for (name, value) in [
            ("iss", json!("https://login.example/elsewhere")),
            ("aud", json!("another program")),
            ("aud", json!(["risk-meeting", "another program"])),
            ("azp", json!("another program")),
            ("nonce", json!("another")),
            ("nonce", Value::Null),
            ("exp", json!(now - 1)),
            ("iat", json!(now - 3_600)),
            ("email", json!("p.nair@police.example.attacker.example")),
            ("email", json!("s.okafor@council.example")),
            ("email_verified", json!(false)),
            ("sub", json!("s-1009")),
        ] {
            police.say(Signing::Own, put(name, value.clone()));
            let (_, page) = arrives(&county, &police, "police", "s-1001").await;
            assert_eq!((page.status, page.heading()), (403, REFUSED), "{name} {value}");
        }
        police.say(Signing::Own, |_| ());
        assert_eq!(arrives(&county, &police, "police", "s-1001").await.1.path, "/");
    }

    async fn what_comes_back_is_taken_once_from_the_browser_that_was_sent_and_that_directory(store) {
        let Pair { county, police, council } = pair(store).await;
        joined(&county, &police, &county.chair(), ("police", "s-1001")).await;
        let mut visitor = county.site().visitor();
        let to = visitor.send(Request::get("/sign-in/with/police")).await.location().unwrap();
        let back = police.sign_in(&to, "s-1001").await;
        let mut thief = county.site().visitor();
        thief.get("/sign-in").await;
        assert_eq!(thief.get(&back).await.status, 403);
        assert_eq!(visitor.get(&back).await.status, 403);
        let to = visitor.send(Request::get("/sign-in/with/police")).await.location().unwrap();
        let back = police.sign_in(&to, "s-1001").await;
        let mixed = back.replace("/with/police/", "/with/council/");
        let mut window = visitor.clone();
        assert_eq!(window.get(&mixed).await.status, 403);
        let to = visitor.send(Request::get("/sign-in/with/police")).await.location().unwrap();
        let back = police.sign_in(&to, "s-1001").await;
        let foreign = back.replace(&encoded(&police.issuer()), &encoded(&council.issuer()));
        assert_ne!(foreign, back);
        assert_eq!(visitor.get(&foreign).await.status, 403);
        let to = visitor.send(Request::get("/sign-in/with/police")).await.location().unwrap();
        let back = police.sign_in(&to, "s-1001").await;
        assert_eq!(visitor.clone().get(&back).await.path, "/");
        assert_eq!(visitor.get(&back).await.status, 403);
    }

    async fn a_directory_that_does_not_answer_keeps_nobody_from_their_password(store) {
        let Pair { county, police, .. } = pair(store).await;
        police.is_down(true);
        let mut visitor = county.site().visitor();
        let page = visitor.get("/sign-in/with/police").await;
        assert_eq!((page.status, page.heading()), (502, REFUSED));
        assert_eq!(visitor.get("/sign-in").await.status, 200);
        assert_eq!(visitor.get("/sign-in/with/nobody").await.status, 404);
    }

    async fn one_adds_ones_own_work_account_and_removes_it(store) {
        let Pair { county, police, .. } = pair(store).await;
        let mut chair = county.visitor(county.chair()).await;
        let page = chair.get("/account/sign-in").await;
        let add = page.link("Add your police account");
        let page = police.bring(&mut chair, &add, "s-1001").await;
        assert!(page.shows("Work account added"), "{}", page.text());
        let mut other = county.visitor(county.police()).await;
        let page = other.get("/account/sign-in").await;
        let page = police.bring(&mut other, &page.link("Add your police account"), "s-1001").await;
        assert_eq!((page.status, page.heading()), (409, "This work account is in use"));
        let mut coordinator = county.visitor(county.coordinator()).await;
        assert_eq!(coordinator.get("/account/work-accounts/police").await.status, 404);
        county.give_password(&county.chair(), "purple anchor biscuit").await;
        let page = chair.get("/account/sign-in").await;
        let page = page.form("Remove police").submit(&mut chair).await;
        assert!(page.shows("Work account removed"), "{}", page.text());
        assert_eq!(arrives(&county, &police, "police", "s-1001").await.1.status, 403);
    }

    async fn whoever_has_no_password_confirms_by_their_directory_and_goes_on(store) {
        let Pair { county, police, .. } = pair(store).await;
        joined(&county, &police, &county.police(), ("police", "s-1002")).await;
        let (mut visitor, _) = arrives(&county, &police, "police", "s-1002").await;
        county.clock.pass(TimeDelta::minutes(16));
        let asked = visitor.get("/account/app").await;
        assert_eq!(asked.heading(), "Confirm it is you");
        let early = asked.form("Go on").submit(&mut visitor).await;
        assert!(early.errors()[0].starts_with("You have not confirmed"), "{:?}", early.errors());
        police.say(Signing::Own, |it| drop(it.remove("auth_time")));
        let page = police.bring(&mut visitor, &asked.link("Confirm with your police account in another window"), "s-1002").await;
        assert_eq!(page.status, 403);
        police.say(Signing::Own, |_| ());
        let page = police.bring(&mut visitor, &asked.link("Confirm with your police account in another window"), "s-1002").await;
        assert_eq!(page.heading(), "You have confirmed it is you");
        assert_eq!(early.form("Go on").submit(&mut visitor).await.heading(), "Set up an app for codes");
    }
}

fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
