//! Every page with sample values in a real browser: accessible in light and dark, on a desk and on
//! a phone, within the content policy, and the scripts do what they say.
//!
//! Needs `chromium` and `chromedriver`. Pictures go to `target/gallery`.
use std::fs;
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use actix_web::{App, HttpResponse, HttpServer, rt, web};
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use super::asset;
use crate::views::engine::Engine;
use crate::views::sample;

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; \
    base-uri 'none'; frame-ancestors 'none'; report-uri /policy";
const RULES: &str = "['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']";

/// What the browser told the service.
#[derive(Default)]
struct Told {
    broke_policy: AtomicUsize,
    drafts: AtomicUsize,
}

/// Serves the samples on a free port of the loopback.
fn serve(told: web::Data<Told>) -> u16 {
    let engine = web::Data::new(Engine::new().unwrap());
    let app = move || {
        App::new()
            .app_data(engine.clone())
            .app_data(told.clone())
            .route("/assets/{file}", web::get().to(asset::show))
            .route("/sample/{theme}/{number}", web::get().to(show))
            .route("/script/{file}", web::get().to(script))
            .route("/policy", web::post().to(broke_policy))
            .route("/draft", web::post().to(draft))
            .route("/session", web::post().to(HttpResponse::NoContent))
            .route("/signed-out", web::get().to(|| async { "signed out" }))
    };
    let server = HttpServer::new(app).workers(1).disable_signals().bind(("127.0.0.1", 0)).unwrap();
    let port = server.addrs()[0].port();
    rt::spawn(server.run());
    port
}

async fn show(path: web::Path<(String, usize)>, engine: web::Data<Engine>) -> HttpResponse {
    let html = sample::all()[path.1].in_theme(&path.0).html(&engine);
    page(html)
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
             data-warns-after=1 data-ends-after=9 aria-labelledby=h><h2 id=h>Signed out \
             <span data-session-left></span></h2><button data-session-stay>Stay</button></dialog>"
        }
    };
    let source = format!(
        "<!doctype html><title>x</title>{body}<script type=module src=\"{{{{asset \"app.js\"}}}}\"></script>"
    );
    page(engine.inline(&source, &json!({})).unwrap())
}

fn page(html: String) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header(("content-security-policy", POLICY))
        .body(html)
}

async fn broke_policy(told: web::Data<Told>, report: String) -> HttpResponse {
    told.broke_policy.fetch_add(1, Ordering::Relaxed);
    tracing::error!(report, "a page broke the content policy");
    HttpResponse::NoContent().finish()
}

/// Refuses the first draft, to see that the second is sent with the same words.
async fn draft(told: web::Data<Told>, form: web::Form<Vec<(String, String)>>) -> HttpResponse {
    let number = told.drafts.fetch_add(1, Ordering::Relaxed);
    let note = form.iter().find(|it| it.0 == "note").map(|it| it.1.as_str());
    if number == 0 || note != Some("Zoë said\nyes") {
        return HttpResponse::ServiceUnavailable().finish();
    }
    HttpResponse::Ok().json(json!({"says": "Saved 8:52am", "version": "2"}))
}

/// A browser, and the driver that ends with it.
struct Browser {
    client: Client,
    _driver: Driver,
}

struct Driver(Child);

/// Ends the driver in a way that lets it end the browser, also when a test fails.
impl Drop for Driver {
    fn drop(&mut self) {
        let process = self.0.id().to_string();
        if Command::new("kill").arg(process).status().is_ok_and(|it| it.success()) {
            self.0.wait().ok();
        }
    }
}

impl Browser {
    async fn start(options: Value) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut driver = Command::new("chromedriver");
        driver.arg(format!("--port={port}")).stdout(Stdio::null());
        let driver = Driver(driver.spawn().unwrap());
        let wants = json!({"goog:chromeOptions": options});
        let wants = wants.as_object().unwrap().clone();
        for _ in 0..100 {
            let mut builder = ClientBuilder::new(HttpConnector::new());
            builder.capabilities(wants.clone());
            if let Ok(client) = builder.connect(&format!("http://127.0.0.1:{port}")).await {
                return Self { client, _driver: driver };
            }
            rt::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("chromedriver did not start");
    }

    /// A wide window, or a phone that shows the whole of most pages.
    async fn sized(phone: bool) -> Self {
        let mut options = json!({"args": [
            "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1280,900"
        ]});
        if phone {
            let metrics = json!({"width": 320, "height": 2400, "pixelRatio": 1.0});
            options["mobileEmulation"] = json!({"deviceMetrics": metrics});
        }
        Self::start(options).await
    }
}

