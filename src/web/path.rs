//! Identifiers in addresses: what is none is as missing as what does not exist.
use std::str::FromStr;

use crate::workflow::{Step, StepError};

/// The identifier in an address.
///
/// # Errors
/// Hidden when it is none, so that it is noted like any other thing that is not there.
pub(super) fn id<T: FromStr>(text: &str) -> Step<T> {
    text.parse().map_err(|_none| StepError::Hidden)
}
