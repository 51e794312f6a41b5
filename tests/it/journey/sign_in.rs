//! Signing in with the code of an app, in a real browser.
use chrono::TimeDelta;
use marac::domain::actor::Role;

use crate::support::authenticator::Phone;
use crate::support::browser::Browser;
use crate::support::county::County;
use crate::support::setup::Setup;
use crate::support::store::TestStore;

const PASSWORD: &str = "purple anchor biscuit";

#[tokio::test]
async fn a_chair_sets_up_an_app_and_signs_in_with_its_codes() {
    sign_in(Setup::default(), "code").await;
}

#[tokio::test]
async fn the_same_is_done_without_scripts() {
    sign_in(Setup::default().without_scripts(), "code-without-scripts").await;
}

async fn sign_in(setup: Setup, name: &str) {
    let county = County::in_store(TestStore::on_sqlite()).await;
    let county = county.with_second_factor(&[Role::Chair]);
    county.give_password(&county.chair(), PASSWORD).await;
    let browser = setup.open().await;
    let picture = |page: &str| format!("{name}-{page}");
    by_password(&county, &browser).await;
    assert_eq!(browser.heading().await, "Set up an app for codes");
    browser.axe().await;
    browser.press("I cannot use the camera").await;
    browser.screenshot(&picture("set-up")).await;
    let phone = Phone::reading(&browser.text().await);
    browser.fill("Code", &phone.code(county.service.clock().real_now())).await;
    browser.press("Go on").await;
    browser.sees("Keep your recovery codes").await;
    browser.axe().await;
    browser.screenshot(&picture("recovery-codes")).await;
    browser.follow("I have kept them, go on").await;
    browser.visit(&county.site().url("/account/sign-in")).await;
    browser.sees("10 of your recovery codes are unused").await;
    browser.axe().await;
    browser.screenshot(&picture("own")).await;
    confirm(&county, &browser, &phone, &picture("confirm")).await;
    browser.forget().await;
    by_password(&county, &browser).await;
    assert_eq!(browser.heading().await, "Enter your code");
    browser.axe().await;
    browser.screenshot(&picture("asked")).await;
    county.clock.pass(TimeDelta::seconds(60));
    browser.fill("Code", &phone.code(county.service.clock().real_now())).await;
    browser.press("Sign in").await;
    browser.sees("Priya Nair").await;
    assert_eq!(browser.complaints().await, [""; 0]);
}

async fn by_password(county: &County, browser: &Browser) {
    browser.visit(&county.site().url("/sign-in")).await;
    browser.fill("Email address", "p.nair@police.example").await;
    browser.fill("Password", PASSWORD).await;
    browser.press("Sign in").await;
    browser.sees("Code").await;
}

/// A while later, what matters asks who it is, and goes on.
async fn confirm(county: &County, browser: &Browser, phone: &Phone, picture: &str) {
    county.clock.pass(TimeDelta::minutes(16));
    browser.press("Make new recovery codes").await;
    browser.sees("Confirm it is you").await;
    let refused = browser.complaints().await;
    assert!(matches!(&*refused, [it] if it.contains("/account/recovery-codes - ")), "{refused:?}");
    browser.axe().await;
    browser.screenshot(picture).await;
    browser.fill("Code", &phone.code(county.service.clock().real_now())).await;
    browser.press("Confirm and go on").await;
    browser.sees("Keep your recovery codes").await;
}
