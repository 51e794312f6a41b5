//! The agenda: for those who arrange it, for those who are asked about cases on it, and on paper.
mod arrange;
mod change;
mod page;
mod paper;
mod reading;

pub use arrange::{Add, AddChoice, Publish, Recipient};
pub use change::{Change, ChangeItem, ChangeKind};
pub use page::{Agenda, Away, CaseItem, LinkCard, Needed, Section, Timing};
pub use paper::{History, HistoryLine, Paper, PaperSection};
pub use reading::{Reading, ReadingItem};

use serde::Serialize;

use super::format;
use crate::domain::case::CaseLine;
use crate::domain::flag;
use crate::domain::person::initials;
use crate::domain::text::Private;
use crate::domain::time::Day;

/// A small mark in words and colour.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Flag {
    /// Its words.
    pub text: String,
    /// Its colour.
    pub colour: &'static str,
}

impl Flag {
    /// A mark of words and a colour.
    pub fn new(text: impl Into<String>, colour: &'static str) -> Self {
        Self { text: text.into(), colour }
    }

    /// A flag of a case.
    pub fn of(flag: &flag::Flag) -> Self {
        Self::new(flag.text(), flag.colour().as_str())
    }
}

/// How many of some have answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Meter {
    /// How many have.
    pub value: usize,
    /// Of how many.
    pub of: usize,
    /// `ok`, `bad` or blank.
    pub kind: &'static str,
}

impl Meter {
    /// A meter that warns when fewer than four in five have answered.
    pub fn new(value: usize, of: usize) -> Self {
        let kind = match value {
            _ if value >= of => "ok",
            _ if value * 5 < of * 4 => "bad",
            _ => "",
        };
        Self { value, of, kind }
    }
}

/// A case in a line: where it leads, its reference, and whom it is about.
#[derive(Clone, Serialize)]
pub struct CaseName {
    /// The case's page.
    pub href: String,
    /// Its reference.
    pub reference: String,
    /// The victim's name and age.
    pub name: Private,
}

impl CaseName {
    /// A case by its reference, with the victim's name and age on a day.
    pub fn new(case: &CaseLine, today: Day) -> Self {
        let name = case.victim.reveal();
        let name = if name.trim().is_empty() { "Name not known" } else { name };
        Self {
            href: format!("/cases/{}", case.id),
            reference: case.reference.clone(),
            name: with_age(name, case, today),
        }
    }

    /// The initials and age, for lists that others may glance at.
    pub fn initials(case: &CaseLine, today: Day) -> Private {
        let initials = initials(case.victim.reveal());
        with_age(initials.as_deref().unwrap_or("Name not known"), case, today)
    }
}

fn with_age(name: &str, case: &CaseLine, today: Day) -> Private {
    let counted = case.born_on.and_then(|it| format::age(it, today)).map(|it| it.to_string());
    match counted.or_else(|| (!case.age.is_empty()).then(|| case.age.clone())) {
        Some(age) => Private::new(format!("{name}, {age}")),
        None => Private::new(name),
    }
}

#[cfg(test)]
pub(crate) fn samples() -> Vec<super::sample::Sample> {
    [page::samples(), change::samples(), arrange::samples(), reading::samples(), paper::samples()]
        .into_iter()
        .flatten()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_meter_warns_below_four_in_five_and_is_glad_when_all_have_answered() {
        for (value, of, kind) in [(11, 11, "ok"), (9, 11, ""), (8, 11, "bad"), (0, 0, "ok")] {
            assert_eq!(Meter::new(value, of).kind, kind, "{value} of {of}");
        }
    }
}
