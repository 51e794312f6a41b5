//! The coloured flags of a case: always words, the most serious first, seven at most.
use super::checklist::Alert;
use super::word::words;

/// How many flags are shown.
const MOST: usize = 7;

words! {
    /// A flag's colour, which never says more than its words.
    Colour {
        /// Danger now.
        Red = "red" / "Red",
        /// A repeat.
        Purple = "purple" / "Purple",
        /// Pregnancy.
        Pink = "pink" / "Pink",
        /// Children.
        Blue = "blue" / "Blue",
        /// Links to other cases.
        Orange = "orange" / "Orange",
        /// Judgement.
        Yellow = "yellow" / "Yellow",
        /// Needs.
        Turquoise = "turquoise" / "Turquoise",
        /// Handling.
        Grey = "grey" / "Grey",
    }
}

/// Something to know at once about a case; declared from the most serious to the least.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flag {
    /// Called or added as an emergency.
    Emergency,
    /// What the checklist shows whatever the score.
    Alert(Alert),
    /// Which time it is within twelve months, from 2.
    Repeat(usize),
    /// The victim is pregnant.
    Pregnant,
    /// How many children are part of the case.
    Children(usize),
    /// The alleged perpetrator is in a case of another victim.
    SerialPerpetrator,
    /// The number of the item to hear it with.
    LinkedTo(usize),
    /// Referred on judgement.
    ProfessionalJudgement,
    /// Each is said to have harmed the other.
    CounterAllegations,
    /// Which language to interpret, or blank.
    Interpreter(String),
    /// Care or support needs.
    CareNeeds,
    /// Somebody declared an interest.
    InterestDeclared,
}

impl Flag {
    /// Its words.
    pub fn text(&self) -> String {
        match self {
            Self::Emergency => "Emergency".to_owned(),
            Self::Alert(alert) => alert.shown().to_owned(),
            Self::Repeat(times) => format!("Repeat, {} in 12 months", ordinal(*times)),
            Self::Pregnant => "Pregnant".to_owned(),
            Self::Children(1) => "1 child".to_owned(),
            Self::Children(count) => format!("{count} children"),
            Self::SerialPerpetrator => "Serial perpetrator".to_owned(),
            Self::LinkedTo(item) => format!("Linked to item {item}"),
            Self::ProfessionalJudgement => "Professional judgement".to_owned(),
            Self::CounterAllegations => "Counter-allegations".to_owned(),
            Self::Interpreter(language) if language.is_empty() => "Interpreter".to_owned(),
            Self::Interpreter(language) => format!("Interpreter: {language}"),
            Self::CareNeeds => "Care and support needs".to_owned(),
            Self::InterestDeclared => "Interest declared".to_owned(),
        }
    }

    /// Its colour.
    pub fn colour(&self) -> Colour {
        match self {
            Self::Alert(Alert::Escalation | Alert::VeryFrightened)
            | Self::ProfessionalJudgement
            | Self::CounterAllegations => Colour::Yellow,
            Self::Emergency | Self::Alert(_) => Colour::Red,
            Self::Repeat(_) => Colour::Purple,
            Self::Pregnant => Colour::Pink,
            Self::Children(_) => Colour::Blue,
            Self::SerialPerpetrator | Self::LinkedTo(_) => Colour::Orange,
            Self::Interpreter(_) | Self::CareNeeds => Colour::Turquoise,
            Self::InterestDeclared => Colour::Grey,
        }
    }
}

/// The flags that are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// Seven at most, the most serious first.
    pub flags: Vec<Flag>,
    /// The others, which a list only counts.
    pub rest: Vec<Flag>,
}

/// Chooses the flags to show: each once, by colour from danger to handling.
pub fn shown(flags: impl IntoIterator<Item = Flag>) -> Shown {
    let counts = |it: &Flag| !matches!(it, Flag::Children(0) | Flag::Repeat(0 | 1));
    let mut flags: Vec<Flag> = flags.into_iter().filter(counts).collect();
    flags.sort_by(|one, two| one.colour().cmp(&two.colour()).then_with(|| one.cmp(two)));
    flags.dedup();
    let rest = flags.split_off(flags.len().min(MOST));
    Shown { flags, rest }
}

fn ordinal(number: usize) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(flags: &[Flag]) -> Vec<String> {
        shown(flags.iter().cloned()).flags.iter().map(Flag::text).collect()
    }

    #[test]
    fn flags_come_from_danger_to_handling_and_once() {
        let found = texts(&[
            Flag::InterestDeclared,
            Flag::Children(2),
            Flag::Alert(Alert::VeryFrightened),
            Flag::Pregnant,
            Flag::Alert(Alert::Strangulation),
            Flag::Repeat(3),
            Flag::Alert(Alert::Strangulation),
        ]);
        let expected = [
            "Strangulation",
            "Repeat, 3rd in 12 months",
            "Pregnant",
            "2 children",
            "Very frightened",
            "Interest declared",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn beyond_seven_the_least_serious_are_counted_and_not_silently_dropped() {
        let all = Alert::ALL.iter().map(|it| Flag::Alert(*it)).chain([Flag::CareNeeds]);
        let found = shown(all);
        assert_eq!((found.flags.len(), found.rest.len()), (7, 4));
        assert!(found.flags.iter().all(|it| it.colour() == Colour::Red));
    }

    #[test]
    fn no_children_and_a_first_referral_are_no_flags() {
        assert_eq!(texts(&[Flag::Children(0), Flag::Repeat(1)]), [""; 0]);
        assert_eq!(texts(&[Flag::Children(1), Flag::LinkedTo(9)]), ["1 child", "Linked to item 9"]);
    }

    #[test]
    fn a_repeat_says_which_time_it_is() {
        for (times, expected) in [(2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (22, "22nd")] {
            assert_eq!(Flag::Repeat(times).text(), format!("Repeat, {expected} in 12 months"));
        }
    }
}
