//! Protected contact: the press that shows it, what is shown then, and who was shown it. Nothing of
//! the page is printed.
use serde::Serialize;

use super::CaseHead;
use crate::domain::protected::Reason;
use crate::domain::text::Private;
use crate::views::form::Form;
use crate::views::page::Page;
use crate::views::referral::Entry;

/// Protected contact.
#[derive(Clone, Serialize)]
pub struct ProtectedPage {
    /// The top of the page.
    pub case: CaseHead,
    /// Its address.
    pub href: String,
    /// What was chosen before it is shown, or who is let see it.
    pub form: Form,
    /// Why somebody may need it; none while a reason holds.
    pub reasons: Option<Vec<Choice>>,
    /// What is shown once it was asked for.
    pub opened: Option<Opened>,
    /// Whom it was shown to, newest first.
    pub shows: Vec<ShowRow>,
    /// Representatives, for those who let them see it.
    pub lending: Option<LendingView>,
}

/// What is shown.
#[derive(Clone, Serialize)]
pub struct Opened {
    /// What is protected; none where it is not shown but being written down.
    pub rows: Option<Vec<Entry>>,
    /// The form that writes it down; none for those who may only read.
    pub change: Option<Change>,
}

/// The form that writes it down.
#[derive(Clone, Serialize)]
pub struct Change {
    /// What is typed.
    pub form: Form,
    /// The version that the form was read at.
    pub version: String,
}

/// One time that it was shown.
#[derive(Clone, Serialize)]
pub struct ShowRow {
    /// Name and agency.
    pub who: Private,
    /// Why.
    pub reason: &'static str,
    /// "8:52am today".
    pub when: String,
}

/// Representatives.
#[derive(Clone, Serialize)]
pub struct LendingView {
    /// Those who may see it.
    pub lent: Vec<Person>,
    /// Those who could be let.
    pub others: Vec<Person>,
}

/// Somebody in a list.
#[derive(Clone, Serialize)]
pub struct Person {
    /// Their account.
    pub value: String,
    /// Name and agency.
    pub text: Private,
}

/// One of a list.
#[derive(Clone, Serialize)]
pub struct Choice {
    value: &'static str,
    text: &'static str,
}

impl ProtectedPage {
    /// Why somebody may need it.
    pub fn reasons() -> Vec<Choice> {
        Reason::ALL.iter().map(|it| Choice { value: it.as_str(), text: it.shown() }).collect()
    }
}

impl Page for ProtectedPage {
    const TEMPLATE: &'static str = "pages/case/protected";
    const SECTION: &'static str = "cases";

    fn title(&self) -> String {
        format!("Case {}", self.case.reference)
    }

    fn failed(&self) -> bool {
        let change = self.opened.as_ref().and_then(|it| it.change.as_ref());
        self.form.failed() || change.is_some_and(|it| it.form.failed())
    }
}

#[cfg(test)]
pub(super) fn samples() -> Vec<crate::views::sample::Sample> {
    use crate::views::sample::Sample;
    let show = ShowRow {
        who: "Aisha Rahman, Safe Haven IDVA service".into(),
        reason: Reason::Reach.shown(),
        when: "8:21am today".to_owned(),
    };
    let person = |value: &str, text: &str| Person { value: value.to_owned(), text: text.into() };
    let asks = ProtectedPage {
        case: super::show::head("Protected contact"),
        href: "/cases/0198c0de-0000-4000-8000-00000000000c/protected".to_owned(),
        form: Form::empty(),
        reasons: Some(ProtectedPage::reasons()),
        opened: None,
        shows: vec![show],
        lending: Some(LendingView {
            lent: vec![person("0198c0de-0000-4000-8000-000000000001", "Lee Hart, police")],
            others: vec![person("0198c0de-0000-4000-8000-000000000002", "Marcus Reid, housing")],
        }),
    };
    let mut wrong = asks.clone();
    wrong.form.refuse("reason", "Select why you need it");
    let change = Change {
        form: Form::new([("address", "Flat 2, 9 Wynd Court, NS7 4QT")]),
        version: "2".to_owned(),
    };
    let rows = vec![Entry::new("Refuge or confidential address", "Flat 2, 9 Wynd Court, NS7 4QT")];
    let opened = Opened { rows: Some(rows.clone()), change: Some(change) };
    let shown = ProtectedPage { reasons: None, opened: Some(opened), ..asks.clone() };
    let read = Opened { rows: Some(rows), change: None };
    let read = ProtectedPage { opened: Some(read), shows: vec![], lending: None, ..shown.clone() };
    let none = Opened { rows: Some(vec![]), change: None };
    let none = ProtectedPage { opened: Some(none), ..read.clone() };
    let first = ProtectedPage { reasons: None, lending: None, ..asks.clone() };
    let mut late = shown.clone();
    late.reasons = Some(ProtectedPage::reasons());
    if let Some(opened) = &mut late.opened {
        opened.rows = None;
        if let Some(change) = &mut opened.change {
            change.form.refuse("reason", "Select why you need it");
        }
    }
    vec![
        Sample::new("", &asks),
        Sample::new("wrong", &wrong),
        Sample::new("reason holds", &first),
        Sample::new("shown", &shown),
        Sample::new("read", &read),
        Sample::new("none", &none),
        Sample::new("late", &late),
    ]
}
