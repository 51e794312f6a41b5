//! What the meeting records of a case: what agencies add and the risks that the chair states.
use super::ids::{AccountId, AgencyId, AreaId, ContributionId, ListingId, PersonId, RiskId};
use super::listing::RiskLevel;
use super::research::Share;
use super::text::Private;
use super::time::Instant;
use super::word::words;

/// What an agency said in the meeting, beyond its research.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contribution {
    /// The area.
    pub area_id: AreaId,
    /// Its identifier.
    pub id: ContributionId,
    /// The listing.
    pub listing_id: ListingId,
    /// The agency that said it.
    pub agency_id: AgencyId,
    /// What it said.
    pub text: Private,
    /// How far it may go.
    pub share: Share,
    /// Who wrote it down.
    pub made_by: AccountId,
    /// When.
    pub made_at: Instant,
    /// Counts changes.
    pub version: i32,
}

words! {
    /// Who is at risk, or from whom.
    Subject {
        /// The victim.
        Victim = "victim" / "Victim",
        /// A child.
        Child = "child" / "Child",
        /// Another adult.
        OtherAdult = "other_adult" / "Another adult",
        /// From or to the alleged perpetrator.
        Perpetrator = "perpetrator" / "Alleged perpetrator",
        /// Staff.
        Staff = "staff" / "Staff",
        /// The public.
        Public = "public" / "The public",
    }
}

/// A risk stated in the meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Risk {
    /// The area.
    pub area_id: AreaId,
    /// Its identifier.
    pub id: RiskId,
    /// The listing.
    pub listing_id: ListingId,
    /// Its number on the listing, from 1.
    pub position: i32,
    /// Who is at risk.
    pub subject: Subject,
    /// Which person of the case.
    pub person_id: Option<PersonId>,
    /// The risk.
    pub text: Private,
    /// How high.
    pub level: RiskLevel,
    /// Why no action answers it.
    pub no_action_reason: Private,
    /// Counts changes.
    pub version: i32,
}
