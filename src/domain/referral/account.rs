//! What the referrer wrote.
use serde::{Deserialize, Serialize};

use super::SharingBasis;
use crate::domain::agency::CaseShape;
use crate::domain::assessment::{Keeps, Tool};
use crate::domain::checklist::{Answers, Checklist};
use crate::domain::criterion::{Criterion, Grounds};
use crate::domain::matching::Identity;
use crate::domain::person::Particulars;
use crate::domain::refusal::Refused;
use crate::domain::text::Private;
use crate::domain::time::Day;

/// Somebody as the referrer described them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Described {
    /// Their name; blank when it is not known.
    pub name: Private,
    /// Their date of birth.
    pub born_on: Option<Day>,
    /// What else is known.
    pub particulars: Particulars,
}

/// What the referrer wrote. Only the agency, a name or "unknown", what happened and a safe contact
/// or "none known" are needed; whatever else is missing is a gap that is flagged.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Account {
    /// The victim.
    pub victim: Described,
    /// Whether the victim's name is not known.
    pub victim_unknown: bool,
    /// The alleged perpetrators.
    pub perpetrators: Vec<Described>,
    /// The children.
    pub children: Vec<Described>,
    /// Whether there are none.
    pub no_children: bool,
    /// Other adults at risk.
    pub others: Vec<Described>,
    /// How and when to reach the victim safely.
    pub safe_contact: Private,
    /// Whether no safe contact is known.
    pub no_safe_contact: bool,
    /// Who must not know.
    pub must_not_know: Private,
    /// What happened.
    pub happened: Private,
    /// When it happened.
    pub incident_on: Option<Day>,
    /// Where.
    pub place: Private,
    /// Whether it would be a crime if it were reported; none when that is not said.
    pub is_criminal: Option<bool>,
    /// What happened before.
    pub history: Private,
    /// The police's reference.
    pub crime_reference: String,
    /// Incidents reported to the police in the last 12 months.
    pub police_incidents: Option<u32>,
    /// Which risk tool: the stored word of the checklist's tool.
    pub tool: String,
    /// Answers by the question's key.
    pub answers: Vec<Answer>,
    /// The score of a tool whose answers are not kept here.
    pub tool_score: Option<u8>,
    /// The grade of a tool that has no score, or a grade raised on judgement.
    pub grade: String,
    /// Why the grade is above what the score says.
    pub judgement: Private,
    /// The criteria: stored words.
    pub criteria: Vec<String>,
    /// Whom the victim is afraid of.
    pub afraid_of: Private,
    /// What the victim wants.
    pub wishes: Private,
    /// Whether the victim knows of the referral: a stored word of [`Told`](super::Told), or blank.
    pub told: String,
    /// Whether the victim consents: a stored word of [`Consent`](super::Consent), or blank.
    pub consent: String,
    /// The sharing record.
    pub sharing: SharingBasis,
    /// What has been done already: stored words of [`SafetyStep`](super::SafetyStep).
    pub done_already: Vec<String>,
    /// More about what has been done.
    pub done_notes: Private,
    /// The referrer's phone number.
    pub phone: String,
    /// The referrer's manager or a second contact.
    pub second_contact: Private,
}

/// One answer of the checklist.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The question's key.
    pub key: String,
    /// `yes`, `no` or `not_known`.
    pub answer: String,
    /// What is known about it.
    #[serde(default)]
    pub note: Private,
}

impl Described {
    /// What is compared of them.
    pub fn identity(&self) -> Identity {
        Identity::new(&self.name, &self.particulars.also_known_as, self.born_on)
    }
}

impl Account {
    /// Checks the little that a referral cannot be sent without.
    ///
    /// # Errors
    /// With what to enter, beside its field.
    pub fn check(&self) -> Result<(), Refused> {
        let mut refused = Refused::default();
        if self.victim.name.is_blank() && !self.victim_unknown {
            refused.add("victim_name", "Enter the victim’s name, or tick that it is not known");
        }
        if self.safe_contact.is_blank() && !self.no_safe_contact {
            refused.add(
                "safe_contact",
                "Enter how the victim can be reached safely, or tick that nobody knows a way",
            );
        }
        if self.happened.is_blank() {
            refused.add("happened", "Enter what happened");
        }
        refused.or_go_on()
    }

