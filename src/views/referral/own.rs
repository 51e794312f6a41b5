//! A referral for whoever sent it: that it was sent, what became of it, and what they may add.
use serde::Serialize;

use super::entry::{AnswerRow, Entry, NoteRow};
use crate::domain::text::Private;
use crate::views::form::Form;
use crate::views::page::Page;

/// A referral has been sent.
#[derive(Clone, Serialize)]
pub struct SentPage {
    /// The reference of its case.
    pub reference: String,
    /// What happens next, in a line.
    pub outcome: String,
    /// Its page.
    pub href: String,
    /// What it does not say.
    pub gaps: Vec<&'static str>,
    /// Local services to phone.
    pub numbers: Vec<String>,
}

impl Page for SentPage {
    const TEMPLATE: &'static str = "pages/referral/sent";
    const SECTION: &'static str = "referrals";

    fn title(&self) -> String {
        format!("Referral {} sent", self.reference)
    }
}

/// A referral that the reader sent.
#[derive(Clone, Serialize)]
pub struct OwnPage {
    /// What was typed into a form of the page.
    pub form: Form,
    /// Which form it was: `answer`, `update`, `withdrawal`, or blank.
    pub typed_in: &'static str,
    /// Its page.
    pub href: String,
    /// The reference of its case.
    pub reference: String,
    /// The victim's name.
    pub victim: Private,
    /// What became of it, in a line.
    pub outcome: String,
    /// The advice that came with a refusal.
    pub advice: Private,
    /// What it says.
    pub entries: Vec<Entry>,
    /// The answers to the checklist.
    pub answers: Vec<AnswerRow>,
    /// What it does not say.
    pub gaps: Vec<&'static str>,
    /// What was asked, answered and added.
    pub notes: Vec<NoteRow>,
    /// The question that waits for an answer.
    pub question: Option<Private>,
    /// Whether more can be said.
    pub takes_updates: bool,
    /// Whether it can be taken back.
    pub can_be_withdrawn: bool,
    /// The version that was read.
    pub version: String,
    /// Local services to phone.
    pub numbers: Vec<String>,
}

impl Page for OwnPage {
    const TEMPLATE: &'static str = "pages/referral/own";
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
    let sent = SentPage {
        reference: "NS-7K4Q".to_owned(),
        outcome: "It waits for triage. If it is accepted, it is heard on Thursday 12 February at \
            10am."
            .to_owned(),
        href: "/referrals/0198c0de-0000-4000-8000-00000000000a".to_owned(),
        gaps: vec!["What the victim wants"],
        numbers: vec!["Northshire helpline: 01632 960 200".to_owned()],
    };
    let asked = OwnPage {
        form: Form::empty(),
        typed_in: "",
        href: sent.href.clone(),
        reference: "NS-7K4Q".to_owned(),
        victim: "Jodie Farrow".into(),
        outcome: "The coordinator asks you something. Your answer is below.".to_owned(),
        advice: Private::default(),
        entries: vec![Entry::new("What happened", "Called police at 1:10am.")],
        answers: vec![],
        gaps: vec!["What the victim wants"],
        notes: vec![],
        question: Some("Has the victim been told about the meeting?".into()),
        takes_updates: true,
        can_be_withdrawn: true,
        version: "2".to_owned(),
        numbers: vec![],
    };
    let mut wrong = OwnPage { typed_in: "answer", ..asked.clone() };
    wrong.form.refuse("text", "Enter your answer");
    let declined = OwnPage {
        outcome: "Not accepted: Below the threshold.".to_owned(),
        advice: "Refer to the outreach service, and again if anything changes.".into(),
        question: None,
        takes_updates: false,
        can_be_withdrawn: false,
        ..asked.clone()
    };
    vec![
        Sample::new("", &sent),
        Sample::new("asked", &asked),
        Sample::new("wrong", &wrong),
        Sample::new("declined", &declined),
    ]
}
