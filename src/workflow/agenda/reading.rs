//! An agenda as those see it who do not lead: only what they may see, without times of items.
use std::collections::{BTreeSet, HashMap};

use super::compile::Agenda;
use super::item::AgendaItem;
use crate::domain::ids::{AgencyId, ListingId};
use crate::domain::meeting::Meeting;
use crate::domain::slots::Window;

/// One item as its reader sees it.
#[derive(Clone, Debug)]
pub struct ReadingItem {
    /// Its number among those that the reader sees, from 1.
    pub number: usize,
    /// The item; its own number and times are for those who lead.
    pub item: AgendaItem,
}

/// An agenda as its reader sees it.
#[derive(Clone, Debug)]
pub struct ReadingView {
    /// The meeting.
    pub meeting: Meeting,
    /// The meeting's block, in quarter hours.
    pub block: Window,
    /// When the reader's agency is needed, in quarter hours; none when it is not.
    pub window: Option<Window>,
    /// The items.
    pub items: Vec<ReadingItem>,
    /// What the agencies are called.
    pub agencies: HashMap<AgencyId, String>,
}

/// What somebody of an agency sees of an agenda from which what is hidden was taken.
pub(super) fn reading(meeting: Meeting, agenda: Agenda, agency: AgencyId) -> ReadingView {
    let needed: BTreeSet<ListingId> = agenda
        .items
        .iter()
        .filter(|it| it.research_of(agency).is_some())
        .map(|it| it.listing.id)
        .collect();
    let items = (1..).zip(agenda.items).map(|(number, item)| ReadingItem { number, item });
    ReadingView {
        meeting,
        block: agenda.timetable.block(),
        window: agenda.timetable.window(&needed),
        items: items.collect(),
        agencies: agenda.agencies,
    }
}
