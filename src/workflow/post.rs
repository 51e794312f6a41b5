//! The post: which message is next, what its reader may be told now, and what became of it.
//!
//! A message holds identifiers only. Its words are made when it leaves, from what its reader may
//! see then: rights that shrank while it waited shrink the letter, too.
mod account;
mod action;
mod agenda;
mod claim;
mod conflict;
mod meeting;
mod mend;
mod minutes;
mod office;
mod overview;
mod prepare;
mod referral;
mod research;
mod returned;
mod settle;
mod unseen;

pub use claim::{Lease, claim, is_due};
pub use mend::{Receiver, again, finish, give, retry};
pub use overview::{MailLine, MailTask, Overview, overview, tasks};
pub use prepare::{Prepared, prepare};
pub use settle::settle;
pub(super) use unseen::{Unseen, among as unseen_among};

use super::StepError;
use crate::domain::letter::Content;
use crate::domain::notice::Notice;
use crate::store::StoreError;

/// Why there is no letter.
enum Miss {
    /// It is not wanted any more, for this reason.
    Unwanted(&'static str),
    /// What it is about is closed for now.
    Closed,
    /// Its reader may be somebody who must not be told.
    Held,
    /// It could not be found out.
    Failed(StepError),
}

impl From<StepError> for Miss {
    fn from(error: StepError) -> Self {
        match error {
            StepError::Hidden => Self::Unwanted("It is not there any more, or not for this person"),
            other => Self::Failed(other),
        }
    }
}

impl From<StoreError> for Miss {
    fn from(error: StoreError) -> Self {
        StepError::from(error).into()
    }
}

/// What a letter says, or why there is none.
type Told = Result<Content, Miss>;

/// Whether a notice is about an account itself and not about the area's work.
fn is_about_account(notice: &Notice) -> bool {
    matches!(notice, Notice::Invitation { .. } | Notice::PasswordReset { .. })
}
