//! The visitor without a browser, against the sample site.
use actix_web::cookie::Cookie;

use super::sample::site;
use crate::support::http::{Request, Visitor};
use crate::support::page::Page;

async fn referral(visitor: &mut Visitor) -> Page {
    visitor.get("/referral").await
}

#[tokio::test]
async fn a_form_is_filled_in_by_its_labels_and_carries_what_is_unseen() {
    let site = site();
    let mut visitor = site.visitor();
    let form = referral(&mut visitor).await.form("Send referral");
    let page = form
        .pick("Agency", "Northshire Police")
        .fill("What happened", "He shouted\nand “left”")
        .fill(("Date of birth", "Day"), "12")
        .choose(("Is she pregnant?", "Yes"))
        .choose("No")
        .tick("A weapon was used")
        .untick("A weapon was used")
        .submit(&mut visitor)
        .await;
    assert_eq!(page.heading(), "Saved");
    let all = r#"["pol", "He shouted\r\nand “left”", "12", "no", "", "send"]"#;
    assert!(page.shows(all), "{}", page.text());
    assert!(page.path.starts_with("/echo?all="));
}

#[tokio::test]
async fn errors_and_what_was_typed_are_read_from_the_page() {
    let site = site();
    let mut visitor = site.visitor();
    let form = referral(&mut visitor).await.form("Send referral");
    let form = form.fill(("Date of birth", "Day"), "31").choose("Yes").tick("A weapon was used");
    let page = form.pick("Agency", "Northshire Police").submit(&mut visitor).await;
    page.expect_status(422);
    assert_eq!(page.errors(), ["Enter what happened"]);
    assert_eq!(page.error("What happened"), Some("Enter what happened"));
    assert_eq!(page.error("Is she pregnant?"), None);
    assert_eq!(page.value(("Date of birth", "Day")), "31");
    assert_eq!(page.value("Is she pregnant?"), "Yes");
    assert_eq!(page.value("Agency"), "Northshire Police");
    assert!(page.is_on("A weapon was used"));
}

#[tokio::test]
async fn headings_links_tables_and_answers_are_read_from_the_page() {
    let site = site();
    let mut visitor = site.visitor();
    let page = visitor.get("/").await;
    assert_eq!((page.heading(), page.title()), ("Home", "Sample"));
    assert!(page.shows("You have nothing saved."), "{}", page.text());
    assert!(!page.shows("Not for your eyes") && page.source().contains("Not for your eyes"));
    assert_eq!((page.headings(), page.tables().len()), (vec!["Home"], 1));
    assert_eq!(page.links()[0].href, "/referral");
    assert!(page.has_link("Refer a case") && !page.has_link("Audit"));
    assert_eq!(page.buttons(), ["Sign out", "Echo", "Leave"]);
    assert_eq!(page.table("Agenda").headings, ["Time", "Case"]);
    assert_eq!(page.table("Agenda").rows, [["10:05am", "NS-7K4Q"]]);
    assert_eq!(page.answer("Meeting"), "Thursday 12 February 2026");
    assert_eq!(page.texts("td:first-child"), ["10:05am"]);
    assert_eq!(visitor.follow(&page, "Refer a case").await.heading(), "Refer a case");
}

#[tokio::test]
async fn cookies_are_kept_sent_and_given_up() {
    let site = site();
    let mut visitor = site.visitor();
    let form = referral(&mut visitor).await.form("Keep as draft").fill("What happened", "x");
    form.submit(&mut visitor).await;
    assert_eq!(visitor.cookie("saved").unwrap().http_only(), Some(true));
    let home = visitor.get("/").await;
    assert!(home.shows("You have a referral saved."));
    assert!(site.visitor().get("/").await.shows("You have nothing saved."));
    let home = home.form("Sign out").submit(&mut visitor).await;
    assert!(home.shows("You have nothing saved."));
    assert_eq!(visitor.cookie("saved"), None);
    visitor.keep(Cookie::new("saved", "again"));
    assert!(visitor.get("/").await.shows("You have a referral saved."));
    visitor.forget();
    let home = visitor.get("/").await;
    assert!(home.shows("You have nothing saved."));
    home.form_to("/sign-out", "Leave").submit(&mut visitor).await.expect_status(200);
}

#[tokio::test]
async fn a_request_is_sent_twice_or_spoilt_and_not_followed() {
    let site = site();
    let mut visitor = site.visitor();
    let form = referral(&mut visitor).await.form("Send referral").fill("What happened", "x");
    assert_eq!(form.sent("version").as_deref(), Some("3"));
    let request = form.request();
    for _ in 0..2 {
        let answer = visitor.send(request.clone()).await;
        assert!(answer.expect_status(303).location().unwrap().starts_with("/echo"));
    }
    visitor.send(form.clone().put("version", "2").request()).await.expect_status(409);
    visitor.send(form.without("csrf").request()).await.expect_status(403);
    let mut window = visitor.clone();
    let twice = tokio::join!(window.send(request.clone()), visitor.send(request));
    assert_eq!((twice.0.status, twice.1.status), (303, 303));
}

#[tokio::test]
async fn raw_posts_carry_any_header_and_body() {
    let site = site();
    let mut visitor = site.visitor();
    let page = visitor.browse(Request::post("/echo").field("a", "ü &").field("b", "")).await;
    assert!(page.shows("POST same-origin null a=%C3%BC+%26&b="), "{}", page.text());
    let request = Request::new("DELETE", "/echo").without_header("sec-fetch-site");
    let mut visitor = visitor.with_header("Origin", "https://elsewhere.example");
    let page = visitor.browse(request.body("text/plain", b"hello")).await;
    assert!(page.shows("DELETE none https://elsewhere.example hello"), "{}", page.text());
    assert_eq!(visitor.get("/facts").await.json(), serde_json::json!(["ready"]));
}

#[tokio::test]
#[should_panic(expected = "with a way out: https://elsewhere.example/")]
async fn a_redirect_to_another_site_is_caught() {
    let site = site();
    site.visitor().get("/away").await;
}

#[tokio::test]
#[should_panic(
    expected = "no “Nickname” among\n  Text “What happened”\n  Text “Day” in “Date of birth”"
)]
async fn a_missing_label_says_what_there_is() {
    let site = site();
    drop(referral(&mut site.visitor()).await.form("Send referral").fill("Nickname", "x"));
}

#[tokio::test]
#[should_panic(expected = "more than one “Day”: name its group too")]
async fn an_ambiguous_label_is_refused() {
    let site = site();
    drop(referral(&mut site.visitor()).await.form("Send referral").fill("Day", "x"));
}

#[tokio::test]
#[should_panic(expected = "“Reference” can’t be changed")]
async fn a_field_that_no_one_can_change_is_refused() {
    let site = site();
    drop(referral(&mut site.visitor()).await.form("Send referral").fill("Reference", "x"));
}

#[tokio::test]
async fn a_page_without_manners_is_caught() {
    use crate::support::manners::faults;
    let site = site();
    let answer = site.visitor().send(Request::get("/bare")).await;
    let faults = faults(&scraper::Html::parse_document(&answer.source()));
    assert_eq!(
        faults,
        [
            "the page has no language",
            "the page has no title",
            "the page has 0 h1, not one",
            "the id a is used twice",
            "a link leads to #c, which is not there",
            "a control has no label: <input>",
            "no words on <a href=\"#c\">",
            "inline code in <p id=\"a\" style=\"color: #eee\">",
        ]
    );
}
