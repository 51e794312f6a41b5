//! Letters about a meeting before it is held: its agenda, its research, its time.
use serde::Serialize;

use super::{Due, Meeting, Office, Told};
use crate::domain::time::TimeOfDay;
use crate::domain::wording;

/// A stretch of time in which the reader's agency is needed.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Window {
    /// Its start.
    pub from: TimeOfDay,
    /// Its end.
    pub to: TimeOfDay,
}

/// An agenda, for those who attend.
#[derive(Clone, Debug, Serialize)]
pub struct AgendaPublished {
    /// The meeting.
    pub meeting: Meeting,
    /// How many cases the reader will see on it.
    pub cases: u64,
    /// When the reader's agency is needed.
    pub windows: Vec<Window>,
    /// How many returns of the reader's agency are still due.
    pub research: u64,
    /// When they are due.
    pub research_due: Due,
    /// Whether that has passed.
    pub research_late: bool,
}

impl Told for AgendaPublished {
    fn kind(&self) -> &'static str {
        "agenda_published"
    }

    fn subject(&self, _office: &Office) -> String {
        let Meeting { on, at, .. } = self.meeting;
        format!("Agenda for {}, {}", wording::date_without_year(on), wording::time(at))
    }
}

/// What a later version of the agenda changed, by the item numbers that the reader now sees.
#[derive(Clone, Debug, Serialize)]
pub struct AgendaChanged {
    /// The meeting.
    pub meeting: Meeting,
    /// What changed.
    pub changes: Vec<AgendaChange>,
    /// When the reader's agency is needed now.
    pub windows: Vec<Window>,
}

/// One change of an agenda.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum AgendaChange {
    /// A case was added.
    Added {
        /// Its number now.
        item: u32,
    },
    /// A case stands elsewhere, or has another length.
    Moved {
        /// Its number now.
        item: u32,
    },
    /// Cases were taken off.
    Removed {
        /// How many.
        count: u64,
    },
}

impl Told for AgendaChanged {
    fn kind(&self) -> &'static str {
        "agenda_changed"
    }

    fn subject(&self, _office: &Office) -> String {
        format!("Agenda changed: {}", wording::date_without_year(self.meeting.on))
    }
}

/// Cases that the reader's agency is asked to research.
#[derive(Clone, Debug, Serialize)]
pub struct ResearchAsked {
    /// The meeting.
    pub meeting: Meeting,
    /// How many cases.
    pub count: u64,
    /// By when.
    pub due: Due,
}

impl Told for ResearchAsked {
    fn kind(&self) -> &'static str {
        "research_asked"
    }

    fn subject(&self, _office: &Office) -> String {
        format!(
            "{} to research{}",
            wording::count(self.count, "case", "cases"),
            by(" by ", self.due)
        )
    }
}

/// Research that is not in, shortly before it is due.
#[derive(Clone, Debug, Serialize)]
pub struct ResearchReminder {
    /// The meeting.
    pub meeting: Meeting,
    /// How many returns.
    pub count: u64,
    /// When they are due.
    pub due: Due,
}

impl Told for ResearchReminder {
    fn kind(&self) -> &'static str {
        "research_reminder"
    }

    fn subject(&self, _office: &Office) -> String {
        let returns = wording::count(self.count, "return is", "returns are");
        format!("{returns} due{}", by(" at ", self.due))
    }
}

/// The time of day where one was set, the day where not.
fn by(before_time: &str, due: Due) -> String {
    match due.at {
        Some(at) => format!("{before_time}{}", wording::time(at)),
        None => format!(" by {}", wording::date_without_year(due.on)),
    }
}

/// A meeting that will not be held.
#[derive(Clone, Debug, Serialize)]
pub struct MeetingCancelled {
    /// The meeting.
    pub meeting: Meeting,
    /// The meeting that its cases pass to.
    pub cases_pass_to: Option<Meeting>,
}

impl Told for MeetingCancelled {
    fn kind(&self) -> &'static str {
        "meeting_cancelled"
    }

    fn subject(&self, _office: &Office) -> String {
        format!("No meeting on {}", wording::date_without_year(self.meeting.on))
    }
}

/// A meeting that will be held at another time.
#[derive(Clone, Debug, Serialize)]
pub struct MeetingMoved {
    /// When it would have been.
    pub from: Due,
    /// The meeting as it stands now.
    pub meeting: Meeting,
    /// When research is due now.
    pub research_due: Due,
}

impl Told for MeetingMoved {
    fn kind(&self) -> &'static str {
        "meeting_moved"
    }

    fn subject(&self, _office: &Office) -> String {
        let Meeting { on, at, .. } = self.meeting;
        format!("Meeting moved to {}, {}", wording::date_without_year(on), wording::time(at))
    }
}

/// A meeting outside the usual days.
#[derive(Clone, Debug, Serialize)]
pub struct MeetingCalled {
    /// The meeting.
    pub meeting: Meeting,
    /// When research is due, where it is asked.
    pub research_due: Option<Due>,
}

impl Told for MeetingCalled {
    fn kind(&self) -> &'static str {
        "meeting_called"
    }

    fn subject(&self, _office: &Office) -> String {
        let Meeting { on, at, .. } = self.meeting;
        format!("Extra meeting on {}, {}", wording::date_without_year(on), wording::time(at))
    }
}
