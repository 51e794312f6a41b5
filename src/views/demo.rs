//! The demo's own pages: people to be, and the letters that have left.
use serde::Serialize;

use super::page::Page;
use crate::domain::text::Private;

/// The people to be, one press each.
#[derive(Serialize)]
pub struct People {
    /// The made-up county.
    pub area: String,
    /// The people, agency by agency.
    pub groups: Vec<Group>,
}

/// Some people under a heading.
#[derive(Serialize)]
pub struct Group {
    /// The heading.
    pub title: String,
    /// The people.
    pub people: Vec<Somebody>,
}

impl Group {
    /// Some people under a heading.
    pub fn of(title: &str, people: impl Iterator<Item = Somebody>) -> Self {
        Self { title: title.to_owned(), people: people.collect() }
    }
}

/// Somebody to be.
#[derive(Serialize)]
pub struct Somebody {
    /// What is posted.
    pub account: String,
    /// What they are called.
    pub name: Private,
    /// Their post and agency.
    pub part: String,
    /// What they are in the service.
    pub roles: String,
}

impl Page for People {
    const TEMPLATE: &'static str = "pages/demo/people";

    fn title(&self) -> String {
        "Choose who to be".to_owned()
    }
}

/// The letters that have left.
#[derive(Serialize)]
pub struct Mailbox {
    /// The letters, newest first.
    pub letters: Vec<LetterLine>,
}

/// A letter in the list.
#[derive(Clone, Serialize)]
pub struct LetterLine {
    /// Its identifier.
    pub id: String,
    /// Whom it is to.
    pub to: Private,
    /// Its subject.
    pub subject: String,
    /// When it left, in words.
    pub at: String,
}

impl Page for Mailbox {
    const TEMPLATE: &'static str = "pages/demo/mailbox";

    fn title(&self) -> String {
        "Mail of the demo".to_owned()
    }
}

/// One letter.
#[derive(Serialize)]
pub struct Letter {
    /// What the list shows of it.
    pub line: LetterLine,
    /// Its plain text.
    pub text: Private,
    /// Its HTML, which is shown at an address of its own.
    #[serde(skip)]
    pub html: Private,
    /// The message as it went.
    #[serde(skip)]
    pub source: Private,
}

impl Page for Letter {
    const TEMPLATE: &'static str = "pages/demo/letter";

    fn title(&self) -> String {
        "A letter of the demo".to_owned()
    }
}

#[cfg(test)]
pub(crate) fn samples() -> Vec<super::sample::Sample> {
    use super::sample::Sample;
    let somebody = |name: &str, part: &str, roles: &str| Somebody {
        account: format!("account-{}", name.len()),
        name: name.into(),
        part: part.to_owned(),
        roles: roles.to_owned(),
    };
    let line = LetterLine {
        id: "7c1f3a52-3c1b-4f43-9f0f-6f3f2f1f0a01".to_owned(),
        to: "Marcus Reid <m.reid@northshire.example>".into(),
        subject: "Daily meeting Thursday 12 February: your copy, 2 actions for you".to_owned(),
        at: "11:52am on Thursday 12 February 2026".to_owned(),
    };
    let chair = somebody("Priya Nair", "Detective chief inspector, Northshire Police", "Chair");
    let housing = somebody("Marcus Reid", "Housing manager, Housing Options", "Representative");
    let groups = vec![
        Group::of("Those who lead the meeting", [chair].into_iter()),
        Group::of("Housing Options", [housing].into_iter()),
    ];
    let text = "Daily meeting\n\nYour actions\n1. Change the locks.\n".into();
    let (html, source) = (Private::default(), Private::default());
    vec![
        Sample::signed_out("", &People { area: "Northshire".to_owned(), groups }),
        Sample::signed_out("empty", &Mailbox { letters: Vec::new() }),
        Sample::signed_out("one", &Mailbox { letters: vec![line.clone()] }),
        Sample::signed_out("", &Letter { line, text, html, source }),
    ]
}
