//! Meetings: the list of them, one with who leads it, and when it is held.
use serde::Serialize;

use super::agenda::Flag;
use crate::domain::text::Private;
use crate::views::form::Form;
use crate::views::page::Page;

mod time;

pub use time::{Cancel, NewTime, TimeKind};

/// The meetings around today.
#[derive(Clone, Serialize)]
pub struct Meetings {
    /// The groups: today, to come, past.
    pub groups: Vec<MeetingGroup>,
    /// Whether the reader may call an extra one.
    pub may_schedule: bool,
}

/// Meetings under one heading.
#[derive(Clone, Serialize)]
pub struct MeetingGroup {
    /// The group's place in the page.
    pub id: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// What it says when it is empty.
    pub none: &'static str,
    /// The meetings.
    pub meetings: Vec<MeetingLine>,
}

/// One meeting in a list.
#[derive(Clone, Serialize)]
pub struct MeetingLine {
    /// Its page.
    pub href: String,
    /// "Thursday 12 February 2026, 10am".
    pub when: String,
    /// "Extra meeting"; none for a regular one.
    pub kind: Option<&'static str>,
    /// Where it stands.
    pub state: Flag,
    /// "14 cases".
    pub cases: String,
    /// Who chairs it; blank when nobody is named.
    pub chair: Private,
}

impl Page for Meetings {
    const TEMPLATE: &'static str = "pages/schedule/list";
    const SECTION: &'static str = "agenda";

    fn title(&self) -> String {
        "Meetings".to_owned()
    }
}

/// One meeting.
#[derive(Clone, Serialize)]
pub struct Meeting {
    /// "Thursday 12 February 2026".
    pub day: String,
    /// "Daily meeting", "Extra meeting".
    pub kind: &'static str,
    /// The page's own address.
    pub href: String,
    /// Where it stands.
    pub state: Flag,
    /// Why it was cancelled, moved or called.
    pub reason: String,
    /// Its times and place.
    pub facts: Vec<Fact>,
    /// Whether the reader may move or cancel it and name people.
    pub can_change: bool,
    /// Its version.
    pub version: i32,
    /// Who may chair.
    pub chairs: Vec<Person>,
    /// Who may write.
    pub writers: Vec<Person>,
    /// `chair`, `substitute` and `minute_taker`.
    pub form: Form,
}

/// A name and a value.
#[derive(Clone, Serialize)]
pub struct Fact {
    /// "Starts".
    pub key: &'static str,
    /// "10am".
    pub value: Private,
}

/// Somebody who may be named.
#[derive(Clone, Serialize)]
pub struct Person {
    /// Their account.
    pub value: String,
    /// Their name.
    pub text: Private,
}

impl Page for Meeting {
    const TEMPLATE: &'static str = "pages/schedule/show";
    const SECTION: &'static str = "agenda";

    fn title(&self) -> String {
        format!("Meeting on {}", self.day)
    }

    fn failed(&self) -> bool {
        self.form.failed()
    }
}

#[cfg(test)]
pub(crate) fn samples() -> Vec<super::sample::Sample> {
    use super::sample::Sample;
    let flag = |text: &str, colour| Flag { text: text.to_owned(), colour };
    let line = |state: Flag, kind| MeetingLine {
        href: "/meetings/2026-02-12".to_owned(),
        when: "Thursday 12 February 2026, 10am".to_owned(),
        kind,
        state,
        cases: "14 cases".to_owned(),
        chair: "Priya Nair".into(),
    };
    let group =
        |id, title, meetings| MeetingGroup { id, title, none: "No meeting today.", meetings };
    let list = Meetings {
        groups: vec![
            group("today", "Today", vec![]),
            group(
                "coming",
                "To come",
                vec![
                    line(flag("Draft agenda", "yellow"), None),
                    line(flag("Cancelled", "grey"), Some("Extra meeting")),
                ],
            ),
        ],
        may_schedule: true,
    };
    let one = meeting_sample();
    let mut failed = one.clone();
    failed.form.refuse("substitute", "Select somebody else than the chair");
    let seen = Meeting { can_change: false, reason: String::new(), ..one.clone() };
    let mut samples = vec![
        Sample::new("", &list),
        Sample::new("", &one),
        Sample::new("with errors", &failed),
        Sample::new("for an agency", &seen),
    ];
    samples.extend(time::samples());
    samples
}

#[cfg(test)]
fn meeting_sample() -> Meeting {
    let fact = |key, value: &str| Fact { key, value: value.into() };
    let person = |number: u32, name: &str| Person {
        value: format!("0198c0de-0000-4000-8000-{number:012}"),
        text: name.into(),
    };
    Meeting {
        day: "Thursday 12 February 2026".to_owned(),
        kind: "Daily meeting",
        href: "/meetings/2026-02-12".to_owned(),
        state: Flag::new("Scheduled", "blue"),
        reason: "Moved because the room is needed".to_owned(),
        facts: vec![fact("Starts", "10am"), fact("Chair", "Priya Nair"), fact("Join", "")],
        can_change: true,
        version: 2,
        chairs: vec![person(1, "Priya Nair"), person(2, "Tom Ashby")],
        writers: vec![person(3, "Dee Cole")],
        form: Form::new([("chair", "0198c0de-0000-4000-8000-000000000001")]),
    }
}
