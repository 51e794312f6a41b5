//! Minutes: assembled from the meeting's records, frozen at approval, a copy for each reader.
use serde::{Deserialize, Serialize};

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
