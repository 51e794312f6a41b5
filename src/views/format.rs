//! Dates, times, counts and names as people in Britain say them.
//!
//! Style: GOV.UK's for dates and times ("10am", "Thursday 12 February 2026").
use chrono::{DateTime, Datelike, TimeDelta};
use chrono_tz::Tz;

use crate::domain::time::{Day, Instant, TimeOfDay};
pub use crate::domain::wording::{count, date, date_without_weekday, date_without_year, time};

/// "10am to 12:05pm".
pub fn span(from: TimeOfDay, to: TimeOfDay) -> String {
    format!("{} to {}", time(from), time(to))
}

/// The time on the wall in a zone: "8:30am".
pub fn clock(at: Instant, zone: Tz) -> String {
    time(local(at, zone).time())
}

/// A moment in full, for records and letters: "8:30am on Thursday 12 February 2026".
pub fn moment(at: Instant, zone: Tz) -> String {
    format!("{} on {}", clock(at, zone), date(local(at, zone).date_naive()))
}

/// A moment as somebody would say it now: "6:52am today", "1:15pm yesterday",
/// "10am tomorrow", "1:15pm on Tuesday 10 February", with the year if it is another year.
pub fn moment_from(now: Instant, at: Instant, zone: Tz) -> String {
    let (today, day) = (local(now, zone).date_naive(), local(at, zone).date_naive());
    let time = clock(at, zone);
    match (day - today).num_days() {
        0 => format!("{time} today"),
        -1 => format!("{time} yesterday"),
        1 => format!("{time} tomorrow"),
        _ if day.year() == today.year() => format!("{time} on {}", date_without_year(day)),
        _ => format!("{time} on {}", date(day)),
    }
}

/// When something is due: "Today", "Tomorrow", "2 days overdue", "Monday 16 February".
pub fn due(day: Day, today: Day) -> String {
    match (day - today).num_days() {
        0 => "Today".to_owned(),
        1 => "Tomorrow".to_owned(),
        days if days < 0 => format!("{} overdue", count(days.unsigned_abs(), "day", "days")),
        _ if day.year() == today.year() => date_without_year(day),
        _ => date(day),
    }
}

/// "26 minutes", "1 hour", "2 hours 5 minutes". Seconds are dropped; below zero is "0 minutes".
pub fn duration(length: TimeDelta) -> String {
    let minutes = u64::try_from(length.num_minutes()).unwrap_or(0);
    let (hours, rest) = (minutes / 60, minutes % 60);
    match (hours, rest) {
        (0, _) => count(rest, "minute", "minutes"),
        (_, 0) => count(hours, "hour", "hours"),
        _ => format!("{} {}", count(hours, "hour", "hours"), count(rest, "minute", "minutes")),
    }
}

/// "Police, Housing Options and Probation".
pub fn list<S: AsRef<str>>(items: &[S]) -> String {
    match items {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [front @ .., last] => {
            let front: Vec<&str> = front.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", front.join(", "), last.as_ref())
        }
    }
}

/// Phrases that could each stand alone, as one sentence: "Visible high risk and repeat".
pub fn clauses<S: AsRef<str>>(items: &[S]) -> String {
    let inner = |(at, it): (usize, &S)| match at {
        0 => it.as_ref().to_owned(),
        _ => lower_first(it.as_ref()),
    };
    list(&items.iter().enumerate().map(inner).collect::<Vec<_>>())
}

/// A sentence's words inside another sentence.
pub fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |it| it.to_lowercase().chain(letters).collect())
}

/// Whole years since birth, or nothing for a birth in the future. Somebody born on 29 February
/// has their birthday on 1 March in other years.
pub fn age(born: Day, today: Day) -> Option<u32> {
    today.years_since(born)
}

fn local(at: Instant, zone: Tz) -> DateTime<Tz> {
    at.with_timezone(&zone)
}

