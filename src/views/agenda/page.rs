//! The agenda as those see it who arrange it.
use serde::Serialize;

use super::{CaseName, Flag, Meter};
use crate::domain::text::Private;
use crate::views::form::Form;
use crate::views::page::Page;

/// A meeting's agenda.
#[derive(Clone, Serialize)]
pub struct Agenda {
    /// "Thursday 12 February 2026, 10am, Civic Centre room 2".
    pub caption: String,
    /// The day for the title: "12 February 2026".
    pub day: String,
    /// The page's own address.
    pub href: String,
    /// The meeting's page.
    pub meeting: String,
    /// Draft, closed for referrals, published.
    pub state: Flag,
    /// "Version 3, published at 9:40am", once it has a version.
    pub version: Option<String>,
    /// Whether it can still be changed.
    pub can_change: bool,
    /// What publishing is called now: "Publish agenda", "Tell people what changed"; none when there
    /// is nothing to tell.
    pub publish: Option<&'static str>,
    /// "Referrals close at 9am today.", while they are open.
    pub referrals: Option<String>,
    /// The meeting's version, for the forms that need it.
    pub meeting_version: i32,
    /// Two items with the same alleged perpetrator that stand apart.
    pub link: Option<LinkCard>,
    /// The items.
    pub sections: Vec<Section>,
    /// How many there are.
    pub count: usize,
    /// Whether all boxes are ticked.
    pub all_selected: bool,
    /// "12:05pm. Close. The room is booked until 12:30pm."
    pub closing: String,
    /// Minutes, order and finish.
    pub timing: Timing,
    /// Referrals that wait for triage.
    pub waiting: usize,
    /// What is not on it: referrals to triage, cases that were put off or taken off.
    pub away: Vec<Away>,
    /// Who is needed when.
    pub needed: Vec<Needed>,
    /// The last line on paper: whose copy it is, and when it was printed.
    pub foot: Private,
    /// `minutes`, and what stood in the way of the last change.
    pub form: Form,
}

/// Two items that belong together.
#[derive(Clone, Serialize)]
pub struct LinkCard {
    /// The number of the first.
    pub first: usize,
    /// The number of the second.
    pub second: usize,
    /// The listing of the second.
    pub listing: String,
}

/// A part of the agenda.
#[derive(Clone, Serialize)]
pub struct Section {
    /// Its heading.
    pub title: &'static str,
    /// "6 cases, 10:05am to 10:53am".
    pub summary: String,
    /// The number of its first item.
    pub start: usize,
    /// Its items.
    pub items: Vec<CaseItem>,
    /// The row after it: "10:53am. Break, 8 minutes. Education can leave."
    pub pause: Option<String>,
}

/// One item.
#[derive(Clone, Serialize)]
pub struct CaseItem {
    /// Its listing, as forms name it.
    pub listing: String,
    /// Its number.
    pub number: usize,
    /// When it is heard.
    pub time: String,
    /// "12 minutes", when it has its own.
    pub minutes: Option<String>,
    /// The case.
    pub case: CaseName,
    /// Who referred it, and how it scored.
    pub meta: String,
    /// Why it was added late.
    pub late: Private,
    /// What to know at once.
    pub flags: Vec<Flag>,
    /// How far its research is; for those who lead.
    pub research: Option<Meter>,
    /// Where its research is asked.
    pub asking: String,
    /// "2 open actions from earlier meetings".
    pub outstanding: Option<String>,
    /// "New" or "Moved", since people were last told.
    pub mark: Option<&'static str>,
    /// Whether another item has the same alleged perpetrator.
    pub is_linked: bool,
    /// Whether it cannot go further up.
    pub is_first: bool,
    /// Whether it cannot go further down.
    pub is_last: bool,
}

/// Minutes, order and finish.
#[derive(Clone, Serialize)]
pub struct Timing {
    /// "Cases with children first, then by score".
    pub order: &'static str,
    /// Whether anything was put in its place by hand.
    pub is_pinned: bool,
    /// "12:05pm".
    pub finish: String,
    /// "25 minutes before the room is needed"; none when that does not matter.
    pub room: Option<String>,
    /// Whether it runs past that.
    pub is_over: bool,
    /// "The opening takes 7 minutes, with 2 overdue actions."
    pub opening: String,
}

/// A case that was put off or taken off.
#[derive(Clone, Serialize)]
pub struct Away {
    /// The case.
    pub href: String,
    /// "NS-7K4Q, put off to Friday 13 February".
    pub text: String,
    /// Why.
    pub reason: Private,
}

/// When some agencies are needed.
#[derive(Clone, Serialize)]
pub struct Needed {
    /// "All meeting", "10:05am to 10:53am", "10:21am only".
    pub when: String,
    /// Who.
    pub agencies: String,
}

impl Page for Agenda {
    const TEMPLATE: &'static str = "pages/agenda/show";
    const SECTION: &'static str = "agenda";

    fn title(&self) -> String {
        format!("Agenda for {}", self.day)
    }

    fn failed(&self) -> bool {
        self.form.failed()
    }
}

#[cfg(test)]
mod samples;
#[cfg(test)]
pub(super) use samples::{sample, samples};
