//! A case: one victim with a linked set of alleged perpetrators, in one area.
use super::ids::{AreaId, CaseId};
use super::text::Private;
use super::time::{Day, Instant};
use super::word::words;

words! {
    /// Who may know of a case.
    Restriction {
        /// Whoever the rules let.
        Open = "open" / "Open",
        /// Named people only.
        Restricted = "restricted" / "Restricted",
    }
}

/// A case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The area.
    pub area_id: AreaId,
    /// Its identifier.
    pub id: CaseId,
    /// What people call it aloud, such as `NS-7K4Q`.
    pub reference: String,
    /// Who may know of it.
    pub restriction: Restriction,
    /// How and when the victim can be reached safely: the first thing on every page of the case.
    pub safe_contact: Private,
    /// The earlier case under which its referral was put; then nothing else is kept here.
    pub joined_to: Option<CaseId>,
    /// Counts changes.
    pub version: i32,
    /// When it was made.
    pub created_at: Instant,
}

/// A case as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseLine {
    /// Its identifier.
    pub id: CaseId,
    /// Its reference.
    pub reference: String,
    /// The victim's name; blank when it is not known.
    pub victim: Private,
    /// The victim's date of birth.
    pub born_on: Option<Day>,
    /// The victim's age as written, when the date of birth is not known.
    pub age: String,
}
