//! Research: what each agency is asked for about a case before it is heard, and what it returns.
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::ids::{AccountId, AgencyId, AreaId, CaseId, ListingId, ResearchId};
use super::text::Private;
use super::time::Instant;
use super::word::words;

words! {
    /// Where an agency's research stands.
    State {
        /// Asked for.
        Asked = "asked" / "Not returned",
        /// Returned with something.
        Returned = "returned" / "Returned",
        /// Returned: nothing held on anybody. Counts as returned.
        NothingHeld = "nothing_held" / "Nothing held",
        /// No longer asked.
        Dropped = "dropped" / "Not required",
    }
}

words! {
    /// How far what an agency shares may go.
    Share {
        /// Read out and minuted.
        Minuted = "minuted" / "Read out and minuted",
        /// Read out, not minuted.
        NotMinuted = "not_minuted" / "Read out, not minuted",
        /// For the chair only.
        ChairOnly = "chair_only" / "For the chair only",
    }
}

/// Whom the agency knows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Known {
    /// The victim.
    pub victim: bool,
    /// An alleged perpetrator.
    pub perpetrator: bool,
    /// A child.
    pub children: bool,
}

/// One agency's research on one listing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Research {
    /// The area.
    pub area_id: AreaId,
    /// Its identifier.
    pub id: ResearchId,
    /// The listing.
    pub listing_id: ListingId,
    /// The case.
    pub case_id: CaseId,
    /// The agency asked.
    pub agency_id: AgencyId,
    /// Where it stands.
    pub state: State,
    /// When it was asked for.
    pub asked_at: Instant,
    /// When the agency was told that it is asked.
    pub told_at: Option<Instant>,
    /// When the agency first opened it.
    pub opened_at: Option<Instant>,
    /// When it was last chased.
    pub chased_at: Option<Instant>,
    /// When it was returned.
    pub returned_at: Option<Instant>,
    /// By whom.
    pub returned_by: Option<AccountId>,
    /// Whether it came after it was due.
    pub is_late: bool,
    /// Whom the agency knows.
    pub known: Known,
    /// What matters for the risk.
    pub text: Private,
    /// How far that may go.
    pub share: Share,
    /// What may be read out but not minuted.
    pub not_minuted: Private,
    /// What is for the chair only.
    pub chair_only: Private,
    /// An action the agency offers.
    pub offer: Private,
    /// Counts changes.
    pub version: i32,
}

/// How long an agency has at least, however late it is asked: a case that is accepted after
/// research is due still takes a search of records, and half an hour is what the usual day leaves
/// between the last referral and the time at which research is due.
const GRACE: TimeDelta = TimeDelta::minutes(30);

impl Research {
    /// Whether the agency has answered.
    pub fn is_in(&self) -> bool {
        matches!(self.state, State::Returned | State::NothingHeld)
    }

    /// Whether an answer at `now` is late for a meeting whose research is due at `due`.
    pub fn would_be_late(&self, due: Instant, now: Instant) -> bool {
        now > due.max(self.asked_at + GRACE)
    }
}
