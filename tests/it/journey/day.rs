//! One browser that passes from person to person through the county's day.
use super::county::County;
use crate::support::browser::Browser;
use crate::support::http::Visitor;
use crate::support::setup::Setup;

/// The police's representative, as their button names them.
pub const POLICE: &str = "Lee Hart Detective sergeant Agency representative";
/// The coordinator.
pub const COORDINATOR: &str = "Sam Okafor Meeting coordinator, Northshire Police Coordinator";
/// The chair.
pub const CHAIR: &str = "Priya Nair Detective chief inspector, Northshire Police Chair";
/// Housing's representative.
pub const HOUSING: &str = "Marcus Reid Housing manager Agency representative";
/// The representative of children's services.
pub const CHILDRENS: &str = "Mina Vale Team manager Agency representative";

/// The case that is followed.
pub struct Case {
    /// What people call it aloud.
    pub reference: String,
    /// The victim, as the referral names her.
    pub name: &'static str,
    /// What stands for the name where no name may.
    pub initials: &'static str,
}

/// The day.
pub struct Day {
    /// The window, in which one person after another signs in.
    pub browser: Browser,
    county: County,
}

impl Day {
    /// Starts the county and opens the browser.
    pub async fn begin(setup: Setup) -> Self {
        Self { county: County::start(), browser: setup.open().await }
    }

    /// Becomes somebody, by one press.
    pub async fn be(&self, person: &str) {
        self.browser.visit(&self.county.url("/demo/people")).await;
        self.browser.press(person).await;
        self.browser.sees("Signed in with").await;
        self.browser.axe().await;
    }

    /// Moves the clock by a button of the demo's bar.
    pub async fn clock(&self, button: &str) {
        self.browser.press(button).await;
        self.browser.sees("It is now").await;
    }

    /// Follows a link to a page with this heading, on which axe finds nothing.
    pub async fn follow(&self, link: &str, heading: &str) {
        self.browser.follow(link).await;
        self.arrives(heading).await;
    }

    /// Presses a button that leads to a page with this heading, on which axe finds nothing.
    pub async fn press(&self, button: &str, heading: &str) {
        self.browser.press(button).await;
        self.arrives(heading).await;
    }

    /// Waits until a page with this heading is there; axe finds nothing on it.
    pub async fn arrives(&self, heading: &str) {
        self.browser.sees(heading).await;
        let shown = self.browser.heading().await;
        assert!(shown.contains(heading), "“{shown}” without “{heading}”");
        self.browser.axe().await;
    }

    /// Opens the first of the newest cases, from any page; gives its reference.
    pub async fn first_case(&self, person: &str) -> String {
        let list = self.visitor(person).await.get("/cases").await;
        let link = list.links().iter().find(|it| it.text.starts_with("NS-")).unwrap().text.clone();
        self.follow("Cases", "Cases").await;
        self.browser.follow(&link).await;
        self.browser.sees("Protected contact").await;
        link.split([' ', ',', ':']).next().unwrap().to_owned()
    }

    /// Somebody at a program without scripts and pictures, for what is looked through in bulk.
    pub async fn visitor(&self, person: &str) -> Visitor {
        let mut visitor = self.county.visitor();
        let people = visitor.get("/demo/people").await;
        people.form(person).submit(&mut visitor).await;
        visitor
    }
}
