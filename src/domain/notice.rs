//! Notices: what is to be told to one person, as identifiers. The words are made when it is sent,
//! from what that person may see then.
use serde::{Deserialize, Serialize};

use super::conflict::Matter;
use super::ids::{
    AccountId, ActionId, AgencyId, AreaId, CaseId, LinkId, ListingId, MeetingId, MessageId,
    ReferralId, ReportId,
};
use super::time::{Day, Instant};
use super::word::words;

/// What is to be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Notice {
    /// Join the service.
    Invitation {
        /// The single-use link.
        link: LinkId,
    },
    /// Choose a new password.
    PasswordReset {
        /// The single-use link.
        link: LinkId,
    },
    /// Your referral has been received.
    ReferralReceived {
        /// The referral.
        referral: ReferralId,
    },
    /// Your referral has been decided, or there is a question about it.
    ReferralDecided {
        /// The referral.
        referral: ReferralId,
    },
    /// A referral waits for triage, or its referrer added something.
    ReferralWaiting {
        /// The referral.
        referral: ReferralId,
    },
    /// A case has been accepted: the IDVA is to reach the victim.
    CaseAccepted {
        /// The listing.
        listing: ListingId,
    },
    /// Research is asked.
    ResearchAsked {
        /// The meeting.
        meeting: MeetingId,
    },
    /// Research is not yet returned.
    ResearchReminder {
        /// The meeting.
        meeting: MeetingId,
    },
    /// The agenda is published.
    AgendaPublished {
        /// The meeting.
        meeting: MeetingId,
    },
    /// The published agenda changed.
    AgendaChanged {
        /// The meeting.
        meeting: MeetingId,
        /// The version that the reader was last told of.
        since: i32,
    },
    /// A meeting was cancelled, moved or called.
    MeetingChanged {
        /// The meeting.
        meeting: MeetingId,
    },
    /// Actions agreed for the reader, when the minutes have not told them yet.
    ActionsAssigned {
        /// The meeting.
        meeting: MeetingId,
    },
    /// The reader's copy of the minutes.
    MinutesIssued {
        /// The meeting.
        meeting: MeetingId,
        /// The version.
        version: i32,
    },
    /// Actions due today and overdue.
    ActionsDue {
        /// The day.
        day: Day,
    },
    /// What the reader's agency has left overdue.
    AgencyOverdue {
        /// The agency.
        agency: AgencyId,
        /// The day.
        day: Day,
    },
    /// Somebody asks for more time.
    TimeAsked {
        /// The action.
        action: ActionId,
    },
    /// The request for more time is decided.
    TimeDecided {
        /// The action.
        action: ActionId,
    },
    /// The advice on how a victim may be reached has changed.
    SafeContactChanged {
        /// The case.
        case: CaseId,
    },
    /// Somebody says that something is exposed.
    ExposureReported {
        /// The report.
        report: ReportId,
    },
    /// Somebody is named to stand in where a decision takes two people.
    StandInNamed,
    /// A mail to somebody was refused.
    MailReturned {
        /// The message.
        message: MessageId,
    },
    /// A conflict of interest or a restricted case asks for the reader.
    Conflict {
        /// What it is.
        matter: Matter,
        /// The case. The letter names it only to readers for whom it is there.
        case: CaseId,
    },
}

