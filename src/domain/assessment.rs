//! What a risk tool found: a score or a grade, and the band, which judgement may only raise.
use super::refusal::Refused;
use super::text::Private;
use super::word::words;

words! {
    /// The tool with which the risk was assessed.
    Tool {
        /// The Dash checklist of 24 questions.
        Dash24 = "dash24" / "Dash risk checklist",
        /// The young people's version of it.
        DashYoungPeople = "dash_yp" / "Dash risk checklist, young people",
        /// The 27 questions used by Police Scotland.
        Daq27 = "daq27" / "DAQ, 27 questions",
        /// The police's domestic abuse risk assessment, which has no score.
        Dara = "dara" / "DARA",
        /// No tool: judgement alone.
        ProfessionalJudgement = "professional_judgement" / "Professional judgement alone",
        /// Another tool.
        Other = "other" / "Another tool",
    }
}

words! {
    /// How high a tool puts the risk, lowest first.
    Band {
        /// Standard.
        Standard = "standard" / "Standard",
        /// Medium.
        Medium = "medium" / "Medium",
        /// High.
        High = "high" / "High",
    }
}

/// What is kept of an assessment made with a tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeps {
    /// Each answer, of which the score is counted.
    Answers,
    /// The score, counted elsewhere.
    Score,
    /// The grade.
    Grade,
}

impl Tool {
    /// What is kept of an assessment made with it.
    pub fn keeps(self) -> Keeps {
        match self {
            Self::Dash24 => Keeps::Answers,
            Self::DashYoungPeople | Self::Daq27 => Keeps::Score,
            Self::Dara | Self::ProfessionalJudgement | Self::Other => Keeps::Grade,
        }
    }

    /// The most that it can score; none for a tool that has no score.
    pub fn highest_score(self) -> Option<u8> {
        match self {
            Self::Dash24 | Self::DashYoungPeople => Some(24),
            Self::Daq27 => Some(27),
            Self::Dara | Self::ProfessionalJudgement | Self::Other => None,
        }
    }
}

/// The score from which a case is medium. Source: Plymouth's Dash checklist page.
const MEDIUM_FROM: u8 = 10;
/// The fewest characters that say why a band was raised.
const FEWEST_REASON_CHARACTERS: usize = 20;

/// The band of a score. Source: Plymouth's Dash checklist page (1 to 9, 10 to 13, 14 and over),
/// with the area's own threshold.
pub fn band(score: u8, threshold: u8) -> Band {
    if score >= threshold {
        Band::High
    } else if score >= MEDIUM_FROM {
        Band::Medium
    } else {
        Band::Standard
    }
}

/// A band given on judgement, with the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raise {
    to: Band,
    reason: Private,
}

impl Raise {
    /// Raises a case to `to` for `reason`.
    ///
    /// # Errors
    /// Refuses a reason that says next to nothing.
    pub fn new(to: Band, reason: Private) -> Result<Self, Refused> {
        if reason.reveal().trim().chars().count() < FEWEST_REASON_CHARACTERS {
            let text = format!("Say why in at least {FEWEST_REASON_CHARACTERS} characters");
            return Err(Refused::field("judgement", text));
        }
        Ok(Self { to, reason })
    }

    /// The band it asks for.
    pub fn to(&self) -> Band {
        self.to
    }

    /// Why.
    pub fn reason(&self) -> &Private {
        &self.reason
    }
}

/// The band that counts: judgement may raise what the tool found and never lowers it.
/// Source: Southampton's guidance on the Dash checklist.
pub fn final_band(found: Band, raise: Option<&Raise>) -> Band {
    raise.map_or(found, |it| found.max(it.to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bands_are_those_of_the_checklist_and_follow_the_areas_threshold() {
        for (score, threshold, expected) in [
            (0, 14, Band::Standard),
            (9, 14, Band::Standard),
            (10, 14, Band::Medium),
            (13, 14, Band::Medium),
            (14, 14, Band::High),
            (24, 14, Band::High),
            (12, 12, Band::High),
            (8, 8, Band::High),
            (7, 8, Band::Standard),
        ] {
            assert_eq!(band(score, threshold), expected, "{score} of {threshold}");
        }
    }

    #[test]
    fn judgement_raises_a_band_and_never_lowers_it() {
        let raise = |to| Raise::new(to, "Fear far beyond the score".into()).unwrap();
        assert_eq!(final_band(Band::Standard, Some(&raise(Band::High))), Band::High);
        assert_eq!(final_band(Band::High, Some(&raise(Band::Standard))), Band::High);
        assert_eq!(final_band(Band::Medium, None), Band::Medium);
    }

    #[test]
    fn a_raise_needs_a_reason_of_twenty_characters() {
        assert!(Raise::new(Band::High, "  nineteen character  ".into()).is_err());
        assert!(Raise::new(Band::High, "twenty characters ok".into()).is_ok());
        assert!(Raise::new(Band::High, " ".repeat(30).as_str().into()).is_err());
    }

    #[test]
    fn a_tool_either_has_a_score_or_keeps_a_grade() {
        for tool in Tool::ALL {
            let has_grade = tool.keeps() == Keeps::Grade;
            assert_eq!(tool.highest_score().is_none(), has_grade, "{tool:?}");
        }
    }
}
