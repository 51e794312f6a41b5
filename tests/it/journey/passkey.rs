//! A passkey is made and signs in, in a real browser with an authenticator that the driver plays.
use marac::domain::actor::Role;

use crate::support::browser::Browser;
use crate::support::county::County;
use crate::support::setup::Setup;
use crate::support::store::TestStore;

#[tokio::test]
async fn a_chair_makes_a_passkey_and_signs_in_by_it_alone() {
    let county = County::in_store(TestStore::on_sqlite()).await;
    let county = county.with_second_factor(&[Role::Chair]);
    let browser = Browser::open().await;
    let phone = browser.add_authenticator().await;
    browser.visit(&url(&county, "/sign-in")).await;
    browser.keep_cookie("marac", &county.token(county.chair()).await).await;
    browser.visit(&url(&county, "/account/sign-in")).await;
    browser.follow("Add a passkey").await;
    browser.sees("A passkey is kept by").await;
    browser.axe().await;
    browser.screenshot("passkey-new").await;
    browser.press("Add the passkey").await;
    browser.sees("Enter a name for it").await;
    assert_eq!(browser.passkeys(&phone).await, 0);
    browser.complaints().await;
    browser.fill("Name", "Work phone").await;
    browser.press("Add the passkey").await;
    browser.sees("Passkey added").await;
    browser.sees("Work phone").await;
    assert_eq!(browser.passkeys(&phone).await, 1);
    browser.axe().await;
    browser.screenshot("passkey-own").await;
    browser.forget().await;
    browser.visit(&url(&county, "/sign-in")).await;
    browser.follow("Sign in with a passkey").await;
    browser.sees("It asks for your fingerprint").await;
    browser.axe().await;
    browser.screenshot("passkey-sign-in").await;
    browser.press("Use your passkey").await;
    browser.sees("Priya Nair").await;
    browser.visit(&url(&county, "/account/sign-in")).await;
    browser.press("Remove Work phone").await;
    browser.sees("Passkey removed").await;
    assert_eq!(browser.complaints().await, [""; 0]);
    browser.forget().await;
    browser.visit(&url(&county, "/sign-in/passkey")).await;
    browser.press("Use your passkey").await;
    browser.sees("No passkey of yours answered").await;
}

#[tokio::test]
async fn without_scripts_the_page_says_what_works() {
    let county = County::in_store(TestStore::on_sqlite()).await;
    let browser = Setup::default().without_scripts().open().await;
    browser.visit(&url(&county, "/sign-in/passkey")).await;
    browser.sees("Your password and a code work without").await;
    browser.press("Use your passkey").await;
    browser.sees("No passkey of yours answered").await;
    browser.follow("Sign in by your password instead").await;
    browser.sees("Email address").await;
}

/// Passkeys need a domain, which the site's number is not.
fn url(county: &County, path: &str) -> String {
    county.site().url(path).replace("127.0.0.1", "localhost")
}
