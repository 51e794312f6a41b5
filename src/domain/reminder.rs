//! Who is reminded of what: actions on a working morning, research before it is due.
use std::collections::BTreeMap;

use super::calendar::Calendar;
use super::ids::{AccountId, ActionId, AgencyId, ListingId};
use super::time::Day;

/// An open action, as far as reminders need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenAction {
    /// Which.
    pub action: ActionId,
    /// The agency that owns it.
    pub agency: AgencyId,
    /// Who answers for it: the person who owns it, or those who stand in.
    pub keepers: Vec<AccountId>,
    /// The day it is due.
    pub due_on: Day,
}

/// The morning on which reminders go.
#[derive(Clone, Copy, Debug)]
pub struct Morning<'a> {
    /// The day.
    pub today: Day,
    /// The last morning on which reminders went.
    pub previous: Day,
    /// The area's working days.
    pub calendar: &'a Calendar,
    /// After how many overdue working days the agency's lead contact is told.
    pub lead_told_after_days: u32,
}

/// Who is reminded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reminded {
    /// Somebody who answers for the actions.
    Owner(AccountId),
    /// The lead contact of the agency that owns them.
    Lead(AgencyId),
}

/// One digest: all that one reader is reminded of, the longest due first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminder {
    /// Who.
    pub to: Reminded,
    /// Actions due today, or before the next working day.
    pub due: Vec<ActionId>,
    /// Actions past their day.
    pub overdue: Vec<ActionId>,
}

/// The digests of a morning: one for each person with something due or overdue, and one for each
/// lead contact on the morning on which an action of the agency has become overdue for long
/// enough since the previous one. On a day that is no working day there are none.
pub fn due(actions: &[OpenAction], morning: &Morning<'_>) -> Vec<Reminder> {
    if morning.calendar.is_closed(morning.today) {
        return Vec::new();
    }
    let mut sorted = actions.to_vec();
    sorted.sort_by_key(|it| (it.due_on, it.action));
    let mut reminders = owners(&sorted, morning);
    reminders.extend(leads(&sorted, morning));
    reminders
}

fn owners(sorted: &[OpenAction], morning: &Morning<'_>) -> Vec<Reminder> {
    let next = morning.calendar.next_working_day(morning.today);
    let mut digests: BTreeMap<AccountId, Reminder> = BTreeMap::new();
    for it in sorted.iter().filter(|it| it.due_on < next) {
        for keeper in &it.keepers {
            let to = Reminded::Owner(*keeper);
            let empty = Reminder { to, due: Vec::new(), overdue: Vec::new() };
            let digest = digests.entry(*keeper).or_insert(empty);
            let is_over = it.due_on < morning.today;
            let list = if is_over { &mut digest.overdue } else { &mut digest.due };
            list.push(it.action);
        }
    }
    digests.into_values().collect()
}

fn leads(sorted: &[OpenAction], morning: &Morning<'_>) -> Vec<Reminder> {
    let is_long = |it: &OpenAction, on: Day| {
        let days = morning.calendar.working_days_between(it.due_on, on);
        days >= morning.lead_told_after_days
    };
    let mut digests: BTreeMap<AgencyId, Vec<&OpenAction>> = BTreeMap::new();
    for it in sorted.iter().filter(|it| is_long(it, morning.today)) {
        digests.entry(it.agency).or_default().push(it);
    }
    digests.retain(|_agency, overdue| overdue.iter().any(|it| !is_long(it, morning.previous)));
    let digest = |(agency, overdue): (AgencyId, Vec<&OpenAction>)| Reminder {
        to: Reminded::Lead(agency),
        due: Vec::new(),
        overdue: overdue.into_iter().map(|it| it.action).collect(),
    };
    digests.into_iter().map(digest).collect()
}

/// Research that an agency is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The agency.
    pub agency: AgencyId,
    /// The listing.
    pub listing: ListingId,
    /// Whether the agency has answered.
    pub is_in: bool,
}

