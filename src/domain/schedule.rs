//! When an area meets: its meeting days, their clock times, and which meeting hears a referral.
use chrono::Datelike;

use crate::domain::area::AreaSettings;
use crate::domain::area_clock::AreaClock;
use crate::domain::calendar::Calendar;
use crate::domain::time::{Day, Instant, TimeOfDay};

/// An area's rule for its meetings, with the bank holidays it keeps.
#[derive(Clone, Copy, Debug)]
pub struct Schedule<'a> {
    settings: &'a AreaSettings,
    calendar: &'a Calendar,
}

/// The moments of one meeting day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MeetingTimes {
    /// When agencies are told of the cases to research.
    pub digest: Instant,
    /// Referrals received at or after this moment are late.
    pub cut_off: Instant,
    /// When research is due.
    pub research_due: Instant,
    /// When the agenda is published.
    pub publish: Instant,
    /// When the meeting starts.
    pub start: Instant,
    /// Until when the room is free, if that matters.
    pub room_until: Option<Instant>,
}

impl MeetingTimes {
    /// Whether a referral received at `at` is in time for this meeting.
    pub fn takes(&self, at: Instant) -> bool {
        at < self.cut_off
    }

    /// The same distances between the moments, for a meeting that starts at `start`. Until when
    /// the room is free is then not known.
    #[must_use]
    pub fn starting_at(self, start: Instant) -> Self {
        let shift = start - self.start;
        Self {
            digest: self.digest + shift,
            cut_off: self.cut_off + shift,
            research_due: self.research_due + shift,
            publish: self.publish + shift,
            start,
            room_until: None,
        }
    }
}

impl<'a> Schedule<'a> {
    /// The schedule that `settings` make, with the holidays of `calendar`.
    pub fn new(settings: &'a AreaSettings, calendar: &'a Calendar) -> Self {
        Self { settings, calendar }
    }

    /// The area's clock.
    pub fn clock(&self) -> AreaClock {
        AreaClock::new(self.settings.timezone)
    }

    /// Whether the rule puts a meeting on `day`.
    pub fn meets_on(&self, day: Day) -> bool {
        self.settings.day.weekdays.contains(&day.weekday()) && self.calendar.holiday(day).is_none()
    }

    /// The next `count` meeting days, beginning with `from` itself; none without weekdays.
    pub fn meeting_days(&self, from: Day, count: usize) -> Vec<Day> {
        if self.settings.day.weekdays.is_empty() {
            return Vec::new();
        }
        from.iter_days().filter(|it| self.meets_on(*it)).take(count).collect()
    }

    /// The moments of a meeting on `day` at the area's usual times.
    pub fn times_of(&self, day: Day) -> MeetingTimes {
        let plan = &self.settings.day;
        let at = |time: TimeOfDay| self.clock().instant_of(day, time);
        MeetingTimes {
            digest: at(plan.digest_at),
            cut_off: at(plan.cut_off_at),
            research_due: at(plan.research_due_at),
            publish: at(plan.published_at),
            start: at(plan.starts_at),
            room_until: plan.room_until.map(at),
        }
    }

    /// When agencies are reminded of missing research on `day`, earliest first.
    pub fn research_chases(&self, day: Day) -> Vec<Instant> {
        let times = &self.settings.day.research_chased_at;
        let mut chases: Vec<Instant> =
            times.iter().map(|it| self.clock().instant_of(day, *it)).collect();
        chases.sort_unstable();
        chases.dedup();
        chases
    }

    /// The day of the first meeting by the rule that takes a referral received at `at`.
    pub fn meeting_for(&self, at: Instant) -> Option<Day> {
        let days = self.meeting_days(self.clock().day_of(at), 2);
        days.into_iter().find(|it| self.times_of(*it).takes(at))
    }
}

#[cfg(test)]
mod tests {
    use chrono::Weekday;

    use super::*;
    use crate::domain::area::Nation;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn meeting_for(settings: &AreaSettings, at: &str) -> String {
        let calendar = Calendar::included(settings.nation).unwrap();
        let schedule = Schedule::new(settings, &calendar);
        schedule.meeting_for(at.parse().unwrap()).unwrap().to_string()
    }

