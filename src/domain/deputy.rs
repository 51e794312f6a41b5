//! Deputies: somebody who is chair or coordinator from one day to another, in a place of its own that
//! ends by itself.
use chrono::TimeDelta;

use super::actor::Role;
use super::refusal::Refused;
use super::time::Day;

/// What may be stood in for.
pub const ROLES: [Role; 2] = [Role::Chair, Role::Coordinator];

/// The most days after the first: three months, after which somebody should say so again.
const LONGEST: TimeDelta = TimeDelta::days(92);

/// What somebody stands in for, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deputy {
    /// As what.
    pub role: Role,
    /// The first day.
    pub starts_on: Day,
    /// The last day.
    pub ends_on: Day,
}

/// What somebody who holds some roles may stand in for: what they are not already, and nothing for
/// an administrator, who is kept from cases.
pub fn open_to(held: &[Role]) -> Vec<Role> {
    if held.contains(&Role::Administrator) {
        return Vec::new();
    }
    ROLES.into_iter().filter(|it| !held.contains(it)).collect()
}

impl Deputy {
    /// Refuses what somebody who holds some roles cannot stand in for, and days that make no sense.
    ///
    /// # Errors
    /// Refused beside `role`, `starts` or `ends`.
    pub fn check(&self, held: &[Role], today: Day) -> Result<(), Refused> {
        let mut refused = Refused::default();
        if !open_to(held).contains(&self.role) {
            refused.add("role", "Select what they stand in for, and are not already");
        }
        if self.starts_on < today {
            refused.add("starts", "The first day must be today or later");
        }
        if self.ends_on < self.starts_on {
            refused.add("ends", "The last day must be the first day or later");
        } else if self.ends_on - self.starts_on > LONGEST {
            refused.add("ends", "The last day must be within three months of the first");
        }
        refused.or_go_on()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> Day {
        Day::from_ymd_opt(2026, 2, day).unwrap()
    }

    #[test]
    fn a_deputy_has_a_first_and_a_last_day_within_three_months() {
        let chair = |starts_on, ends_on| Deputy { role: Role::Chair, starts_on, ends_on };
        let held = [Role::Representative];
        for (starts_on, ends_on, is_right) in [
            (day(12), day(12), true),
            (day(13), day(27), true),
            (day(12), day(12) + LONGEST, true),
            (day(12), day(13) + LONGEST, false),
            (day(11), day(27), false),
            (day(13), day(12), false),
        ] {
            let checked = chair(starts_on, ends_on).check(&held, day(12));
            assert_eq!(checked.is_ok(), is_right, "{starts_on} to {ends_on}: {checked:?}");
        }
        let again = chair(day(12), day(13)).check(&[Role::Chair], day(12));
        assert!(again.is_err());
    }

    #[test]
    fn an_administrator_stands_in_for_nobody() {
        assert!(open_to(&[Role::Administrator]).is_empty());
        assert_eq!(open_to(&[Role::Chair]), [Role::Coordinator]);
        assert_eq!(open_to(&[Role::Idva]), ROLES);
        assert!(open_to(&[Role::Chair, Role::Coordinator]).is_empty());
    }
}
