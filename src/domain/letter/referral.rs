//! Letters about a referral, to who sent it, who triages it, and the IDVA. They never say what it holds.
use serde::Serialize;

use super::{Meeting, Office, Told};
use crate::domain::ids::{CaseId, ReferralId};
use crate::domain::text::Private;
use crate::domain::wording;

const SUBJECT: &str = "Your referral: what happens next";

/// Word to the referrer that a referral arrived.
#[derive(Clone, Debug, Serialize)]
pub struct ReferralReceived {
    /// The referral.
    pub referral: ReferralId,
}

impl Told for ReferralReceived {
    fn kind(&self) -> &'static str {
        "referral_received"
    }

    fn subject(&self, _office: &Office) -> String {
        SUBJECT.to_owned()
    }
}

/// Word to the referrer of what became of a referral.
#[derive(Clone, Debug, Serialize)]
pub struct ReferralDecided {
    /// The referral.
    pub referral: ReferralId,
    /// What became of it.
    pub decision: Decision,
}

/// What became of a referral.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Decision {
    /// It will be heard.
    Accepted {
        /// At this meeting.
        meeting: Meeting,
    },
    /// It will not be heard.
    Declined,
    /// The coordinator asks something first.
    Question,
}

impl Told for ReferralDecided {
    fn kind(&self) -> &'static str {
        "referral_decided"
    }

    fn subject(&self, _office: &Office) -> String {
        SUBJECT.to_owned()
    }
}

/// Word to the coordinator of a referral that is new, or that its referrer added to.
#[derive(Clone, Debug, Serialize)]
pub struct ReferralWaiting {
    /// The referral.
    pub referral: ReferralId,
}

impl Told for ReferralWaiting {
    fn kind(&self) -> &'static str {
        "referral_waiting"
    }

    fn subject(&self, _office: &Office) -> String {
        "A referral waits for triage".to_owned()
    }
}

/// Word to the IDVA of an accepted case, so that the victim can be reached before the meeting.
#[derive(Clone, Debug, Serialize)]
pub struct CaseAccepted {
    /// The case.
    pub case: CaseId,
    /// The meeting that will hear it.
    pub meeting: Meeting,
    /// The case's reference; none where the reader's mail domain gets notices.
    pub reference: Option<Private>,
}

impl Told for CaseAccepted {
    fn kind(&self) -> &'static str {
        "case_accepted"
    }

    fn subject(&self, _office: &Office) -> String {
        format!("1 case accepted for {}", wording::date_without_year(self.meeting.on))
    }

    fn needs_secure_route(&self) -> bool {
        self.reference.is_some()
    }
}
