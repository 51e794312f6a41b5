//! Triage: what waits, what each referral says, and what is decided about it.
mod decide;
mod join;
mod read;

pub use decide::{Decline, When, accept, ask, decline};
pub use join::{Compared, Joining, compare, join};
pub use read::{Hearing, Sender, Triage, Waiting, next, show, waiting};
