//! The roll of a meeting, and the statement that each person accepts on their own screen.
use serde::Serialize;

use super::form::Form;
use super::page::Page;
use crate::domain::text::Private;

/// The attendance page.
#[derive(Clone, Serialize)]
pub struct Attendance {
    /// The meeting's day: "Thursday 12 February 2026".
    pub day: String,
    /// The statement, paragraph by paragraph.
    pub statement: Vec<String>,
    /// Its version.
    pub statement_version: i32,
    /// Where the own acceptance posts to.
    pub accept_action: String,
    /// The own acceptance.
    pub accept: Form,
    /// "You accepted version 1 at 9:58am", once that is so.
    pub accepted: Option<String>,
    /// Where the room is, for those who may come in.
    pub room: Option<String>,
    /// The roll, for those who call it.
    pub roll: Option<Roll>,
}

/// The roll.
#[derive(Clone, Serialize)]
pub struct Roll {
    /// Where it posts to.
    pub action: String,
    /// What each line says.
    pub form: Form,
    /// Everybody expected or added.
    pub lines: Vec<RollLine>,
    /// What a line may say.
    pub presences: Vec<Choice>,
    /// "9 present, 3 not here yet, 2 apologies".
    pub count: String,
    /// Where somebody is added.
    pub add_action: String,
    /// Who is added.
    pub add: Form,
    /// Those with an account who are not on the roll.
    pub others: Vec<Choice>,
    /// The agencies that a guest may speak for.
    pub agencies: Vec<Choice>,
}

/// One line of the roll.
#[derive(Clone, Serialize)]
pub struct RollLine {
    /// The name of its field.
    pub presence: String,
    /// The name of the tick for the statement.
    pub accepted: String,
    /// The name of the field that keeps what the page showed.
    pub was: String,
    /// What the page showed.
    pub was_value: String,
    /// What they are called.
    pub name: Private,
    /// "Attendance of Mina Vale", for those who hear the page.
    pub label: Private,
    /// "Mina Vale accepted the statement".
    pub tick: Private,
    /// Their agency, with "observer" where it applies.
    pub agency: String,
    /// "Accepted at 9:58am", when they did so on their own screen.
    pub accepted_at: Option<String>,
}

/// Something on offer.
#[derive(Clone, Serialize)]
pub struct Choice {
    /// What is posted.
    pub value: String,
    /// Its words.
    pub text: Private,
}

impl Page for Attendance {
    const TEMPLATE: &'static str = "pages/attendance/index";
    const SECTION: &'static str = "agenda";

    fn title(&self) -> String {
        "Attendance".to_owned()
    }

    fn failed(&self) -> bool {
        let roll = self.roll.as_ref().is_some_and(|it| it.form.failed() || it.add.failed());
        roll || self.accept.failed()
    }
}

#[cfg(test)]
pub(crate) fn samples() -> Vec<super::sample::Sample> {
    use super::sample::Sample;
    let choice = |value: &str, text: &str| Choice { value: value.to_owned(), text: text.into() };
    let line = |key: &str, name: &str, agency: &str, at: Option<&str>| RollLine {
        presence: format!("presence-{key}"),
        accepted: format!("accepted-{key}"),
        was: format!("was-{key}"),
        was_value: "expected".to_owned(),
        name: name.into(),
        label: Private::new(format!("Attendance of {name}")),
        tick: Private::new(format!("{name} accepted the statement")),
        agency: agency.to_owned(),
        accepted_at: at.map(ToOwned::to_owned),
    };
    let roll = Roll {
        action: "/meetings/2026-02-12/attendance".to_owned(),
        form: Form::new([("presence-a", "present"), ("presence-b", "expected")]),
        lines: vec![
            line("a", "Mina Vale", "Children’s services", Some("Accepted at 9:58am")),
            line("b", "Dana Frost", "Probation", None),
        ],
        presences: vec![choice("expected", "Expected"), choice("present", "Present")],
        count: "1 present, 1 not here yet".to_owned(),
        add_action: "/meetings/2026-02-12/attendance/people".to_owned(),
        add: Form::empty(),
        others: vec![choice("c", "Olive Moss, Northshire Police")],
        agencies: vec![choice("d", "Housing Options")],
    };
    let page = Attendance {
        day: "Thursday 12 February 2026".to_owned(),
        statement: vec!["What is said here is confidential.".to_owned()],
        statement_version: 1,
        accept_action: "/meetings/2026-02-12/attendance/statement".to_owned(),
        accept: Form::empty(),
        accepted: Some("You accepted version 1 at 9:57am.".to_owned()),
        room: Some("/meetings/2026-02-12/live".to_owned()),
        roll: Some(roll),
    };
    let mut wrong = page.clone();
    if let Some(roll) = &mut wrong.roll {
        roll.form.refuse("accepted-b", "Untick the statement, or mark this person as present");
        roll.add.refuse("name", "Enter a name, or select somebody with an account");
    }
    let reader = Attendance { accepted: None, room: None, roll: None, ..page.clone() };
    vec![
        Sample::new("the roll", &page),
        Sample::new("errors", &wrong),
        Sample::new("an agency", &reader),
    ]
}
