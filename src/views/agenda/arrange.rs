//! Putting a case onto an agenda, and publishing it.
use serde::Serialize;

use super::HistoryLine;
use crate::domain::text::Private;
use crate::views::form::Form;
use crate::views::page::{Link, Page};

/// The cases that could be put onto an agenda.
#[derive(Clone, Serialize)]
pub struct Add {
    /// "Thursday 12 February 2026".
    pub day: String,
    /// The agenda.
    pub back: String,
    /// The cases.
    pub choices: Vec<AddChoice>,
    /// Whether referrals have closed, so that a reason is needed.
    pub is_late: bool,
    /// Referrals that wait for triage.
    pub waiting: usize,
    /// `listing` and `reason`.
    pub form: Form,
}

/// A case that could be put onto an agenda.
#[derive(Clone, Serialize)]
pub struct AddChoice {
    /// Its listing elsewhere.
    pub value: String,
    /// Its reference, whom it is about.
    pub text: Private,
    /// "On the agenda of Friday 13 February", "Taken off an agenda".
    pub hint: String,
}

impl Page for Add {
    const TEMPLATE: &'static str = "pages/agenda/add";
    const SECTION: &'static str = "agenda";

    fn title(&self) -> String {
        format!("Add a case, {}", self.day)
    }

    fn failed(&self) -> bool {
        self.form.failed()
    }
}

/// What somebody sees before they publish an agenda.
#[derive(Clone, Serialize)]
pub struct Publish {
    /// "Publish the agenda", "Tell people what changed".
    pub heading: &'static str,
    /// "Thursday 12 February 2026".
    pub day: String,
    /// The agenda.
    pub back: String,
    /// How many cases are on it.
    pub cases: String,
    /// The agenda's version.
    pub version: i32,
    /// Whether referrals are still open.
    pub is_open: bool,
    /// Who is told.
    pub recipients: Vec<Recipient>,
    /// What changed since they were last told.
    pub changes: Vec<HistoryLine>,
    /// Cases with people to look at before they are told.
    pub unchecked: Vec<Link>,
    /// Whether there is nothing new to tell.
    pub is_told: bool,
    /// What stood in the way.
    pub form: Form,
}

/// Somebody who is told.
#[derive(Clone, Serialize)]
pub struct Recipient {
    /// Their name.
    pub name: Private,
    /// Their agency.
    pub agency: String,
}

impl Page for Publish {
    const TEMPLATE: &'static str = "pages/agenda/publish";
    const SECTION: &'static str = "agenda";

    fn title(&self) -> String {
        format!("{}, {}", self.heading, self.day)
    }

    fn failed(&self) -> bool {
        self.form.failed()
    }
}

#[cfg(test)]
pub(super) fn samples() -> Vec<crate::views::sample::Sample> {
    use crate::views::sample::Sample;
    let choice = |number: u32, hint: &str| AddChoice {
        value: format!("0198c0de-0000-4000-8000-{number:012}"),
        text: "NS-7K4Q Amira Mansour, 34".into(),
        hint: hint.to_owned(),
    };
    let mut failed = Form::empty();
    failed.refuse("listing", "Select a case");
    failed.refuse("reason", "Enter why it cannot wait");
    let add = Add {
        day: "Thursday 12 February 2026".to_owned(),
        back: "/meetings/2026-02-12/agenda".to_owned(),
        choices: vec![choice(1, "On the agenda of Friday 13 February"), choice(2, "Taken off")],
        is_late: true,
        waiting: 3,
        form: failed,
    };
    let none = Add { choices: vec![], waiting: 0, form: Form::empty(), ..add.clone() };
    let publish = Publish {
        heading: "Publish the agenda",
        day: "Thursday 12 February 2026".to_owned(),
        back: "/meetings/2026-02-12/agenda".to_owned(),
        cases: "14 cases".to_owned(),
        version: 1,
        is_open: true,
        recipients: vec![Recipient { name: "Priya Nair".into(), agency: "Police".to_owned() }],
        changes: vec![],
        unchecked: vec![Link {
            href: "/cases/0198c0de-0000-4000-8000-00000000000c/untold".to_owned(),
            text: "NS-7K4Q: 1 person who would be told is like somebody of the case".to_owned(),
        }],
        is_told: false,
        form: Form::empty(),
    };
    let changed = Publish {
        heading: "Tell people what changed",
        is_open: false,
        changes: super::paper::sample_history(),
        ..publish.clone()
    };
    let told = Publish { is_told: true, changes: vec![], ..changed.clone() };
    vec![
        Sample::new("with errors", &add),
        Sample::new("none", &none),
        Sample::new("first", &publish),
        Sample::new("changed", &changed),
        Sample::new("nothing new", &told),
    ]
}
