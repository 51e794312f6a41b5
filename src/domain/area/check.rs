//! What is wrong with an area's settings, in plain sentences beside their fields.
use std::ops::RangeInclusive;

use super::{AreaSettings, Budget};
use crate::domain::refusal::{Problem, Refused};
use crate::domain::time::TimeOfDay;

/// Gathers problems as the fields are gone through.
#[derive(Default)]
struct Findings(Refused);

impl Findings {
    /// Notes `text` beside `field` unless `holds`.
    fn unless(&mut self, holds: bool, field: &str, text: &str) {
        if !holds {
            self.0.add(field, text);
        }
    }

    /// Notes that the number of `field` must lie in `range`, unless it does.
    fn within(&mut self, range: RangeInclusive<u32>, value: u32, field: &str) {
        let text = format!("Enter a number from {} to {}", range.start(), range.end());
        self.unless(range.contains(&value), field, &text);
    }
}

impl AreaSettings {
    /// What stops these settings from being saved; nothing when they are sound.
    pub fn validate(&self) -> Vec<Problem> {
        let mut found = Findings::default();
        self.check_reference(&mut found);
        self.check_clock(&mut found);
        self.check_place(&mut found);
        self.check_numbers(&mut found);
        self.check_words(&mut found);
        found.0.problems
    }

    fn check_reference(&self, found: &mut Findings) {
        let prefix = &self.reference_prefix;
        found.unless(
            (2..=4).contains(&prefix.len()) && prefix.bytes().all(|it| it.is_ascii_uppercase()),
            "reference_prefix",
            "The start of case references must be 2 to 4 capital letters, like NS",
        );
    }

