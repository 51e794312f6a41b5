//! The IDVA's step: attempts to reach the victim, and the victim's views for a hearing.
use super::ids::{AccountId, AreaId, CaseId, ContactId, ListingId};
use super::text::Private;
use super::time::Instant;
use super::word::words;

words! {
    /// How the victim was tried.
    Method {
        /// By phone.
        Phone = "phone" / "Phone",
        /// By text message.
        Text = "text" / "Text message",
        /// By email.
        Email = "email" / "Email",
        /// In person.
        Visit = "visit" / "In person",
        /// Through somebody safe.
        Through = "through_somebody" / "Through somebody safe",
    }
}

words! {
    /// What came of an attempt.
    Outcome {
        /// Reached, and will work with the service.
        Engaged = "engaged" / "Reached, wants support",
        /// Reached, does not want support.
        Declined = "declined" / "Reached, does not want support",
        /// Reached, not able to talk.
        NotSafe = "not_safe" / "Reached, not safe to talk",
        /// No answer.
        NoAnswer = "no_answer" / "No answer",
        /// Not tried because it was not safe.
        NotTried = "not_tried" / "Not tried, not safe",
    }
}

/// One attempt to reach the victim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// The area.
    pub area_id: AreaId,
    /// Its identifier.
    pub id: ContactId,
    /// The case.
    pub case_id: CaseId,
    /// Who tried.
    pub account_id: AccountId,
    /// When.
    pub tried_at: Instant,
    /// How.
    pub method: Method,
    /// What came of it.
    pub outcome: Outcome,
    /// More about it.
    pub note: Private,
}

/// The victim's views for a hearing, or why there are none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Views {
    /// The area.
    pub area_id: AreaId,
    /// The listing they are for.
    pub listing_id: ListingId,
    /// What the victim wants and fears.
    pub text: Private,
    /// Why there are no views.
    pub none_reason: Private,
    /// Who recorded them.
    pub made_by: AccountId,
    /// When.
    pub made_at: Instant,
    /// Counts changes.
    pub version: i32,
}
