//! The times of an agenda: when each item starts and ends, who may leave when, and the finish.
use std::collections::BTreeSet;

use chrono::{DurationRound, TimeDelta};

use super::agenda::Section;
use super::area::Budget;
use super::ids::{AgencyId, ListingId};
use super::time::Instant;

/// What the times of an agenda depend on, for one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The listing.
    pub listing: ListingId,
    /// The section it stands in.
    pub section: Section,
    /// Minutes given to it, when not the usual.
    pub minutes: Option<u16>,
    /// The agencies asked on it.
    pub agencies: BTreeSet<AgencyId>,
}

/// A stretch of time; it ends before `until`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// Its start.
    pub from: Instant,
    /// Its end.
    pub until: Instant,
}

/// A row of the timetable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// An item.
    Item {
        /// The listing.
        listing: ListingId,
        /// When it is heard.
        window: Window,
    },
    /// Between two sections.
    Break {
        /// When it is; without length where the area makes no break.
        window: Window,
        /// The agencies asked on an item before and on none after.
        may_leave: Vec<AgencyId>,
    },
}

/// The times of a whole meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timetable {
    /// The opening, with the outstanding actions.
    pub opening: Window,
    /// The items and breaks in order, without a gap.
    pub rows: Vec<Row>,
}

/// Lays out the entries, in their order, from `start`.
pub fn lay_out(
    entries: &[Entry],
    start: Instant,
    outstanding_actions: u16,
    budget: &Budget,
) -> Timetable {
    let opening_minutes = u32::from(budget.opening_minutes)
        + u32::from(outstanding_actions) * u32::from(budget.minutes_per_outstanding_action);
    let opening = after(start, opening_minutes);
    let mut rows: Vec<Row> = Vec::with_capacity(entries.len() + 1);
    let mut at = opening.until;
    for (index, entry) in entries.iter().enumerate() {
        let (before, rest) = entries.split_at(index);
        if before.last().is_some_and(|it| it.section != entry.section) {
            let may_leave = may_leave(before, rest);
            let window = after(at, budget.break_minutes.into());
            at = window.until;
            if budget.break_minutes > 0 || !may_leave.is_empty() {
                rows.push(Row::Break { window, may_leave });
            }
        }
        let window = after(at, entry.minutes.unwrap_or(budget.minutes_per_case).into());
        at = window.until;
        rows.push(Row::Item { listing: entry.listing, window });
    }
    Timetable { opening, rows }
}

fn after(from: Instant, minutes: u32) -> Window {
    Window { from, until: from + TimeDelta::minutes(minutes.into()) }
}

fn may_leave(before: &[Entry], rest: &[Entry]) -> Vec<AgencyId> {
    let asked = |entries: &[Entry]| -> BTreeSet<AgencyId> {
        entries.iter().flat_map(|it| it.agencies.iter().copied()).collect()
    };
    asked(before).difference(&asked(rest)).copied().collect()
}

impl Row {
    /// When it is.
    pub fn window(&self) -> Window {
        match self {
            Self::Item { window, .. } | Self::Break { window, .. } => *window,
        }
    }
}

impl Timetable {
    /// When the meeting should finish.
    pub fn finish(&self) -> Instant {
        self.rows.last().map_or(self.opening.until, |it| it.window().until)
    }

    /// When `listing` is heard.
    pub fn slot(&self, listing: ListingId) -> Option<Window> {
        self.rows.iter().find_map(|it| match it {
            Row::Item { listing: of, window } if *of == listing => Some(*window),
            _ => None,
        })
    }

    /// How far the meeting runs past `until`.
    pub fn overrun(&self, until: Instant) -> Option<TimeDelta> {
        Some(self.finish() - until).filter(|it| *it > TimeDelta::zero())
    }

    /// The whole meeting in quarter hours, for those who see no times of items.
    pub fn block(&self) -> Window {
        in_quarter_hours(Window { from: self.opening.from, until: self.finish() })
    }

    /// When an agency is needed, in quarter hours: from the first to the last of the items which
    /// its reader may see and on which it is asked. Nothing else may be in `listings`, so that the
    /// window tells nothing about a hidden item.
    pub fn window(&self, listings: &BTreeSet<ListingId>) -> Option<Window> {
        let slots: Vec<Window> = listings.iter().filter_map(|it| self.slot(*it)).collect();
        let from = slots.iter().map(|it| it.from).min()?;
        let until = slots.iter().map(|it| it.until).max()?;
        Some(in_quarter_hours(Window { from, until }))
    }
}

