//! Working days: weekends and the bank holidays of a nation, read from dated data.
use std::collections::BTreeMap;

use chrono::{Datelike, Weekday};
use serde::Deserialize;

use crate::domain::area::Nation;
use crate::domain::time::Day;

/// The bank holidays of one nation, known from one day to another.
///
/// Beyond those days nothing is known but weekends: ask [`Calendar::covers`] and say so.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    nation: Nation,
    source: String,
    dated: Day,
    first_day: Day,
    last_day: Day,
    holidays: BTreeMap<Day, String>,
}

/// Bank-holiday data that can't be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarInvalid {
    /// It isn't TOML of the right shape.
    #[error("the bank holidays cannot be read: {0}")]
    Unreadable(String),
    /// A holiday lies outside the days that the data says it covers.
    #[error("the bank holiday {0} is outside the days covered")]
    Outside(Day),
    /// A holiday is on a Saturday or Sunday: data lists the substitute day.
    #[error("the bank holiday {0} is on a weekend")]
    Weekend(Day),
}

impl Calendar {
    /// Reads bank-holiday data.
    ///
    /// # Errors
    /// Fails when the text isn't such data, or contradicts itself.
    pub fn parse(text: &str) -> Result<Self, CalendarInvalid> {
        let calendar: Self =
            toml::from_str(text).map_err(|error| CalendarInvalid::Unreadable(error.to_string()))?;
        for day in calendar.holidays.keys().copied() {
            if !calendar.covers(day) {
                return Err(CalendarInvalid::Outside(day));
            }
            if is_weekend(day) {
                return Err(CalendarInvalid::Weekend(day));
            }
        }
        Ok(calendar)
    }

    /// The data that comes with the program.
    ///
    /// # Errors
    /// Fails when that data is wrong, which a test rules out.
    pub fn included(nation: Nation) -> Result<Self, CalendarInvalid> {
        Self::parse(match nation {
            Nation::EnglandAndWales => {
                include_str!("../../config/calendar/england-and-wales.toml")
            }
            Nation::Scotland => include_str!("../../config/calendar/scotland.toml"),
            Nation::NorthernIreland => include_str!("../../config/calendar/northern-ireland.toml"),
        })
    }

    /// Whose bank holidays these are.
    pub fn nation(&self) -> Nation {
        self.nation
    }

    /// Where the data is published.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The day on which the data was put together.
    pub fn dated(&self) -> Day {
        self.dated
    }

    /// The last day for which bank holidays are known.
    pub fn last_day(&self) -> Day {
        self.last_day
    }

    /// Whether the bank holidays around `day` are known.
    pub fn covers(&self, day: Day) -> bool {
        (self.first_day..=self.last_day).contains(&day)
    }

    /// The name of the bank holiday on `day`.
    pub fn holiday(&self, day: Day) -> Option<&str> {
        self.holidays.get(&day).map(String::as_str)
    }

    /// Whether `day` is a Saturday, a Sunday or a bank holiday.
    pub fn is_closed(&self, day: Day) -> bool {
        is_weekend(day) || self.holidays.contains_key(&day)
    }

    /// Whether `day` is a working day.
    pub fn is_working_day(&self, day: Day) -> bool {
        !self.is_closed(day)
    }

    /// The first working day after `day`.
    pub fn next_working_day(&self, day: Day) -> Day {
        self.add_working_days(day, 1)
    }

    /// The last working day before `day`.
    pub fn previous_working_day(&self, day: Day) -> Day {
        let mut before = day.pred_opt().unwrap_or(Day::MIN);
        while self.is_closed(before) && before > Day::MIN {
            before = before.pred_opt().unwrap_or(Day::MIN);
        }
        before
    }

    /// `day` itself when it is a working day, otherwise the next one.
    pub fn on_or_after(&self, day: Day) -> Day {
        if self.is_working_day(day) { day } else { self.next_working_day(day) }
    }

    /// The `count`th working day after `day`; none counted is [`Calendar::on_or_after`].
    pub fn add_working_days(&self, day: Day, count: u32) -> Day {
        let Some(skipped) = count.checked_sub(1) else { return self.on_or_after(day) };
        day.iter_days()
            .skip(1)
            .filter(|it| self.is_working_day(*it))
            .nth(skipped as usize)
            .unwrap_or(Day::MAX)
    }

    /// How many working days lie after `from`, up to and with `to`; none when `to` isn't later.
    pub fn working_days_between(&self, from: Day, to: Day) -> u32 {
        let days = from.iter_days().skip(1).take_while(|it| *it <= to);
        days.filter(|it| self.is_working_day(*it)).fold(0, |count, _day| count + 1)
    }
}

