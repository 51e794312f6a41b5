//! The criteria by which a case is referred; a referral records all that apply.
use super::word::words;

words! {
    /// A reason to refer. Source: the SafeLives referral form, except the last, which is taken
    /// from New Zealand's Integrated Safety Response.
    Criterion {
        /// The score reaches the area's threshold.
        VisibleHighRisk = "visible_high_risk" / "Visible high risk",
        /// Serious concern although the score is below.
        ProfessionalJudgement = "professional_judgement" / "Professional judgement",
        /// Three or more incidents reported to the police in twelve months.
        PotentialEscalation = "potential_escalation" / "Potential escalation",
        /// Abuse again within twelve months of the last referral.
        Repeat = "repeat" / "Repeat",
        /// Another area sends a live case.
        TransferIn = "transfer_in" / "Transfer from another area",
        /// A perpetrator of an earlier case is about to be released.
        PrisonRelease = "prison_release" / "Release from prison",
    }
}

/// Incidents reported to the police in twelve months that make an escalation.
/// Source: the SafeLives referral form.
const ESCALATION_FROM: u32 = 3;

/// What a referral says that decides on the criteria which are facts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Grounds {
    /// The score, when the tool has one.
    pub score: Option<u8>,
    /// Incidents reported to the police in the last twelve months.
    pub police_incidents: Option<u32>,
    /// Whether the case is a repeat by the area's rule.
    pub is_repeat: bool,
}

impl Criterion {
    /// The rule, as a sentence for the form.
    pub fn rule(self, threshold: u8) -> String {
        match self {
            Self::VisibleHighRisk => format!("{threshold} or more yes answers on the checklist."),
            Self::ProfessionalJudgement => {
                "Serious concern about serious harm, homicide or suicide, whatever the score. \
                 Say why."
                    .to_owned()
            }
            Self::PotentialEscalation => format!(
                "{ESCALATION_FROM} or more incidents reported to the police in the last \
                 12 months."
            ),
            Self::Repeat => "Abuse again within 12 months of the last referral about the same \
                 people, whatever the score."
                .to_owned(),
            Self::TransferIn => "Another area passes on a case that is still live.".to_owned(),
            Self::PrisonRelease => "The person causing harm in an earlier high-risk case is about \
                 to be released."
                .to_owned(),
        }
    }

    /// Whether it needs words that say why.
    pub fn needs_words(self) -> bool {
        self == Self::ProfessionalJudgement
    }

    /// The criteria that `grounds` meet by themselves; the others are for people to tick.
    pub fn met(grounds: Grounds, threshold: u8) -> Vec<Self> {
        let facts = [
            (Self::VisibleHighRisk, grounds.score.is_some_and(|it| it >= threshold)),
            (
                Self::PotentialEscalation,
                grounds.police_incidents.is_some_and(|it| it >= ESCALATION_FROM),
            ),
            (Self::Repeat, grounds.is_repeat),
        ];
        facts.into_iter().filter(|(_, holds)| *holds).map(|(criterion, _)| criterion).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn criteria_that_are_facts_are_met_at_their_exact_bounds() {
        let met = |score, incidents, is_repeat| {
            let grounds =
                Grounds { score: Some(score), police_incidents: Some(incidents), is_repeat };
            Criterion::met(grounds, 14)
        };
        assert_eq!(met(13, 2, false), []);
        assert_eq!(met(14, 2, false), [Criterion::VisibleHighRisk]);
        assert_eq!(met(13, 3, false), [Criterion::PotentialEscalation]);
        assert_eq!(met(0, 0, true), [Criterion::Repeat]);
        assert_eq!(Criterion::met(Grounds::default(), 14), []);
    }

    #[test]
    fn every_criterion_says_its_rule_and_the_areas_threshold_is_in_it() {
        assert!(Criterion::ALL.iter().all(|it| it.rule(14).ends_with('.')));
        assert!(Criterion::VisibleHighRisk.rule(12).starts_with("12 or more"));
    }
}