/// The window with its start rounded down and its end rounded up.
fn in_quarter_hours(window: Window) -> Window {
    let quarter = TimeDelta::minutes(15);
    let down = |at: Instant| at.duration_trunc(quarter).unwrap_or(at);
    let until = down(window.until);
    let is_whole = until == window.until;
    Window { from: down(window.from), until: if is_whole { until } else { until + quarter } }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn listing(number: usize) -> ListingId {
        ListingId::parse(&format!("0198c0de-0000-4000-8000-{number:012x}")).unwrap()
    }

    fn agency(number: u8) -> AgencyId {
        AgencyId::parse(&format!("0198c0de-0000-4000-8000-{number:012x}")).unwrap()
    }

    fn entry(number: usize, section: Section, agencies: &[u8]) -> Entry {
        let agencies = agencies.iter().map(|it| agency(*it)).collect();
        Entry { listing: listing(number), section, minutes: None, agencies }
    }

    fn at(time: &str) -> Instant {
        format!("2026-02-12T{time}:00Z").parse().unwrap()
    }

    fn times(window: Window) -> String {
        format!("{} to {}", window.from.format("%H:%M"), window.until.format("%H:%M"))
    }

    /// Six cases with children, asked of agencies 1 and 2, then eight asked of agency 1;
    /// agency 3 is asked on the third only.
    fn fourteen() -> Vec<Entry> {
        let mut entries: Vec<Entry> = (0..14)
            .map(|it| match it {
                0..6 => entry(it, Section::WithChildren, &[1, 2]),
                _ => entry(it, Section::AdultsOnly, &[1]),
            })
            .collect();
        entries[2].agencies.insert(agency(3));
        entries
    }

    #[test]
    fn fourteen_cases_with_a_break_finish_at_five_past_twelve() {
        let table = lay_out(&fourteen(), at("10:00"), 0, &Budget::default());
        assert_eq!(times(table.opening), "10:00 to 10:05");
        assert_eq!(table.slot(listing(0)).map(times).unwrap(), "10:05 to 10:13");
        assert_eq!(table.slot(listing(6)).map(times).unwrap(), "11:01 to 11:09");
        assert_eq!(table.finish(), at("12:05"));
        assert_eq!(table.overrun(at("12:30")), None);
        assert_eq!(table.overrun(at("12:05")), None);
        assert_eq!(table.overrun(at("12:00")), Some(TimeDelta::minutes(5)));
    }

    #[test]
    fn at_the_break_those_may_leave_who_are_asked_on_nothing_later() {
        let table = lay_out(&fourteen(), at("10:00"), 0, &Budget::default());
        let Row::Break { window, may_leave } = &table.rows[6] else { panic!("no break") };
        assert_eq!(times(*window), "10:53 to 11:01");
        assert_eq!(may_leave, &[agency(2), agency(3)]);
    }

    #[test]
    fn without_a_break_the_row_still_says_who_may_leave_and_is_left_out_when_nobody_may() {
        let budget = Budget { break_minutes: 0, ..Budget::default() };
        let table = lay_out(&fourteen(), at("10:00"), 0, &budget);
        assert_eq!(times(table.rows[6].window()), "10:53 to 10:53");
        assert_eq!(table.finish(), at("11:57"));
        let nobody: Vec<Entry> =
            fourteen().into_iter().map(|it| Entry { agencies: BTreeSet::new(), ..it }).collect();
        assert_eq!(lay_out(&nobody, at("10:00"), 0, &budget).rows.len(), 14);
    }

    #[test]
    fn outstanding_actions_and_an_items_own_minutes_are_counted() {
        let mut entries = fourteen();
        entries[0].minutes = Some(20);
        let table = lay_out(&entries, at("10:00"), 7, &Budget::default());
        assert_eq!(times(table.opening), "10:00 to 10:12");
        assert_eq!(table.slot(listing(0)).map(times).unwrap(), "10:12 to 10:32");
    }

    #[test]
    fn a_meeting_without_cases_ends_with_its_opening() {
        let table = lay_out(&[], at("10:00"), 2, &Budget::default());
        assert_eq!(table.finish(), at("10:07"));
        assert_eq!(times(table.block()), "10:00 to 10:15");
    }

    #[test]
    fn an_agency_is_told_quarter_hours_around_the_items_it_may_see() {
        let table = lay_out(&fourteen(), at("10:00"), 0, &Budget::default());
        let window = |listings: &[usize]| {
            table.window(&listings.iter().map(|it| listing(*it)).collect()).map(times)
        };
        assert_eq!(window(&[0, 5]).unwrap(), "10:00 to 11:00");
        assert_eq!(window(&[2]).unwrap(), "10:15 to 10:30");
        assert_eq!(window(&[13, 7]).unwrap(), "11:00 to 12:15");
        assert_eq!(window(&[]), None);
        assert_eq!(window(&[99]), None);
        assert_eq!(times(table.block()), "10:00 to 12:15");
    }

    proptest! {
        #[test]
        fn rows_follow_each_other_without_gap_or_overlap_and_keep_the_order(
            layout in proptest::collection::vec((any::<bool>(), proptest::option::of(0..60u16)), 0..40),
            actions in 0..50u16, break_minutes in 0..20u16
        ) {
            let entries: Vec<Entry> = layout.iter().enumerate().map(|(number, (child, minutes))| {
                let section = if *child { Section::WithChildren } else { Section::AdultsOnly };
                Entry { minutes: *minutes, ..entry(number, section, &[1]) }
            }).collect();
            let budget = Budget { break_minutes, ..Budget::default() };
            let table = lay_out(&entries, at("10:00"), actions, &budget);
            let mut until = table.opening.until;
            for row in &table.rows {
                prop_assert_eq!(row.window().from, until);
                prop_assert!(row.window().until >= until);
                until = row.window().until;
            }
            prop_assert_eq!(table.finish(), until);
            let items: Vec<ListingId> = table.rows.iter().filter_map(|it| match it {
                Row::Item { listing, .. } => Some(*listing),
                Row::Break { .. } => None,
            }).collect();
            let expected: Vec<ListingId> = entries.iter().map(|it| it.listing).collect();
            prop_assert_eq!(items, expected);
        }
    }
}
