//! The IDVA's pages: cases to be heard, one case, and victims to tell.
use serde::Serialize;

use crate::domain::support::{Method, Outcome};
use crate::domain::text::Private;
use crate::views::form::Form;
use crate::views::page::Page;

/// A case that is to be heard.
#[derive(Clone, Serialize)]
pub struct WaitingRow {
    /// Its page here.
    pub href: String,
    /// Its reference.
    pub reference: String,
    /// Initials and age.
    pub who: Private,
    /// "10am today".
    pub heard: String,
    /// "2 attempts, the last at 8:40am today: no answer", or "Not tried yet".
    pub tried: String,
    /// Whether the views are there.
    pub has_views: bool,
}

/// A victim to tell what came of the meeting.
#[derive(Clone, Serialize)]
pub struct ToTellRow {
    /// The action's page.
    pub href: String,
    /// The case's reference.
    pub reference: String,
    /// Initials and age.
    pub who: Private,
    /// "Today", "2 days overdue".
    pub due: String,
    /// Whether it is overdue.
    pub is_overdue: bool,
}

/// What waits for the IDVA.
#[derive(Clone, Serialize)]
pub struct BoardPage {
    /// Cases to be heard, soonest first.
    pub waiting: Vec<WaitingRow>,
    /// Victims to tell.
    pub to_tell: Vec<ToTellRow>,
}

impl Page for BoardPage {
    const TEMPLATE: &'static str = "pages/support/index";
    const SECTION: &'static str = "support";

    fn title(&self) -> String {
        "Support".to_owned()
    }
}

/// An attempt to reach the victim.
#[derive(Clone, Serialize)]
pub struct ContactRow {
    /// "8:40am today".
    pub when: String,
    /// How.
    pub method: &'static str,
    /// What came of it.
    pub outcome: &'static str,
    /// More about it.
    pub note: Private,
}

/// A hearing to come.
#[derive(Clone, Serialize)]
pub struct HearingRow {
    /// Its listing.
    pub listing: String,
    /// "Thursday 12 February at 10am".
    pub heard: String,
    /// The views as they are saved, or as they were typed.
    pub form: Form,
    /// The version that was read, 0 for none.
    pub version: String,
    /// The form's name, and its heading's id.
    pub id: String,
    /// The id of the views' field.
    pub text_id: String,
    /// The id of the reason's field.
    pub none_id: String,
}

/// One of a list.
#[derive(Clone, Serialize)]
pub struct Choice {
    value: &'static str,
    text: &'static str,
}

/// How a victim can be tried.
pub fn methods() -> Vec<Choice> {
    Method::ALL.iter().map(|it| Choice { value: it.as_str(), text: it.shown() }).collect()
}

/// What can come of it.
pub fn outcomes() -> Vec<Choice> {
    Outcome::ALL.iter().map(|it| Choice { value: it.as_str(), text: it.shown() }).collect()
}

/// One case, as the IDVA works on it.
#[derive(Clone, Serialize)]
pub struct DeskPage {
    /// What was typed about an attempt.
    pub form: Form,
    /// Its page here.
    pub href: String,
    /// The case's page.
    pub case_href: String,
    /// Its reference.
    pub reference: String,
    /// The victim's name, with the age.
    pub name: Private,
    /// How the victim can be reached.
    pub safe_contact: Private,
    /// Attempts, oldest first.
    pub contacts: Vec<ContactRow>,
    /// Hearings to come.
    pub hearings: Vec<HearingRow>,
    /// How a victim can be tried.
    pub methods: Vec<Choice>,
    /// What can come of it.
    pub outcomes: Vec<Choice>,
}

impl Page for DeskPage {
    const TEMPLATE: &'static str = "pages/support/desk";
    const SECTION: &'static str = "support";

    fn title(&self) -> String {
        format!("Support, case {}", self.reference)
    }

    fn failed(&self) -> bool {
        self.form.failed() || self.hearings.iter().any(|it| it.form.failed())
    }
}

#[cfg(test)]
pub(crate) fn samples() -> Vec<super::sample::Sample> {
    use super::sample::Sample;
    let waiting = WaitingRow {
        href: "/support/0198c0de-0000-4000-8000-00000000000c".to_owned(),
        reference: "NS-7K4Q".to_owned(),
        who: "J.F., 31".into(),
        heard: "10am today".to_owned(),
        tried: "1 attempt, the last at 8:40am today: no answer".to_owned(),
        has_views: false,
    };
    let done = WaitingRow { has_views: true, ..waiting.clone() };
    let to_tell = ToTellRow {
        href: "/actions/0198c0de-0000-4000-8000-00000000000e".to_owned(),
        reference: "NS-Q4R2".to_owned(),
        who: "T.B., 40".into(),
        due: "1 day overdue".to_owned(),
        is_overdue: true,
    };
    let board = BoardPage { waiting: vec![waiting.clone(), done], to_tell: vec![to_tell] };
    let empty = BoardPage { waiting: vec![], to_tell: vec![] };
    let desk = DeskPage {
        form: Form::new([("tried-day", "12"), ("tried_time", "8:40am")]),
        href: waiting.href.clone(),
        case_href: "/cases/0198c0de-0000-4000-8000-00000000000c".to_owned(),
        reference: "NS-7K4Q".to_owned(),
        name: "Jodie Farrow, 31".into(),
        safe_contact: "Through her sister only".into(),
        contacts: vec![ContactRow {
            when: "8:40am today".to_owned(),
            method: Method::Phone.shown(),
            outcome: Outcome::NoAnswer.shown(),
            note: "No message left".into(),
        }],
        hearings: vec![HearingRow {
            listing: "0198c0de-0000-4000-8000-00000000000f".to_owned(),
            heard: "Thursday 12 February at 10am".to_owned(),
            form: Form::new([("text", "To stay in her home")]),
            version: "1".to_owned(),
            id: "views1".to_owned(),
            text_id: "text".to_owned(),
            none_id: "none_reason".to_owned(),
        }],
        methods: methods(),
        outcomes: outcomes(),
    };
    let mut wrong = DeskPage { contacts: vec![], ..desk.clone() };
    wrong.form.refuse("outcome", "Select what came of it");
    vec![
        Sample::new("", &board),
        Sample::new("empty", &empty),
        Sample::new("", &desk),
        Sample::new("wrong", &wrong),
    ]
}
