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
