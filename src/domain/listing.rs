//! A listing: one appearance of a case on one meeting's agenda.
use super::ids::{AreaId, CaseId, ListingId, MeetingId, ReferralId};
use super::text::Private;
use super::time::{Day, Instant};
use super::word::words;

words! {
    /// Whether a listing still counts.
    State {
        /// On the agenda.
        Listed = "listed" / "On the agenda",
        /// Taken off before it was heard.
        Removed = "removed" / "Taken off",
    }
}

words! {
    /// How high the risk is.
    RiskLevel {
        /// High.
        High = "high" / "High",
        /// Medium.
        Medium = "medium" / "Medium",
        /// Standard.
        Standard = "standard" / "Standard",
        /// The meeting did not agree.
        NotAgreed = "not_agreed" / "Not agreed",
    }
}

/// One appearance of a case on one meeting's agenda.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// The area.
    pub area_id: AreaId,
    /// Its identifier.
    pub id: ListingId,
    /// The meeting.
    pub meeting_id: MeetingId,
    /// The case.
    pub case_id: CaseId,
    /// The referral that brought it.
    pub referral_id: ReferralId,
    /// The listing it is carried over from.
    pub previous_id: Option<ListingId>,
    /// Whether it still counts.
    pub state: State,
    /// Whether it is an emergency.
    pub is_emergency: bool,
    /// Why it was added late or as an emergency.
    pub late_reason: Private,
    /// Minutes given to it, when not the meeting's usual.
    pub minutes: Option<i32>,
    /// The place it was put at by hand, from 1.
    pub pin: Option<i32>,
    /// How high the meeting found the risk.
    pub risk_level: Option<RiskLevel>,
    /// What was agreed and why.
    pub decision: Private,
    /// What became of it: a stored word of the disposition's list.
    pub disposition: Option<String>,
    /// Why, where the disposition asks for a reason.
    pub disposition_reason: Private,
    /// The date that the disposition asks for.
    pub disposition_on: Option<Day>,
    /// The case that already has it, where the disposition asks for one.
    pub duplicate_of_id: Option<CaseId>,
    /// When the meeting began on it.
    pub heard_from: Option<Instant>,
    /// When the meeting went on.
    pub heard_to: Option<Instant>,
    /// Counts changes to what the meeting recorded.
    pub version: i32,
    /// When it was listed.
    pub created_at: Instant,
}

impl Listing {
    /// A referral's case on a meeting's agenda, of which nothing is decided yet.
    pub fn new(
        id: ListingId,
        (area_id, case_id, referral_id): (AreaId, CaseId, ReferralId),
        meeting_id: MeetingId,
        created_at: Instant,
    ) -> Self {
        Self {
            area_id,
            id,
            meeting_id,
            case_id,
            referral_id,
            previous_id: None,
            state: State::Listed,
            is_emergency: false,
            late_reason: Private::default(),
            minutes: None,
            pin: None,
            risk_level: None,
            decision: Private::default(),
            disposition: None,
            disposition_reason: Private::default(),
            disposition_on: None,
            duplicate_of_id: None,
            heard_from: None,
            heard_to: None,
            version: 1,
            created_at,
        }
    }
}