/// What is wrong with the page that is open.
async fn faults(client: &Client, axe: &str) -> Vec<String> {
    client.execute(axe, vec![]).await.unwrap();
    let run = format!(
        "const done = arguments[arguments.length - 1];\
         axe.run(document, {{runOnly: {RULES}}}).then((it) => done(it.violations.map((v) => \
         v.id + ': ' + v.nodes.map((n) => n.html + ' ' + n.failureSummary).join('; '))))"
    );
    let found = client.execute_async(&run, vec![]).await.unwrap();
    let mut faults: Vec<String> = serde_json::from_value(found).unwrap();
    let wide = "return document.documentElement.scrollWidth - innerWidth";
    let wide = client.execute(wide, vec![]).await.unwrap().as_f64().unwrap();
    if wide > 0.0 {
        faults.push(format!("scrolls {wide} pixels sideways"));
    }
    faults
}

/// The whole page, in a window as high as it is.
async fn picture(client: &Client) -> Vec<u8> {
    let height = "return document.documentElement.scrollHeight + 143";
    let height = client.execute(height, vec![]).await.unwrap().as_u64().unwrap();
    client.set_window_size(1280, u32::try_from(height).unwrap().max(900)).await.unwrap();
    client.screenshot().await.unwrap()
}

#[actix_web::test]
#[ignore = "needs a browser"]
async fn every_page_is_accessible_and_keeps_to_the_content_policy() {
    let told = web::Data::new(Told::default());
    let port = serve(told.clone());
    let axe = fs::read_to_string(concat!(env!("NODE_MODULES"), "/axe-core/axe.min.js")).unwrap();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/target/gallery");
    fs::create_dir_all(folder).unwrap();
    let mut wrong = Vec::new();
    for (device, phone) in [("desk", false), ("phone", true)] {
        let browser = Browser::sized(phone).await;
        for (number, sample) in sample::all().iter().enumerate() {
            for theme in ["light", "dark"] {
                let address = format!("http://127.0.0.1:{port}/sample/{theme}/{number}");
                browser.client.goto(&address).await.unwrap();
                let name = format!("{} {} {theme} {device}", sample.template, sample.name);
                for fault in faults(&browser.client, &axe).await {
                    wrong.push(format!("{name}: {fault}"));
                }
                let name = name.replace(['/', ' '], "-");
                fs::write(format!("{folder}/{name}.png"), picture(&browser.client).await).unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(told.broke_policy.load(Ordering::Relaxed), 0);
}

#[actix_web::test]
#[ignore = "needs a browser"]
async fn a_draft_is_saved_again_after_trouble_and_nothing_typed_is_lost() {
    let told = web::Data::new(Told::default());
    let port = serve(told.clone());
    let browser = Browser::sized(false).await;
    let client = &browser.client;
    client.goto(&format!("http://127.0.0.1:{port}/script/draft")).await.unwrap();
    let note = client.find(Locator::Css("textarea")).await.unwrap();
    note.send_keys("Zoë said\nyes").await.unwrap();
    let says = |text: &str| format!("//*[@data-saved-says][contains(., '{text}')]");
    let wait = || client.wait().at_most(Duration::from_secs(15));
    wait().for_element(Locator::XPath(&says("still here"))).await.unwrap();
    wait().for_element(Locator::XPath(&says("Saved 8:52am"))).await.unwrap();
    let value = client.execute("return document.forms[0].note.value", vec![]).await.unwrap();
    let version = client.execute("return document.forms[0].version.value", vec![]).await.unwrap();
    assert_eq!((value, version), (json!("Zoë said\nyes"), json!("2")));
    assert_eq!(told.drafts.load(Ordering::Relaxed), 2);
}

#[actix_web::test]
#[ignore = "needs a browser"]
async fn a_warning_comes_before_the_end_of_a_session_and_can_be_answered() {
    let port = serve(web::Data::new(Told::default()));
    let browser = Browser::sized(false).await;
    let client = &browser.client;
    client.goto(&format!("http://127.0.0.1:{port}/script/session")).await.unwrap();
    let wait = || client.wait().at_most(Duration::from_secs(20));
    wait().for_element(Locator::Css("dialog[open]")).await.unwrap();
    client.find(Locator::Css("[data-session-stay]")).await.unwrap().click().await.unwrap();
    wait().for_element(Locator::Css("dialog:not([open])")).await.unwrap();
    wait().for_element(Locator::XPath("//*[text()='signed out']")).await.unwrap();
}
