//! Signing in with a second factor, losing it, and where one is signed in.
use chrono::TimeDelta;
use marac::domain::actor::{Member, Role};
use marac::domain::audit::Deed;

use crate::support::authenticator::Phone;
use crate::support::county::County;
use crate::support::http::{Request, Visitor};
use crate::support::page::Page;
use crate::support::store::{TestStore, on_both};

const PASSWORD: &str = "purple anchor biscuit";
const LEADING: &[Role] = &[Role::Chair, Role::Coordinator, Role::Administrator];

/// A county where those who lead need a second factor, and everybody has a password.
async fn county(store: TestStore) -> County {
    let county = County::in_store(store).await.with_second_factor(LEADING);
    for who in [county.chair(), county.coordinator(), county.police()] {
        county.give_password(&who, PASSWORD).await;
    }
    county
}

/// What somebody gets who signs in by their password.
async fn by_password(visitor: &mut Visitor, email: &str) -> Page {
    let page = visitor.get("/sign-in").await;
    let form = page.form("Sign in").fill("Email address", email).fill("Password", PASSWORD);
    form.submit(visitor).await
}

const CHAIR: &str = "p.nair@police.example";

/// The chair with their phone and recovery codes, signed in.
async fn chair(county: &County) -> (Visitor, Phone, Vec<String>) {
    let mut visitor = county.site().visitor();
    let page = by_password(&mut visitor, CHAIR).await;
    let phone = Phone::reading(page.text());
    let code = phone.code(county.service.clock().real_now());
    let codes = page.form("Go on").fill("Code", &code).submit(&mut visitor).await;
    assert_eq!(codes.heading(), "Keep your recovery codes");
    let codes = codes.texts("main li");
    (visitor, phone, codes)
}

fn rows(county: &County, table: &str, who: &Member) -> i64 {
    let id = who.account;
    county.store.count(&format!("SELECT count(*) AS count FROM {table} WHERE account_id = '{id}'"))
}

