//! An agenda at any moment: what is listed, in its order, with its times.
use std::collections::{BTreeSet, HashMap};

use super::super::{Cx, Step};
use super::item::{AgendaItem, Gathered};
use crate::domain::agenda::{Item, Section, order, sections};
use crate::domain::area::Budget;
use crate::domain::ids::{AgencyId, ListingId};
use crate::domain::meeting::Meeting;
use crate::domain::slots::{Entry, Timetable, lay_out};
use crate::store;

/// An agenda with everything on it. Whoever shows it must leave out what its reader may not see.
#[derive(Clone, Debug)]
pub struct Agenda {
    /// The items in their order.
    pub items: Vec<AgendaItem>,
    /// When what is heard.
    pub timetable: Timetable,
    /// Overdue actions of the area, which the opening goes through.
    pub overdue: usize,
    /// The names of the area's agencies.
    pub agencies: HashMap<AgencyId, String>,
}

impl Agenda {
    /// The item of a listing.
    pub fn item(&self, listing: ListingId) -> Option<&AgendaItem> {
        self.items.iter().find(|it| it.listing.id == listing)
    }
}

/// Computes a meeting's agenda as it is now, in a fixed number of queries.
///
/// # Errors
/// Fails when the database does.
pub fn compile<Mode>(cx: &mut Cx<'_, '_, Mode>, meeting: &Meeting) -> Step<Agenda> {
    let (area, today) = (cx.area()?, cx.today()?);
    let absent = cx.absent()?;
    let mut listings = store::listing::of_meeting(cx.session, area.id, meeting.id)?;
    listings.retain(|it| !absent.contains(&it.case_id));
    let mut open = store::action::open(cx.session, area.id)?;
    open.retain(|it| !absent.contains(&it.case_id));
    let overdue = open.iter().filter(|it| it.is_overdue(today)).count();
    let agencies = store::agency::list(cx.session, area.id)?;
    let gathered = Gathered::read(cx, &listings, &open)?;
    let mut items = gathered.items(listings, &cx.tools.checklist);
    let rule = area.settings.order_rule;
    let ordered = order(items.iter().map(AgendaItem::order_by).collect(), rule);
    let sections = sections(&ordered, rule);
    sort_as(&mut items, &ordered);
    for ((number, section), item) in (1..).zip(sections).zip(&mut items) {
        (item.number, item.section) = (number, section);
    }
    let budget = budget(area.settings.budget, meeting);
    let entries: Vec<Entry> = items.iter().map(entry).collect();
    let outstanding = u16::try_from(overdue).unwrap_or(u16::MAX);
    let timetable = lay_out(&entries, meeting.starts_at, outstanding, &budget);
    for item in &mut items {
        item.window = timetable.slot(item.listing.id).unwrap_or(timetable.opening);
    }
    let agencies = agencies.into_iter().map(|it| (it.id, it.name)).collect();
    Ok(Agenda { items, timetable, overdue, agencies })
}

/// Puts items into the order that was found for them.
fn sort_as(items: &mut [AgendaItem], ordered: &[Item]) {
    let place: HashMap<ListingId, usize> =
        ordered.iter().enumerate().map(|(at, it)| (it.listing, at)).collect();
    items.sort_by_key(|it| place.get(&it.listing.id).copied());
}

pub(super) fn budget(budget: Budget, meeting: &Meeting) -> Budget {
    let minutes = u16::try_from(meeting.minutes_per_case);
    Budget { minutes_per_case: minutes.unwrap_or(budget.minutes_per_case), ..budget }
}

pub(super) fn entry(item: &AgendaItem) -> Entry {
    Entry {
        listing: item.listing.id,
        section: item.section,
        minutes: item.listing.minutes.and_then(|it| u16::try_from(it).ok()),
        agencies: item.asked.iter().map(|it| it.0).collect::<BTreeSet<_>>(),
    }
}

/// The section that an item stands in before the agenda is ordered.
pub(super) const UNORDERED: Section = Section::All;
