//! The real browser, against the sample site.
use super::sample::{self, site};
use crate::support::browser::Browser;
use crate::support::setup::Setup;

#[tokio::test]
async fn a_person_fills_in_a_form_with_scripts() {
    let browser = Browser::open().await;
    a_person_fills_in_a_form(&browser).await;
    assert!(browser.complaints().await.is_empty());
    let site = site();
    browser.visit(&site.url("/referral")).await;
    browser.sees(sample::SAYS_THE_SCRIPT).await;
}

#[tokio::test]
async fn a_person_fills_in_a_form_without_scripts() {
    let browser = Setup::default().without_scripts().open().await;
    a_person_fills_in_a_form(&browser).await;
    let site = site();
    browser.visit(&site.url("/referral")).await;
    browser.sees(sample::WITHOUT_SCRIPTS).await;
    browser.axe().await;
    browser.visit(&site.url("/referral")).await;
    browser.does_not_see(sample::SAYS_THE_SCRIPT).await;
}

async fn a_person_fills_in_a_form(browser: &Browser) {
    let site = site();
    browser.visit(&site.url("/")).await;
    browser.sees("You have nothing saved.").await;
    browser.follow("Refer a case").await;
    assert_eq!(
        (browser.heading().await.as_str(), browser.path().await.as_str()),
        ("Refer a case", "/referral")
    );
    browser.pick("Agency", "Northshire Police").await;
    browser.fill("What happened", "first").await;
    browser.fill("What happened", "He shouted\nand “left”").await;
    browser.fill(("Date of birth", "Day"), "12").await;
    browser.choose(("Is she pregnant?", "Yes")).await;
    browser.tick("A weapon was used").await;
    browser.untick("A weapon was used").await;
    browser.tick("A weapon was used").await;
    assert_eq!(browser.value("What happened").await, "He shouted\nand “left”");
    browser.press("Send referral").await;
    browser.sees(r#"["pol", "He shouted\r\nand “left”", "12", "yes", "on", "send"]"#).await;
    browser.back().await;
    assert_eq!(browser.value("Agency").await, "pol");
    browser.visit(&site.url("/")).await;
    browser.sees("You have a referral saved.").await;
    browser.forget().await;
    browser.visit(&site.url("/")).await;
    browser.sees("You have nothing saved.").await;
}

#[tokio::test]
async fn axe_finds_what_is_wrong_and_nothing_where_nothing_is() {
    let site = site();
    for setup in [Setup::default(), Setup::default().without_scripts()] {
        let browser = setup.open().await;
        browser.visit(&site.url("/referral")).await;
        browser.axe().await;
        browser.visit(&site.url("/bare")).await;
        let found = browser.violations().await.join("\n");
        for rule in ["color-contrast", "html-has-lang", "document-title", "label", "link-name"] {
            assert!(found.contains(&format!("{rule} (")), "{rule} in\n{found}");
        }
    }
}

#[tokio::test]
async fn complaints_name_what_the_policy_stopped() {
    let site = site();
    let browser = Browser::open().await;
    browser.visit(&site.url("/blocked")).await;
    let said = browser.complaints().await.join("\n");
    assert!(said.contains("Content Security Policy"), "{said}");
}

#[tokio::test]
async fn a_phone_is_narrow_and_the_dark_is_dark() {
    let site = site();
    let browser = Setup::default().on_a_phone().in_the_dark().open().await;
    browser.visit(&site.url("/looks")).await;
    browser.sees("narrow dark").await;
    let picture = std::fs::read(browser.screenshot("harness-phone").await).unwrap();
    // Width and height stand at bytes 16 to 24 of a PNG.
    let width = u32::from_be_bytes(picture[16..20].try_into().unwrap());
    let height = u32::from_be_bytes(picture[20..24].try_into().unwrap());
    assert_eq!(width, 780);
    assert!(height > 2 * 2000, "{height}");
}

#[tokio::test]
async fn the_keyboard_reaches_and_presses() {
    let site = site();
    let browser = Browser::open().await;
    browser.visit(&site.url("/")).await;
    browser.keys("\u{E004}").await;
    assert_eq!(browser.focused().await, "Refer a case");
    browser.keys("\u{E007}").await;
    browser.sees("Send referral").await;
    browser.keys("\u{E004}").await;
    assert_eq!(browser.focused().await, "Agency");
}

#[tokio::test]
async fn the_visitor_sends_what_a_browser_sends() {
    let site = site();
    let browser = Browser::open().await;
    browser.visit(&site.url("/")).await;
    browser.press("Echo").await;
    browser.sees("POST same-origin null a=%C3%A9").await;
    assert_eq!(browser.title().await, "Sample");
    let mut visitor = site.visitor();
    let page = visitor.get("/").await.form("Echo").submit(&mut visitor).await;
    assert!(page.shows("POST same-origin null a=%C3%A9"), "{}", page.text());
}