    fn check_clock(&self, found: &mut Findings) {
        let day = &self.day;
        let chased_in_time = day.research_chased_at.iter().all(|at| *at < day.research_due_at);
        let rules: [(bool, &'static str, &str); 8] = [
            (
                day.cut_off_at < day.research_due_at,
                "day.cut_off_at",
                "Referrals must close before research is due",
            ),
            (
                day.cut_off_at < day.published_at,
                "day.cut_off_at",
                "Referrals must close before the agenda is published",
            ),
            (
                day.cut_off_at < day.starts_at,
                "day.cut_off_at",
                "Referrals must close before the meeting starts",
            ),
            (
                day.research_due_at <= day.starts_at,
                "day.research_due_at",
                "Research must be due by the start of the meeting",
            ),
            (
                chased_in_time,
                "day.research_chased_at",
                "Reminders of research must be before it is due",
            ),
            (
                day.digest_at < day.research_due_at,
                "day.digest_at",
                "Agencies must be told of the cases before research is due",
            ),
            (
                day.published_at <= day.starts_at,
                "day.published_at",
                "The agenda must be published by the start of the meeting",
            ),
            (
                day.room_until.is_none_or(|until: TimeOfDay| until > day.starts_at),
                "day.room_until",
                "The room must be free until after the meeting starts",
            ),
        ];
        for (holds, field, message) in rules {
            found.unless(holds, field, message);
        }
    }

    fn check_place(&self, found: &mut Findings) {
        let weekdays = &self.day.weekdays;
        found.unless(
            !weekdays.is_empty(),
            "day.weekdays",
            "Select at least one day of the week for the meeting",
        );
        let once = weekdays.iter().enumerate().all(|(at, it)| !weekdays[..at].contains(it));
        found.unless(once, "day.weekdays", "Select each day of the week only once");
        let link = &self.day.join_link;
        found.unless(
            link.is_empty() || url::Url::parse(link).is_ok_and(|it| it.scheme() == "https"),
            "day.join_link",
            "The link to join must be a full address that begins with https://",
        );
    }

    fn check_numbers(&self, found: &mut Findings) {
        let Budget {
            minutes_per_case,
            opening_minutes,
            minutes_per_outstanding_action,
            break_minutes,
        } = self.budget;
        found.within(1..=24, self.threshold.into(), "threshold");
        found.within(1..=120, minutes_per_case.into(), "budget.minutes_per_case");
        found.within(0..=60, opening_minutes.into(), "budget.opening_minutes");
        found.within(
            0..=30,
            minutes_per_outstanding_action.into(),
            "budget.minutes_per_outstanding_action",
        );
        found.within(0..=60, break_minutes.into(), "budget.break_minutes");
        let minutes = &self.minutes;
        found.within(1..=60, minutes.mail_delay_minutes.into(), "minutes.mail_delay_minutes");
        found.within(
            1..=240,
            minutes.actions_mail_delay_minutes.into(),
            "minutes.actions_mail_delay_minutes",
        );
        found.within(0..=20, minutes.correction_working_days, "minutes.correction_working_days");
        found.within(1..=3650, minutes.visible_days, "minutes.visible_days");
        found.within(1..=60, self.action.lead_told_after_days, "action.lead_told_after_days");
        found.within(0..=20, self.action.victim_told_after_days, "action.victim_told_after_days");
    }

    fn check_words(&self, found: &mut Findings) {
        let words = &self.words;
        for (text, field, message) in [
            (&words.meeting, "words.meeting", "Enter what the meeting is called"),
            (&words.victim, "words.victim", "Enter the word for the person at risk"),
            (&words.perpetrator, "words.perpetrator", "Enter the word for the person causing harm"),
            (&words.advocate, "words.advocate", "Enter the word for the specialist adviser"),
            (
                &words.confidentiality_statement,
                "words.confidentiality_statement",
                "Enter the confidentiality statement",
            ),
        ] {
            found.unless(!text.trim().is_empty(), field, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: u32, minute: u32) -> TimeOfDay {
        TimeOfDay::from_hms_opt(hour, minute, 0).unwrap()
    }

    fn fields(change: impl FnOnce(&mut AreaSettings)) -> Vec<String> {
        let mut settings = AreaSettings::default();
        change(&mut settings);
        settings.validate().into_iter().map(|it| it.field).collect()
    }

    #[test]
    fn the_settings_of_a_new_area_are_sound() {
        assert_eq!(AreaSettings::default().validate(), []);
    }

    #[test]
    fn each_clock_time_keeps_its_place_in_the_morning() {
        let late_cut_off = fields(|it| it.day.cut_off_at = at(9, 30));
        assert_eq!(late_cut_off, ["day.cut_off_at"]);
        assert_eq!(fields(|it| it.day.cut_off_at = at(10, 0)), ["day.cut_off_at"; 3]);
        assert_eq!(fields(|it| it.day.research_due_at = at(10, 1)), ["day.research_due_at"]);
        assert_eq!(fields(|it| it.day.published_at = at(10, 1)), ["day.published_at"]);
        assert_eq!(fields(|it| it.day.digest_at = at(9, 30)), ["day.digest_at"]);
        assert_eq!(fields(|it| it.day.room_until = Some(at(10, 0))), ["day.room_until"]);
        let late_chase = fields(|it| it.day.research_chased_at = vec![at(8, 30), at(9, 30)]);
        assert_eq!(late_chase, ["day.research_chased_at"]);
    }

    #[test]
    fn a_meeting_needs_a_weekday_once_and_a_safe_link() {
        assert_eq!(fields(|it| it.day.weekdays.clear()), ["day.weekdays"]);
        assert_eq!(fields(|it| it.day.weekdays.push(chrono::Weekday::Mon)), ["day.weekdays"]);
        assert_eq!(fields(|it| it.day.join_link = "meet.example".to_owned()), ["day.join_link"]);
        let plain = fields(|it| it.day.join_link = "http://meet.example/1".to_owned());
        assert_eq!(plain, ["day.join_link"]);
        assert!(fields(|it| it.day.join_link = "https://meet.example/1".to_owned()).is_empty());
    }

    #[test]
    fn numbers_words_and_prefix_have_bounds() {
        assert_eq!(fields(|it| it.threshold = 25), ["threshold"]);
        let no_minutes = Budget { minutes_per_case: 0, ..Budget::default() };
        assert_eq!(fields(|it| it.budget = no_minutes), ["budget.minutes_per_case"]);
        assert_eq!(fields(|it| it.words.meeting = " ".to_owned()), ["words.meeting"]);
        for wrong in ["", "N", "ns", "NORTH", "N5"] {
            let found = fields(|it| it.reference_prefix = wrong.to_owned());
            assert_eq!(found, ["reference_prefix"], "{wrong}");
        }
    }

    #[test]
    fn an_unknown_setting_is_refused_and_a_missing_one_has_its_default() {
        let text =
            "threshold = 12\n[day]\ncut_off_at = \"08:45:00\"\nweekdays = [\"Mon\", \"Thu\"]";
        let read: AreaSettings = toml::from_str(text).unwrap();
        assert_eq!((read.threshold, read.day.cut_off_at), (12, at(8, 45)));
        assert_eq!(read.day.starts_at, at(10, 0));
        assert!(toml::from_str::<AreaSettings>("treshold = 12").is_err());
        assert!(toml::from_str::<AreaSettings>("[day]\ncutoff = 1").is_err());
        assert!(toml::from_str::<AreaSettings>("timezone = \"Mars/Base\"").is_err());
    }

    #[test]
    fn settings_read_back_as_they_were_written() {
        let settings = AreaSettings::default();
        let text = serde_json::to_string(&settings).unwrap();
        assert_eq!(serde_json::from_str::<AreaSettings>(&text).unwrap(), settings);
    }
}