on_both! {
    async fn whoever_leads_sets_up_an_app_before_anything_else(store) {
        let county = county(store).await;
        let mut visitor = county.site().visitor();
        let page = by_password(&mut visitor, CHAIR).await;
        assert_eq!((&*page.path, page.heading()), ("/sign-in/second-factor", "Set up an app for codes"));
        assert!(visitor.cookie("marac").is_none());
        let mut window = visitor.clone();
        for path in ["/", "/cases", "/account", "/account/app", "/sign-in/code"] {
            assert_eq!(window.get(path).await.heading(), "Sign in", "{path}");
        }
        let page = visitor.get("/sign-in/second-factor").await;
        let wrong = page.form("Go on").fill("Code", "000000").submit(&mut visitor).await;
        assert!(wrong.error("Code").is_some());
        let code = Phone::reading(wrong.text()).code(county.service.clock().real_now());
        let codes = wrong.form("Go on").fill("Code", &code).submit(&mut visitor).await;
        assert_eq!((codes.heading(), codes.texts("main li").len()), ("Keep your recovery codes", 10));
        assert_eq!(visitor.follow(&codes, "I have kept them, go on").await.path, "/");
        assert_eq!(visitor.get("/sign-in/second-factor").await.path, "/");
    }

    async fn somebody_who_needs_none_signs_in_by_password_alone(store) {
        let county = county(store).await;
        let mut visitor = county.site().visitor();
        assert_eq!(by_password(&mut visitor, "l.hart@police.example").await.path, "/");
    }

    async fn a_code_is_taken_once_and_a_recovery_code_once(store) {
        let county = county(store).await;
        let (_, phone, codes) = chair(&county).await;
        let mut visitor = county.site().visitor();
        let page = by_password(&mut visitor, CHAIR).await;
        assert_eq!(page.heading(), "Enter your code");
        let used = phone.code(county.service.clock().real_now());
        let page = page.form("Sign in").fill("Code", &used).submit(&mut visitor).await;
        assert!(page.error("Code").unwrap().contains("used before"));
        county.clock.pass(TimeDelta::seconds(30));
        let next = phone.code(county.service.clock().real_now());
        let page = page.form("Sign in").fill("Code", &next).submit(&mut visitor).await;
        assert_eq!(page.path, "/");
        for (recovery, path) in [(&codes[3], "/"), (&codes[3], "/sign-in/code"), (&codes[4], "/")] {
            let mut visitor = county.site().visitor();
            let page = by_password(&mut visitor, CHAIR).await;
            let typed = recovery.to_uppercase().replace('-', " ");
            let page = page.form("Sign in").fill("Code", &typed).submit(&mut visitor).await;
            assert_eq!(page.path, path);
        }
        let kept = county.store.texts("SELECT code_hash AS text FROM recovery_codes");
        assert!(codes.iter().all(|code| kept.iter().all(|it| !it.contains(&code.replace('-', "")))));
    }

    async fn half_signed_in_is_not_signed_in(store) {
        let county = county(store).await;
        chair(&county).await;
        let mut visitor = county.site().visitor();
        let mut page = by_password(&mut visitor, CHAIR).await;
        let half = visitor.cookie("marac-challenge").unwrap().value().to_owned();
        let mut thief = county.site().visitor().with_session(&half);
        assert_eq!(thief.get("/cases").await.heading(), "Sign in");
        let denied = county.recorded(Deed::Denied).await;
        assert_eq!(visitor.get("/cases").await.heading(), "Sign in");
        assert_eq!(county.recorded(Deed::Denied).await, denied);
        for _guess in 0..5 {
            page = page.form("Sign in").fill("Code", "000000").submit(&mut visitor).await;
            assert_eq!(page.heading(), "Enter your code");
        }
        assert_eq!(visitor.get("/sign-in/code").await.path, "/sign-in");
    }

    async fn half_signed_in_lasts_a_quarter_of_an_hour(store) {
        let county = county(store).await;
        let mut visitor = county.site().visitor();
        by_password(&mut visitor, CHAIR).await;
        county.clock.pass(TimeDelta::minutes(16));
        assert_eq!(visitor.get("/sign-in/second-factor").await.path, "/sign-in");
    }

    async fn whoever_lost_everything_is_let_back_in_by_somebody_else_and_a_link(store) {
        let county = county(store).await;
        let (mut lost, ..) = chair(&county).await;
        let mut coordinator = county.visitor(county.coordinator()).await;
        let own = format!("/settings/people/{}", county.coordinator().membership);
        assert!(!coordinator.get(&own).await.buttons().contains(&"Reset how they sign in"));
        let page = format!("/settings/people/{}", county.chair().membership);
        let page = coordinator.get(&page).await;
        let done = page.form("Reset how they sign in").submit(&mut coordinator).await;
        assert!(done.shows("a link to sign in anew is on its way"), "{}", done.text());
        assert_eq!(lost.get("/account").await.heading(), "Sign in");
        for table in ["authenticators", "recovery_codes", "challenges"] {
            assert_eq!(rows(&county, table, &county.chair()), 0, "{table}");
        }
        let mut visitor = county.site().visitor();
        assert!(by_password(&mut visitor, CHAIR).await.error("Email address").is_some());
        let link = county.store.texts("SELECT id AS text FROM sign_in_links").remove(0);
        let link = marac::domain::ids::LinkId::parse(&link).unwrap();
        let token = marac::workflow::sign_in::link_token(county.service.tools(), link);
        let page = visitor.get(&format!("/password/{token}")).await;
        let form = page.form("Save and sign in").fill("Password", "yellow kettle mountain");
        let form = form.fill("The same password again", "yellow kettle mountain");
        let page = form.submit(&mut visitor).await;
        assert_eq!(page.heading(), "Set up an app for codes");
    }

    async fn an_app_is_set_up_and_removed_by_whoever_wants_one(store) {
        let county = county(store).await;
        let mut visitor = county.site().visitor();
        by_password(&mut visitor, "l.hart@police.example").await;
        let page = visitor.get("/account/sign-in").await;
        let page = visitor.follow(&page, "Set up an app").await;
        let code = Phone::reading(page.text()).code(county.service.clock().real_now());
        let codes = page.form("Go on").fill("Code", &code).submit(&mut visitor).await;
        let page = visitor.follow(&codes, "I have kept them, go on").await;
        assert!(page.shows("10 of your recovery codes are unused"), "{}", page.text());
        let anew = page.form("Make new recovery codes").submit(&mut visitor).await;
        assert_ne!(anew.texts("main li"), codes.texts("main li"));
        county.clock.pass(TimeDelta::minutes(16));
        let page = visitor.get("/account/sign-in").await;
        let asked = page.form("Remove the app").submit(&mut visitor).await;
        let code = anew.texts("main li").remove(0);
        let asked = asked.form("Confirm and go on").fill("Code", &code);
        let gone = asked.submit(&mut visitor).await;
        assert!(gone.shows("App removed"), "{}", gone.text());
        assert_eq!(rows(&county, "authenticators", &county.police()), 0);
    }

    async fn somebody_who_comes_to_lead_signs_in_anew_with_a_second_factor(store) {
        let county = county(store).await;
        let mut visitor = county.site().visitor();
        by_password(&mut visitor, "l.hart@police.example").await;
        let id = county.police().membership;
        county.store.execute(&format!("UPDATE memberships SET roles = '[\"chair\"]' WHERE id = '{id}'"));
        assert_eq!(visitor.get("/cases").await.heading(), "Sign in");
        let page = by_password(&mut visitor, "l.hart@police.example").await;
        assert_eq!(page.heading(), "Set up an app for codes");
    }

    async fn one_sees_where_one_is_signed_in_and_ends_it_there(store) {
        let county = county(store).await;
        let mut here = county.visitor(county.police()).await;
        let mut there = county.visitor(county.police()).await;
        let mut elsewhere = county.visitor(county.police()).await;
        let page = here.get("/account/sign-in").await;
        assert_eq!(page.table("Where you are signed in").rows.len(), 3);
        let ends: Vec<_> = page.presses().into_iter().filter(|it| it.action.ends_with("/end")).collect();
        assert_eq!(ends.len(), 3);
        let one = ends.iter().find(|it| !it.action.contains("others")).unwrap();
        assert!(one.submit(&mut here).await.shows("Signed out there"));
        let ended = [there.get("/account").await, elsewhere.get("/account").await];
        assert_eq!(ended.iter().filter(|it| it.heading() == "Sign in").count(), 1);
        let page = here.get("/account/sign-in").await;
        let page = page.form("Sign out everywhere else").submit(&mut here).await;
        assert_eq!(page.table("Where you are signed in").rows.len(), 1);
        assert_eq!(there.get("/account").await.heading(), "Sign in");
        assert_eq!(elsewhere.get("/account").await.heading(), "Sign in");
    }

    async fn nobody_ends_the_session_of_another(store) {
        let county = county(store).await;
        let mut police = county.visitor(county.police()).await;
        let mut housing = county.visitor(county.housing()).await;
        let id = county.housing().account;
        let session = format!("SELECT id AS text FROM sessions WHERE account_id = '{id}'");
        let session = county.store.texts(&session).remove(0);
        let page = police.get("/account").await;
        for id in [session, id.to_string(), "x".to_owned()] {
            let end = Request::post(&format!("/account/sessions/{id}/end"))
                .field("csrf", &page.csrf())
                .field("operation", &page.form("Save").sent("operation").unwrap());
            assert_eq!(police.send(end).await.status, 404);
        }
        assert_eq!(housing.get("/account").await.heading(), "Your account");
    }

    async fn common_passwords_and_those_of_ones_own_words_are_refused(store) {
        let county = county(store).await;
        let mut visitor = county.visitor(county.police()).await;
        let page = visitor.get("/account").await;
        for password in ["passwordpassword", "northshirenorthshire", "lee hart police 1"] {
            let form = page.form("Change the password").fill("Your password now", PASSWORD);
            let form = form.fill("New password", password);
            let form = form.fill("The new password again", password);
            let refused = form.submit(&mut visitor).await;
            let text = refused.error("New password").unwrap_or_default();
            assert!(text.starts_with("This password is easy to guess"), "{password}: {text}");
        }
    }

    async fn whoever_signed_in_with_a_browser_before_gets_in_while_strangers_guess(store) {
        let county = county(store).await;
        let mut owner = county.site().visitor();
        assert_eq!(by_password(&mut owner, "l.hart@police.example").await.path, "/");
        owner.forget_all_but("marac-device");
        let mut stranger = county.site().visitor();
        for _guess in 0..6 {
            let page = stranger.get("/sign-in").await;
            let form = page.form("Sign in").fill("Email address", "l.hart@police.example");
            form.fill("Password", "guessed again and again").submit(&mut stranger).await;
        }
        let page = by_password(&mut stranger, "l.hart@police.example").await;
        assert!(page.errors()[0].starts_with("There were too many tries"), "{:?}", page.errors());
        assert_eq!(by_password(&mut owner, "l.hart@police.example").await.path, "/");
    }
}
