//! Research: an agency's desk, and how far everybody is.
mod desk;
mod overview;

pub use desk::{Desk, DeskCase, DeskLine, NothingHeld, NothingHeldCase, Other, Searched};
pub use overview::{AgencyRow, Asking, AskingRow, CaseRow, NoMeeting, Overview};

#[cfg(test)]
pub(crate) fn samples() -> Vec<super::sample::Sample> {
    [desk::samples(), overview::samples()].into_iter().flatten().collect()
}
