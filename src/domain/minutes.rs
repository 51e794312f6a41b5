//! Minutes: assembled from the meeting's records, frozen at approval, a copy for each reader.
use serde::{Deserialize, Serialize};

use super::agency::MailRule;
use super::ids::{AccountId, ActionId, AgencyId, AreaId, CaseId, ListingId, MeetingId, MessageId};
use super::text::Private;
use super::time::{Day, Instant};
use super::word::words;

mod check;
mod copy;
mod finding;

pub use check::{Fault, Place, faults};
pub use copy::{Apology, CopyAction, CopyItem, OwnAction, OwnCopy, Reader, Room, copy_for, room};
pub use finding::{Finding, surname};

words! {
    /// How far minutes have come.
    State {
        /// Assembled; the chair checks them.
        Draft = "draft" / "Draft",
        /// Approved and frozen.
        Approved = "approved" / "Approved",
        /// Replaced by a later version.
        Superseded = "superseded" / "Replaced by a later version",
    }
}

words! {
    /// How a copy reaches its reader.
    Route {
        /// The full own copy by mail.
        Copy = "copy" / "Secure email",
        /// A notice with a link.
        Notice = "notice" / "Link, sign in to read",
        /// Not at all until somebody mends the address.
        Held = "held" / "Held",
    }
}

impl From<MailRule> for Route {
    fn from(rule: MailRule) -> Self {
        match rule {
            MailRule::Secure => Self::Copy,
            MailRule::Notice => Self::Notice,
            MailRule::Blocked => Self::Held,
        }
    }
}

/// One version of a meeting's minutes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Minutes {
    /// The area.
    pub area_id: AreaId,
    /// The meeting.
    pub meeting_id: MeetingId,
    /// The version, from 1.
    pub version: i32,
    /// How far they have come.
    pub state: State,
    /// What they say; frozen at approval.
    pub content: Content,
    /// SHA-256 of the frozen content, in hexadecimal; empty before.
    pub digest: String,
    /// What this version changes; empty for the first.
    pub change_note: Private,
    /// When the version was drafted.
    pub made_at: Instant,
    /// When it was approved.
    pub approved_at: Option<Instant>,
    /// Who approved it.
    pub approved_by: Option<AccountId>,
    /// When its mail may leave.
    pub send_at: Option<Instant>,
    /// When its mail was stopped.
    pub stopped_at: Option<Instant>,
    /// Until when corrections are taken.
    pub corrections_until: Option<Instant>,
    /// Counts changes to this version's row.
    pub row_version: i32,
}

/// A version of minutes as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// The meeting.
    pub meeting_id: MeetingId,
    /// The version.
    pub version: i32,
    /// How far it has come.
    pub state: State,
    /// When it was approved.
    pub approved_at: Option<Instant>,
    /// When its mail may leave.
    pub send_at: Option<Instant>,
    /// When its mail was stopped.
    pub stopped_at: Option<Instant>,
    /// Until when corrections are taken.
    pub corrections_until: Option<Instant>,
}

/// How far a version has come at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The chair checks it.
    Draft,
    /// Approved; its mail has not left.
    Approved,
    /// Approved; its mail was stopped.
    Stopped,
    /// Its mail has left, and corrections are taken.
    Sent,
    /// The time for corrections is over.
    Final,
    /// Replaced by a later version.
    Superseded,
}

impl Issue {
    /// How far it has come at `now`. Silence is agreement: without a correction it becomes final.
    pub fn standing(&self, now: Instant) -> Standing {
        let is_past = |at: Option<Instant>| at.is_some_and(|it| it <= now);
        match self.state {
            State::Draft => Standing::Draft,
            State::Superseded => Standing::Superseded,
            State::Approved if self.stopped_at.is_some() => Standing::Stopped,
            State::Approved if is_past(self.corrections_until) => Standing::Final,
            State::Approved if is_past(self.send_at) => Standing::Sent,
            State::Approved => Standing::Approved,
        }
    }
}

impl From<&Minutes> for Issue {
    fn from(it: &Minutes) -> Self {
        Self {
            meeting_id: it.meeting_id,
            version: it.version,
            state: it.state,
            approved_at: it.approved_at,
            send_at: it.send_at,
            stopped_at: it.stopped_at,
            corrections_until: it.corrections_until,
        }
    }
}

/// What minutes say of a whole meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Content {
    /// Where it was held.
    pub place: String,
    /// When it opened and closed.
    pub opened_at: Option<Instant>,
    /// When it closed.
    pub closed_at: Option<Instant>,
    /// Who chaired.
    pub chair: Private,
    /// Who took the minutes.
    pub minute_taker: Private,
    /// Which statement was read.
    pub statement_version: i32,
    /// Who was there, or not.
    pub attendance: Vec<AttendanceLine>,
    /// Outstanding actions looked at in the opening.
    pub outstanding: Vec<ActionLine>,
    /// The cases, in the order heard.
    pub items: Vec<Item>,
}

