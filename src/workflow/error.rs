//! Why a step came to nothing, for every step alike.
use crate::domain::refusal::{Refused, Stale};
use crate::domain::text::Private;
use crate::store::StoreError;

/// What a step gives.
pub type Step<T> = Result<T, StepError>;

/// Why a step came to nothing. Nothing of it was kept.
#[derive(Debug, thiserror::Error)]
pub enum StepError {
    /// The rules forbid it.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// There is no such thing, or this person may not know of it.
    #[error("not found")]
    Hidden,
    /// It matters enough to ask first whether it is really this person.
    #[error("signed in too long ago")]
    NotFresh,
    /// It is closed for the time being, because something may be exposed.
    #[error("closed for the time being")]
    Closed,
    /// Somebody else saved another text meanwhile.
    #[error(transparent)]
    Stale(#[from] Stale),
    /// The same form was sent before with another text, and that was kept: this one as a form's
    /// body, blank when another person sent it, or long ago.
    #[error("saved before with another text")]
    SavedBefore(Private),
    /// The database failed.
    #[error("it could not be saved or read")]
    Failed(#[source] StoreError),
}

impl From<StoreError> for StepError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound => Self::Hidden,
            other => Self::Failed(other),
        }
    }
}
