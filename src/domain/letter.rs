//! What one reader may be told by mail: plain values, already filtered for that reader.
//!
//! A value that is `None` because "the reader's mail domain gets notices" is left out of the
//! letter, which then says how many and where to sign in, and nothing else.
pub mod account;
pub mod action;
pub mod agenda;
pub mod conflict;
pub mod minutes;
pub mod referral;
pub mod returned;

use serde::Serialize;

use super::ids::MeetingId;
use super::text::Private;
use super::time::{Day, TimeOfDay};

/// One letter for one reader.
#[derive(Clone, Debug, Serialize)]
pub struct Letter {
    /// Who writes.
    pub office: Office,
    /// Who reads.
    pub reader: Reader,
    /// The meeting whose letters a mailbox shows together.
    pub thread: Option<MeetingId>,
    /// What it says.
    pub content: Content,
}

/// The area's office, as its letters name it.
#[derive(Clone, Debug, Serialize)]
pub struct Office {
    /// The area's name.
    pub area: String,
    /// What the area calls its meeting, as it stands inside a sentence: "daily risk meeting".
    pub meeting: String,
    /// The coordinator's phone number.
    pub phone: String,
    /// Where people sign in: scheme and host, without a slash at the end.
    pub site: String,
}

/// Who a letter is for.
#[derive(Clone, Debug, Serialize)]
pub struct Reader {
    /// What they are called.
    pub name: Private,
    /// Their mail address.
    pub address: Private,
}

/// The meeting a letter is about.
#[derive(Clone, Debug, Serialize)]
pub struct Meeting {
    /// Its name in addresses of pages: its date, with a suffix for a second one that day.
    pub slug: String,
    /// Its day.
    pub on: Day,
    /// When it starts, by the area's clocks.
    pub at: TimeOfDay,
}

/// When something is due, by the area's clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Due {
    /// The day.
    pub on: Day,
    /// The time of day, where one was set.
    pub at: Option<TimeOfDay>,
}

/// What every kind of letter knows of itself.
pub trait Told {
    /// The name of its kind, which is also the name of its templates.
    fn kind(&self) -> &'static str;

    /// Its subject, safe on a locked screen: counts and dates of the reader's own, never a name
    /// of a person, a reference or what happened.
    fn subject(&self, office: &Office) -> String;

    /// Whether it may leave only to a mail domain that the area marked as secure.
    fn needs_secure_route(&self) -> bool {
        false
    }
}

/// Declares the kinds of letter, each one struct.
macro_rules! contents {
    ($($(#[$doc:meta])* $name:ident($of:ty))+) => {
        /// What a letter says.
        #[derive(Clone, Debug, Serialize)]
        #[serde(untagged)]
        pub enum Content { $($(#[$doc])* $name($of),)+ }

        impl Content {
            fn told(&self) -> &dyn Told {
                match self { $(Self::$name(it) => it,)+ }
            }
        }

        $(impl From<$of> for Content {
            fn from(it: $of) -> Self {
                Self::$name(it)
            }
        })+
    };
}

contents! {
    /// The reader's own copy of the minutes.
    MinutesCopy(minutes::MinutesCopy)
    /// Word that minutes are ready.
    MinutesNotice(minutes::MinutesNotice)
    /// What a new version of the minutes changed.
    MinutesCorrected(minutes::MinutesCorrected)
    /// Actions given to the reader in a meeting.
    ActionsAssigned(action::ActionsAssigned)
    /// The reader's actions that are due or overdue.
    ActionsDue(action::ActionsDue)
    /// Overdue actions of the reader's agency.
    AgencyOverdue(action::AgencyOverdue)
    /// Somebody asks for more time.
    TimeAsked(action::TimeAsked)
    /// More time was given or not.
    TimeDecided(action::TimeDecided)
    /// The advice on how to reach somebody has changed.
    SafeContactChanged(action::SafeContactChanged)
    /// An agenda.
    AgendaPublished(agenda::AgendaPublished)
    /// What a new version of an agenda changed.
    AgendaChanged(agenda::AgendaChanged)
    /// Cases to research.
    ResearchAsked(agenda::ResearchAsked)
    /// Research that is not in.
    ResearchReminder(agenda::ResearchReminder)
    /// A meeting that will not be held.
    MeetingCancelled(agenda::MeetingCancelled)
    /// A meeting that will be held at another time.
    MeetingMoved(agenda::MeetingMoved)
    /// A meeting outside the usual days.
    MeetingCalled(agenda::MeetingCalled)
    /// A referral to triage.
    ReferralWaiting(referral::ReferralWaiting)
    /// The reader's referral arrived.
    ReferralReceived(referral::ReferralReceived)
    /// What became of the reader's referral.
    ReferralDecided(referral::ReferralDecided)
    /// A case for the IDVA.
    CaseAccepted(referral::CaseAccepted)
    /// Mail that did not arrive.
    MailReturned(returned::MailReturned)
    /// Word that something may be exposed.
    ExposureReported(returned::ExposureReported)
    /// Word that somebody is named to stand in.
    StandInNamed(account::StandInNamed)
    /// Something about a conflict of interest.
    Conflict(conflict::Conflict)
    /// An invitation to join.
    Invitation(account::Invitation)
    /// A link to choose a new password.
    PasswordReset(account::PasswordReset)
    /// Word that mail arrives.
    Trial(account::Trial)
}

impl Letter {
    /// The name of its kind.
    pub fn kind(&self) -> &'static str {
        self.content.told().kind()
    }

    /// Its subject, safe on a locked screen.
    pub fn subject(&self) -> String {
        self.content.told().subject(&self.office)
    }

    /// Whether it may leave only to a mail domain that the area marked as secure.
    pub fn needs_secure_route(&self) -> bool {
        self.content.told().needs_secure_route()
    }
}
