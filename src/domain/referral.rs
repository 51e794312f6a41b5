//! A referral: one agency's request that a case be heard, and what came of it.
use super::ids::{AccountId, AgencyId, AreaId, CaseId, DraftId, NoteId, ReferralId};
use super::text::Private;
use super::time::{Day, Instant};
use super::word::words;

mod account;
mod flag;
mod gap;
mod safety;
mod sharing;

pub use account::{Account, Answer, Described};
pub use gap::Gap;
pub use safety::SafetyStep;
pub use sharing::{Consent, LawfulBasis, SharingBasis, Told};

words! {
    /// Where a referral stands.
    Stage {
        /// Sent in and waiting for triage.
        Submitted = "submitted" / "Waiting for triage",
        /// The coordinator asked the referrer something.
        Asked = "asked" / "Question to the referrer",
        /// Accepted onto a meeting.
        Accepted = "accepted" / "Accepted",
        /// Not accepted.
        Declined = "declined" / "Not accepted",
        /// Joined to an earlier case.
        Joined = "joined" / "Joined to an earlier case",
        /// Taken back by the referrer.
        Withdrawn = "withdrawn" / "Withdrawn",
    }
}

words! {
    /// Why a referral is not accepted.
    DeclineReason {
        /// Below the threshold.
        BelowThreshold = "below_threshold" / "Below the threshold",
        /// Too little information, after asking.
        InsufficientInformation = "insufficient_information" / "Not enough information, after asking",
        /// Another area hears it.
        WrongArea = "wrong_area" / "Another area hears it",
        /// No personal connection.
        NotDomesticAbuse = "not_domestic_abuse" / "Not domestic abuse",
        /// The victim is under 16.
        Under16 = "under_16_victim" / "The victim is under 16",
        /// Already referred.
        Duplicate = "duplicate" / "Already referred",
        /// Only a service is wanted.
        ServiceOnly = "consented_service_only" / "Only a service is wanted",
    }
}

/// A referral.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Referral {
    /// The area.
    pub area_id: AreaId,
    /// Its identifier.
    pub id: ReferralId,
    /// The case it made, or was joined to.
    pub case_id: CaseId,
    /// The agency it came from.
    pub agency_id: AgencyId,
    /// Who sent it.
    pub account_id: AccountId,
    /// Where it stands.
    pub stage: Stage,
    /// When it was received.
    pub received_at: Instant,
    /// When it happened, or the day it was received.
    pub incident_on: Day,
    /// Yes answers of a tool that counts them.
    pub score: Option<i32>,
    /// What the referrer wrote.
    pub account: Account,
    /// Who triaged it.
    pub decided_by: Option<AccountId>,
    /// When.
    pub decided_at: Option<Instant>,
    /// Why: a stored word of [`DeclineReason`] when declined.
    pub decision_reason: String,
    /// What was said to the referrer: the rationale, the advice given.
    pub decision_note: Private,
    /// Counts changes.
    pub version: i32,
}

words! {
    /// What a note between coordinator and referrer is.
    NoteKind {
        /// The coordinator asks.
        Question = "question" / "Question from the coordinator",
        /// The referrer answers.
        Answer = "answer" / "Answer",
        /// The referrer adds what happened since.
        Update = "update" / "What happened since",
        /// The referrer takes the referral back.
        Withdrawal = "withdrawal" / "Withdrawn",
        /// Why it was decided so, for the record; the referrer does not see it.
        Rationale = "rationale" / "Why, for the record",
    }
}

/// A note between the referrer and the coordinator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The area.
    pub area_id: AreaId,
    /// Its identifier.
    pub id: NoteId,
    /// The referral it belongs to.
    pub referral_id: ReferralId,
    /// What it is.
    pub kind: NoteKind,
    /// What it says.
    pub text: Private,
    /// Who wrote it.
    pub made_by: AccountId,
    /// When.
    pub made_at: Instant,
}

/// A form being filled in, kept as people type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The area.
    pub area_id: AreaId,
    /// Its identifier.
    pub id: DraftId,
    /// Whose it is; nobody else sees it.
    pub account_id: AccountId,
    /// The form's fields as typed, in the encoding of a posted form.
    pub body: Private,
    /// When it was last saved.
    pub saved_at: Instant,
    /// Counts saves.
    pub version: i32,
}
