//! What free text of minutes should not hold, since copies travel by mail: surnames of people in
//! the case, phone numbers, postcodes and dates of birth.
use chrono::Datelike;

use crate::domain::text::Private;
use crate::domain::time::Day;

/// Something that should not stand in free text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Finding {
    /// The surname of somebody in the case.
    Surname,
    /// A phone number.
    Phone,
    /// A postcode.
    Postcode,
    /// A date of birth.
    BirthDate,
}

impl Finding {
    /// How it is named in a sentence.
    pub fn shown(self) -> &'static str {
        match self {
            Self::Surname => "a surname",
            Self::Phone => "a phone number",
            Self::Postcode => "a postcode",
            Self::BirthDate => "a date of birth",
        }
    }
}

/// The fewest digits that are taken for a phone number. Source: Ofcom's national numbers have ten
/// digits after the nought.
const PHONE_DIGITS: usize = 10;
/// How old a date is, in years, to be taken for somebody's birth rather than an event.
const BIRTH_YEARS: i32 = 2;

/// What a text holds that it should not; `day` is the day of the meeting.
pub(super) fn findings(text: &str, surnames: &[Private], day: Day) -> Vec<Finding> {
    let words: Vec<String> = text
        .split(|it: char| !(it.is_alphanumeric() || matches!(it, '\'' | '’')))
        .filter(|it| !it.is_empty())
        .map(str::to_lowercase)
        .collect();
    let mut found = Vec::new();
    if surnames.iter().any(|it| is_named(&words, it)) {
        found.push(Finding::Surname);
    }
    if has_phone(text) {
        found.push(Finding::Phone);
    }
    if has_postcode(&words) {
        found.push(Finding::Postcode);
    }
    if has_birth_date(&words, day) {
        found.push(Finding::BirthDate);
    }
    found
}

/// The surname in a name: its last word, when there is another before it.
pub fn surname(name: &str) -> Option<Private> {
    let words: Vec<&str> = name.split_whitespace().collect();
    match words.as_slice() {
        [_, .., last] if last.chars().count() > 1 => Some(Private::new(*last)),
        _ => None,
    }
}

fn is_named(words: &[String], surname: &Private) -> bool {
    let parts: Vec<String> = surname.reveal().split('-').map(str::to_lowercase).collect();
    let own = |word: &str| word.trim_end_matches("'s").trim_end_matches("’s").to_owned();
    words.windows(parts.len()).any(|it| it.iter().map(|word| own(word)).eq(parts.iter().cloned()))
}

/// Ten digits or more in a row, with nothing between them but what people write in numbers.
fn has_phone(text: &str) -> bool {
    let mut digits = 0;
    for letter in text.chars() {
        match letter {
            '0'..='9' => digits += 1,
            ' ' | '-' | '(' | ')' | '+' | '\u{a0}' => {}
            _ => digits = 0,
        }
        if digits >= PHONE_DIGITS {
            return true;
        }
    }
    false
}

/// One or two words such as "ns1 4qz". Source: BS 7666, the shapes of British postcodes.
fn has_postcode(words: &[String]) -> bool {
    let apart = words.windows(2).any(|it| is_outward(&it[0]) && is_inward(&it[1]));
    let together = |word: &String| {
        word.is_ascii() && word.len() > 4 && {
            let (outward, inward) = word.split_at(word.len() - 3);
            is_outward(outward) && is_inward(inward)
        }
    };
    apart || words.iter().any(together)
}

fn is_inward(word: &str) -> bool {
    matches!(word.as_bytes(), [b'0'..=b'9', b'a'..=b'z', b'a'..=b'z'])
}

fn is_outward(word: &str) -> bool {
    let letters = word.chars().take_while(char::is_ascii_lowercase).count();
    let rest = word.get(letters..).unwrap_or_default().as_bytes();
    (1..=2).contains(&letters)
        && matches!(rest, [b'0'..=b'9'] | [b'0'..=b'9', b'0'..=b'9' | b'a'..=b'z'])
}

/// A whole date that is some years old, or a word that announces one.
fn has_birth_date(words: &[String], day: Day) -> bool {
    let said = words.iter().any(|it| it == "dob")
        || words.windows(3).any(|it| it == ["date", "of", "birth"]);
    said || words.windows(3).any(|it| date(it).is_some_and(|it| it <= day.year() - BIRTH_YEARS))
}

/// The year of a date in three words, such as "12 3 1996", "12th march 1996" or "1996 03 12".
fn date(words: &[String]) -> Option<i32> {
    let [first, month, last] = words else { return None };
    let (day, year) = if first.len() == 4 { (last, first) } else { (first, last) };
    let day = day.trim_end_matches(|it: char| it.is_ascii_lowercase()).parse::<u32>().ok()?;
    let named = month.parse::<chrono::Month>().ok().map(|it| it.number_from_month());
    let month = month.parse().ok().or(named)?;
    let years = year.parse::<i32>().ok()?;
    let years = match year.len() {
        2 if years > 30 => 1900 + years,
        2 => 2000 + years,
        4 => years,
        _ => return None,
    };
    Day::from_ymd_opt(years, month, day).map(|_| years)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<Finding> {
        let names = ["Tamsin Bright", "Ana Smith-Jones", "Rowan"];
        let surnames: Vec<Private> = names.iter().filter_map(|it| surname(it)).collect();
        findings(text, &surnames, "2026-02-12".parse().unwrap())
    }

    #[test]
    fn a_plain_decision_raises_nothing() {
        for text in [
            "Weapon, threat to kill, breach of bail. IDVA to keep daily contact.",
            "Review on 26 February. Due 16/02/2026. Incident of 3 November 2025.",
            "Call 999 at once; treat calls as urgent. Log 1234 of 11 February.",
            "Brightside centre offered a place, and Rowan is safe.",
            "",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn surnames_of_the_case_are_found_as_whole_words() {
        for text in ["Ms Bright to move", "BRIGHT’s tenancy", "asked Smith-Jones to call"] {
            assert_eq!(found(text), [Finding::Surname], "{text}");
        }
    }

    #[test]
    fn phone_numbers_are_found_however_they_are_spaced() {
        for text in ["call 01632 960145", "on 07700-900 123.", "+44 7700 900123", "(01632)960145"] {
            assert_eq!(found(text), [Finding::Phone], "{text}");
        }
    }

    #[test]
    fn postcodes_are_found_with_and_without_a_blank() {
        for text in ["flat at NS1 4QZ", "moved to ns14qz.", "EC1A 1BB", "M1 1AE"] {
            assert_eq!(found(text), [Finding::Postcode], "{text}");
        }
    }

    #[test]
    fn old_dates_are_taken_for_births() {
        for text in ["born 12/03/1996", "12 March 1996", "1996-03-12", "3.4.87", "DOB not known"] {
            assert_eq!(found(text), [Finding::BirthDate], "{text}");
        }
    }
}
