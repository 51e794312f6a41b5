//! How a posted form went: done, too late, or to be shown again with what stands in the way.
use super::error::PageError;
use super::visit::refuse_or_fail;
use crate::domain::refusal::Stale;
use crate::views::form::Form;
use crate::workflow::{Step, StepError};

/// How a posted form went.
pub(super) enum Attempt<T> {
    /// The step was taken.
    Done(T),
    /// Somebody else saved the thing meanwhile.
    Stale(Stale),
    /// The form now says what stands in the way.
    Again,
}

/// Sorts out how a step went, with refusals put beside the fields of its form.
pub(super) fn attempt<T>(form: &mut Form, step: Step<T>) -> Result<Attempt<T>, PageError> {
    match step {
        Ok(value) => Ok(Attempt::Done(value)),
        Err(StepError::Stale(stale)) => Ok(Attempt::Stale(stale)),
        Err(error) => refuse_or_fail(form, error).map(|()| Attempt::Again),
    }
}
