//! The plan of a case as everybody in the room sees it.
use serde::Serialize;

use crate::domain::text::Private;
use crate::views::flag::FlagView;

/// A risk.
#[derive(Clone, Serialize)]
pub struct RiskView {
    /// Its number.
    pub number: i32,
    /// Who is at risk, or from whom: "Child, Isla".
    pub about: Private,
    /// How high it is: "High".
    pub level: String,
    /// The risk.
    pub text: Private,
    /// "Answered by action 1", or why no action answers it.
    pub answer: Option<Private>,
    /// Where it can be changed, for whoever records.
    pub change: Option<String>,
}

/// The decision as it is saved.
#[derive(Clone, Default, Serialize)]
pub struct DecisionView {
    /// How high the risk is after discussion; blank while nobody said.
    pub level: String,
    /// What was agreed and why.
    pub text: Private,
    /// What happens with the case, with its reason and date; blank while nobody said.
    pub outcome: Private,
}

/// An action.
#[derive(Clone, Serialize)]
pub struct ActionView {
    /// Its number.
    pub number: usize,
    /// What will be done.
    pub text: Private,
    /// Agency and person.
    pub owner: Private,
    /// When it is due.
    pub due: String,
    /// "Answers risk 2".
    pub risk: Option<String>,
    /// What is vague about its words.
    pub warnings: Vec<String>,
    /// Where it can be changed, for whoever records.
    pub change: Option<String>,
}

/// An earlier hearing.
#[derive(Clone, Serialize)]
pub struct EarlierView {
    /// Its day: "Monday 3 November 2025".
    pub day: String,
    /// What was decided: "High. Heard, plan made".
    pub decision: String,
    /// "2 of 3 actions done".
    pub count: String,
    /// What was undertaken.
    pub actions: Vec<EarlierAction>,
}

/// An action of an earlier hearing.
#[derive(Clone, Serialize)]
pub struct EarlierAction {
    /// What was to be done.
    pub text: Private,
    /// Agency and person.
    pub owner: Private,
    /// What became of it.
    pub state: FlagView,
    /// What came of it, in words.
    pub outcome: Private,
}

#[cfg(test)]
pub(super) fn sample_risks() -> Vec<RiskView> {
    let risk = |number, about: &str, answer: Option<&str>| RiskView {
        number,
        about: about.into(),
        level: "High".to_owned(),
        text: "He knows the address and has a key.".into(),
        answer: answer.map(Into::into),
        change: Some(format!("/meetings/2026-02-12/live/4?risk={number}#risk")),
    };
    vec![
        risk(1, "Victim, Tamsin Bright", Some("Answered by actions 1 and 2")),
        risk(2, "Child, Isla", None),
    ]
}

#[cfg(test)]
pub(super) fn sample_decision() -> DecisionView {
    DecisionView {
        level: "High".to_owned(),
        text: "High. Weapon and threat to kill.".into(),
        outcome: "Goes to the full MARAC on Thursday 26 February 2026".into(),
    }
}

#[cfg(test)]
pub(super) fn sample_actions() -> Vec<ActionView> {
    let action = |number, text: &str, warnings: &[&str]| ActionView {
        number,
        text: text.into(),
        owner: "Fire and rescue, Jan Pell".into(),
        due: "Monday 16 February".to_owned(),
        risk: Some("Answers risk 1".to_owned()),
        warnings: warnings.iter().map(|it| (*it).to_owned()).collect(),
        change: Some(format!("/meetings/2026-02-12/live/4?action={number}#action")),
    };
    vec![
        action(1, "Fit locks and a video doorbell", &[]),
        action(2, "Monitor the situation", &["“monitor” does not say what will be done."]),
    ]
}

#[cfg(test)]
pub(super) fn sample_earlier() -> Vec<EarlierView> {
    use crate::domain::flag::Colour;
    let action = |state: &str, colour| EarlierAction {
        text: "Change the locks of both doors".into(),
        owner: "Housing Options, Marcus Reid".into(),
        state: FlagView::new(state, colour),
        outcome: "Done the same day".into(),
    };
    vec![EarlierView {
        day: "Monday 3 November 2025".to_owned(),
        decision: "High. Heard, plan made".to_owned(),
        count: "1 of 2 actions done".to_owned(),
        actions: vec![action("Done", Colour::Grey), action("Was not done", Colour::Red)],
    }]
}
