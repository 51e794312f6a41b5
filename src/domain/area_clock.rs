//! The clock on an area's wall: instants to local days and times, and back.
use chrono::{LocalResult, TimeZone};
use chrono_tz::{GapInfo, Tz};

use crate::domain::time::{Day, Instant, TimeOfDay};

/// Turns instants into an area's local days and times, and back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AreaClock {
    timezone: Tz,
}

impl AreaClock {
    /// The clock of `timezone`.
    pub fn new(timezone: Tz) -> Self {
        Self { timezone }
    }

    /// The local day at `instant`.
    pub fn day_of(&self, instant: Instant) -> Day {
        instant.with_timezone(&self.timezone).date_naive()
    }

    /// The local time of day at `instant`.
    pub fn time_of(&self, instant: Instant) -> TimeOfDay {
        instant.with_timezone(&self.timezone).time()
    }

    /// The instant at which the local clock shows `time` on `day`.
    ///
    /// A time that the clocks skip in spring is the first moment after the skip; a time that
    /// they show twice in autumn is the first of the two.
    pub fn instant_of(&self, day: Day, time: TimeOfDay) -> Instant {
        let local = day.and_time(time);
        match self.timezone.from_local_datetime(&local) {
            LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => at.to_utc(),
            LocalResult::None => GapInfo::new(&local, &self.timezone)
                .and_then(|gap| gap.end)
                .map_or_else(|| local.and_utc(), |at| at.to_utc()),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn london() -> AreaClock {
        AreaClock::new(Tz::Europe__London)
    }

    #[test]
    fn local_times_become_instants_across_both_clock_changes() {
        for (day, time, instant, why) in [
            ("2026-02-12", "10:00:00", "2026-02-12T10:00:00Z", "winter"),
            ("2026-07-09", "10:00:00", "2026-07-09T09:00:00Z", "summer"),
            ("2026-03-29", "00:59:59", "2026-03-29T00:59:59Z", "the last second before the gap"),
            ("2026-03-29", "01:00:00", "2026-03-29T01:00:00Z", "the gap's first moment"),
            ("2026-03-29", "01:30:20", "2026-03-29T01:00:00Z", "inside the gap"),
            ("2026-03-29", "02:00:00", "2026-03-29T01:00:00Z", "the first moment after the gap"),
            ("2026-10-25", "00:59:00", "2026-10-24T23:59:00Z", "before the repeated hour"),
            ("2026-10-25", "01:30:00", "2026-10-25T00:30:00Z", "the first of two"),
            ("2026-10-25", "02:00:00", "2026-10-25T02:00:00Z", "after the repeated hour"),
        ] {
            let found = london().instant_of(day.parse().unwrap(), time.parse().unwrap());
            assert_eq!(found, instant.parse::<Instant>().unwrap(), "{why}");
        }
    }

    #[test]
    fn an_instant_late_on_a_summer_evening_is_already_the_next_day_there() {
        let instant: Instant = "2026-07-08T23:30:00Z".parse().unwrap();
        assert_eq!(london().day_of(instant), "2026-07-09".parse().unwrap());
        assert_eq!(london().time_of(instant), "00:30:00".parse().unwrap());
    }

    proptest! {
        #[test]
        fn a_local_time_after_three_in_the_morning_survives_the_way_there_and_back(
            days in 0..1800i64, seconds in (3 * 3600)..86400u32
        ) {
            let day = "2024-01-01".parse::<Day>().unwrap() + chrono::TimeDelta::days(days);
            let time = TimeOfDay::from_num_seconds_from_midnight_opt(seconds, 0).unwrap();
            let instant = london().instant_of(day, time);
            prop_assert_eq!((london().day_of(instant), london().time_of(instant)), (day, time));
        }
    }
}
