//! A meeting: when, where, who leads it, and how far it has come.
use super::ids::{AccountId, AreaId, EntryId, ListingId, MeetingId};
use super::time::{Day, Instant};
use super::word::words;

words! {
    /// Why a meeting is held.
    Kind {
        /// By the area's rule.
        Regular = "regular" / "Daily meeting",
        /// Called in addition; may fall on any day and has no cut-off.
        Extra = "extra" / "Extra meeting",
    }
}

words! {
    /// How far a meeting has come.
    State {
        /// Still to come.
        Scheduled = "scheduled" / "Scheduled",
        /// Being held.
        Open = "open" / "Open",
        /// Held.
        Closed = "closed" / "Closed",
        /// Not held.
        Cancelled = "cancelled" / "Cancelled",
    }
}

words! {
    /// How far its agenda has come.
    AgendaState {
        /// Computed anew at each look.
        Draft = "draft" / "Draft",
        /// Referrals have closed; changes make a version.
        Frozen = "frozen" / "Closed for referrals",
        /// Sent to those who attend.
        Published = "published" / "Published",
    }
}

/// A meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// The area.
    pub area_id: AreaId,
    /// Its identifier.
    pub id: MeetingId,
    /// Its place in a URL: its day, with a time when it is not the day's first.
    pub slug: String,
    /// Its day.
    pub day: Day,
    /// Why it is held.
    pub kind: Kind,
    /// How far it has come.
    pub state: State,
    /// When it starts.
    pub starts_at: Instant,
    /// From when referrals are late; none for an extra meeting.
    pub cutoff_at: Option<Instant>,
    /// When research is due.
    pub research_due_at: Instant,
    /// When the agenda is published.
    pub publish_at: Instant,
    /// Where.
    pub place: String,
    /// The link to join by.
    pub join_link: String,
    /// Minutes planned for a case.
    pub minutes_per_case: i32,
    /// Who chairs it.
    pub chair_id: Option<AccountId>,
    /// Who stands in for the chair.
    pub substitute_id: Option<AccountId>,
    /// Who writes.
    pub minute_taker_id: Option<AccountId>,
    /// How far its agenda has come.
    pub agenda: AgendaState,
    /// The agenda's version.
    pub agenda_version: i32,
    /// When the agenda was last published.
    pub published_at: Option<Instant>,
    /// When it was opened.
    pub opened_at: Option<Instant>,
    /// When it was closed.
    pub closed_at: Option<Instant>,
    /// Why it was cancelled, moved or called.
    pub reason: String,
    /// The item being heard.
    pub current_id: Option<ListingId>,
    /// Counts changes.
    pub version: i32,
}

impl Meeting {
    /// Whether somebody is its chair or the chair's named substitute.
    pub fn is_chaired_by(&self, account: AccountId) -> bool {
        self.chair_id == Some(account) || self.substitute_id == Some(account)
    }

    /// Whether it is still to be held or being held.
    pub fn is_live(&self) -> bool {
        matches!(self.state, State::Scheduled | State::Open)
    }
}

/// What a change to an agenda was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgendaChange {
    /// The area.
    pub area_id: AreaId,
    /// Its identifier.
    pub id: EntryId,
    /// The meeting whose agenda changed.
    pub meeting_id: MeetingId,
    /// The case's listing.
    pub listing_id: ListingId,
    /// The agenda's version that it made.
    pub agenda_version: i32,
    /// What was done.
    pub kind: AgendaChangeKind,
    /// Why, where a reason is asked.
    pub reason: super::text::Private,
    /// Who did it; nobody when the service did.
    pub made_by: Option<AccountId>,
    /// When.
    pub made_at: Instant,
}

words! {
    /// Kinds of change to an agenda.
    AgendaChangeKind {
        /// Listed.
        Added = "added" / "Added",
        /// Listed after the cut-off.
        AddedLate = "added_late" / "Added late",
        /// Given another place.
        Moved = "moved" / "Moved",
        /// Given more or fewer minutes.
        Retimed = "retimed" / "Minutes changed",
        /// Put off to a later meeting.
        Deferred = "deferred" / "Deferred",
        /// Taken off.
        Removed = "removed" / "Removed",
        /// Came from a cancelled or earlier meeting.
        CarriedOver = "carried_over" / "Carried over",
    }
}
