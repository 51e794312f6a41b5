//! The triage of one referral: what it says on the left, the decision on the right.
use serde::Serialize;

use super::entry::{AnswerRow, Entry, NoteRow};
use crate::domain::referral::DeclineReason;
use crate::domain::text::Private;
use crate::views::flag::FlagView;
use crate::views::form::Form;
use crate::views::page::Page;

/// A case of the same people.
#[derive(Clone, Serialize)]
pub struct MatchRow {
    /// The case's page.
    pub href: String,
    /// Its reference.
    pub reference: String,
    /// The victim's name, when the victim is the same.
    pub who: Private,
    /// What agrees and what differs.
    pub says: String,
}

/// The victims of the referral and of the case it would be joined to, side by side.
#[derive(Clone, Serialize)]
pub struct Compared {
    /// The reference of the earlier case.
    pub reference: String,
    /// How alike the two are.
    pub says: &'static str,
    /// Each with name and date of birth, by the reference of the case.
    pub people: Vec<Entry>,
}

/// A meeting onto which the referral can go.
#[derive(Clone, Serialize)]
pub struct MeetingChoice {
    /// "Add to today", "Add to Friday 13 February".
    pub text: String,
    /// "Item 7 of 15. Finishes 12:13pm".
    pub hint: String,
    /// "9:30am today".
    pub research_due: String,
}

/// The triage of one referral.
#[derive(Clone, Serialize)]
pub struct TriagePage {
    /// What was typed into the decision.
    pub form: Form,
    /// Where the decision is posted to.
    pub action: String,
    /// "Referral 1 of 3", or where it stands.
    pub caption: String,
    /// The reference of its case.
    pub reference: String,
    /// The case's page.
    pub case_href: String,
    /// The victim's name, with the age.
    pub victim: Private,
    /// What to know at once.
    pub flags: Vec<FlagView>,
    /// How the victim can be reached.
    pub safe_contact: Private,
    /// Who sent it, when, and where they are called.
    pub entries: Vec<Entry>,
    /// The answers to the checklist.
    pub answers: Vec<AnswerRow>,
    /// Whether it is a repeat: "Repeat, 3rd in 12 months", "Not a repeat".
    pub repeat: String,
    /// Why, by which rule.
    pub repeat_why: String,
    /// The area's rule.
    pub repeat_rule: &'static str,
    /// Cases of the same people.
    pub matches: Vec<MatchRow>,
    /// Who may have an interest in the case, each as a sentence.
    pub possible: Vec<Private>,
    /// Whom to compare before the referral is joined to an earlier case.
    pub compared: Option<Compared>,
    /// What it does not say.
    pub gaps: Vec<&'static str>,
    /// What was asked, answered and added.
    pub notes: Vec<NoteRow>,
    /// Whether it is still to be decided.
    pub is_open: bool,
    /// What was decided, by whom and when; blank while it is open.
    pub decided: Private,
    /// The meeting by the area's rule.
    pub hearing: Option<MeetingChoice>,
    /// Today's meeting, when that is another one.
    pub today: Option<MeetingChoice>,
    /// "11 agencies will be asked for research straight away".
    pub asked: String,
    /// Why a referral is not accepted.
    pub reasons: Vec<Reason>,
    /// The version that was read.
    pub version: String,
}

/// A reason not to accept a referral.
#[derive(Clone, Serialize)]
pub struct Reason {
    value: &'static str,
    text: &'static str,
}

/// All reasons not to accept a referral.
pub fn reasons() -> Vec<Reason> {
    let reason = |it: &DeclineReason| Reason { value: it.as_str(), text: it.shown() };
    DeclineReason::ALL.iter().map(reason).collect()
}

impl Page for TriagePage {
    const TEMPLATE: &'static str = "pages/referral/triage";
    const SECTION: &'static str = "referrals";

    fn title(&self) -> String {
        format!("Referral {}", self.reference)
    }

    fn failed(&self) -> bool {
        self.form.failed()
    }
}

#[cfg(test)]
pub(crate) fn samples() -> Vec<crate::views::sample::Sample> {
    use crate::views::sample::Sample;
    let open = sample();
    let mut wrong = TriagePage { form: Form::new([("decision", "decline")]), ..open.clone() };
    wrong.form.refuse("advice", "Enter what you advise the referrer to do");
    let decided = TriagePage {
        caption: "Accepted".to_owned(),
        is_open: false,
        decided: "Accepted by Sam Okafor at 8:50am today".into(),
        matches: vec![],
        ..open.clone()
    };
    let compared = Compared {
        reference: "NS-Q4R2".to_owned(),
        says: "The names agree, and a date of birth is missing.",
        people: vec![
            Entry::new("NS-7K4Q, this referral", "Jodie Farrow, born 2 March 1994 (31)"),
            Entry::new("NS-Q4R2", "Jodie Farrow, date of birth not known"),
        ],
    };
    let joined = Form::new([("decision", "join"), ("join", "NS-Q4R2")]);
    let mut join = TriagePage { form: joined, compared: Some(compared), ..open.clone() };
    join.form.refuse("same_as", "Compare the two people, and tick if they are one");
    let late = TriagePage { safe_contact: Private::default(), hearing: None, ..open.clone() };
    vec![
        Sample::new("open", &open),
        Sample::new("wrong", &wrong),
        Sample::new("join", &join),
        Sample::new("decided", &decided),
        Sample::new("no meeting to come", &late),
    ]
}

#[cfg(test)]
fn sample() -> TriagePage {
    use crate::domain::flag::Colour;
    let choice = |text: &str| MeetingChoice {
        text: text.to_owned(),
        hint: "Item 7 of 15. Finishes 12:13pm".to_owned(),
        research_due: "9:30am today".to_owned(),
    };
    TriagePage {
        form: Form::new([("decision", "accept")]),
        action: "/referrals/0198c0de-0000-4000-8000-00000000000a/decision".to_owned(),
        caption: "Referral 1 of 3".to_owned(),
        reference: "NS-7K4Q".to_owned(),
        case_href: "/cases/0198c0de-0000-4000-8000-00000000000c".to_owned(),
        victim: "Jodie Farrow, 31".into(),
        flags: vec![FlagView::new("Strangulation", Colour::Red)],
        safe_contact: "through her sister only, number on the record.".into(),
        entries: vec![
            Entry::new("Referred by", "PC A. Doyle, Police response, 6:52am today"),
            Entry::new("What happened", "He held her by the throat until she passed out."),
        ],
        answers: vec![],
        repeat: "Not a repeat".to_owned(),
        repeat_why: "There is no earlier referral about these two people.".to_owned(),
        repeat_rule: "Any abuse by the same person within 12 months of the last referral",
        matches: vec![MatchRow {
            href: "/cases/0198c0de-0000-4000-8000-00000000000d".to_owned(),
            reference: "NS-Q4R2".to_owned(),
            who: "Jodie Farrow, 31".into(),
            says: "Possibly the same victim. Another alleged perpetrator.".to_owned(),
        }],
        possible: vec!["Lee Hart, Northshire Police has the name of somebody in the case".into()],
        compared: None,
        gaps: vec!["Whether the victim knows of the referral"],
        notes: vec![],
        is_open: true,
        decided: Private::default(),
        hearing: Some(choice("Add to Friday 13 February")),
        today: Some(choice("Add to today, it cannot wait")),
        asked: "11 agencies will be asked for research straight away.".to_owned(),
        reasons: reasons(),
        version: "1".to_owned(),
    }
}
