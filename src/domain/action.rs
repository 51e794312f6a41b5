//! Actions: what an agency undertakes, by when, and what came of it.
use super::ids::{AccountId, ActionId, AgencyId, AreaId, CaseId, EntryId, ListingId, RiskId};
use super::text::Private;
use super::time::{Day, Instant};
use super::word::words;

mod keeper;

words! {
    /// What kind of action it is.
    Kind {
        /// Agreed in a meeting.
        Agreed = "agreed" / "Agreed in the meeting",
        /// The IDVA tells the victim what came of the meeting.
        Feedback = "feedback" / "Tell the victim",
    }
}

words! {
    /// Where an action stands. `NotDoneChanged` and `NotDoneAgency` keep apart what could not be
    /// done and what was not done. Source: SafeLives minutes checklist.
    State {
        /// Still to do.
        Open = "open" / "Open",
        /// Done.
        Done = "done" / "Done",
        /// Could not be done because things changed.
        NotDoneChanged = "not_done_changed" / "Could not be done, things changed",
        /// Was not done.
        NotDoneAgency = "not_done_agency" / "Was not done",
        /// No longer needed.
        Withdrawn = "withdrawn" / "No longer needed",
    }
}

impl State {
    /// The ways in which an action can be closed.
    pub const CLOSED: &'static [Self] =
        &[Self::Done, Self::NotDoneChanged, Self::NotDoneAgency, Self::Withdrawn];
}

words! {
    /// When an open action is due, as lists group it.
    Term {
        /// Before today.
        Overdue = "overdue" / "Overdue",
        /// Today.
        Today = "today" / "Due today",
        /// In the seven days after today.
        Week = "week" / "Next 7 days",
        /// After that.
        Later = "later" / "Later",
    }
}

impl Term {
    /// The group of a due day.
    pub fn of(due_on: Day, today: Day) -> Self {
        match (due_on - today).num_days() {
            ..0 => Self::Overdue,
            0 => Self::Today,
            1..=7 => Self::Week,
            _ => Self::Later,
        }
    }
}

/// An action: one agency, one named person, and the risk that it answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// The area.
    pub area_id: AreaId,
    /// Its identifier.
    pub id: ActionId,
    /// The case.
    pub case_id: CaseId,
    /// The hearing it came from.
    pub listing_id: ListingId,
    /// The risk that it answers.
    pub risk_id: Option<RiskId>,
    /// What kind it is.
    pub kind: Kind,
    /// The agency that owns it.
    pub agency_id: AgencyId,
    /// The person who owns it.
    pub owner_id: AccountId,
    /// What will be done.
    pub text: Private,
    /// The day it is due.
    pub due_on: Day,
    /// The moment it is due, when the meeting said one.
    pub due_at: Option<Instant>,
    /// The first due day, kept for ever: what is on time is measured by it.
    pub first_due_on: Day,
    /// Where it stands.
    pub state: State,
    /// When it was closed.
    pub closed_at: Option<Instant>,
    /// Who closed it.
    pub closed_by: Option<AccountId>,
    /// What came of it.
    pub outcome: Private,
    /// The day that the owner asks to have until.
    pub asked_due_on: Option<Day>,
    /// Why.
    pub asked_reason: Private,
    /// Who recorded it.
    pub created_by: AccountId,
    /// When.
    pub created_at: Instant,
    /// Counts changes.
    pub version: i32,
}

impl Action {
    /// Whether it is open past its due day.
    pub fn is_overdue(&self, today: Day) -> bool {
        self.state == State::Open && self.due_on < today
    }
}

words! {
    /// What happened to an action.
    EventKind {
        /// Agreed.
        Agreed = "agreed" / "Agreed",
        /// Its words, owner or risk were changed.
        Changed = "changed" / "Changed",
        /// Closed, one way or another.
        Closed = "closed" / "Closed",
        /// Opened again.
        Reopened = "reopened" / "Opened again",
        /// More time was asked.
        TimeAsked = "time_asked" / "More time asked",
        /// More time was given.
        TimeGiven = "time_given" / "More time given",
        /// More time was refused.
        TimeRefused = "time_refused" / "More time refused",
        /// Given to a colleague.
        Given = "given" / "Given to a colleague",
        /// Taken off the record in the meeting.
        Removed = "removed" / "Removed",
    }
}

/// One thing that happened to an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The area.
    pub area_id: AreaId,
    /// Its identifier.
    pub id: EntryId,
    /// The action.
    pub action_id: ActionId,
    /// What happened.
    pub kind: EventKind,
    /// What it was before and after, in words; empty where that says nothing.
    pub change: Private,
    /// The sentence that went with it.
    pub note: Private,
    /// Who did it.
    pub made_by: AccountId,
    /// When.
    pub made_at: Instant,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_due_day_is_grouped_from_today() {
        let today: Day = "2026-02-12".parse().unwrap();
        for (due, term) in [
            ("2026-02-11", Term::Overdue),
            ("2026-02-12", Term::Today),
            ("2026-02-13", Term::Week),
            ("2026-02-19", Term::Week),
            ("2026-02-20", Term::Later),
        ] {
            assert_eq!(Term::of(due.parse().unwrap(), today), term, "{due}");
        }
    }
}
