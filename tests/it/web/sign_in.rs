//! Signing in and out, and what those who are not signed in get.
use chrono::TimeDelta;
use marac::domain::account::LinkPurpose;
use marac::domain::audit::Deed;

use crate::support::county::County;
use crate::support::http::Request;
use crate::support::page::Page;
use crate::support::store::on_both;

/// What the coordinator gets who signs in with this password.
async fn chosen_password(county: &County, password: &str) -> Page {
    let mut visitor = county.site().visitor();
    let page = visitor.get("/sign-in").await;
    let form = page.form("Sign in").fill("Email address", "s.okafor@council.example");
    form.fill("Password", password).submit(&mut visitor).await
}

on_both! {
    async fn an_unknown_address_is_the_one_not_found_and_leaves_one_row(store) {
        let county = County::in_store(store).await;
        let mut visitor = county.visitor(county.coordinator()).await;
        let before = county.recorded(Deed::Denied).await;
        let page = visitor.get("/no/such/page").await;
        assert_eq!(page.heading(), "Page not found");
        assert_eq!(county.recorded(Deed::Denied).await, before + 1);
    }

    async fn signing_out_really_ends_the_session(store) {
        let county = County::in_store(store).await;
        let mut visitor = county.visitor(county.coordinator()).await;
        let kept = visitor.clone();
        let page = visitor.get("/no/such/page").await;
        let token = page.csrf();
        let out = Request::post("/sign-out").field("csrf", &token);
        assert_eq!(visitor.browse(out).await.heading(), "You are signed out");
        let mut again = kept;
        let stay = Request::post("/session").field("csrf", &token);
        assert_eq!(again.send(stay).await.location().as_deref(), Some("/sign-in"));
    }

    async fn a_wrong_password_keeps_the_address_and_says_no_more_than_that(store) {
        let county = County::in_store(store).await;
        let mut visitor = county.site().visitor();
        for email in ["p.nair@police.example", "nobody@police.example"] {
            let page = visitor.get("/sign-in").await;
            let page = page
                .form("Sign in")
                .fill("Email address", email)
                .fill("Password", "not the password")
                .submit(&mut visitor)
                .await;
            assert_eq!(page.value("Email address"), email);
            assert_eq!(
                page.error("Email address"),
                Some("The email address and password do not belong together")
            );
        }
    }

    async fn a_session_ends_after_twenty_idle_minutes(store) {
        let county = County::in_store(store).await;
        let mut visitor = county.visitor(county.coordinator()).await;
        county.clock.pass(TimeDelta::minutes(19));
        assert_eq!(visitor.get("/cases").await.status, 200);
        county.clock.pass(TimeDelta::minutes(19));
        assert_eq!(visitor.get("/cases").await.status, 200);
        county.clock.pass(TimeDelta::minutes(21));
        assert_eq!(visitor.get("/cases").await.heading(), "Sign in");
    }

    async fn a_session_ends_after_twelve_hours_however_busy(store) {
        let county = County::in_store(store).await;
        let mut visitor = county.visitor(county.coordinator()).await;
        for _quarter in 0..47 {
            county.clock.pass(TimeDelta::minutes(15));
            assert_eq!(visitor.get("/help").await.status, 200);
        }
        assert_eq!(visitor.get("/cases").await.status, 200);
        county.clock.pass(TimeDelta::minutes(16));
        assert_eq!(visitor.get("/cases").await.heading(), "Sign in");
    }

    async fn a_link_for_a_password_works_once_and_for_a_time(store) {
        let county = County::in_store(store).await;
        let path = county.link(&county.coordinator(), LinkPurpose::Reset).await;
        let mut visitor = county.site().visitor();
        let page = visitor.get(&path).await;
        let short = page.form("Save and sign in").fill("Password", "short");
        let short = short.submit(&mut visitor).await;
        assert_eq!(short.error("Password"), Some("Enter a password of at least 15 characters"));
        let chosen = short.form("Save and sign in").fill("Password", "purple anchor biscuit");
        let chosen = chosen.fill("The same password again", "purple anchor biscuit");
        assert_eq!(chosen.submit(&mut visitor).await.path, "/");
        let mut another = county.site().visitor();
        let used = another.get(&path).await;
        assert_eq!((used.status, used.heading()), (404, "This link does not work any more"));

        let late = county.link(&county.coordinator(), LinkPurpose::Reset).await;
        county.clock.pass(TimeDelta::minutes(61));
        let (late, never) = (another.get(&late).await, another.get("/password/guessed").await);
        assert_eq!((late.status, late.text()), (404, never.text()));
        let again = chosen_password(&county, "purple anchor biscuit").await;
        assert_eq!(again.path, "/");
    }

    async fn guessing_is_slowed_down_for_one_account_and_no_other(store) {
        let county = County::in_store(store).await;
        for _guess in 0..5 {
            let page = chosen_password(&county, "guessed again and again").await;
            assert!(page.error("Email address").is_some());
        }
        let page = chosen_password(&county, "guessed again and again").await;
        assert!(page.errors()[0].starts_with("There were too many tries"), "{:?}", page.errors());
        let mut visitor = county.site().visitor();
        let page = visitor.get("/sign-in").await;
        let page = page.form("Sign in").fill("Email address", "l.hart@police.example");
        let page = page.fill("Password", "not the password").submit(&mut visitor).await;
        assert!(page.error("Email address").is_some());
    }

    async fn a_form_from_elsewhere_is_refused(store) {
        let county = County::in_store(store).await;
        let mut visitor = county.visitor(county.coordinator()).await;
        let post = Request::post("/sign-out").field("csrf", "guessed");
        assert_eq!(visitor.send(post).await.status, 403);
        let page = visitor.get("/no/such/page").await;
        let own = Request::post("/sign-out").field("csrf", &page.csrf());
        let answer = visitor.send(own.header("sec-fetch-site", "cross-site")).await;
        assert_eq!(answer.status, 403);
    }
}
