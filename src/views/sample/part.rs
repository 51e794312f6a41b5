//! One page of every part, so that each is looked at in a browser with and without errors.
use serde::Serialize;
use serde_json::{Value, json};

use super::Sample;
use crate::views::form::Form;
use crate::views::page::Page;

#[derive(Serialize)]
struct Parts {
    form: Form,
    #[serde(flatten)]
    rest: Value,
}

impl Page for Parts {
    const TEMPLATE: &'static str = "sample/part";
    const SECTION: &'static str = "today";

    fn title(&self) -> String {
        "Every part".to_owned()
    }

    fn failed(&self) -> bool {
        self.form.failed()
    }
}

pub(super) fn samples() -> Vec<Sample> {
    let right = Parts { form: Form::empty(), rest: rest() };
    let wrong = Parts { form: wrong(), rest: rest() };
    vec![Sample::new("without errors", &right), Sample::new("with errors", &wrong)]
}

fn wrong() -> Form {
    let mut form = Form::new([
        ("reporter", "A name \"with\" <marks> & more"),
        ("what", "First line.\n\nThird line."),
        ("password", "correct horse"),
        ("agency", "b"),
        ("born-day", "30"),
        ("born-month", "2"),
        ("risk", "high"),
        ("decision", "decline"),
        ("reason", "judgement"),
    ])
    .never_shown(&["password"]);
    form.required("reporter", "your name", 5);
    form.required("what", "what happened", 10);
    form.refuse("password", "Enter your password again");
    form.refuse("agency", "Select an agency that is asked");
    form.day("born", "the date of birth");
    form.refuse("risk", "Select the risk after discussion");
    form.required("why", "why you do not accept it", 700);
    form.refuse("decision", "Select what you want to do");
    form.refuse("reason", "Select at least one reason");
    form.refuse("statement", "Confirm that you have read the statement");
    form.refuse_whole("The meeting is closed");
    form
}

fn rest() -> Value {
    json!({
        "flags": [
            {"text": "Strangulation", "colour": "red"}, {"text": "Repeat, 3rd", "colour": "purple"},
            {"text": "Pregnant", "colour": "pink"}, {"text": "2 children", "colour": "blue"},
            {"text": "Linked to item 9", "colour": "orange"}, {"text": "MAPPA", "colour": "grey"},
            {"text": "Judgement", "colour": "yellow"}, {"text": "Interpreter", "colour": "turquoise"}
        ],
        "tasks": [
            {"title": "Triage referrals", "href": "#", "hint": "3 waiting", "status": "3 to do", "colour": "red"},
            {"title": "Publish the agenda", "hint": "Opens at 9am", "status": "Cannot start yet"},
            {"title": "Confirm who attends", "href": "#", "status": "Done"}
        ],
        "tabs": [
            {"href": "#", "text": "Mine (6)", "current": true}, {"href": "#", "text": "Whole team (14)"}
        ],
        "sheets": [
            {"number": 1, "href": "#", "current": true}, {"number": 2, "href": "#"}, {"ellipsis": true}
        ],
        "agencies": [{"value": "a", "text": "Police"}, {"value": "b", "text": "Probation"}],
        "risks": [
            {"value": "high", "text": "High"}, {"value": "medium", "text": "Medium"},
            {"value": "standard", "text": "Standard"}
        ],
        "sent": {"text": "Sent 12:41pm", "colour": "green"},
        "rows": [
            {"key": "Referred by", "value": "PC A. Doyle", "href": "#", "action": "Change", "says": "who referred"},
            {"key": "IDVA", "value": "Referred at 6:55am.\nNot yet contacted", "no_action": true}
        ]
    })
}
