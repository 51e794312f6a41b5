//! Days, times and counts as people in Britain say them: the words that pages and letters share.
//!
//! Style: GOV.UK's for dates and times ("10am", "Thursday 12 February 2026").
use chrono::Timelike;

use super::time::{Day, TimeOfDay};

/// "10am", "8:30am", "midday", "midnight".
pub fn time(at: TimeOfDay) -> String {
    match (at.hour(), at.minute()) {
        (0, 0) => "midnight".to_owned(),
        (12, 0) => "midday".to_owned(),
        (_, 0) => at.format("%-I%P").to_string(),
        _ => at.format("%-I:%M%P").to_string(),
    }
}

/// "Thursday 12 February 2026".
pub fn date(day: Day) -> String {
    day.format("%A %-d %B %Y").to_string()
}

/// "Thursday 12 February".
pub fn date_without_year(day: Day) -> String {
    day.format("%A %-d %B").to_string()
}

/// "12 February 2026", for lists and records.
pub fn date_without_weekday(day: Day) -> String {
    day.format("%-d %B %Y").to_string()
}

/// "12 February", where the year and the weekday are plain.
pub fn day_and_month(day: Day) -> String {
    day.format("%-d %B").to_string()
}

/// "1 case", "14 cases", "1,014 cases".
pub fn count(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", thousands(number), if number == 1 { one } else { many })
}

/// "1,014".
fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A phrase as the beginning of a sentence.
pub fn opening(phrase: &str) -> String {
    let mut letters = phrase.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_without_noughts_and_commas() {
        let day = Day::from_ymd_opt(2026, 2, 5).unwrap();
        assert_eq!(date(day), "Thursday 5 February 2026");
        assert_eq!(date_without_year(day), "Thursday 5 February");
        assert_eq!(date_without_weekday(day), "5 February 2026");
        assert_eq!(day_and_month(day), "5 February");
    }

    #[test]
    fn times_are_written_by_the_twelve_hour_clock() {
        for (hour, minute, written) in [
            (0, 0, "midnight"),
            (0, 5, "12:05am"),
            (8, 30, "8:30am"),
            (10, 0, "10am"),
            (12, 0, "midday"),
            (12, 34, "12:34pm"),
            (17, 0, "5pm"),
        ] {
            assert_eq!(time(TimeOfDay::from_hms_opt(hour, minute, 0).unwrap()), written);
        }
    }

    #[test]
    fn a_number_stands_with_its_noun() {
        assert_eq!(count(1, "action", "actions"), "1 action");
        assert_eq!(count(1_014, "case", "cases"), "1,014 cases");
        assert_eq!(opening("daily risk meeting"), "Daily risk meeting");
    }
}
