//! One setting of an area: its text as people read it, and how what they type is understood.
use std::collections::BTreeSet;

use chrono::Weekday;

use super::{Nation, OptionalMail, OrderRule, Publishing, RepeatRule};
use crate::domain::time::{TimeOfDay, typed};
use crate::domain::wording::time as said;

/// How a setting is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One line of words.
    Line,
    /// Several lines of words.
    Text,
    /// A whole number.
    Number,
    /// A time of day.
    Time,
    /// One of some phrases.
    Choice,
    /// Any of some phrases, one on each line of the text.
    Many,
}

/// Where a setting is kept.
pub(super) enum Slot<'a> {
    Line(&'a mut String),
    Needed(&'a mut String),
    Text(&'a mut String),
    Lines(&'a mut Vec<String>),
    Small(&'a mut u8),
    Middle(&'a mut u16),
    Large(&'a mut u32),
    Time(&'a mut TimeOfDay),
    MaybeTime(&'a mut Option<TimeOfDay>),
    Times(&'a mut Vec<TimeOfDay>),
    Choice(&'a mut dyn Choice),
    Weekdays(&'a mut Vec<Weekday>),
    Mails(&'a mut BTreeSet<OptionalMail>),
}

/// A setting that is one of a closed list of phrases.
pub(super) trait Choice {
    /// The phrase chosen.
    fn chosen(&self) -> &'static str;
    /// Every phrase.
    fn phrases(&self) -> Vec<&'static str>;
    /// Chooses by its phrase. Says whether it is one of them.
    fn choose(&mut self, phrase: &str) -> bool;
}

macro_rules! choices {
    ($($name:ty),+) => {$(
        impl Choice for $name {
            fn chosen(&self) -> &'static str {
                self.shown()
            }
            fn phrases(&self) -> Vec<&'static str> {
                Self::ALL.iter().map(Self::shown).collect()
            }
            fn choose(&mut self, phrase: &str) -> bool {
                let found = Self::ALL.iter().find(|it| it.shown() == phrase);
                found.inspect(|it| *self = **it).is_some()
            }
        }
    )+};
}
choices!(Nation, Publishing, RepeatRule, OrderRule);

const WEEKDAYS: [(Weekday, &str); 7] = [
    (Weekday::Mon, "Monday"),
    (Weekday::Tue, "Tuesday"),
    (Weekday::Wed, "Wednesday"),
    (Weekday::Thu, "Thursday"),
    (Weekday::Fri, "Friday"),
    (Weekday::Sat, "Saturday"),
    (Weekday::Sun, "Sunday"),
];

/// The most characters of a line, of a text, and the most lines of a list.
const LINE: usize = 200;
const TEXT: usize = 4000;
const LINES: usize = 20;

impl Slot<'_> {
    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::Line(_) | Self::Needed(_) | Self::Times(_) => Kind::Line,
            Self::Text(_) | Self::Lines(_) => Kind::Text,
            Self::Small(_) | Self::Middle(_) | Self::Large(_) => Kind::Number,
            Self::Time(_) | Self::MaybeTime(_) => Kind::Time,
            Self::Choice(_) => Kind::Choice,
            Self::Weekdays(_) | Self::Mails(_) => Kind::Many,
        }
    }

    pub(super) fn phrases(&self) -> Vec<&'static str> {
        match self {
            Self::Choice(choice) => choice.phrases(),
            Self::Weekdays(_) => WEEKDAYS.iter().map(|it| it.1).collect(),
            Self::Mails(_) => OptionalMail::ALL.iter().map(OptionalMail::shown).collect(),
            _ => Vec::new(),
        }
    }

    pub(super) fn text(&self) -> String {
        let times =
            |times: &[TimeOfDay]| times.iter().map(|it| said(*it)).collect::<Vec<_>>().join(", ");
        match self {
            Self::Line(text) | Self::Needed(text) | Self::Text(text) => (*text).clone(),
            Self::Lines(lines) => lines.join("\n"),
            Self::Small(number) => number.to_string(),
            Self::Middle(number) => number.to_string(),
            Self::Large(number) => number.to_string(),
            Self::Time(at) => said(**at),
            Self::MaybeTime(at) => at.map(said).unwrap_or_default(),
            Self::Times(all) => times(all),
            Self::Choice(choice) => choice.chosen().to_owned(),
            Self::Weekdays(days) => {
                let met = WEEKDAYS.iter().filter(|it| days.contains(&it.0));
                met.map(|it| it.1).collect::<Vec<_>>().join("\n")
            }
            Self::Mails(mails) => {
                mails.iter().map(OptionalMail::shown).collect::<Vec<_>>().join("\n")
            }
        }
    }

    pub(super) fn read(self, text: &str) -> Result<(), String> {
        let time = || typed(text).ok_or("Enter a time, such as 9:15am");
        match self {
            Self::Line(line) => *line = checked(text, LINE)?,
            Self::Needed(line) => {
                *line = checked(text, LINE)?;
                if line.is_empty() {
                    return Err("Enter a name".to_owned());
                }
            }
            Self::Text(words) => *words = checked(text, TEXT)?,
            Self::Lines(lines) => *lines = read_lines(text)?,
            Self::Small(number) => *number = read_number(text)?,
            Self::Middle(number) => *number = read_number(text)?,
            Self::Large(number) => *number = read_number(text)?,
            Self::Time(at) => *at = time()?,
            Self::MaybeTime(at) => *at = if text.is_empty() { None } else { Some(time()?) },
            Self::Times(all) => *all = read_times(text)?,
            Self::Choice(choice) => {
                if !choice.choose(text) {
                    return Err("Select one of these".to_owned());
                }
            }
            Self::Weekdays(days) => {
                let read = |line: &str| WEEKDAYS.iter().find(|it| it.1 == line).map(|it| it.0);
                *days = picked(text, read)?;
            }
            Self::Mails(mails) => {
                let read =
                    |line: &str| OptionalMail::ALL.iter().find(|it| it.shown() == line).copied();
                *mails = picked(text, read)?.into_iter().collect();
            }
        }
        Ok(())
    }
}

fn checked(text: &str, longest: usize) -> Result<String, String> {
    if text.chars().any(|it| it.is_control() && it != '\n' && it != '\t') {
        return Err("Type this again, without hidden characters".to_owned());
    }
    if text.chars().count() > longest {
        return Err(format!("Shorten this to {longest} characters or fewer"));
    }
    Ok(text.trim().to_owned())
}

fn read_lines(text: &str) -> Result<Vec<String>, String> {
    let lines = text.lines().map(str::trim).filter(|it| !it.is_empty());
    let lines: Vec<String> = lines.map(|it| checked(it, LINE)).collect::<Result<_, _>>()?;
    if lines.len() > LINES {
        return Err(format!("Enter {LINES} lines or fewer"));
    }
    Ok(lines)
}

fn read_number<T: TryFrom<u32>>(text: &str) -> Result<T, String> {
    let wrong = || "Enter a whole number, such as 8".to_owned();
    let plain = !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    let number: u32 = plain.then(|| text.parse().ok()).flatten().ok_or_else(wrong)?;
    T::try_from(number).map_err(|_large| "Enter a smaller number".to_owned())
}

fn read_times(text: &str) -> Result<Vec<TimeOfDay>, String> {
    let wrong = || "Enter times with commas between them, such as 8:30am, 9:15am".to_owned();
    let parts = text.split([',', '\n']).map(str::trim).filter(|it| !it.is_empty());
    let mut times = parts.map(typed).collect::<Option<Vec<_>>>().ok_or_else(wrong)?;
    times.sort_unstable();
    times.dedup();
    Ok(times)
}

fn picked<T>(text: &str, read: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, String> {
    let lines = text.lines().map(str::trim).filter(|it| !it.is_empty());
    lines.map(read).collect::<Option<_>>().ok_or_else(|| "Select from these".to_owned())
}
