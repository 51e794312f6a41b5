//! What becomes of a listing: the meeting can't close while one has none.
use super::refusal::Refused;
use super::text::Private;
use super::time::Day;
use super::word::words;

words! {
    /// What became of a listing.
    Disposition {
        /// Heard, and actions agreed.
        HeardPlanMade = "heard_plan_made" / "Heard, plan made",
        /// Heard, and nothing more to do.
        HeardNoFurtherAction = "heard_no_further_action" / "Heard, no further action",
        /// Goes on to the slower, full conference.
        EscalateFullMarac = "escalate_full_marac" / "Goes to the full MARAC",
        /// Goes to a conference called for it.
        EmergencyMarac = "emergency_marac" / "Goes to an emergency MARAC",
        /// Heard at the next meeting.
        CarryOver = "carry_over" / "Carried over to the next meeting",
        /// Another area hears it.
        TransferOtherArea = "transfer_other_area" / "Passed to another area",
        /// Below the threshold.
        DeclinedBelowThreshold = "declined_below_threshold" / "Below the threshold, advice given",
        /// Taken back by the referrer.
        WithdrawnByReferrer = "withdrawn_by_referrer" / "Withdrawn by the referrer",
        /// Another case already has it.
        DuplicateOf = "duplicate_of" / "Already on the record as another case",
        /// The risk has gone down, to be looked at again.
        StepDownMonitor = "step_down_monitor" / "Stepped down, with a review date",
    }
}

/// What a disposition asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Requirement {
    /// A reason in words, asked for with this sentence.
    Reason(&'static str),
    /// A date, asked for with this sentence.
    Date(&'static str),
    /// The reference of another case.
    OtherCase,
}

/// What the chair gave with a disposition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// The reason.
    pub reason: Private,
    /// The date.
    pub on: Option<Day>,
    /// The reference of another case.
    pub other_case: Option<String>,
}

impl Disposition {
    /// What it asks for; nothing when it stands by itself.
    pub fn requires(self) -> Option<Requirement> {
        use Requirement::{Date, OtherCase, Reason};
        match self {
            Self::HeardPlanMade | Self::WithdrawnByReferrer => None,
            Self::HeardNoFurtherAction => Some(Reason("Enter why nothing more is to be done")),
            Self::EscalateFullMarac => Some(Date("Enter the date of the full MARAC")),
            Self::EmergencyMarac => Some(Date("Enter the date of the emergency MARAC")),
            Self::CarryOver => Some(Reason("Enter why it is carried over")),
            Self::TransferOtherArea => {
                Some(Reason("Enter which area it passes to, and who there knows"))
            }
            Self::DeclinedBelowThreshold => Some(Reason("Enter what advice was given")),
            Self::DuplicateOf => Some(OtherCase),
            Self::StepDownMonitor => Some(Date("Enter the date of the review")),
        }
    }

    /// Checks what was given for the case `reference` on `today`.
    ///
    /// # Errors
    /// Refuses with what is missing, beside `disposition_reason`, `disposition_on` or
    /// `disposition_case`.
    pub fn check(self, given: &Given, reference: &str, today: Day) -> Result<(), Refused> {
        let refuse = |field: &str, text: &str| Err(Refused::field(field, text));
        match self.requires() {
            Some(Requirement::Reason(_)) if given.reason.is_blank() => {
                refuse("disposition_reason", self.missing())
            }
            Some(Requirement::Date(_)) => match given.on {
                None => refuse("disposition_on", self.missing()),
                Some(day) if day < today => {
                    refuse("disposition_on", "The date must be today or later")
                }
                Some(_) => Ok(()),
            },
            Some(Requirement::OtherCase) => match given.other_case.as_deref() {
                None | Some("") => refuse("disposition_case", self.missing()),
                Some(other) if other == reference => {
                    refuse("disposition_case", "Enter the reference of another case than this one")
                }
                Some(_) => Ok(()),
            },
            _ => Ok(()),
        }
    }

    fn missing(self) -> &'static str {
        match self.requires() {
            Some(Requirement::Reason(asking) | Requirement::Date(asking)) => asking,
            Some(Requirement::OtherCase) => "Enter the reference of the other case",
            None => "",
        }
    }

    /// Whether the case was heard, as the figures count it. Source: the SafeLives data return,
    /// which counts cases discussed.
    pub fn is_heard(self) -> bool {
        matches!(
            self,
            Self::HeardPlanMade
                | Self::HeardNoFurtherAction
                | Self::EscalateFullMarac
                | Self::EmergencyMarac
                | Self::StepDownMonitor
        )
    }

    /// Whether the case is listed again by itself.
    pub fn is_listed_again(self) -> bool {
        self == Self::CarryOver
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> Day {
        "2026-02-12".parse().unwrap()
    }

    fn field(disposition: Disposition, given: &Given) -> Option<String> {
        let refused = disposition.check(given, "NS-7K4Q", today()).err()?;
        assert!(!refused.problems[0].text.is_empty());
        Some(refused.problems[0].field.clone())
    }

    #[test]
    fn a_disposition_is_refused_without_what_it_requires() {
        let nothing = Given::default();
        for (disposition, expected) in [
            (Disposition::HeardPlanMade, None),
            (Disposition::HeardNoFurtherAction, Some("disposition_reason")),
            (Disposition::EscalateFullMarac, Some("disposition_on")),
            (Disposition::EmergencyMarac, Some("disposition_on")),
            (Disposition::CarryOver, Some("disposition_reason")),
            (Disposition::TransferOtherArea, Some("disposition_reason")),
            (Disposition::DeclinedBelowThreshold, Some("disposition_reason")),
            (Disposition::WithdrawnByReferrer, None),
            (Disposition::DuplicateOf, Some("disposition_case")),
            (Disposition::StepDownMonitor, Some("disposition_on")),
        ] {
            assert_eq!(field(disposition, &nothing).as_deref(), expected, "{disposition:?}");
        }
    }

    #[test]
    fn each_disposition_is_accepted_with_everything_it_could_ask_for() {
        let given = Given {
            reason: "Out of time".into(),
            on: Some(today()),
            other_case: Some("NS-2222".to_owned()),
        };
        for disposition in Disposition::ALL {
            assert_eq!(field(*disposition, &given), None, "{disposition:?}");
        }
    }

    #[test]
    fn a_blank_reason_a_past_date_and_the_case_itself_do_not_do() {
        let blank = Given { reason: "  ".into(), ..Given::default() };
        assert!(field(Disposition::CarryOver, &blank).is_some());
        let past = Given { on: today().pred_opt(), ..Given::default() };
        assert!(field(Disposition::StepDownMonitor, &past).is_some());
        let itself = Given { other_case: Some("NS-7K4Q".to_owned()), ..Given::default() };
        assert!(field(Disposition::DuplicateOf, &itself).is_some());
    }

    #[test]
    fn a_case_that_is_carried_over_was_not_heard_and_is_listed_again() {
        let again = Disposition::ALL.iter().filter(|it| it.is_listed_again());
        assert!(again.eq([&Disposition::CarryOver]));
        assert_eq!(Disposition::ALL.iter().filter(|it| it.is_heard()).count(), 5);
        assert!(!Disposition::CarryOver.is_heard());
    }
}