/// Somebody's line in the attendance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttendanceLine {
    /// Their account; none for a guest.
    pub account_id: Option<AccountId>,
    /// Their name.
    pub name: Private,
    /// Their agency's name.
    pub agency: String,
    /// Their agency.
    pub agency_id: AgencyId,
    /// The stored word of their presence.
    pub presence: String,
    /// Whether they observed.
    pub is_observer: bool,
}

/// A case in the minutes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// The listing.
    pub listing_id: ListingId,
    /// The case.
    pub case_id: CaseId,
    /// Its reference.
    pub reference: String,
    /// The victim's initials.
    pub initials: Private,
    /// The victim's age on the day.
    pub age: String,
    /// What agencies shared that may be minuted, by agency.
    pub shared: Vec<SharedLine>,
    /// How many things were shared that may not be minuted.
    pub not_minuted: u32,
    /// The victim's views, or why there are none.
    pub views: Private,
    /// The risks, numbered from 1.
    pub risks: Vec<RiskLine>,
    /// The stored word of the level agreed.
    pub risk_level: String,
    /// What was agreed and why.
    pub decision: Private,
    /// The stored word of the disposition.
    pub disposition: String,
    /// Why.
    pub disposition_reason: Private,
    /// The actions.
    pub actions: Vec<ActionLine>,
    /// Agencies asked on the case, whose people have part in it.
    pub agency_ids: Vec<AgencyId>,
}

/// What an agency shared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedLine {
    /// The agency's name.
    pub agency: String,
    /// What it shared.
    pub text: Private,
}

/// A risk in the minutes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RiskLine {
    /// Its number.
    pub number: i32,
    /// The stored word of the subject.
    pub subject: String,
    /// The stored word of the level.
    pub level: String,
    /// The risk.
    pub text: Private,
    /// Why no action answers it.
    pub no_action_reason: Private,
}

/// An action in the minutes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionLine {
    /// The action.
    pub action_id: ActionId,
    /// Its case.
    pub case_id: CaseId,
    /// The case's reference.
    pub reference: String,
    /// What will be done.
    pub text: Private,
    /// The agency's name.
    pub agency: String,
    /// The agency.
    pub agency_id: AgencyId,
    /// The owner's name.
    pub owner: Private,
    /// The owner.
    pub owner_id: AccountId,
    /// When it is due.
    pub due_on: Day,
    /// The number of the risk it answers.
    pub risk: Option<i32>,
    /// The stored word of the state, when the minutes were made.
    pub state: String,
}

/// Somebody's copy of one version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copy {
    /// The area.
    pub area_id: AreaId,
    /// The meeting.
    pub meeting_id: MeetingId,
    /// The version.
    pub version: i32,
    /// Whose copy.
    pub account_id: AccountId,
    /// Which of how many, from 1.
    pub number: i32,
    /// How it reaches them.
    pub route: Route,
    /// Its message in the outbox.
    pub message_id: Option<MessageId>,
    /// When they first read it in the service.
    pub read_at: Option<Instant>,
    /// When they said it is right.
    pub confirmed_at: Option<Instant>,
    /// What they want corrected.
    pub correction: Private,
}

impl Copy {
    /// A copy that nobody has read: of a meeting's version, for somebody, by a route.
    pub fn new(
        (area_id, meeting_id, version): (AreaId, MeetingId, i32),
        (account_id, number): (AccountId, i32),
        route: Route,
        message_id: Option<MessageId>,
    ) -> Self {
        Self {
            area_id,
            meeting_id,
            version,
            account_id,
            number,
            route,
            message_id,
            read_at: None,
            confirmed_at: None,
            correction: Private::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    #[test]
    fn approved_minutes_are_sent_and_then_final_unless_they_were_stopped() {
        let mut issue = Issue {
            meeting_id: MeetingId::parse("0198c0de-0000-4000-8000-000000000001").unwrap(),
            version: 1,
            state: State::Approved,
            approved_at: Some(at("2026-02-11T12:35:00Z")),
            send_at: Some(at("2026-02-11T12:40:00Z")),
            stopped_at: None,
            corrections_until: Some(at("2026-02-12T17:00:00Z")),
        };
        for (now, expected) in [
            ("2026-02-11T12:39:59Z", Standing::Approved),
            ("2026-02-11T12:40:00Z", Standing::Sent),
            ("2026-02-12T17:00:00Z", Standing::Final),
        ] {
            assert_eq!(issue.standing(at(now)), expected);
        }
        issue.stopped_at = Some(at("2026-02-11T12:38:00Z"));
        assert_eq!(issue.standing(at("2026-02-13T09:00:00Z")), Standing::Stopped);
    }
}
