//! Attendance: who was at a meeting, for whom, and whether they accepted the statement.
use super::ids::{AccountId, AgencyId, AreaId, AttendanceId, MeetingId};
use super::text::Private;
use super::time::Instant;
use super::word::words;

words! {
    /// Whether somebody came.
    Presence {
        /// Expected.
        Expected = "expected" / "Expected",
        /// There.
        Present = "present" / "Present",
        /// Came late.
        Late = "late" / "Present, came late",
        /// Sent apologies.
        Apologies = "apologies" / "Apologies",
        /// Sent apologies and information.
        InformationSent = "information_sent" / "Apologies, sent information",
        /// Neither there nor apologised.
        Absent = "absent" / "Absent",
    }
}

impl Presence {
    /// Whether it says that somebody is in the room.
    pub fn is_there(self) -> bool {
        matches!(self, Self::Present | Self::Late)
    }
}

/// Somebody's row in a meeting's attendance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attendance {
    /// The area.
    pub area_id: AreaId,
    /// Its identifier.
    pub id: AttendanceId,
    /// The meeting.
    pub meeting_id: MeetingId,
    /// Their account; none for a guest.
    pub account_id: Option<AccountId>,
    /// What they are called.
    pub name: Private,
    /// The agency they speak for.
    pub agency_id: AgencyId,
    /// Whether they came.
    pub presence: Presence,
    /// Whether they only observe.
    pub is_observer: bool,
    /// When they accepted the confidentiality statement.
    pub acknowledged_at: Option<Instant>,
    /// Who recorded that: themselves, or whoever called the roll.
    pub acknowledged_by: Option<AccountId>,
    /// Which version of the statement.
    pub statement_version: Option<i32>,
    /// Counts changes.
    pub version: i32,
}

impl Attendance {
    /// Whether they are in the room.
    pub fn is_present(&self) -> bool {
        self.presence.is_there()
    }
}
