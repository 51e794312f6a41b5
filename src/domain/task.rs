//! Tasks: what the coordinator must put right, such as a letter that came back.
use super::ids::{AccountId, AreaId, TaskId};
use super::time::Instant;
use super::word::words;

words! {
    /// What kind of task it is.
    Kind {
        /// A mail was refused.
        ReturnedMail = "returned_mail" / "A mail came back",
        /// Nobody knows whether a mail went.
        UncertainMail = "uncertain_mail" / "A mail may not have gone",
        /// The reader of a mail may be somebody who must not be told.
        MustNotBeTold = "must_not_be_told" / "Held back from somebody who may not be told",
    }
}

/// Something the coordinator must put right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// The area.
    pub area_id: AreaId,
    /// Its identifier.
    pub id: TaskId,
    /// What kind.
    pub kind: Kind,
    /// The thing it is about, by its identifier.
    pub subject: String,
    /// When it arose.
    pub made_at: Instant,
    /// When it was put right.
    pub done_at: Option<Instant>,
    /// By whom.
    pub done_by: Option<AccountId>,
    /// Counts changes.
    pub version: i32,
}
