//! When a meeting is held: calling an extra one, moving one, cancelling one.
use serde::Serialize;

use crate::views::form::Form;
use crate::views::page::Page;

/// What a new time is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum TimeKind {
    /// An extra meeting.
    Call,
    /// A meeting that is moved.
    Move,
}

/// The page that asks for a day and a time.
#[derive(Clone, Serialize)]
pub struct NewTime {
    /// What for.
    pub kind: TimeKind,
    /// The heading.
    pub heading: &'static str,
    /// "Thursday 12 February 2026", for a meeting that is moved.
    pub day: String,
    /// Where the form posts to.
    pub action: String,
    /// Where to go back to.
    pub back: String,
    /// The meeting's version.
    pub version: i32,
    /// `day`, `time`, `place` and `reason`.
    pub form: Form,
}

impl Page for NewTime {
    const TEMPLATE: &'static str = "pages/schedule/time";
    const SECTION: &'static str = "agenda";

    fn title(&self) -> String {
        match self.kind {
            TimeKind::Call => self.heading.to_owned(),
            TimeKind::Move => format!("{}, {}", self.heading, self.day),
        }
    }

    fn failed(&self) -> bool {
        self.form.failed()
    }
}

/// The page that asks why before a meeting is cancelled.
#[derive(Clone, Serialize)]
pub struct Cancel {
    /// "Thursday 12 February 2026".
    pub day: String,
    /// The meeting's page.
    pub back: String,
    /// "14 cases pass to the next meeting, with the research that is in."
    pub cases: String,
    /// The meeting's version.
    pub version: i32,
    /// `reason`.
    pub form: Form,
}

impl Page for Cancel {
    const TEMPLATE: &'static str = "pages/schedule/cancel";
    const SECTION: &'static str = "agenda";

    fn title(&self) -> String {
        format!("Cancel the meeting on {}", self.day)
    }

    fn failed(&self) -> bool {
        self.form.failed()
    }
}

#[cfg(test)]
pub(super) fn samples() -> Vec<crate::views::sample::Sample> {
    use crate::views::sample::Sample;
    let mut failed = Form::new([("day-day", "31"), ("day-month", "2"), ("day-year", "2026")]);
    failed.refuse_at("day", "day-day", "Enter the day as a real date, such as 27 3 2026");
    failed.refuse("reason", "Enter why the meeting is called");
    let call = NewTime {
        kind: TimeKind::Call,
        heading: "Call an extra meeting",
        day: String::new(),
        action: "/meetings/new".to_owned(),
        back: "/meetings".to_owned(),
        version: 0,
        form: failed,
    };
    let moved = NewTime {
        kind: TimeKind::Move,
        heading: "Move the meeting",
        day: "Thursday 12 February 2026".to_owned(),
        action: "/meetings/2026-02-12/move".to_owned(),
        back: "/meetings/2026-02-12".to_owned(),
        version: 2,
        form: Form::new([("time", "14:00")]),
    };
    let mut unsaid = Form::empty();
    unsaid.refuse("reason", "Enter why the meeting is cancelled");
    let cancel = Cancel {
        day: "Thursday 12 February 2026".to_owned(),
        back: "/meetings/2026-02-12".to_owned(),
        cases: "14 cases pass to the next meeting, with the research that is in.".to_owned(),
        version: 2,
        form: unsaid,
    };
    vec![
        Sample::new("extra with errors", &call),
        Sample::new("move", &moved),
        Sample::new("", &cancel),
    ]
}
