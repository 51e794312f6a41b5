//! A meeting's room before the meeting is opened.
use serde::Serialize;

use crate::domain::text::Private;
use crate::views::form::Form;
use crate::views::page::Page;

/// A meeting that has not been opened.
#[derive(Clone, Serialize)]
pub struct Before {
    /// Its day: "Thursday 12 February 2026".
    pub day: String,
    /// When and where: "10am, Civic Centre room 2".
    pub place: String,
    /// The link to join by; blank when there is none.
    pub join_link: String,
    /// "14 cases", of those that the reader may see.
    pub cases: String,
    /// Where its agenda is.
    pub agenda: String,
    /// Why it cannot be opened, when it cannot.
    pub closed_because: Option<String>,
    /// Where the opening posts to; none for those who do not open meetings.
    pub action: Option<String>,
    /// Who leads and who writes.
    pub form: Form,
    /// Who may chair it.
    pub chairs: Vec<Person>,
    /// Who may take the notes.
    pub writers: Vec<Person>,
}

/// Somebody on offer.
#[derive(Clone, Serialize)]
pub struct Person {
    /// Their account.
    pub value: String,
    /// Name and agency.
    pub text: Private,
}

impl Page for Before {
    const TEMPLATE: &'static str = "pages/meeting/before";
    const SECTION: &'static str = "agenda";

    fn title(&self) -> String {
        format!("Meeting of {}", self.day)
    }

    fn failed(&self) -> bool {
        self.form.failed()
    }
}

/// What somebody sees while a case is heard that is not there for them.
#[derive(Clone, Serialize)]
pub struct Paused {
    /// The meeting's day.
    pub day: String,
    /// Where to look whether sharing goes on.
    pub again: String,
}

impl Page for Paused {
    const TEMPLATE: &'static str = "pages/meeting/paused";
    const SECTION: &'static str = "agenda";

    fn title(&self) -> String {
        format!("Meeting of {}", self.day)
    }
}

#[cfg(test)]
pub(super) fn samples() -> Vec<crate::views::sample::Sample> {
    use crate::views::sample::Sample;
    let person = |value: &str, text: &str| Person { value: value.to_owned(), text: text.into() };
    let page = Before {
        day: "Thursday 12 February 2026".to_owned(),
        place: "10am, Civic Centre room 2".to_owned(),
        join_link: "https://meet.example/northshire".to_owned(),
        cases: "14 cases".to_owned(),
        agenda: "/meetings/2026-02-12/agenda".to_owned(),
        closed_because: None,
        action: Some("/meetings/2026-02-12/live/open".to_owned()),
        form: Form::new([("chair", "a"), ("writer", "b")]),
        chairs: vec![person("a", "Priya Nair, Northshire Police")],
        writers: vec![
            person("a", "Priya Nair, Northshire Police"),
            person("b", "Sam Okafor, Northshire County Council"),
        ],
    };
    let mut wrong = page.clone();
    wrong.form = Form::empty();
    wrong.form.refuse("chair", "Select who chairs the meeting");
    let early = Before {
        action: None,
        join_link: String::new(),
        closed_because: Some("It can be opened on Thursday 12 February.".to_owned()),
        ..page.clone()
    };
    vec![
        Sample::new("", &page),
        Sample::new("nobody chairs", &wrong),
        Sample::new("an agency, too early", &early),
        Sample::new(
            "",
            &Paused { day: page.day.clone(), again: "/meetings/2026-02-12/live".to_owned() },
        ),
    ]
}
