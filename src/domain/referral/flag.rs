//! The flags that a referral's own words raise.
use super::Account;
use crate::domain::checklist::Checklist;
use crate::domain::criterion::Criterion;
use crate::domain::flag::Flag;

impl Account {
    /// What to know at once from what the referrer wrote. Repeats and links come from elsewhere.
    pub fn flags(&self, checklist: &Checklist) -> Vec<Flag> {
        let alerts = checklist.alerts(&self.replies()).into_iter().map(Flag::Alert);
        let mut flags: Vec<Flag> = alerts.chain([Flag::Children(self.children.len())]).collect();
        if self.with_pregnancy() {
            flags.push(Flag::Pregnant);
        }
        if self.criteria.iter().any(|it| it == Criterion::ProfessionalJudgement.as_str()) {
            flags.push(Flag::ProfessionalJudgement);
        }
        if !self.victim.particulars.needs.is_blank() {
            flags.push(Flag::CareNeeds);
        }
        flags
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::checklist::Alert;
    use crate::domain::referral::{Answer, Described};

    #[test]
    fn answers_children_pregnancy_judgement_and_needs_raise_flags() {
        let yes = |key: &str| Answer {
            key: key.to_owned(),
            answer: "yes".to_owned(),
            ..Answer::default()
        };
        let mut account = Account {
            answers: vec![yes("strangle"), yes("pregnancy")],
            children: vec![Described::default(), Described::default()],
            criteria: vec!["professional_judgement".to_owned()],
            ..Account::default()
        };
        account.victim.particulars.needs = "Uses a wheelchair".into();
        let expected = [
            Flag::Alert(Alert::Strangulation),
            Flag::Children(2),
            Flag::Pregnant,
            Flag::ProfessionalJudgement,
            Flag::CareNeeds,
        ];
        assert_eq!(account.flags(&Checklist::included().unwrap()), expected);
    }
}
