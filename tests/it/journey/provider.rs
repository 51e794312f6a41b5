//! Signing in by the directory of one's agency, in a real browser.
use marac::domain::account::LinkPurpose;
use serde_json::json;

use crate::support::county::County;
use crate::support::directory::Directory;
use crate::support::setup::Setup;
use crate::support::store::TestStore;

#[tokio::test]
async fn an_officer_joins_and_signs_in_by_the_directory_of_the_police() {
    sign_in_by(Setup::default(), "directory").await;
}

#[tokio::test]
async fn the_same_is_done_without_scripts() {
    sign_in_by(Setup::default().without_scripts(), "directory-without-scripts").await;
}

async fn sign_in_by(setup: Setup, name: &str) {
    let county = County::in_store(TestStore::on_sqlite()).await;
    let officer = json!({
        "sub": "s-1002", "email": "l.hart@police.example", "email_verified": true,
        "amr": ["pwd", "mfa"], "roles": ["Risk.Member"],
    });
    let police = Directory::of(&county.clock, &[officer]);
    let county = county.with_directory(
        "police",
        &police,
        ("police.example", "Risk.Member = representative"),
    );
    let invitation = county.link(&county.police(), LinkPurpose::Invitation).await;
    let browser = setup.open().await;
    let picture = |page: &str| format!("{name}-{page}");
    browser.visit(&county.site().url(&invitation)).await;
    browser.axe().await;
    browser.screenshot(&picture("invitation")).await;
    browser.follow("Use your police account instead").await;
    browser.press("Go on as s-1002").await;
    browser.sees("Lee Hart").await;
    browser.visit(&county.site().url("/account/sign-in")).await;
    browser.sees("Your work accounts").await;
    browser.axe().await;
    browser.screenshot(&picture("own")).await;
    browser.forget().await;
    browser.visit(&county.site().url("/actions")).await;
    browser.axe().await;
    browser.screenshot(&picture("sign-in")).await;
    browser.follow("Sign in with your police account").await;
    browser.press("Go on as s-1002").await;
    browser.sees("Lee Hart").await;
    assert_eq!(browser.heading().await, "Your actions");
    assert_eq!(browser.complaints().await, [""; 0]);
}
