//! Answers to a checklist: the score, what is unanswered, and what is shown whatever the score.
use std::collections::BTreeMap;

use super::{Alert, Checklist};
use crate::domain::referral::Answer;
use crate::domain::word::words;

words! {
    /// One answer.
    Reply {
        /// Yes: it counts.
        Yes = "yes" / "Yes",
        /// No.
        No = "no" / "No",
        /// Not known: it doesn't count, and it isn't a no.
        NotKnown = "not_known" / "Not known",
    }
}

/// Replies by the question's key; a question without one is unanswered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers(BTreeMap<String, Reply>);

impl<'a> FromIterator<(&'a str, Reply)> for Answers {
    fn from_iter<I: IntoIterator<Item = (&'a str, Reply)>>(replies: I) -> Self {
        Self(replies.into_iter().map(|(key, reply)| (key.to_owned(), reply)).collect())
    }
}

impl From<&[Answer]> for Answers {
    /// Takes a referral's answers; what is none of the replies is unanswered.
    fn from(answers: &[Answer]) -> Self {
        let reply = |it: &Answer| Some((it.key.clone(), Reply::parse(&it.answer).ok()?));
        Self(answers.iter().filter_map(reply).collect())
    }
}

impl Answers {
    /// The reply to the question `key`.
    pub fn reply(&self, key: &str) -> Option<Reply> {
        self.0.get(key).copied()
    }

    /// Whether the question `key` was answered yes.
    pub fn is_yes(&self, key: &str) -> bool {
        self.reply(key) == Some(Reply::Yes)
    }
}

impl Checklist {
    /// How many counting questions were answered yes. Source: the Dash risk checklist, which
    /// counts neither "not known" nor what is unanswered.
    pub fn score(&self, answers: &Answers) -> u8 {
        self.questions.iter().filter(|it| answers.is_yes(&it.key)).fold(0, |sum, _yes| sum + 1)
    }

    /// The numbers of the counting questions that nobody answered.
    pub fn unanswered(&self, answers: &Answers) -> Vec<u8> {
        let open = self.questions.iter().filter(|it| answers.reply(&it.key).is_none());
        open.map(|it| it.number).collect()
    }

    /// The numbers of the counting questions answered "not known".
    pub fn not_known(&self, answers: &Answers) -> Vec<u8> {
        let unknown =
            self.questions.iter().filter(|it| answers.reply(&it.key) == Some(Reply::NotKnown));
        unknown.map(|it| it.number).collect()
    }

    /// What the answers show whatever the score: each alert once, the most serious first.
    pub fn alerts(&self, answers: &Answers) -> Vec<Alert> {
        let counted = self.questions.iter().map(|it| (&it.key, it.alert));
        let further = self.further.iter().map(|it| (&it.key, it.alert));
        let mut alerts: Vec<Alert> = counted
            .chain(further)
            .filter(|(key, _)| answers.is_yes(key))
            .filter_map(|(_, alert)| alert)
            .collect();
        if self.is_cluster(answers) {
            alerts.push(Alert::ClusterOfThree);
        }
        alerts.sort_unstable();
        alerts.dedup();
        alerts
    }

    fn is_cluster(&self, answers: &Answers) -> bool {
        let in_row = |row: &Vec<String>| row.iter().any(|key| answers.is_yes(key));
        !self.cluster.is_empty() && self.cluster.iter().all(in_row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set() -> Checklist {
        Checklist::included().unwrap()
    }

    fn yes(keys: &[&str]) -> Answers {
        keys.iter().map(|it| (*it, Reply::Yes)).collect()
    }

    #[test]
    fn only_yes_counts_and_not_known_is_neither_no_nor_unanswered() {
        let answers: Answers =
            [("injury", Reply::Yes), ("frightened", Reply::NotKnown), ("afraid_of", Reply::No)]
                .into_iter()
                .collect();
        assert_eq!(set().score(&answers), 1);
        assert_eq!(set().not_known(&answers), [2]);
        assert_eq!(set().unanswered(&answers), (4..=24).collect::<Vec<u8>>());
    }

    #[test]
    fn twenty_four_yes_answers_score_twenty_four_and_the_further_question_adds_nothing() {
        let set = set();
        let all: Answers = set.keys().map(|it| (it, Reply::Yes)).collect();
        assert_eq!(set.score(&all), 24);
        assert_eq!(set.alerts(&all), Alert::ALL);
    }

    #[test]
    fn alerts_show_at_a_score_of_one_and_only_once() {
        assert_eq!(set().alerts(&yes(&["strangle"])), [Alert::Strangulation]);
        assert_eq!(set().alerts(&yes(&["more_often", "worse"])), [Alert::Escalation]);
        assert_eq!(set().alerts(&yes(&["honour"])), [Alert::Honour]);
        assert_eq!(set().score(&yes(&["honour"])), 0);
        assert_eq!(set().alerts(&yes(&["isolated"])), []);
    }

    #[test]
    fn separation_control_and_any_violence_together_are_a_cluster() {
        for violence in ["injury", "weapons", "sexual"] {
            let alerts = set().alerts(&yes(&["separation", "control", violence]));
            assert!(alerts.contains(&Alert::ClusterOfThree), "{violence}");
        }
        for two in [["separation", "control"], ["control", "injury"], ["separation", "sexual"]] {
            assert!(!set().alerts(&yes(&two)).contains(&Alert::ClusterOfThree), "{two:?}");
        }
    }

    #[test]
    fn a_reply_that_is_none_of_the_words_leaves_the_question_unanswered() {
        let answer = |key: &str, answer: &str| Answer {
            key: key.to_owned(),
            answer: answer.to_owned(),
            ..Answer::default()
        };
        let given = [answer("injury", "yes"), answer("frightened", "perhaps")];
        let answers = Answers::from(given.as_slice());
        assert_eq!(set().score(&answers), 1);
        assert!(set().unanswered(&answers).contains(&2));
    }
}
