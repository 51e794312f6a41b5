//! The forms with which the meeting's decisions are written down.
use serde::Serialize;

use crate::domain::text::Private;
use crate::views::form::Form;

/// Something on offer in a list.
#[derive(Clone, Serialize)]
pub struct Choice {
    /// What is posted.
    pub value: String,
    /// Its words.
    pub text: Private,
}

impl Choice {
    /// A choice.
    pub fn new(value: impl Into<String>, text: impl Into<String>) -> Self {
        Self { value: value.into(), text: Private::new(text) }
    }
}

/// A form that adds something, or changes what is there.
#[derive(Clone, Serialize)]
pub struct Writing {
    /// What it is about: "Add a risk", "Change risk 2".
    pub title: String,
    /// Where it posts to.
    pub action: String,
    /// What was filled in.
    pub form: Form,
    /// The version that is changed; none when something is added.
    pub version: Option<i32>,
    /// Where the thing is removed, when it is there.
    pub remove: Option<String>,
    /// Where changing is given up.
    pub back: Option<String>,
    /// Whether it is shown open.
    pub open: bool,
    /// The words of its button.
    pub save: String,
}

/// The form of the decision.
#[derive(Clone, Serialize)]
pub struct DecisionForm {
    /// Where it posts to.
    pub action: String,
    /// What was filled in, or is saved.
    pub form: Form,
    /// The version that is changed.
    pub version: i32,
    /// How high the risk may be.
    pub levels: Vec<Choice>,
    /// What may happen with the case.
    pub dispositions: Vec<Choice>,
    /// The stored words of dispositions that ask for a reason, with blanks between.
    pub with_reason: String,
    /// Those that ask for a date.
    pub with_date: String,
    /// Those that ask for another case.
    pub with_case: String,
    /// Those for which the case counts as heard.
    pub heard: String,
    /// Whether nobody recorded the victim's views, so that the chair gives a reason.
    pub asks_views: bool,
    /// The day of the meeting that a case is carried over to.
    pub carried_to: Option<String>,
}

/// The forms of whoever records.
#[derive(Clone, Serialize)]
pub struct Record {
    /// What an agency says.
    pub said: Writing,
    /// The agencies.
    pub agencies: Vec<Choice>,
    /// How far a text may go.
    pub shares: Vec<Choice>,
    /// A risk.
    pub risk: Writing,
    /// Whom it may be about.
    pub abouts: Vec<Choice>,
    /// How high it may be.
    pub levels: Vec<Choice>,
    /// The decision.
    pub decision: DecisionForm,
    /// An action.
    pub action: Writing,
    /// Who may do it.
    pub owners: Vec<Choice>,
    /// When it may be due.
    pub dues: Vec<Choice>,
    /// The risks that it may answer.
    pub risks: Vec<Choice>,
}

impl Record {
    /// Whether any form has errors.
    pub(super) fn failed(&self) -> bool {
        let forms = [&self.said.form, &self.risk.form, &self.decision.form, &self.action.form];
        forms.iter().any(|it| it.failed())
    }
}

#[cfg(test)]
pub(super) fn sample() -> Record {
    let choices = |all: &[(&str, &str)]| -> Vec<Choice> {
        all.iter().map(|(value, text)| Choice::new(*value, *text)).collect()
    };
    let page = "/meetings/2026-02-12/live/4";
    let writing = |title: &str, path: &str, open| Writing {
        title: title.to_owned(),
        action: format!("{page}/{path}"),
        form: Form::empty(),
        version: None,
        remove: None,
        back: None,
        open,
        save: title.to_owned(),
    };
    let levels = choices(&[("high", "High"), ("medium", "Medium"), ("standard", "Standard")]);
    Record {
        said: writing("Add what an agency says", "said", false),
        agencies: choices(&[("a", "Northshire Police"), ("b", "Housing Options")]),
        shares: choices(&[
            ("minuted", "Read out and minuted"),
            ("chair_only", "For the chair only"),
        ]),
        risk: writing("Add a risk", "risks", false),
        abouts: choices(&[("p1", "Victim, Tamsin Bright"), ("staff", "Staff")]),
        levels: levels.clone(),
        decision: DecisionForm {
            action: format!("{page}/decision"),
            form: Form::new([
                ("risk_level", "high"),
                ("decision", "High. Weapon and threat to kill."),
                ("disposition", "carry_over"),
                ("disposition_reason", "Out of time"),
            ]),
            version: 3,
            levels,
            dispositions: choices(&[
                ("heard_plan_made", "Heard, plan made"),
                ("carry_over", "Carried over to the next meeting"),
            ]),
            with_reason: "carry_over heard_no_further_action".to_owned(),
            with_date: "escalate_full_marac".to_owned(),
            with_case: "duplicate_of".to_owned(),
            heard: "heard_plan_made".to_owned(),
            asks_views: true,
            carried_to: Some("Friday 13 February".to_owned()),
        },
        action: writing("Add an action", "actions", true),
        owners: choices(&[
            ("m1", "Housing Options, Marcus Reid"),
            ("m2", "Northshire Police, Lee Hart"),
        ]),
        dues: choices(&[("today", "Today, 12 February"), ("date", "A date")]),
        risks: choices(&[("r1", "1: Victim, Tamsin Bright"), ("r2", "2: Child, Isla")]),
    }
}

#[cfg(test)]
pub(super) fn sample_refused() -> Record {
    let mut record = sample();
    let page = "/meetings/2026-02-12/live/4";
    for (writing, title, field) in [
        (&mut record.said, "Change what Northshire Police said", "said"),
        (&mut record.risk, "Change risk 2", "risk_text"),
        (&mut record.action, "Change action 1", "text"),
    ] {
        writing.title = title.to_owned();
        writing.version = Some(1);
        writing.remove = Some(format!("{page}/remove/{field}"));
        writing.back = Some(page.to_owned());
        writing.open = true;
        writing.form.refuse(field, "Enter some words");
    }
    record.action.form.refuse("due_on", "Enter a due date");
    record.decision.form.refuse("none_reason", "Say why there are no views from the victim");
    record
}

#[cfg(test)]
pub(super) fn sample_empty() -> Record {
    let mut record = sample();
    record.risk.open = true;
    record.decision.form = Form::empty();
    record.risks = vec![];
    record
}
