//! The words for time: instants in UTC, days without a time, and times of day without a date.
use chrono::{DateTime, DurationRound, NaiveDate, NaiveTime, TimeDelta, Utc};

/// A moment, in UTC, in whole microseconds (what both databases keep).
pub type Instant = DateTime<Utc>;
/// A day of the calendar.
pub type Day = NaiveDate;
/// A time of day as clocks on the wall show it.
pub type TimeOfDay = NaiveTime;

/// Drops what is finer than a microsecond, so that a time read back equals the time written.
pub fn whole_microseconds(at: Instant) -> Instant {
    at.duration_trunc(TimeDelta::microseconds(1)).unwrap_or(at)
}

/// A time of day as somebody typed it: "9am", "9.15 am", "09:15", "midday".
pub fn typed(text: &str) -> Option<TimeOfDay> {
    let text: String = text.to_lowercase().split_whitespace().collect();
    match text.as_str() {
        "midnight" => return TimeOfDay::from_hms_opt(0, 0, 0),
        "midday" | "noon" => return TimeOfDay::from_hms_opt(12, 0, 0),
        _ => {}
    }
    let half = [("am", 0), ("pm", 12)]
        .into_iter()
        .find_map(|(half, hours)| Some((text.strip_suffix(half)?, hours)));
    let (clock, _) = half.unwrap_or((&text, 0));
    let (hour, minute) = match clock.split_once([':', '.']) {
        Some((hour, minute)) if minute.len() == 2 => (hour, digits(minute)?),
        None if half.is_some() => (clock, 0),
        _ => return None,
    };
    let hour = digits(hour)?;
    match half {
        Some((_, hours)) if (1..=12).contains(&hour) => {
            TimeOfDay::from_hms_opt(hour % 12 + hours, minute, 0)
        }
        Some(_) => None,
        None => TimeOfDay::from_hms_opt(hour, minute, 0),
    }
}

fn digits(text: &str) -> Option<u32> {
    let plain = (1..=2).contains(&text.len()) && text.bytes().all(|it| it.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::wording::time as said;

    #[test]
    fn a_time_is_read_however_people_type_it_and_said_in_one_way() {
        for (text, expected) in [
            ("9am", "9am"),
            ("9.15 AM", "9:15am"),
            ("09:15", "9:15am"),
            ("21:05", "9:05pm"),
            ("12am", "midnight"),
            ("12pm", "midday"),
            ("12:30am", "12:30am"),
            ("noon", "midday"),
            ("midnight", "midnight"),
        ] {
            assert_eq!(typed(text).map(said).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_time_is_not_read_as_one() {
        for text in ["", "9", "13pm", "0am", "24:00", "9:5", "9:60", "+9am", "soon", "9:15:00"] {
            assert_eq!(typed(text), None, "{text}");
        }
    }
}
