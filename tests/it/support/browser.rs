//! A person at a real Chromium, with scripts or without.
//!
//! ```ignore
//! let browser = Browser::open().await;     // or Setup::default().without_scripts().open().await
//! browser.visit(&site.url("/sign-in")).await;
//! browser.fill("Email address", "a.rahman@safehaven.example").await;
//! browser.press("Sign in").await;
//! browser.choose(("Is she pregnant?", "Yes")).await;
//! browser.sees("Referral sent").await;
//! browser.axe().await;                     // fails with each thing that axe finds
//! browser.screenshot("sent").await;        // target/screenshots/sent.png, the whole page
//! ```
//! Each waits some seconds for what it names to be there, so tests never sleep; a miss fails with
//! the words that are there instead and a picture of the page. Controls are named as in `form.rs`.
use std::path::PathBuf;
use std::time::{Duration, Instant};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use fantoccini::Client;
use fantoccini::elements::{Element, ElementRef};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::axe;
use super::driver::{Driver, Extra};
use super::label::Label;
use super::setup::Setup;
use super::words::squeeze;

const PATIENCE: Duration = Duration::from_secs(10);
const PAUSE: Duration = Duration::from_millis(50);
const FIND: &str = include_str!("browser.js");
/// How the standard marks an element in JSON.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
/// An open browser window.
pub struct Browser {
    client: Client,
    scripts_off: bool,
    _driver: Driver,
    _profile: TempDir,
}

impl Browser {
    /// The window of a session that a driver has opened.
    pub(super) async fn of(client: Client, own: (Driver, TempDir), scripts_off: bool) -> Self {
        let browser = Self { client, scripts_off, _driver: own.0, _profile: own.1 };
        browser.stop_scripts(scripts_off).await;
        browser
    }

    /// Opens a browser as most people have it.
    pub async fn open() -> Self {
        Setup::default().open().await
    }

    /// Gives the browser an authenticator that keeps passkeys and always knows its person
    /// (Web Authentication, section 11). Gives what it is called by.
    pub async fn add_authenticator(&self) -> String {
        let body = json!({
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": true,
            "hasUserVerification": true, "isUserConsenting": true, "isUserVerified": true,
        });
        let id =
            self.client.issue_cmd(Extra { path: "webauthn/authenticator", body }).await.unwrap();
        id.as_str().unwrap().to_owned()
    }

    /// How many passkeys an authenticator keeps.
    pub async fn passkeys(&self, authenticator: &str) -> usize {
        let which = json!({ "authenticatorId": authenticator });
        let kept = self.tell_chromium("WebAuthn.getCredentials", &which).await;
        kept["credentials"].as_array().unwrap().len()
    }

    /// Keeps a cookie of the site that is shown.
    pub async fn keep_cookie(&self, name: &str, value: &str) {
        let url = self.client.current_url().await.unwrap();
        let cookie = json!({ "name": name, "value": value, "url": url.as_str() });
        self.tell_chromium("Network.setCookie", &cookie).await;
    }

    /// Goes to a full address.
    pub async fn visit(&self, url: &str) {
        self.client.goto(url).await.unwrap();
    }

