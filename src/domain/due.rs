//! When an action is due: the few choices of the meeting, as days.
use chrono::Days;

use super::calendar::Calendar;
use super::refusal::Refused;
use super::time::Day;
use super::word::words;

words! {
    /// The choices for an action's due day.
    Due {
        /// The day of the meeting.
        Today = "today" / "Today",
        /// The working day after.
        NextWorkingDay = "next_working_day" / "Next working day",
        /// The third working day after.
        ThreeWorkingDays = "three_working_days" / "3 working days",
        /// The same weekday of next week, or the first working day after it.
        OneWeek = "one_week" / "1 week",
        /// A day that somebody names.
        Date = "date" / "A date",
    }
}

impl Due {
    /// The day on which an action agreed on `agreed_on` is due; `named` is for [`Due::Date`].
    ///
    /// # Errors
    /// Refuses a date that is missing or before the agreement.
    pub fn day(
        self,
        agreed_on: Day,
        named: Option<Day>,
        calendar: &Calendar,
    ) -> Result<Day, Refused> {
        match self {
            Self::Today => Ok(agreed_on),
            Self::NextWorkingDay => Ok(calendar.next_working_day(agreed_on)),
            Self::ThreeWorkingDays => Ok(calendar.add_working_days(agreed_on, 3)),
            Self::OneWeek => {
                let week_later = agreed_on.checked_add_days(Days::new(7)).unwrap_or(Day::MAX);
                Ok(calendar.on_or_after(week_later))
            }
            Self::Date => {
                let day = named.ok_or_else(|| Refused::field("due_on", "Enter a due date"))?;
                if day < agreed_on {
                    let text = "The due date must be the day of the meeting or later";
                    return Err(Refused::field("due_on", text));
                }
                Ok(day)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::area::Nation;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn each_choice_knows_weekends_and_bank_holidays() {
        let calendar = Calendar::included(Nation::EnglandAndWales).unwrap();
        for (due, agreed, expected) in [
            (Due::Today, "2026-04-02", "2026-04-02"),
            (Due::NextWorkingDay, "2026-02-12", "2026-02-13"),
            (Due::NextWorkingDay, "2026-02-13", "2026-02-16"),
            (Due::NextWorkingDay, "2026-04-02", "2026-04-07"),
            (Due::ThreeWorkingDays, "2026-02-12", "2026-02-17"),
            (Due::ThreeWorkingDays, "2026-04-02", "2026-04-09"),
            (Due::OneWeek, "2026-02-12", "2026-02-19"),
            (Due::OneWeek, "2026-03-27", "2026-04-07"),
            (Due::OneWeek, "2026-12-18", "2026-12-29"),
        ] {
            let found = due.day(day(agreed), None, &calendar);
            assert_eq!(found, Ok(day(expected)), "{due:?} from {agreed}");
        }
    }

    #[test]
    fn a_named_date_is_kept_and_must_not_lie_before_the_meeting() {
        let calendar = Calendar::included(Nation::EnglandAndWales).unwrap();
        let named = |text| Due::Date.day(day("2026-02-12"), text, &calendar);
        assert_eq!(named(Some(day("2026-02-14"))), Ok(day("2026-02-14")));
        assert_eq!(named(Some(day("2026-02-12"))), Ok(day("2026-02-12")));
        assert_eq!(named(Some(day("2026-02-11"))).unwrap_err().problems[0].field, "due_on");
        assert!(named(None).is_err());
    }
}