    #[test]
    fn a_referral_is_heard_at_the_first_meeting_whose_cut_off_is_still_to_come() {
        let settings = AreaSettings::default();
        for (received, heard, why) in [
            ("2026-02-12T08:59:59Z", "2026-02-12", "a second before the cut-off"),
            ("2026-02-12T09:00:00Z", "2026-02-13", "at the cut-off it is late"),
            ("2026-02-13T09:00:00Z", "2026-02-16", "over a weekend"),
            ("2026-02-14T22:00:00Z", "2026-02-16", "on a Saturday"),
            ("2026-04-02T08:00:00Z", "2026-04-07", "9am in summer time, over Easter"),
            ("2026-04-02T07:59:59Z", "2026-04-02", "before 9am in summer time"),
            ("2026-12-24T09:00:00Z", "2026-12-29", "over Christmas with a substitute day"),
            ("2026-07-08T23:30:00Z", "2026-07-09", "after midnight there"),
        ] {
            assert_eq!(meeting_for(&settings, received), heard, "{why}");
        }
    }

    #[test]
    fn an_area_that_does_not_meet_on_wednesday_hears_it_on_thursday() {
        let mut settings = AreaSettings::default();
        settings.day.weekdays.retain(|it| *it != Weekday::Wed);
        assert_eq!(meeting_for(&settings, "2026-02-10T09:30:00Z"), "2026-02-12");
    }

    #[test]
    fn a_scottish_area_meets_on_easter_monday_and_not_on_the_second_of_january() {
        let settings = AreaSettings { nation: Nation::Scotland, ..AreaSettings::default() };
        let calendar = Calendar::included(Nation::Scotland).unwrap();
        let schedule = Schedule::new(&settings, &calendar);
        assert!(schedule.meets_on(day("2026-04-06")));
        assert!(!schedule.meets_on(day("2026-01-02")));
    }

    #[test]
    fn the_next_ten_meeting_days_leave_out_weekends_and_good_friday() {
        let settings = AreaSettings::default();
        let calendar = Calendar::included(settings.nation).unwrap();
        let days = Schedule::new(&settings, &calendar).meeting_days(day("2026-03-30"), 10);
        let expected = [
            "2026-03-30",
            "2026-03-31",
            "2026-04-01",
            "2026-04-02",
            "2026-04-07",
            "2026-04-08",
            "2026-04-09",
            "2026-04-10",
            "2026-04-13",
            "2026-04-14",
        ];
        assert_eq!(days, expected.map(day));
    }

    #[test]
    fn an_area_with_a_weekend_meeting_keeps_it() {
        let mut settings = AreaSettings::default();
        settings.day.weekdays = vec![Weekday::Sat];
        assert_eq!(meeting_for(&settings, "2026-02-12T12:00:00Z"), "2026-02-14");
    }

    #[test]
    fn without_weekdays_there_is_no_meeting() {
        let mut settings = AreaSettings::default();
        settings.day.weekdays.clear();
        let calendar = Calendar::included(settings.nation).unwrap();
        let schedule = Schedule::new(&settings, &calendar);
        assert_eq!(schedule.meeting_for("2026-02-12T12:00:00Z".parse().unwrap()), None);
    }

    #[test]
    fn a_meeting_that_starts_at_another_time_keeps_its_distances() {
        let settings = AreaSettings::default();
        let calendar = Calendar::included(settings.nation).unwrap();
        let usual = Schedule::new(&settings, &calendar).times_of(day("2026-02-12"));
        let moved = usual.starting_at("2026-02-13T14:00:00Z".parse().unwrap());
        let expected = ["13:00", "13:30", "13:40"]
            .map(|it| format!("2026-02-13T{it}:00Z").parse::<Instant>().unwrap());
        assert_eq!([moved.cut_off, moved.research_due, moved.publish], expected);
    }

    #[test]
    fn the_moments_of_a_day_follow_the_clocks() {
        let settings = AreaSettings::default();
        let calendar = Calendar::included(settings.nation).unwrap();
        let schedule = Schedule::new(&settings, &calendar);
        for (date, start, cut_off) in [
            ("2026-03-27", "2026-03-27T10:00:00Z", "2026-03-27T09:00:00Z"),
            ("2026-03-30", "2026-03-30T09:00:00Z", "2026-03-30T08:00:00Z"),
            ("2026-10-26", "2026-10-26T10:00:00Z", "2026-10-26T09:00:00Z"),
        ] {
            let times = schedule.times_of(day(date));
            assert_eq!(times.start, start.parse::<Instant>().unwrap());
            assert_eq!(times.cut_off, cut_off.parse::<Instant>().unwrap());
        }
        let chases = schedule.research_chases(day("2026-03-30"));
        let expected = ["2026-03-30T07:30:00Z", "2026-03-30T08:15:00Z"];
        assert_eq!(chases, expected.map(|it| it.parse::<Instant>().unwrap()));
    }
}