#[cfg(test)]
mod tests {
    use chrono_tz::Europe::London;

    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn times_are_said_without_needless_noughts() {
        let said: Vec<String> = ["00:00", "00:05", "08:30", "10:00", "12:00", "12:05", "13:15"]
            .iter()
            .map(|it| time(TimeOfDay::parse_from_str(it, "%H:%M").unwrap()))
            .collect();
        assert_eq!(said, ["midnight", "12:05am", "8:30am", "10am", "midday", "12:05pm", "1:15pm"]);
    }

    #[test]
    fn days_are_said_with_their_weekday() {
        let day = day("2026-02-02");
        assert_eq!(date(day), "Monday 2 February 2026");
        assert_eq!(date_without_year(day), "Monday 2 February");
        assert_eq!(date_without_weekday(day), "2 February 2026");
    }

    #[test]
    fn a_moment_is_said_in_the_time_of_the_area() {
        assert_eq!(moment(at("2026-07-01T08:30:00Z"), London), "9:30am on Wednesday 1 July 2026");
    }

    #[test]
    fn a_moment_is_said_from_now() {
        let now = at("2026-02-12T08:34:00Z");
        for (when, said) in [
            ("2026-02-12T06:52:00Z", "6:52am today"),
            ("2026-02-11T13:15:00Z", "1:15pm yesterday"),
            ("2026-02-13T10:00:00Z", "10am tomorrow"),
            ("2026-02-10T21:40:00Z", "9:40pm on Tuesday 10 February"),
            ("2025-11-03T10:00:00Z", "10am on Monday 3 November 2025"),
        ] {
            assert_eq!(moment_from(now, at(when), London), said);
        }
    }

    #[test]
    fn yesterday_is_told_by_the_calendar_of_the_area() {
        let now = at("2026-07-01T23:30:00Z");
        assert_eq!(moment_from(now, at("2026-07-01T22:30:00Z"), London), "11:30pm yesterday");
    }

    #[test]
    fn due_days_are_said_from_today() {
        let today = day("2026-12-30");
        for (when, said) in [
            ("2026-12-30", "Today"),
            ("2026-12-31", "Tomorrow"),
            ("2026-12-29", "1 day overdue"),
            ("2026-12-28", "2 days overdue"),
            ("2027-01-04", "Monday 4 January 2027"),
        ] {
            assert_eq!(due(day(when), today), said);
        }
        assert_eq!(due(day("2026-02-16"), day("2026-02-12")), "Monday 16 February");
    }

    #[test]
    fn counts_carry_their_noun() {
        assert_eq!(count(1, "case", "cases"), "1 case");
        assert_eq!(count(0, "case", "cases"), "0 cases");
        assert_eq!(count(1_234_567, "case", "cases"), "1,234,567 cases");
    }

    #[test]
    fn lengths_are_said_in_hours_and_minutes() {
        let said = |it| duration(TimeDelta::minutes(it));
        assert_eq!(
            [said(-5), said(1), said(26), said(60), said(125)],
            ["0 minutes", "1 minute", "26 minutes", "1 hour", "2 hours 5 minutes"]
        );
    }

    #[test]
    fn lists_end_with_and() {
        assert_eq!(list::<&str>(&[]), "");
        assert_eq!(list(&["Police"]), "Police");
        assert_eq!(list(&["Police", "Housing"]), "Police and Housing");
        assert_eq!(list(&["Police", "Housing", "Health"]), "Police, Housing and Health");
    }

    #[test]
    fn phrases_make_one_sentence() {
        let said = clauses(&["Visible high risk", "Potential escalation", "Repeat"]);
        assert_eq!(said, "Visible high risk, potential escalation and repeat");
    }

    #[test]
    fn an_age_grows_on_the_birthday() {
        let born = day("1996-02-29");
        assert_eq!(age(born, day("2026-02-28")), Some(29));
        assert_eq!(age(born, day("2026-03-01")), Some(30));
        assert_eq!(age(day("2026-02-13"), day("2026-02-12")), None);
    }
}
