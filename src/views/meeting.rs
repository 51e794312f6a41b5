//! A meeting in its room: the bar of each page, and the pages around the cases.
mod bar;
mod closing;
mod opening;
mod outstanding;

pub use bar::{Bar, Clock, ItemOf, Pip, PipState, Turn};
pub use closing::{Closing, ClosingRow, Lacking};
pub use opening::{Before, Paused, Person};
pub use outstanding::{Outstanding, OutstandingAgency, OutstandingRow};

#[cfg(test)]
pub(crate) use bar::sample as sample_bar;

#[cfg(test)]
pub(crate) fn samples() -> Vec<super::sample::Sample> {
    [opening::samples(), outstanding::samples(), closing::samples()].into_iter().flatten().collect()
}
