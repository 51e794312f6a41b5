//! A meeting: when, where, who leads it, and how far it has come.
use super::ids::{AccountId, AreaId, EntryId, ListingId, MeetingId};
use super::schedule::MeetingTimes;
use super::time::{Day, Instant, TimeOfDay};
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
    /// The day on which the area's rule puts it, wherever it was moved; none for an extra meeting.
    pub rule_day: Option<Day>,
    /// Whether somebody set its time, minutes or state by hand, so that the rule leaves it alone.
    pub is_by_hand: bool,
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
    /// The agenda's version that those who attend were last told of.
    pub told_version: i32,
    /// When they were told of it.
    pub told_at: Option<Instant>,
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

    /// Sets when it starts and what goes before that. An extra meeting has no cut-off.
    pub fn set_times(&mut self, times: &MeetingTimes) {
        self.starts_at = times.start;
        self.cutoff_at = (self.kind == Kind::Regular).then_some(times.cut_off);
        self.research_due_at = times.research_due;
        self.publish_at = times.publish;
    }

    /// Whether a referral received at an instant is heard here by the rule.
    pub fn takes(&self, received_at: Instant) -> bool {
        self.state == State::Scheduled && self.cutoff_at.is_some_and(|it| received_at < it)
    }

    /// Whether another meeting hears what this one does not, when it is put off at an instant: a
    /// regular one that is still to come.
    pub fn passes_to(&self, other: &Self, now: Instant) -> bool {
        other.kind == Kind::Regular
            && other.state == State::Scheduled
            && other.id != self.id
            && other.starts_at > self.starts_at.max(now)
    }

    /// Whether it is still to be held or being held.
    pub fn is_live(&self) -> bool {
        matches!(self.state, State::Scheduled | State::Open)
    }
}

/// A meeting's place in a URL: its day, with its local time when another has that place already.
/// None when another has that time, too.
pub fn slug(day: Day, starts_at: TimeOfDay, taken: &[&str]) -> Option<String> {
    let with_time = format!("{day}-{}", starts_at.format("%H%M"));
    [day.to_string(), with_time].into_iter().find(|it| !taken.contains(&it.as_str()))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_meeting_of_a_day_is_told_apart_by_its_time() {
        let (day, two) = ("2026-02-12".parse().unwrap(), "14:00:00".parse().unwrap());
        assert_eq!(slug(day, two, &[]).unwrap(), "2026-02-12");
        assert_eq!(slug(day, two, &["2026-02-12"]).unwrap(), "2026-02-12-1400");
        assert_eq!(slug(day, two, &["2026-02-12-1400", "2026-02-12"]), None);
    }
}
