//! Signing in and out, and what those who are not signed in get.
use marac::domain::audit::Deed;

use crate::support::county::County;
use crate::support::http::Request;
use crate::support::store::on_both;

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
