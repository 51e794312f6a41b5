//! What a referrer of the made-up county writes.
use super::chance::Chance;
use super::phrase;
use crate::domain::checklist::Checklist;
use crate::domain::criterion::Criterion;
use crate::domain::person::Particulars;
use crate::domain::referral::{Account, Answer, Consent, Described, SafetyStep, Told};
use crate::domain::time::Day;

/// The questions in the order in which a case of some score has them answered yes. Those at the end
/// are only answered yes where a case says so.
const USUAL: &[&str] = &[
    "injury",
    "frightened",
    "afraid_of",
    "control",
    "separation",
    "isolated",
    "worse",
    "more_often",
    "criminal",
    "substances_mh",
    "financial",
    "hurt_others",
    "child_contact",
    "depressed_suicidal",
    "perp_suicide",
    "kill_threat",
    "stalking",
    "breach",
    "weapons",
    "other_person",
    "animals",
    "sexual",
    "pregnancy",
    "strangle",
];

/// What a referral says, before it is written out.
pub(super) struct Outline {
    pub(super) victim: Described,
    pub(super) perpetrator: Described,
    pub(super) children: Vec<Described>,
    pub(super) score: usize,
    /// The questions that are answered yes in any case.
    pub(super) yes: Vec<&'static str>,
    pub(super) incident_on: Day,
}

/// The referral, written out.
pub(super) fn written(checklist: &Checklist, chance: &mut Chance, outline: Outline) -> Account {
    let below = outline.score < 14;
    let judgement = "The score does not show how quickly this has become worse. She has gone from \
        contact every day to none, and he is the only one who answers her phone.";
    let criteria =
        if below { vec![Criterion::ProfessionalJudgement.as_str().to_owned()] } else { vec![] };
    let done = [SafetyStep::SafetyPlan, SafetyStep::PoliceLog];
    Account {
        answers: answers(checklist, &outline),
        no_children: outline.children.is_empty(),
        victim: outline.victim,
        perpetrators: vec![outline.perpetrator],
        children: outline.children,
        safe_contact: (*chance.of(phrase::SAFE)).into(),
        happened: (*chance.of(phrase::HAPPENED)).into(),
        incident_on: Some(outline.incident_on),
        is_criminal: Some(true),
        history: (*chance.of(phrase::BEFORE)).into(),
        police_incidents: Some(chance.below(5)),
        tool: "dash24".to_owned(),
        judgement: if below { judgement } else { "" }.into(),
        criteria,
        wishes: (*chance.of(phrase::WISHES)).into(),
        told: Told::Yes.as_str().to_owned(),
        consent: Consent::Given.as_str().to_owned(),
        done_already: done.iter().map(|it| it.as_str().to_owned()).collect(),
        ..Account::default()
    }
}

fn answers(checklist: &Checklist, outline: &Outline) -> Vec<Answer> {
    let first = outline.yes.iter().filter(|it| **it != "honour").copied();
    let more = USUAL.iter().filter(|it| !outline.yes.contains(it)).copied();
    let mut yes: Vec<&str> = first.chain(more).take(outline.score).collect();
    yes.extend(outline.yes.iter().filter(|it| **it == "honour"));
    let reply = |key: &str| {
        let is_yes = yes.contains(&key);
        let answer = if is_yes {
            "yes"
        } else if key == "sexual" {
            "not_known"
        } else {
            "no"
        };
        Answer { key: key.to_owned(), answer: answer.to_owned(), ..Answer::default() }
    };
    checklist.keys().map(reply).collect()
}

/// Somebody with a name, a date of birth and where they live.
pub(super) fn somebody(name: &str, born_on: Day, address: &str) -> Described {
    let particulars = Particulars { address: address.into(), ..Particulars::default() };
    Described { name: name.into(), born_on: Some(born_on), particulars }
}

/// A place to live.
pub(super) fn address(chance: &mut Chance) -> String {
    let number = chance.from(1, 96);
    format!("{number} {}, {}", chance.of(phrase::STREETS), chance.of(phrase::TOWNS))
}