impl Notice {
    /// The kind's name, as the mail page and the record show it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Invitation { .. } => "invitation",
            Self::PasswordReset { .. } => "password_reset",
            Self::ReferralReceived { .. } => "referral_received",
            Self::ReferralDecided { .. } => "referral_decided",
            Self::ReferralWaiting { .. } => "referral_waiting",
            Self::CaseAccepted { .. } => "case_accepted",
            Self::ResearchAsked { .. } => "research_asked",
            Self::ResearchReminder { .. } => "research_reminder",
            Self::AgendaPublished { .. } => "agenda_published",
            Self::AgendaChanged { .. } => "agenda_changed",
            Self::MeetingChanged { .. } => "meeting_changed",
            Self::ActionsAssigned { .. } => "actions_assigned",
            Self::MinutesIssued { .. } => "minutes_issued",
            Self::ActionsDue { .. } => "actions_due",
            Self::AgencyOverdue { .. } => "agency_overdue",
            Self::TimeAsked { .. } => "time_asked",
            Self::TimeDecided { .. } => "time_decided",
            Self::SafeContactChanged { .. } => "safe_contact_changed",
            Self::ExposureReported { .. } => "exposure_reported",
            Self::StandInNamed => "stand_in_named",
            Self::MailReturned { .. } => "mail_returned",
            Self::Conflict { .. } => "conflict",
        }
    }

    /// What it is, as pages and letters name it at the beginning of a sentence.
    pub fn shown(&self) -> &'static str {
        match self {
            Self::Invitation { .. } => "Invitation",
            Self::PasswordReset { .. } => "Link for a new password",
            Self::ReferralReceived { .. } => "Referral received",
            Self::ReferralDecided { .. } => "Referral decided",
            Self::ReferralWaiting { .. } => "Referral to triage",
            Self::CaseAccepted { .. } => "Case accepted",
            Self::ResearchAsked { .. } => "Cases to research",
            Self::ResearchReminder { .. } => "Research reminder",
            Self::AgendaPublished { .. } => "Agenda",
            Self::AgendaChanged { .. } => "Agenda changes",
            Self::MeetingChanged { .. } => "Meeting cancelled, moved or called",
            Self::ActionsAssigned { .. } => "Actions agreed",
            Self::MinutesIssued { .. } => "Minutes",
            Self::ActionsDue { .. } => "Actions due",
            Self::AgencyOverdue { .. } => "Overdue actions of an agency",
            Self::TimeAsked { .. } => "Request for more time",
            Self::TimeDecided { .. } => "Decision on more time",
            Self::SafeContactChanged { .. } => "Safe contact changed",
            Self::ExposureReported { .. } => "Something exposed",
            Self::StandInNamed => "Stand-in named",
            Self::MailReturned { .. } => "Returned mail",
            Self::Conflict { .. } => "Conflict of interest",
        }
    }
}

words! {
    /// Where a message stands.
    Delivery {
        /// Waiting for its time.
        Queued = "queued" / "Waiting",
        /// Being sent.
        Leased = "leased" / "Being sent",
        /// Taken by the mail server.
        Accepted = "accepted" / "Sent",
        /// Put off; it will be tried again.
        Deferred = "deferred" / "Will be tried again",
        /// Refused by the mail server.
        Refused = "refused" / "Refused",
        /// The connection broke after the text was sent: it may have gone.
        Uncertain = "uncertain" / "May have gone",
        /// No longer wanted when its time came.
        Dropped = "dropped" / "No longer wanted",
        /// Stopped by a person.
        Stopped = "stopped" / "Stopped",
        /// Held back: its reader may be somebody who must not be told.
        Held = "held" / "Held back",
    }
}

/// A message to one person, with its way so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The area.
    pub area_id: AreaId,
    /// Its identifier, from which its Message-ID is made.
    pub id: MessageId,
    /// To whom.
    pub account_id: AccountId,
    /// What it tells.
    pub notice: Notice,
    /// The notice's kind, for lists.
    pub kind: String,
    /// The meeting whose thread it belongs to.
    pub meeting_id: Option<MeetingId>,
    /// What makes it one of its kind: a second with the same text is not queued.
    pub once: String,
    /// Where it stands.
    pub delivery: Delivery,
    /// Not to be sent before.
    pub not_before: Instant,
    /// How often it was tried.
    pub attempts: i32,
    /// Until when whoever sends it holds it.
    pub leased_until: Option<Instant>,
    /// What the mail server last said, without addresses.
    pub last_answer: String,
    /// When it was queued.
    pub created_at: Instant,
    /// When it came to rest.
    pub settled_at: Option<Instant>,
}

/// What became of one try to send a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// The mail server has it.
    Accepted,
    /// Not yet: to be tried again.
    Deferred {
        /// Not before.
        until: Instant,
    },
    /// Never.
    Refused,
    /// It may have gone.
    Uncertain,
    /// It was not wanted any more, so nothing was sent.
    Dropped,
    /// Its reader may be somebody who must not be told, so nothing was sent.
    Held,
}
