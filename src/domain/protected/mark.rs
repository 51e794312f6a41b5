//! Postcodes and phone numbers in free text: what of an address somebody can be found by.
use std::fmt;

use super::super::text::Private;

/// A postcode or a phone number, as it is compared.
#[derive(Clone, PartialEq, Eq)]
pub enum Mark {
    /// Letters and digits of a postcode, in capitals.
    Postcode(String),
    /// The digits of a phone number after its country code or leading nought.
    Phone(String),
}

/// The fewest and the most digits of a phone number without its leading nought.
const LENGTH: std::ops::RangeInclusive<usize> = 9..=10;

impl Mark {
    /// What it is, inside a sentence.
    pub fn what(&self) -> &'static str {
        match self {
            Self::Postcode(_) => "postcode",
            Self::Phone(_) => "phone number",
        }
    }

    /// Whether it stands in a text, whatever stands between its letters and digits.
    pub fn is_in(&self, text: &Private) -> bool {
        match self {
            Self::Postcode(code) => plain(text.reveal()).contains(code),
            Self::Phone(number) => digits(text.reveal()).contains(number),
        }
    }

    /// Whether two texts are one phone number, written in any way.
    pub fn is_same_phone(one: &Private, other: &Private) -> bool {
        let number = |text: &Private| national(&digits(text.reveal()));
        number(one).is_some_and(|it| number(other) == Some(it))
    }
}

impl fmt::Debug for Mark {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("[redacted]")
    }
}

/// Every postcode and phone number of the United Kingdom in a text, as far as it is written in one
/// of the usual ways.
pub fn marks(text: &Private) -> Vec<Mark> {
    let mut found: Vec<Mark> = postcodes(text.reveal()).map(Mark::Postcode).collect();
    found.extend(phones(text.reveal()).into_iter().map(Mark::Phone));
    found
}

fn plain(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|it| it.to_ascii_uppercase()).collect()
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Words that are a postcode, or two that are one together.
fn postcodes(text: &str) -> impl Iterator<Item = String> {
    let words: Vec<String> = text
        .split(|it: char| !it.is_ascii_alphanumeric())
        .filter(|it| !it.is_empty())
        .map(str::to_ascii_uppercase)
        .collect();
    let pairs: Vec<String> = words.windows(2).map(<[String]>::concat).collect();
    let halves = |it: &[String]| is_outward(&it[0]) && is_inward(&it[1]);
    let apart: Vec<bool> = words.windows(2).map(halves).collect();
    let together = words.into_iter().filter(|it| {
        it.len() > 4 && it.is_char_boundary(it.len() - 3) && {
            let (outward, inward) = it.split_at(it.len() - 3);
            is_outward(outward) && is_inward(inward)
        }
    });
    let apart = pairs.into_iter().zip(apart).filter(|it| it.1).map(|it| it.0);
    apart.chain(together).collect::<Vec<_>>().into_iter()
}

/// "SW1A", "NS7", "M1": one or two letters, a digit, and at most one more of either.
fn is_outward(word: &str) -> bool {
    let letters = word.chars().take_while(char::is_ascii_alphabetic).count();
    let rest: Vec<char> = word.chars().skip(letters).collect();
    (1..=2).contains(&letters)
        && (1..=2).contains(&rest.len())
        && rest.first().is_some_and(char::is_ascii_digit)
}

/// "2AB": a digit and two letters.
fn is_inward(word: &str) -> bool {
    let mut letters = word.chars();
    word.len() == 3
        && letters.next().is_some_and(|it| it.is_ascii_digit())
        && letters.all(|it| it.is_ascii_alphabetic())
}

/// Runs of digits, apart at most by blanks, dots, hyphens and brackets, that make a phone number.
fn phones(text: &str) -> Vec<String> {
    let within = |it: char| it.is_ascii_digit() || " .-()+\u{a0}\u{2011}".contains(it);
    text.split(|it| !within(it)).filter_map(|it| national(&digits(it))).collect()
}

/// A number without what stands before it at home or from abroad; none when it is none of the
/// United Kingdom.
fn national(digits: &str) -> Option<String> {
    let abroad = digits.strip_prefix("00").unwrap_or(digits).strip_prefix("44");
    let home = abroad.map_or(digits, |it| it);
    let number = home.strip_prefix('0').or(abroad)?;
    (LENGTH.contains(&number.len()) && !number.starts_with('0')).then(|| number.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let said = |it: Mark| match it {
            Mark::Postcode(code) => code,
            Mark::Phone(number) => number,
        };
        marks(&text.into()).into_iter().map(said).collect()
    }

    #[test]
    fn postcodes_and_phone_numbers_are_found_as_people_write_them() {
        for (text, expected) in [
            ("at 4 High Street, NS1 2AB since May", vec!["NS12AB"]),
            ("sw1a1aa, then M1 1AE", vec!["M11AE", "SW1A1AA"]),
            ("07700 900123", vec!["7700900123"]),
            ("+44 (0)1632 960 145 or (01632) 960146", vec!["1632960145", "1632960146"]),
            ("ring 0044 7700-900.124, ask for Jo", vec!["7700900124"]),
            ("0169 77 1234", vec!["169771234"]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn references_dates_times_and_scores_are_neither() {
        for text in [
            "NS-7K4Q is heard on 12 February 2026 at 10am",
            "2026-02-12 10:00",
            "crime number 42/123456/26",
            "score 16 of 24, 2 children, 3 incidents",
            "£1,200 in arrears since 01/02/2026",
            "",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn one_number_is_the_same_however_it_is_written() {
        let same = |one: &str, other: &str| Mark::is_same_phone(&one.into(), &other.into());
        assert!(same("07700 900123", "+44 7700 900 123"));
        assert!(!same("07700 900123", "07700 900124") && !same("", "") && !same("12", "12"));
    }

    #[test]
    fn a_mark_never_prints_itself() {
        assert_eq!(format!("{:?}", marks(&"NS1 2AB".into())), "[[redacted]]");
    }
}
