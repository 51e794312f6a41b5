//! Changing some items of an agenda at once: where they stand, their minutes, and off it.
use serde::Serialize;

use super::CaseName;
use crate::views::form::Form;
use crate::views::page::Page;

/// What is done with the items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ChangeKind {
    /// They get another place.
    Move,
    /// They get their own minutes.
    Minutes,
    /// They are heard at the next meeting.
    Defer,
    /// They are taken off.
    Remove,
}

impl ChangeKind {
    /// The change that a form's button names.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "move" => Some(Self::Move),
            "minutes" => Some(Self::Minutes),
            "defer" => Some(Self::Defer),
            "remove" => Some(Self::Remove),
            _ => None,
        }
    }

    fn heading(self) -> &'static str {
        match self {
            Self::Move => "Move cases",
            Self::Minutes => "Change minutes",
            Self::Defer => "Put cases off to the next meeting",
            Self::Remove => "Take cases off the agenda",
        }
    }
}

/// The page that asks how, before anything is changed.
#[derive(Clone, Serialize)]
pub struct Change {
    /// What is done.
    pub kind: ChangeKind,
    /// Its heading.
    pub heading: &'static str,
    /// "Thursday 12 February 2026".
    pub day: String,
    /// The agenda.
    pub back: String,
    /// The items.
    pub items: Vec<ChangeItem>,
    /// "A number from 1 to 14. It stays there until you move it again."
    pub place_hint: String,
    /// "Leave it empty for the usual 8 minutes."
    pub minutes_hint: String,
    /// `place`, `minutes` or `reason`.
    pub form: Form,
}

/// One item that is changed.
#[derive(Clone, Serialize)]
pub struct ChangeItem {
    /// Its listing.
    pub listing: String,
    /// Its number.
    pub number: usize,
    /// Its case.
    pub case: CaseName,
}

impl Change {
    /// The page for some items of an agenda of `count`, with `usual` minutes for a case.
    pub fn new(kind: ChangeKind, items: Vec<ChangeItem>, count: usize, usual: i32) -> Self {
        Self {
            kind,
            heading: kind.heading(),
            day: String::new(),
            back: String::new(),
            items,
            place_hint: format!(
                "A number from 1 to {count}. It stays there until you move it again."
            ),
            minutes_hint: format!("Leave it empty for the usual {usual} minutes."),
            form: Form::empty(),
        }
    }
}

impl Page for Change {
    const TEMPLATE: &'static str = "pages/agenda/change";
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
    let item = |number: usize| ChangeItem {
        listing: format!("0198c0de-0000-4000-8000-{number:012}"),
        number,
        case: CaseName {
            href: "/cases/0198c0de-0000-4000-8000-000000000001".to_owned(),
            reference: format!("NS-7K{number:02}"),
            name: "Amira Mansour, 34".into(),
        },
    };
    let page = |kind, form| Change {
        day: "Thursday 12 February 2026".to_owned(),
        back: "/meetings/2026-02-12/agenda".to_owned(),
        form,
        ..Change::new(kind, vec![item(2), item(9)], 14, 8)
    };
    let mut failed = Form::new([("reason", "")]);
    failed.refuse("reason", "Enter why it is put off");
    vec![
        Sample::new("move", &page(ChangeKind::Move, Form::empty())),
        Sample::new("minutes", &page(ChangeKind::Minutes, Form::empty())),
        Sample::new("put off", &page(ChangeKind::Defer, failed)),
        Sample::new("take off", &page(ChangeKind::Remove, Form::empty())),
    ]
}
