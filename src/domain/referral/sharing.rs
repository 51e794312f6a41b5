//! Whether the victim knows and consents, and the record of sharing without consent.
use serde::{Deserialize, Serialize};

use crate::domain::text::Private;
use crate::domain::word::words;

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

words! {
    /// On what lawful basis information is shared without consent. Source: the local
    /// information-sharing agreements of MARACs, UK GDPR and the Data Protection Act 2018.
    LawfulBasis {
        /// Public task.
        PublicTask = "public_task" / "Public task, to safeguard people at risk",
        /// Vital interests.
        VitalInterests = "vital_interests" / "Vital interests, to protect life",
        /// Legal obligation.
        LegalObligation = "legal_obligation" / "Legal obligation",
        /// Legitimate interests.
        LegitimateInterests = "legitimate_interests" / "Legitimate interests, for a charity",
        /// Law enforcement.
        LawEnforcement = "law_enforcement" / "Law enforcement, for police and probation",
    }
}

/// The sharing record, when there is no consent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SharingBasis {
    /// The lawful basis: a stored word of [`LawfulBasis`], or blank.
    pub basis: String,
    /// Why sharing is necessary and proportionate.
    pub why: Private,
    /// Who decided.
    pub decided_by: Private,
}