fn is_weekend(day: Day) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn england() -> Calendar {
        Calendar::included(Nation::EnglandAndWales).unwrap()
    }

    #[test]
    fn the_included_data_is_sound_and_knows_its_nation() {
        for nation in [Nation::EnglandAndWales, Nation::Scotland, Nation::NorthernIreland] {
            let calendar = Calendar::included(nation).unwrap();
            assert_eq!(calendar.nation(), nation);
            assert_eq!(calendar.last_day(), day("2028-12-31"));
        }
    }

    #[test]
    fn each_nation_keeps_its_own_bank_holidays() {
        let [england, scotland, ulster] =
            [Nation::EnglandAndWales, Nation::Scotland, Nation::NorthernIreland]
                .map(|it| Calendar::included(it).unwrap());
        for (date, in_england, in_scotland, in_ulster) in [
            ("2026-01-02", false, true, false),
            ("2026-03-17", false, false, true),
            ("2026-04-03", true, true, true),
            ("2026-04-06", true, false, true),
            ("2026-06-15", false, true, false),
            ("2026-07-13", false, false, true),
            ("2026-08-03", false, true, false),
            ("2026-08-31", true, false, true),
            ("2026-11-30", false, true, false),
            ("2026-12-28", true, true, true),
            ("2028-01-04", false, true, false),
        ] {
            let closed = [&england, &scotland, &ulster].map(|it| it.is_closed(day(date)));
            assert_eq!(closed, [in_england, in_scotland, in_ulster], "{date}");
        }
    }

    #[test]
    fn a_year_has_its_number_of_bank_holidays() {
        for (nation, counts) in [
            (Nation::EnglandAndWales, [8, 8, 8, 8, 8]),
            (Nation::Scotland, [9, 9, 10, 9, 9]),
            (Nation::NorthernIreland, [10, 10, 10, 10, 10]),
        ] {
            let calendar = Calendar::included(nation).unwrap();
            for (year, count) in (2024..).zip(counts) {
                let found = calendar.holidays.keys().filter(|it| it.year() == year).count();
                assert_eq!(found, count, "{nation:?} {year}");
            }
        }
    }

    #[test]
    fn substitute_days_stand_for_a_weekend_at_christmas() {
        let calendar = england();
        assert_eq!(calendar.holiday(day("2027-12-27")), Some("Christmas Day, substitute day"));
        assert_eq!(calendar.holiday(day("2027-12-28")), Some("Boxing Day, substitute day"));
        assert_eq!(calendar.next_working_day(day("2027-12-24")), day("2027-12-29"));
        assert_eq!(calendar.previous_working_day(day("2027-12-29")), day("2027-12-24"));
    }

    #[test]
    fn days_beyond_the_data_are_said_to_be_unknown() {
        let calendar = england();
        assert!(calendar.covers(day("2024-01-01")) && calendar.covers(day("2028-12-31")));
        assert!(!calendar.covers(day("2023-12-31")) && !calendar.covers(day("2029-01-01")));
    }

    #[test]
    fn working_days_are_counted_over_easter() {
        let calendar = england();
        let thursday = day("2026-04-02");
        assert_eq!(calendar.add_working_days(thursday, 0), thursday);
        assert_eq!(calendar.add_working_days(day("2026-04-03"), 0), day("2026-04-07"));
        assert_eq!(calendar.add_working_days(thursday, 1), day("2026-04-07"));
        assert_eq!(calendar.add_working_days(thursday, 3), day("2026-04-09"));
        assert_eq!(calendar.working_days_between(thursday, day("2026-04-06")), 0);
        assert_eq!(calendar.working_days_between(thursday, day("2026-04-09")), 3);
        assert_eq!(calendar.working_days_between(day("2026-04-09"), thursday), 0);
    }

    #[test]
    fn data_that_contradicts_itself_is_refused() {
        let data = |holidays: &str| {
            format!(
                "nation = \"scotland\"\nsource = \"s\"\ndated = \"2026-01-01\"\n\
                 first_day = \"2026-01-01\"\nlast_day = \"2026-12-31\"\n[holidays]\n{holidays}"
            )
        };
        assert!(Calendar::parse(&data("2026-01-01 = \"New Year's Day\"")).is_ok());
        let outside = Calendar::parse(&data("2027-01-01 = \"New Year's Day\""));
        assert_eq!(outside, Err(CalendarInvalid::Outside(day("2027-01-01"))));
        let weekend = Calendar::parse(&data("2026-12-26 = \"Boxing Day\""));
        assert_eq!(weekend, Err(CalendarInvalid::Weekend(day("2026-12-26"))));
        let twice = data("2026-01-01 = \"a\"\n2026-01-01 = \"b\"");
        assert!(matches!(Calendar::parse(&twice), Err(CalendarInvalid::Unreadable(_))));
        assert!(matches!(Calendar::parse("nation = 1"), Err(CalendarInvalid::Unreadable(_))));
    }

    proptest! {
        #[test]
        fn adding_working_days_and_counting_them_agree(from in 0..1700i64, count in 1..40u32) {
            let calendar = england();
            let from = day("2024-01-01") + chrono::TimeDelta::days(from);
            let to = calendar.add_working_days(from, count);
            prop_assert!(calendar.is_working_day(to));
            prop_assert_eq!(calendar.working_days_between(from, to), count);
        }
    }
}
