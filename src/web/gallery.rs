//! Every page with sample values in a real browser: accessible in light and dark, on a desk and on
//! a phone, within the content policy, and the scripts do what they say.
#![expect(
    dead_code,
    unreachable_pub,
    reason = "the browser is that of the tests of whole days, which use all of it"
)]
use std::sync::atomic::{AtomicUsize, Ordering};

use actix_web::{App, HttpResponse, HttpServer, rt, web};
use serde_json::json;

use super::{asset, demo, headers};
use crate::views::engine::Engine;
use crate::views::sample::{self, Sample};

use browser::Browser;

#[path = "../../tests/it/support/axe.rs"]
mod axe;
#[path = "../../tests/it/support/browser.rs"]
mod browser;
#[path = "../../tests/it/support/driver.rs"]
mod driver;
#[path = "../../tests/it/support/label.rs"]
mod label;
#[path = "../../tests/it/support/setup.rs"]
mod setup;
#[path = "../../tests/it/support/words.rs"]
mod words;

/// A window, and the narrowest screen that must do without scrolling sideways (WCAG 2.2, 1.4.10).
const DESK: (u32, u32) = (1280, 1000);
const PHONE: (u32, u32) = (320, 900);

/// All that another theme can change.
const CONTRAST: &[&str] = &["color-contrast"];

/// How often a draft came.
type Drafts = web::Data<AtomicUsize>;

/// Serves the samples on a free port of the loopback.
fn serve(drafts: Drafts) -> String {
    let engine = web::Data::new(Engine::new().unwrap());
    let samples = web::Data::new(sample::all());
    let app = move || {
        App::new()
            .app_data(engine.clone())
            .app_data(samples.clone())
            .app_data(drafts.clone())
            .route("/assets/{file}", web::get().to(asset::show))
            .route("/sample/{number}", web::get().to(show))
            .route("/script/{file}", web::get().to(script))
            .route("/demo/mail/{id}/html", web::get().to(letter))
            .route("/draft", web::post().to(draft))
            .route("/session", web::post().to(HttpResponse::NoContent))
            .route("/cases/{id}/there", web::get().to(HttpResponse::NoContent))
            .route("/signed-out", web::get().to(|| async { "signed out" }))
    };
    let server = HttpServer::new(app).workers(1).disable_signals().bind(("127.0.0.1", 0)).unwrap();
    let address = server.addrs()[0];
    rt::spawn(server.run());
    format!("http://{address}")
}

async fn show(
    number: web::Path<usize>,
    samples: web::Data<Vec<Sample>>,
    engine: web::Data<Engine>,
) -> HttpResponse {
    let sample = &samples[*number];
    let frames = sample.template == "pages/demo/letter";
    let policy = if frames { demo::FRAMING } else { headers::POLICY };
    page(sample.html(&engine), policy)
}

/// What the demo's page of a letter frames.
async fn letter() -> HttpResponse {
    let html = "<!doctype html><html lang=en><title>Letter</title><h1>Letter</h1></html>";
    page(html.to_owned(), "default-src 'none'; frame-ancestors 'self'")
}

/// A page for the tests of the scripts.
async fn script(file: web::Path<String>, engine: web::Data<Engine>) -> HttpResponse {
    let body = match file.as_str() {
        "draft" => {
            "<form data-autosave=\"/draft\"><input type=hidden name=version value=1>\
             <textarea name=note aria-label=Note></textarea>{{> app/saved (options text=null)}}</form>"
        }
        _ => {
            "<dialog data-session data-stay=\"/session\" data-ended=\"/signed-out\" data-csrf=x \
             data-warns-after=1 data-ends-after=9 aria-labelledby=h><h2 id=h>You leave \
             <span data-session-left></span></h2><button data-session-stay>Stay</button></dialog>"
        }
    };
    let source = format!(
        "<!doctype html><title>x</title>{body}<script type=module src=\"{{{{asset \"app.js\"}}}}\"></script>"
    );
    page(engine.inline(&source, &json!({})).unwrap(), headers::POLICY)
}

fn page(html: String, policy: &str) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header(("content-security-policy", policy))
        .body(html)
}

/// Refuses the first draft, to see that the second is sent with the same words.
async fn draft(drafts: Drafts, form: web::Form<Vec<(String, String)>>) -> HttpResponse {
    let number = drafts.fetch_add(1, Ordering::Relaxed);
    let note = form.iter().find(|it| it.0 == "note").map(|it| it.1.as_str());
    if number == 0 || note != Some("Zoë said yes") {
        return HttpResponse::ServiceUnavailable().finish();
    }
    HttpResponse::Ok().json(json!({"says": "Saved 8:52am", "version": "2"}))
}

/// What is wrong with the page that is open, in one size, both light and dark.
async fn faults(browser: &Browser, size: (u32, u32)) -> Vec<String> {
    let (width, height) = size;
    let screen = json!({
        "width": width, "height": height, "deviceScaleFactor": 1, "mobile": size == PHONE
    });
    browser.tell_chromium("Emulation.setDeviceMetricsOverride", &screen).await;
    let mut found = Vec::new();
    for (theme, rules) in [("light", axe::RULES), ("dark", CONTRAST)] {
        let script = "document.documentElement.dataset.theme = arguments[0]";
        browser.run(script, vec![json!(theme)]).await;
        let broken = browser.check(rules).await;
        found.extend(broken.into_iter().map(|it| format!("{theme}, {width} wide: {it}")));
    }
    let script = "return document.documentElement.scrollWidth - innerWidth";
    let over = browser.run(script, vec![]).await.as_f64().unwrap();
    if over > 0.0 {
        found.push(format!("{width} wide: scrolls {over} pixels sideways"));
    }
    found
}

#[actix_web::test]
async fn every_page_is_accessible_and_keeps_to_the_content_policy() {
    let site = serve(Drafts::default());
    let browser = Browser::open().await;
    let first = json!({ "source": axe::source() });
    browser.tell_chromium("Page.addScriptToEvaluateOnNewDocument", &first).await;
    let mut wrong = Vec::new();
    for (number, sample) in sample::all().iter().enumerate() {
        browser.visit(&format!("{site}/sample/{number}")).await;
        let mut found = faults(&browser, DESK).await;
        found.extend(faults(&browser, PHONE).await);
        found.extend(browser.complaints().await);
        wrong.extend(found.iter().map(|it| format!("{} {}: {it}", sample.template, sample.name)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[actix_web::test]
async fn a_draft_is_saved_again_after_trouble_and_nothing_typed_is_lost() {
    let drafts = Drafts::default();
    let site = serve(drafts.clone());
    let browser = Browser::open().await;
    browser.visit(&format!("{site}/script/draft")).await;
    browser.fill("Note", "Zoë said yes").await;
    browser.sees("still here").await;
    browser.sees("Saved 8:52am").await;
    assert_eq!(browser.value("Note").await, "Zoë said yes");
    let version = browser.run("return document.forms[0].version.value", vec![]).await;
    assert_eq!(version, json!("2"));
    assert_eq!(drafts.load(Ordering::Relaxed), 2);
}

#[actix_web::test]
async fn a_warning_comes_before_the_end_of_a_session_and_can_be_answered() {
    let site = serve(Drafts::default());
    let browser = Browser::open().await;
    browser.visit(&format!("{site}/script/session")).await;
    browser.sees("You leave in 1 minute").await;
    browser.press("Stay").await;
    browser.does_not_see("You leave").await;
    browser.sees("signed out").await;
}
