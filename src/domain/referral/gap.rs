//! What a referral does not say. Gaps are shown and asked for; they never hold a referral up.
use super::{Account, Consent};
use crate::domain::assessment::{Band, Keeps};
use crate::domain::checklist::Checklist;
use crate::domain::word::words;

words! {
    /// Something that a referral does not say, in the order of the form. Source: the fields of the
    /// SafeLives referral form of 2015 and of local forms after it.
    Gap {
        /// The victim's name.
        VictimName = "victim_name" / "The victim’s name",
        /// Their date of birth or age.
        VictimBorn = "victim_born" / "The victim’s date of birth or age",
        /// Their address, which decides the area.
        VictimAddress = "victim_address" / "The victim’s address",
        /// A safe way to reach them.
        SafeContact = "safe_contact" / "A safe way to reach the victim",
        /// Who causes the harm.
        Perpetrator = "perpetrator_1_name" / "Who is alleged to cause the harm",
        /// Whether there are children.
        Children = "no_children" / "Whether there are children",
        /// When it happened.
        IncidentDay = "incident" / "The day it happened",
        /// The risk assessment.
        Assessment = "tool" / "A finished risk assessment",
        /// Why it is referred.
        Criteria = "criteria" / "Why it is referred",
        /// Why it is referred below the threshold.
        Judgement = "judgement" / "Why you are worried although the score is below the threshold",
        /// Whom the victim is afraid of.
        AfraidOf = "afraid_of" / "Whom the victim is afraid of",
        /// What the victim wants.
        Wishes = "wishes" / "What the victim wants",
        /// Whether the victim knows.
        Told = "told" / "Whether the victim knows of the referral",
        /// Whether they consent.
        Consent = "consent" / "Whether the victim consents",
        /// The record of sharing without consent.
        Sharing = "basis" / "The lawful basis for sharing without consent, and why",
        /// What has been done.
        DoneAlready = "done" / "What has been done already",
    }
}

impl Account {
    /// What it does not say, in the order of the form.
    pub fn gaps(&self, checklist: &Checklist, threshold: u8) -> Vec<Gap> {
        let is_missing = |gap: &Gap| match gap {
            Gap::VictimName => self.victim.name.is_blank(),
            Gap::VictimBorn => {
                self.victim.born_on.is_none() && self.victim.particulars.age.trim().is_empty()
            }
            Gap::VictimAddress => self.victim.particulars.address.is_blank(),
            Gap::SafeContact => self.safe_contact.is_blank(),
            Gap::Perpetrator => self.perpetrators.iter().all(|it| it.name.is_blank()),
            Gap::Children => self.children.is_empty() && !self.no_children,
            Gap::IncidentDay => self.incident_on.is_none(),
            Gap::Assessment => !self.is_assessed(checklist),
            Gap::Criteria => self.criteria(checklist, threshold).is_empty(),
            Gap::Judgement => self.judgement.is_blank() && self.is_below(checklist, threshold),
            Gap::AfraidOf => self.afraid_of.is_blank(),
            Gap::Wishes => self.wishes.is_blank(),
            Gap::Told => self.told.is_empty(),
            Gap::Consent => self.consent.is_empty(),
            Gap::Sharing => self.lacks_basis(),
            Gap::DoneAlready => self.done_already.is_empty() && self.done_notes.is_blank(),
        };
        Gap::ALL.iter().copied().filter(is_missing).collect()
    }

    fn is_assessed(&self, checklist: &Checklist) -> bool {
        match self.assessed_with().map(crate::domain::assessment::Tool::keeps) {
            Some(Keeps::Answers) => checklist.unanswered(&self.replies()).is_empty(),
            Some(Keeps::Score) => self.tool_score.is_some(),
            Some(Keeps::Grade) => Band::parse(&self.grade).is_ok(),
            None => false,
        }
    }

    /// Without consent, sharing needs a lawful basis and why it is necessary and proportionate.
    fn lacks_basis(&self) -> bool {
        let consented = self.consent.is_empty() || self.consent == Consent::Given.as_str();
        !consented && (self.sharing.basis.is_empty() || self.sharing.why.is_blank())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::referral::{Answer, Described, SharingBasis};

    fn gaps(account: &Account) -> Vec<Gap> {
        account.gaps(&Checklist::included().unwrap(), 14)
    }

    fn whole() -> Account {
        let set = Checklist::included().unwrap();
        let answer = |key: &str| Answer {
            key: key.to_owned(),
            answer: "yes".to_owned(),
            ..Answer::default()
        };
        let mut victim = Described {
            name: "Made Up".into(),
            born_on: "1994-05-06".parse().ok(),
            ..Described::default()
        };
        victim.particulars.address = "1 High Street".into();
        Account {
            victim,
            perpetrators: vec![Described { name: "Made Upper".into(), ..Described::default() }],
            no_children: true,
            safe_contact: "Text after 6pm".into(),
            happened: "A threat".into(),
            incident_on: "2026-02-11".parse().ok(),
            tool: "dash24".to_owned(),
            answers: set.questions.iter().map(|it| answer(&it.key)).collect(),
            afraid_of: "Him".into(),
            wishes: "To stay".into(),
            told: "yes".to_owned(),
            consent: "given".to_owned(),
            done_notes: "999".into(),
            ..Account::default()
        }
    }

    #[test]
    fn a_whole_referral_has_no_gap_and_an_empty_one_has_nearly_all() {
        assert_eq!(gaps(&whole()), []);
        let empty = gaps(&Account::default());
        assert_eq!(empty.len(), Gap::ALL.len() - 2);
        assert!(!empty.contains(&Gap::Sharing) && !empty.contains(&Gap::Judgement));
    }

    #[test]
    fn one_open_question_is_a_gap_and_not_known_is_an_answer() {
        let mut account = whole();
        account.answers[19].answer = "not_known".to_owned();
        assert_eq!(gaps(&account), []);
        account.answers[19].answer = String::new();
        assert_eq!(gaps(&account), [Gap::Assessment]);
    }

    #[test]
    fn below_the_threshold_asks_for_judgement() {
        let mut account = whole();
        account.answers.iter_mut().skip(13).for_each(|it| it.answer = "no".to_owned());
        assert_eq!(gaps(&account), [Gap::Criteria, Gap::Judgement]);
        account.judgement = "She is planning to leave on Friday".into();
        account.criteria = vec!["professional_judgement".to_owned()];
        assert_eq!(gaps(&account), []);
    }

    #[test]
    fn without_consent_the_lawful_basis_is_asked_for() {
        for consent in ["refused", "not_sought_unsafe", "withdrawn"] {
            let mut account = whole();
            account.consent = consent.to_owned();
            assert_eq!(gaps(&account), [Gap::Sharing], "{consent}");
            let basis = "public_task".to_owned();
            account.sharing =
                SharingBasis { basis, why: "Risk to life".into(), ..SharingBasis::default() };
            assert_eq!(gaps(&account), [], "{consent}");
        }
    }

    #[test]
    fn a_grade_or_a_score_from_elsewhere_is_an_assessment() {
        let mut account = whole();
        account.answers.clear();
        account.tool = "dara".to_owned();
        account.criteria = vec!["professional_judgement".to_owned()];
        assert_eq!(gaps(&account), [Gap::Assessment]);
        account.grade = "high".to_owned();
        assert_eq!(gaps(&account), []);
        account.tool = "daq27".to_owned();
        assert_eq!(gaps(&account), [Gap::Assessment]);
    }
}