/// The agencies that still owe research, each with the listings it owes, in the order given.
pub fn missing_research(asked: &[Asked]) -> BTreeMap<AgencyId, Vec<ListingId>> {
    let mut missing: BTreeMap<AgencyId, Vec<ListingId>> = BTreeMap::new();
    for it in asked.iter().filter(|it| !it.is_in) {
        missing.entry(it.agency).or_default().push(it.listing);
    }
    missing
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::area::Nation;

    fn id(number: u8) -> String {
        format!("0198c0de-0000-4000-8000-{number:012x}")
    }

    fn action(number: u8, owner: u8, due_on: &str) -> OpenAction {
        OpenAction {
            action: ActionId::parse(&id(number)).unwrap(),
            agency: AgencyId::parse(&id(100 + owner / 10)).unwrap(),
            keepers: vec![AccountId::parse(&id(owner)).unwrap()],
            due_on: due_on.parse().unwrap(),
        }
    }

    fn last_digit(ids: &[ActionId]) -> Vec<u8> {
        ids.iter().map(|it| it.as_str().as_bytes()[35] - b'0').collect()
    }

    /// Who is reminded on `today`, when reminders last went on `previous`, as (whether it is a
    /// lead, due, overdue).
    fn reminded(
        actions: &[OpenAction],
        today: &str,
        previous: &str,
    ) -> Vec<(bool, Vec<u8>, Vec<u8>)> {
        let calendar = Calendar::included(Nation::EnglandAndWales).unwrap();
        let morning = Morning {
            today: today.parse().unwrap(),
            previous: previous.parse().unwrap(),
            calendar: &calendar,
            lead_told_after_days: 3,
        };
        due(actions, &morning)
            .into_iter()
            .map(|it| {
                let is_lead = matches!(it.to, Reminded::Lead(_));
                (is_lead, last_digit(&it.due), last_digit(&it.overdue))
            })
            .collect()
    }

    #[test]
    fn an_owner_gets_one_digest_of_what_is_due_and_overdue() {
        let actions = [
            action(1, 10, "2026-02-12"),
            action(2, 10, "2026-02-11"),
            action(3, 10, "2026-02-10"),
            action(4, 10, "2026-02-13"),
        ];
        let found = reminded(&actions, "2026-02-12", "2026-02-11");
        assert_eq!(found, [(false, vec![1], vec![3, 2])]);
    }

    #[test]
    fn nobody_is_reminded_at_a_weekend_or_on_a_bank_holiday() {
        let actions = [action(1, 10, "2026-04-01")];
        for closed in ["2026-04-03", "2026-04-04", "2026-04-06"] {
            assert_eq!(reminded(&actions, closed, "2026-04-02"), [], "{closed}");
        }
    }

    #[test]
    fn an_action_due_on_a_closed_day_is_reminded_on_the_working_day_before() {
        let actions = [action(1, 10, "2026-02-14")];
        let friday = reminded(&actions, "2026-02-13", "2026-02-12");
        assert_eq!(friday, [(false, vec![1], vec![])]);
        let monday = reminded(&actions, "2026-02-16", "2026-02-13");
        assert_eq!(monday, [(false, vec![], vec![1])]);
    }

    #[test]
    fn the_lead_contact_is_told_once_an_action_is_three_working_days_overdue() {
        let actions = [action(1, 10, "2026-02-13")];
        for (today, previous, told) in [
            ("2026-02-17", "2026-02-16", false),
            ("2026-02-18", "2026-02-17", true),
            ("2026-02-19", "2026-02-18", false),
            ("2026-02-19", "2026-02-17", true),
        ] {
            let is_told = reminded(&actions, today, previous).iter().any(|it| it.0);
            assert_eq!(is_told, told, "{today} after {previous}");
        }
    }

    #[test]
    fn bank_holidays_do_not_count_towards_the_three_days() {
        let actions = [action(1, 10, "2026-04-01")];
        let told = |today, previous| reminded(&actions, today, previous).iter().any(|it| it.0);
        assert!(!told("2026-04-07", "2026-04-02"));
        assert!(told("2026-04-08", "2026-04-07"));
    }

    #[test]
    fn a_lead_contact_sees_all_that_is_long_overdue_in_the_agency_when_one_more_is() {
        let actions = [
            action(1, 10, "2026-02-12"),
            action(2, 11, "2026-02-02"),
            action(3, 11, "2026-02-13"),
            action(4, 20, "2026-02-02"),
        ];
        let found = reminded(&actions, "2026-02-17", "2026-02-16");
        let leads: Vec<_> = found.into_iter().filter(|it| it.0).collect();
        assert_eq!(leads, [(true, vec![], vec![2, 1])]);
    }

    #[test]
    fn research_that_is_in_is_not_missing() {
        let asked = |agency, listing, is_in| Asked {
            agency: AgencyId::parse(&id(agency)).unwrap(),
            listing: ListingId::parse(&id(listing)).unwrap(),
            is_in,
        };
        let found = missing_research(&[
            asked(1, 12, false),
            asked(2, 11, true),
            asked(1, 11, false),
            asked(1, 13, true),
        ]);
        let owed: Vec<Vec<ListingId>> = found.into_values().collect();
        assert_eq!(owed, [[12, 11].map(|it| ListingId::parse(&id(it)).unwrap())]);
    }
}
