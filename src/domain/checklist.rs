//! The risk checklist: its questions are data, read from a file.
use std::collections::BTreeSet;

use serde::Deserialize;

use super::word::words;

mod answers;

pub use answers::{Answers, Reply};

words! {
    /// What is shown whatever the score, the most serious first. Source: the triggers of
    /// professional judgement published by Plymouth's safeguarding partnership.
    Alert {
        /// Breathing was stopped.
        Strangulation = "strangulation" / "Strangulation",
        /// A threat to kill that was believed.
        ThreatToKill = "threat_to_kill" / "Threat to kill",
        /// So-called honour-based abuse or forced marriage.
        Honour = "honour" / "Honour-based abuse",
        /// Separation, control and violence together.
        ClusterOfThree = "cluster_of_three" / "Separation, control and violence",
        /// Weapons or objects.
        Weapon = "weapon" / "Weapon used",
        /// The person causing harm spoke of suicide.
        Suicide = "suicide" / "Suicide risk",
        /// Bail, an order or an agreement was broken.
        OrderBreached = "order_breached" / "Bail or order breached",
        /// Stalking.
        Stalking = "stalking" / "Stalking",
        /// More often or worse.
        Escalation = "escalation" / "Escalation",
        /// The victim's own fear.
        VeryFrightened = "very_frightened" / "Very frightened",
    }
}

/// A set of questions with its rules.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checklist {
    /// What the set is called in data.
    pub key: String,
    /// Its heading.
    pub title: String,
    /// Whose questions these are, shown under them.
    pub acknowledgement: String,
    /// What to know before asking.
    pub introduction: String,
    /// Keys of which one yes from each row raises [`Alert::ClusterOfThree`].
    cluster: Vec<Vec<String>>,
    /// The questions that count.
    #[serde(rename = "question")]
    pub questions: Vec<Question>,
    /// Questions asked besides, which never count.
    #[serde(default)]
    pub further: Vec<FurtherQuestion>,
}

/// A question that counts.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its number, from 1.
    pub number: u8,
    /// What its answer is stored under.
    pub key: String,
    /// The heading above it, where a group of questions begins.
    #[serde(default)]
    pub heading: Option<String>,
    /// The question.
    pub ask: String,
    /// What to note after a yes.
    pub follow_up: String,
    /// What to do at once after a yes.
    #[serde(default)]
    pub prompt: Option<String>,
    /// What a yes always shows.
    #[serde(default)]
    pub alert: Option<Alert>,
}

/// A question that never counts.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FurtherQuestion {
    /// What its answer is stored under.
    pub key: String,
    /// The question.
    pub ask: String,
    /// What to note after a yes.
    pub follow_up: String,
    /// What a yes always shows.
    #[serde(default)]
    pub alert: Option<Alert>,
}

/// A question set that can't be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChecklistInvalid {
    /// It isn't TOML of the right shape.
    #[error("the checklist cannot be read: {0}")]
    Unreadable(String),
    /// The questions aren't numbered from 1 without a gap.
    #[error("question {0} of the checklist is out of order")]
    OutOfOrder(u8),
    /// Two questions share a key.
    #[error("two questions of the checklist have the key {0:?}")]
    SameKey(String),
    /// The cluster names a question that doesn't count.
    #[error("the checklist has no question {0:?}")]
    UnknownKey(String),
}

impl Checklist {
    /// Reads a question set.
    ///
    /// # Errors
    /// Fails when the text isn't one, or contradicts itself.
    pub fn parse(text: &str) -> Result<Self, ChecklistInvalid> {
        let set: Self = toml::from_str(text)
            .map_err(|error| ChecklistInvalid::Unreadable(error.to_string()))?;
        set.check()?;
        Ok(set)
    }

    /// The question set that comes with the program, in its own words.
    ///
    /// # Errors
    /// Fails when that data is wrong, which a test rules out.
    pub fn included() -> Result<Self, ChecklistInvalid> {
        Self::parse(include_str!("../../config/checklist/dash24.toml"))
    }

    fn check(&self) -> Result<(), ChecklistInvalid> {
        let out_of_order = (1..).zip(&self.questions).find(|(number, it)| it.number != *number);
        if let Some((_, question)) = out_of_order {
            return Err(ChecklistInvalid::OutOfOrder(question.number));
        }
        let mut keys = BTreeSet::new();
        for key in self.keys() {
            if !keys.insert(key) {
                return Err(ChecklistInvalid::SameKey(key.to_owned()));
            }
        }
        let unknown = self.cluster.iter().flatten().find(|it| !keys.contains(it.as_str()));
        unknown.map_or(Ok(()), |key| Err(ChecklistInvalid::UnknownKey(key.clone())))
    }

    /// The keys of all questions, in order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        let counted = self.questions.iter().map(|it| it.key.as_str());
        counted.chain(self.further.iter().map(|it| it.key.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_included_set_has_twenty_four_questions_and_one_that_never_counts() {
        let set = Checklist::included().unwrap();
        assert_eq!((set.questions.len(), set.further.len()), (24, 1));
        assert!(set.questions.iter().all(|it| it.ask.ends_with('?') && !it.follow_up.is_empty()));
        assert!(set.acknowledgement.contains("SafeLives"));
    }

    #[test]
    fn every_alert_is_raised_by_some_question_of_the_included_set() {
        let set = Checklist::included().unwrap();
        let counted = set.questions.iter().filter_map(|it| it.alert);
        let raised: BTreeSet<Alert> =
            counted.chain(set.further.iter().filter_map(|it| it.alert)).collect();
        let expected = Alert::ALL.iter().copied().filter(|it| *it != Alert::ClusterOfThree);
        assert_eq!(raised, expected.collect());
    }

    #[test]
    fn a_set_that_contradicts_itself_is_refused() {
        let set = |questions: &str, cluster: &str| {
            let head = "key = \"k\"\ntitle = \"t\"\nacknowledgement = \"a\"\nintroduction = \"i\"";
            Checklist::parse(&format!("{head}\ncluster = {cluster}\n{questions}"))
        };
        let question = |number: u8, key: &str| {
            format!(
                "[[question]]\nnumber = {number}\nkey = {key:?}\nask = \"?\"\nfollow_up = \"\"\n"
            )
        };
        let good = question(1, "a") + &question(2, "b");
        assert!(set(&good, "[[\"a\"], [\"b\"]]").is_ok());
        assert_eq!(set(&question(2, "a"), "[]"), Err(ChecklistInvalid::OutOfOrder(2)));
        let twice = question(1, "a") + &question(2, "a");
        assert_eq!(set(&twice, "[]"), Err(ChecklistInvalid::SameKey("a".to_owned())));
        let unknown = set(&good, "[[\"c\"]]");
        assert_eq!(unknown, Err(ChecklistInvalid::UnknownKey("c".to_owned())));
        assert!(matches!(set("", "1"), Err(ChecklistInvalid::Unreadable(_))));
    }
}
