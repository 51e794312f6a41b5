//! How a browser is set up: with scripts or without, light or dark, a desk or a phone.
use fantoccini::ClientBuilder;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;

use super::browser::Browser;
use super::driver::Driver;

const FLAGS: &[&str] = &[
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1280,1000",
];

/// How a browser is set up before it opens.
#[derive(Clone, Debug, Default)]
pub struct Setup {
    scripts_off: bool,
    flags: Vec<&'static str>,
    phone: bool,
}

impl Setup {
    /// The pages' scripts do not run.
    pub fn without_scripts(mut self) -> Self {
        self.scripts_off = true;
        self
    }

    /// The person prefers dark colours.
    pub fn in_the_dark(mut self) -> Self {
        self.flags.push("--blink-settings=preferredColorScheme=0");
        self
    }

    /// A screen of 390 by 844 that is touched.
    pub fn on_a_phone(mut self) -> Self {
        self.phone = true;
        self
    }

    /// Opens the browser, with a profile of its own.
    pub async fn open(self) -> Browser {
        let (driver, profile) = (Driver::start(), tempfile::tempdir().unwrap());
        let own = format!("--user-data-dir={}", profile.path().display());
        let flags = [FLAGS, &self.flags, &[own.as_str()]].concat();
        let mut chrome = json!({ "args": flags });
        if self.phone {
            let screen = json!({ "width": 390, "height": 844, "pixelRatio": 2.0 });
            chrome["mobileEmulation"] = json!({ "deviceMetrics": screen });
        }
        let wanted =
            json!({ "goog:chromeOptions": chrome, "goog:loggingPrefs": { "browser": "ALL" } });
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(wanted.as_object().unwrap().clone())
            .connect(&driver.address())
            .await
            .unwrap();
        Browser::of(client, (driver, profile), self.scripts_off).await
    }
}
