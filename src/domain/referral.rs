//! A referral: one agency's request that a case be heard, and what came of it.
use serde::{Deserialize, Serialize};

use super::ids::{AccountId, AgencyId, AreaId, CaseId, DraftId, NoteId, ReferralId};
use super::text::Private;
use super::time::{Day, Instant};
use super::word::words;

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

words! {
    /// Whether the victim knows of the referral.
    Told {
        /// Yes.
        Yes = "yes" / "Yes",
        /// No, it would not be safe.
        Unsafe = "no_unsafe" / "No, it would not be safe",
        /// No, it was not possible.
        Unable = "no_unable" / "No, it was not possible",
        /// Not yet.
        NotYet = "not_yet" / "Not yet",
    }
}

words! {
    /// Whether the victim consents.
    Consent {
        /// Given.
        Given = "given" / "Given",
        /// Refused.
        Refused = "refused" / "Refused",
        /// Not asked, it would not be safe.
        NotSought = "not_sought_unsafe" / "Not asked, it would not be safe",
        /// Withdrawn.
        Withdrawn = "withdrawn" / "Withdrawn",
    }
}

/// Somebody as the referrer described them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Described {
    /// Their name; blank when it is not known.
    pub name: Private,
    /// Their date of birth.
    pub born_on: Option<Day>,
    /// What else is known.
    pub particulars: super::person::Particulars,
}

/// The sharing record, when there is no consent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SharingBasis {
    /// The lawful basis.
    pub basis: String,
    /// Why sharing is necessary and proportionate.
    pub why: Private,
    /// Who decided.
    pub decided_by: Private,
}

/// What the referrer wrote. Only the agency, a name or "unknown", what happened and a safe contact
/// or "none known" are needed; whatever else is missing is a gap that is flagged.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Account {
    /// The victim.
    pub victim: Described,
    /// Whether the victim's name is not known.
    pub victim_unknown: bool,
    /// The alleged perpetrators.
    pub perpetrators: Vec<Described>,
    /// The children.
    pub children: Vec<Described>,
    /// Other adults at risk.
    pub others: Vec<Described>,
    /// How and when to reach the victim safely.
    pub safe_contact: Private,
    /// Whether no safe contact is known.
    pub no_safe_contact: bool,
    /// Who must not know.
    pub must_not_know: Private,
    /// What happened.
    pub happened: Private,
    /// When it happened.
    pub incident_on: Option<Day>,
    /// Where.
    pub place: Private,
    /// What happened before.
    pub history: Private,
    /// The police's reference.
    pub crime_reference: String,
    /// Incidents reported to the police in the last 12 months.
    pub police_incidents: Option<u32>,
    /// Which risk tool: the stored word of the checklist's tool.
    pub tool: String,
    /// Answers by the question's key.
    pub answers: Vec<Answer>,
    /// The grade of a tool that has no score, or a grade raised on judgement.
    pub grade: String,
    /// Why the grade is above what the score says.
    pub judgement: Private,
    /// The criteria: stored words.
    pub criteria: Vec<String>,
    /// Whom the victim is afraid of.
    pub afraid_of: Private,
    /// What the victim wants.
    pub wishes: Private,
    /// Whether the victim knows of the referral: a stored word of [`Told`], or blank.
    pub told: String,
    /// Whether the victim consents: a stored word of [`Consent`], or blank.
    pub consent: String,
    /// The sharing record.
    pub sharing: SharingBasis,
    /// What has been done already.
    pub done_already: Vec<String>,
    /// More about what has been done.
    pub done_notes: Private,
    /// The referrer's phone number.
    pub phone: String,
    /// The referrer's manager or a second contact.
    pub second_contact: Private,
}

/// One answer of the checklist.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The question's key.
    pub key: String,
    /// `yes`, `no` or `not_known`.
    pub answer: String,
    /// What is known about it.
    #[serde(default)]
    pub note: Private,
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
    /// Whether it came after the cut-off of the day's meeting and so counts for a later one.
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
