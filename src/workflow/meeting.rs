//! A meeting in its room: opened, gone through case by case, and closed.
mod closing;
mod follow_up;
mod opening;
mod outstanding;
mod room;

pub use closing::{ClosingLine, ClosingView, Missing, close, closing};
pub(super) use follow_up::next_meeting;
pub use opening::{Before, Door, Opening, door, open};
pub use outstanding::{OutstandingAction, OutstandingOf, OutstandingView, outstanding};
pub use room::{Entry, Heard, Pip, Room, finish, hear};
pub(super) use room::{Inside, Writer, enter, writer};

use super::{Cx, Step};
use crate::domain::access::Duty;
use crate::domain::meeting::{Meeting, State};
use crate::domain::refusal::Refused;
use crate::store;

/// A meeting by its place in a URL, for those who attend meetings.
///
/// # Errors
/// Hidden from everybody else, and when there is none.
pub(super) fn attended<Mode>(cx: &mut Cx<'_, '_, Mode>, slug: &str) -> Step<Meeting> {
    cx.on_duty(Duty::Attend)?;
    let area = cx.area_id()?;
    Ok(store::meeting::by_slug(cx.session, area, slug)?)
}

/// The same, while it is being held.
///
/// # Errors
/// As above; refused before it opens and after it closes.
pub(super) fn being_held<Mode>(cx: &mut Cx<'_, '_, Mode>, slug: &str) -> Step<Meeting> {
    let meeting = attended(cx, slug)?;
    match meeting.state {
        State::Open => Ok(meeting),
        State::Scheduled => Err(Refused::because("The meeting has not been opened yet").into()),
        State::Closed => {
            Err(Refused::because("The meeting has closed. Correct the minutes instead").into())
        }
        State::Cancelled => Err(Refused::because("The meeting was cancelled").into()),
    }
}
