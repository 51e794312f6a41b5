//! The marks of a case as templates show them.
use serde::Serialize;

use crate::domain::flag::{Colour, Flag, Shown};

/// A mark: its words and colour.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FlagView {
    /// Its words.
    pub text: String,
    /// Its colour.
    pub colour: &'static str,
}

impl From<&Flag> for FlagView {
    fn from(flag: &Flag) -> Self {
        Self::new(flag.text(), flag.colour())
    }
}

impl FlagView {
    /// A mark that is none of the case's flags.
    pub fn new(text: impl Into<String>, colour: Colour) -> Self {
        Self { text: text.into(), colour: colour.as_str() }
    }
}

/// The marks that are shown, with how many more there are.
pub fn flags(shown: &Shown) -> Vec<FlagView> {
    let mut flags: Vec<FlagView> = shown.flags.iter().map(FlagView::from).collect();
    if !shown.rest.is_empty() {
        flags.push(FlagView::new(format!("{} more", shown.rest.len()), Colour::Grey));
    }
    flags
}

/// Every mark, for the pages of a single case.
pub fn all_flags(shown: &Shown) -> Vec<FlagView> {
    shown.flags.iter().chain(&shown.rest).map(FlagView::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::checklist::Alert;

    #[test]
    fn what_is_not_shown_is_counted() {
        let one = Flag::Alert(Alert::Strangulation);
        let shown = Shown { flags: vec![one], rest: vec![Flag::Pregnant, Flag::CareNeeds] };
        let found = flags(&shown);
        let texts: Vec<(&str, &str)> =
            found.iter().map(|it| (it.text.as_str(), it.colour)).collect();
        assert_eq!(texts, [("Strangulation", "red"), ("2 more", "grey")]);
        assert_eq!(all_flags(&shown).len(), 3);
    }
}
