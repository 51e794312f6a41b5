//! The agencies of an area: the list, and one to add or change.
use serde::Serialize;

use super::form::Form;
use super::page::Page;
use super::settings::{Choice, Mark, Tab};
use crate::domain::text::Private;

/// The agencies.
#[derive(Serialize)]
pub struct Agencies {
    /// The way to the other pages of settings.
    pub tabs: Vec<Tab>,
    /// Each agency, by name.
    pub agencies: Vec<AgencyRow>,
}

/// An agency in the list.
#[derive(Serialize)]
pub struct AgencyRow {
    /// Its page.
    pub href: String,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: &'static str,
    /// On which cases it is asked.
    pub asked: &'static str,
    /// Its lead contact.
    pub lead: Option<Private>,
    /// Its number.
    pub phone: String,
    /// That it does not take part.
    pub mark: Option<Mark>,
}

impl Page for Agencies {
    const TEMPLATE: &'static str = "pages/agency/index";
    const SECTION: &'static str = "settings";

    fn title(&self) -> String {
        "Agencies".to_owned()
    }
}

/// An agency to add or change.
#[derive(Serialize)]
pub struct AgencyPage {
    /// `name`, `kind`, `ask_rule`, `lead`, `phone` and `active`.
    pub form: Form,
    /// Where the form posts to.
    pub action: String,
    /// The version that is shown; none for a new agency.
    pub version: Option<i32>,
    /// The kinds.
    pub kinds: Vec<Choice>,
    /// When it may be asked.
    pub ask_rules: Vec<Choice>,
    /// Its people, one of whom leads it.
    pub leads: Vec<Choice>,
    /// Whether it takes part.
    pub actives: Vec<Choice>,
}

impl Page for AgencyPage {
    const TEMPLATE: &'static str = "pages/agency/form";
    const SECTION: &'static str = "settings";

    fn title(&self) -> String {
        if self.version.is_some() { "Change an agency" } else { "Add an agency" }.to_owned()
    }

    fn failed(&self) -> bool {
        self.form.failed()
    }
}

#[cfg(test)]
pub(crate) fn samples() -> Vec<super::sample::Sample> {
    use super::sample::Sample;
    let row = |name: &str, lead: Option<&str>, mark| AgencyRow {
        href: "/settings/agencies/1".to_owned(),
        name: name.to_owned(),
        kind: "IDVA or specialist domestic abuse service",
        asked: "Only when the coordinator adds it",
        lead: lead.map(Private::from),
        phone: "01632 960 145".to_owned(),
        mark,
    };
    let gone = Mark { text: "Not taking part", colour: "grey" };
    let agencies =
        vec![row("Safe Haven", Some("Aisha Rahman"), None), row("Old", None, Some(gone))];
    let tabs = || super::settings::tabs("Agencies");
    let choices = |all: &[&str]| all.iter().map(|it| Choice::new(*it, *it)).collect::<Vec<_>>();
    let page = |form: Form, version: Option<i32>| AgencyPage {
        form,
        action: "/settings/agencies".to_owned(),
        version,
        kinds: choices(&["Police", "Refuge"]),
        ask_rules: choices(&["Every case", "Cases with children"]),
        leads: version.map(|_| choices(&["Aisha Rahman"])).unwrap_or_default(),
        actives: choices(&["Yes", "No"]),
    };
    let mut wrong = Form::new([("kind", "Refuge"), ("phone", "01632 960 145")]);
    wrong.refuse("name", "Enter the agency’s name");
    wrong.refuse("ask_rule", "Select when it is asked");
    vec![
        Sample::new("", &Agencies { tabs: tabs(), agencies }),
        Sample::new("empty", &Agencies { tabs: tabs(), agencies: vec![] }),
        Sample::new("new", &page(Form::empty(), None)),
        Sample::new("refused", &page(wrong, Some(2))),
    ]
}