    /// Presses a button, or opens what it opens.
    pub async fn press<'a>(&self, button: impl Into<Label<'a>>) {
        self.click("button", button.into()).await;
    }

    /// Follows a link.
    pub async fn follow(&self, link: &str) {
        self.click("link", link.into()).await;
    }

    /// Follows the one link whose words begin so, and answers the rest of them.
    pub async fn follow_starting(&self, words: &str) -> String {
        let script =
            "return Array.from(document.querySelectorAll('a[href]'), (it) => it.textContent)";
        let links = self.run(script, vec![]).await;
        let links = links.as_array().unwrap().iter().map(|it| squeeze(it.as_str().unwrap()));
        let found: Vec<String> = links.filter(|it| it.starts_with(words)).collect();
        assert_eq!(found.len(), 1, "links that begin with “{words}”");
        self.follow(&found[0]).await;
        found[0][words.len()..].to_owned()
    }

    /// Types into a field, in place of what it holds.
    pub async fn fill<'a>(&self, label: impl Into<Label<'a>>, text: &str) {
        let field = self.find("field", label.into()).await;
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    /// Chooses a radio button.
    pub async fn choose<'a>(&self, label: impl Into<Label<'a>>) {
        self.click("radio", label.into()).await;
    }

    /// Ticks a check box, if it has no tick.
    pub async fn tick<'a>(&self, label: impl Into<Label<'a>>) {
        let label = label.into();
        if !self.is_on(label).await {
            self.click("check", label).await;
        }
    }

    /// Takes the tick from a check box, if it has one.
    pub async fn untick<'a>(&self, label: impl Into<Label<'a>>) {
        let label = label.into();
        if self.is_on(label).await {
            self.click("check", label).await;
        }
    }

    /// Picks an option of a list by its words.
    pub async fn pick<'a>(&self, label: impl Into<Label<'a>>, option: &str) {
        let list = self.find("list", label.into()).await;
        list.select_by_label(option).await.unwrap();
    }

    /// What a field holds.
    pub async fn value<'a>(&self, label: impl Into<Label<'a>>) -> String {
        let field = self.find("any", label.into()).await;
        field.prop("value").await.unwrap().unwrap_or_default()
    }

    /// Waits until the words are seen on the page.
    pub async fn sees(&self, words: &str) {
        self.wait_for(words, true).await;
    }

    /// Waits until the words are not seen on the page.
    pub async fn does_not_see(&self, words: &str) {
        self.wait_for(words, false).await;
    }

    /// All words that are seen, with single spaces.
    pub async fn text(&self) -> String {
        let text = self.run("return document.body ? document.body.innerText : ''", vec![]).await;
        squeeze(text.as_str().unwrap_or_default())
    }

    /// The words of the page's `h1`.
    pub async fn heading(&self) -> String {
        let script = "return document.querySelector('h1').innerText";
        squeeze(self.run(script, vec![]).await.as_str().unwrap())
    }

    /// The title of the window.
    pub async fn title(&self) -> String {
        self.client.title().await.unwrap()
    }

    /// The path and query of the page.
    pub async fn path(&self) -> String {
        let url = self.client.current_url().await.unwrap();
        url[url::Position::BeforePath..].to_owned()
    }

    /// Goes a page back.
    pub async fn back(&self) {
        self.client.back().await.unwrap();
    }

    /// Presses keys wherever the focus is; `'\u{E004}'` and its like are the keys without letters,
    /// as in [`fantoccini::key::Key`].
    pub async fn keys(&self, keys: &str) {
        self.client.active_element().await.unwrap().send_keys(keys).await.unwrap();
    }

    /// The words of whatever has the focus.
    pub async fn focused(&self) -> String {
        let script = "const it = document.activeElement;
            const label = it.labels && it.labels[0] ? it.labels[0] : it;
            return it.getAttribute('aria-label') || label.innerText || it.value || ''";
        squeeze(self.run(script, vec![]).await.as_str().unwrap())
    }

    /// Forgets all cookies, so that somebody else can sign in.
    pub async fn forget(&self) {
        self.client.delete_all_cookies().await.unwrap();
    }

    /// Fails with each thing that axe finds wrong with the page, WCAG 2.2 AA and good practice.
    pub async fn axe(&self) {
        let found = self.violations().await;
        let place = self.path().await;
        assert!(found.is_empty(), "{place}: axe finds\n{}", found.join("\n"));
    }

    /// What axe finds wrong with the page, a line each.
    pub async fn violations(&self) -> Vec<String> {
        // It waits for promises, which need scripts; those of a loaded page stay unrun.
        self.stop_scripts(false).await;
        self.run(axe::source(), vec![]).await;
        let found = self.check(axe::RULES).await;
        self.stop_scripts(self.scripts_off).await;
        found
    }

    /// Runs axe, whose script the page already has.
    pub(super) async fn check(&self, rules: &[&str]) -> Vec<String> {
        let answer = self.client.execute_async(axe::RUN, vec![json!(rules)]).await.unwrap();
        serde_json::from_value(answer).unwrap()
    }

    /// What the browser has complained of since this was last asked: scripts that failed, things
    /// that the content security policy stopped, things that were not found.
    pub async fn complaints(&self) -> Vec<String> {
        let log = Extra { path: "se/log", body: json!({ "type": "browser" }) };
        let entries = self.client.issue_cmd(log).await.unwrap();
        // Its advice on forms is no complaint.
        let entries = entries.as_array().unwrap().iter().filter(|it| it["level"] != "DEBUG");
        entries.map(|it| it["message"].as_str().unwrap().to_owned()).collect()
    }

    /// Keeps a picture of the whole page as `target/screenshots/<name>.png`.
    pub async fn screenshot(&self, name: &str) -> PathBuf {
        let body =
            json!({ "cmd": "Page.captureScreenshot", "params": { "captureBeyondViewport": true } });
        let picture =
            self.client.issue_cmd(Extra { path: "goog/cdp/execute", body }).await.unwrap();
        let picture = BASE64_STANDARD.decode(picture["data"].as_str().unwrap()).unwrap();
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/screenshots");
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join(format!("{name}.png"));
        std::fs::write(&file, picture).unwrap();
        file
    }

    async fn stop_scripts(&self, value: bool) {
        let order = json!({ "value": value });
        self.tell_chromium("Emulation.setScriptExecutionDisabled", &order).await;
    }

    pub(super) async fn tell_chromium(&self, order: &str, details: &Value) -> Value {
        let body = json!({ "cmd": order, "params": details });
        self.client.issue_cmd(Extra { path: "goog/cdp/execute", body }).await.unwrap()
    }

    async fn is_on(&self, label: Label<'_>) -> bool {
        self.find("check", label).await.is_selected().await.unwrap()
    }

    /// A label that lies over its button or box takes the click instead.
    async fn click(&self, what: &str, label: Label<'_>) {
        let element = self.find(what, label).await;
        let Err(why) = element.click().await else { return };
        let found = self.run("return arguments[0].labels[0]", vec![as_argument(&element)]).await;
        let Some(over) = self.element(&found) else { panic!("{label}: {why}") };
        over.click().await.unwrap();
    }

    async fn find(&self, what: &str, label: Label<'_>) -> Element {
        let until = Instant::now() + PATIENCE;
        let arguments = vec![json!(what), json!(label.text), json!(label.group)];
        loop {
            let answer = self.client.execute(FIND, arguments.clone()).await.unwrap_or_default();
            let found = answer["found"].as_array().map(Vec::as_slice).unwrap_or_default();
            if let [one] = found {
                return self.element(one).unwrap();
            }
            if Instant::now() > until {
                let (count, seen) = (found.len(), &answer["seen"]);
                self.fail(&format!("{count} times {what} {label} among {seen:#}")).await;
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    async fn wait_for(&self, words: &str, wanted: bool) {
        let (until, words) = (Instant::now() + PATIENCE, squeeze(words));
        while self.text().await.contains(&words) != wanted {
            if Instant::now() > until {
                let seen = if wanted { "is not seen" } else { "is still seen" };
                self.fail(&format!("“{words}” {seen} in\n{}", self.text().await)).await;
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    async fn fail(&self, why: &str) -> ! {
        let name = std::thread::current().name().unwrap_or("test").replace("::", "-");
        let picture = self.screenshot(&format!("failed-{name}")).await;
        panic!("{}: {why}\nsee {}", self.path().await, picture.display());
    }

    pub(super) async fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.client.execute(script, arguments).await.unwrap()
    }

    fn element(&self, found: &Value) -> Option<Element> {
        let id = ElementRef::from(found[ELEMENT].as_str()?.to_owned());
        Some(Element::from_element_id(self.client.clone(), id))
    }
}

fn as_argument(element: &Element) -> Value {
    json!({ ELEMENT: element.element_id().as_ref() })
}