    /// How the victim can be reached, with who must not know: what stands first on every page of
    /// the case. Blank when no way is known.
    pub fn safe_contact_in_full(&self) -> Private {
        let (way, whom) = (self.safe_contact.reveal().trim(), self.must_not_know.reveal().trim());
        match (way, whom) {
            ("", "") => Private::default(),
            ("", whom) => Private::new(format!(
                "none known. Do not phone, write or visit before one is agreed.\nMust not know: {whom}"
            )),
            (way, "") => Private::new(way),
            (way, whom) => Private::new(format!("{way}\nMust not know: {whom}")),
        }
    }

    /// The tool of the assessment.
    pub fn assessed_with(&self) -> Option<Tool> {
        Tool::parse(&self.tool).ok()
    }

    /// The number of yes answers, when the tool counts them.
    pub fn score(&self, checklist: &Checklist) -> Option<u8> {
        match self.assessed_with()?.keeps() {
            Keeps::Answers => Some(checklist.score(&self.replies())),
            Keeps::Score => self.tool_score,
            Keeps::Grade => None,
        }
    }

    /// The most that the tool can score.
    pub fn highest_score(&self) -> Option<u8> {
        self.assessed_with()?.highest_score()
    }

    /// The answers to the checklist.
    pub fn replies(&self) -> Answers {
        Answers::from(self.answers.as_slice())
    }

    /// The criteria: those that were ticked, and those that are met as a matter of fact.
    pub fn criteria(&self, checklist: &Checklist, threshold: u8) -> Vec<Criterion> {
        let ticked = self.criteria.iter().filter_map(|it| Criterion::parse(it).ok());
        let grounds = Grounds {
            score: self.score(checklist),
            police_incidents: self.police_incidents,
            is_repeat: false,
        };
        let mut all: Vec<Criterion> = ticked.chain(Criterion::met(grounds, threshold)).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Whether the tool counts and its count is below the area's threshold.
    pub fn is_below(&self, checklist: &Checklist, threshold: u8) -> bool {
        self.score(checklist).is_some_and(|it| it < threshold)
    }

    /// Whether the victim is pregnant or has just had a baby.
    pub fn with_pregnancy(&self) -> bool {
        !self.victim.particulars.pregnancy.is_blank() || self.replies().is_yes("pregnancy")
    }

    /// What decides which agencies are asked.
    pub fn shape(&self) -> CaseShape {
        CaseShape {
            with_children: !self.children.is_empty(),
            with_pregnancy: self.with_pregnancy(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checklist() -> Checklist {
        Checklist::included().unwrap()
    }

    fn fields(account: &Account) -> Vec<String> {
        let refused = account.check().err().unwrap_or_default();
        refused.problems.into_iter().map(|it| it.field).collect()
    }

    #[test]
    fn a_referral_needs_a_name_a_safe_contact_and_what_happened() {
        let mut account = Account::default();
        assert_eq!(fields(&account), ["victim_name", "safe_contact", "happened"]);
        account.victim.name = "Made Up".into();
        account.safe_contact = "Text after 6pm".into();
        account.happened = "A threat".into();
        assert_eq!(fields(&account), [""; 0]);
    }

    #[test]
    fn not_known_stands_for_a_name_and_for_a_safe_contact() {
        let account = Account {
            victim_unknown: true,
            no_safe_contact: true,
            happened: "A threat".into(),
            ..Account::default()
        };
        assert_eq!(account.check(), Ok(()));
    }

    #[test]
    fn the_score_is_counted_taken_over_or_absent_as_the_tool_has_it() {
        let yes =
            Answer { key: "strangle".to_owned(), answer: "yes".to_owned(), ..Answer::default() };
        let mut account =
            Account { answers: vec![yes], tool_score: Some(19), ..Account::default() };
        for (tool, expected) in
            [("dash24", Some(1)), ("daq27", Some(19)), ("dara", None), ("", None)]
        {
            account.tool = tool.to_owned();
            assert_eq!(account.score(&checklist()), expected, "{tool}");
        }
    }

    #[test]
    fn criteria_that_are_facts_join_those_that_were_ticked_once() {
        let account = Account {
            tool: "daq27".to_owned(),
            tool_score: Some(14),
            police_incidents: Some(3),
            criteria: vec!["repeat".to_owned(), "visible_high_risk".to_owned()],
            ..Account::default()
        };
        let expected =
            [Criterion::VisibleHighRisk, Criterion::PotentialEscalation, Criterion::Repeat];
        assert_eq!(account.criteria(&checklist(), 14), expected);
        assert!(!account.is_below(&checklist(), 14) && account.is_below(&checklist(), 15));
    }
}
