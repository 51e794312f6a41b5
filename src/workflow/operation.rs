//! What makes a write the same write when it is sent again.
use chrono::TimeDelta;

use super::tools::digest;
use super::{Change, Step};
use crate::domain::ids::OperationId;
use crate::domain::text::Private;
use crate::store;

/// How long what was filled in is kept, so that somebody who sends a form again with other words can
/// be shown both: as long as a page may stay open.
const KEPT: TimeDelta = TimeDelta::days(1);

/// Whether what was filled in is kept beside what it was saved as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// For a while.
    ForAWhile,
    /// Never: it may stand in one place alone.
    Never,
}

/// What makes a write the same write when it is sent again.
#[derive(Clone, Debug)]
pub enum Operation {
    /// The step itself makes sure that a repeat changes nothing.
    OfItself,
    /// A form that carries an identifier of its own.
    Form {
        /// The identifier.
        id: OperationId,
        /// Everything that was filled in, as a form's body.
        filled_in: Private,
        /// Whether that is kept for a while, to be shown beside what is sent again.
        kept: Kept,
    },
}

impl Operation {
    /// A form's operation.
    pub fn of_form(id: OperationId, filled_in: &str) -> Self {
        Self::Form { id, filled_in: filled_in.into(), kept: Kept::ForAWhile }
    }

    /// A form's operation, of which nothing that was filled in is kept.
    pub fn of_closed_form(id: OperationId, filled_in: &str) -> Self {
        Self::Form { id, filled_in: filled_in.into(), kept: Kept::Never }
    }

    /// What is kept of what was filled in.
    pub(super) fn to_keep(&self) -> Private {
        match self {
            Self::Form { filled_in, kept: Kept::ForAWhile, .. } => filled_in.clone(),
            _ => Private::default(),
        }
    }

    /// SHA-256 of what was filled in, in hexadecimal.
    pub(super) fn digest(&self) -> Option<String> {
        match self {
            Self::OfItself => None,
            Self::Form { filled_in, .. } => Some(digest(filled_in.reveal().as_bytes())),
        }
    }
}

/// Forgets what was filled in longer ago than it is needed.
///
/// # Errors
/// Fails when the database does.
pub fn forget_due(cx: &mut Change<'_, '_>) -> Step<()> {
    let (area, before) = (cx.area_id()?, cx.now - KEPT);
    Ok(store::operation::forget(cx.session, area, before)?)
}
