//! Minutes: drafted from what the meeting recorded, checked, approved, and read as own copies.
mod approve;
mod correct;
mod draft;
mod own;
mod received;
mod recipient;
mod record;
mod send;
mod unseen;

pub use approve::approve;
pub use correct::{ItemDesk, ItemEdit, correct, item, save_item};
pub use draft::draft;
pub use own::{Answer, Issued, Line, answer, copy, list, own, read};
pub use received::received;
pub use recipient::{Recipient, Standing};
pub use record::{Preview, Record, record};
pub use send::{Sending, Sends, release, sends, stop};
pub(super) use unseen::recipients as unseen_recipients;

use super::{Cx, Step, StepError, access};
use crate::domain::access::{Duty, MeetingFacts, Wish};
use crate::domain::ids::AccountId;
use crate::domain::meeting::Meeting;
use crate::domain::minutes::Minutes;
use crate::store;

/// A meeting's newest minutes, for those who oversee them.
fn overseen<Mode>(cx: &mut Cx<'_, '_, Mode>, slug: &str) -> Step<(Meeting, Vec<Minutes>)> {
    cx.on_duty(Duty::OverseeMinutes)?;
    let area = cx.area_id()?;
    let meeting = store::meeting::by_slug(cx.session, area, slug)?;
    let versions = store::minutes::of_meeting(cx.session, area, meeting.id)?;
    Ok((meeting, versions))
}

/// The newest of some versions.
fn newest(versions: Vec<Minutes>) -> Step<Minutes> {
    versions.into_iter().next().ok_or(StepError::Hidden)
}

/// What bears on who may approve and read a meeting's minutes.
fn facts(meeting: &Meeting, recipients: Vec<AccountId>) -> MeetingFacts {
    let chairs = [meeting.chair_id, meeting.substitute_id].into_iter().flatten().collect();
    MeetingFacts { area: meeting.area_id, chairs, recipients }
}

/// Lets only the meeting's chair or named substitute go on.
fn require_chair<Mode>(cx: &Cx<'_, '_, Mode>, meeting: &Meeting) -> Step<()> {
    access::require(cx, Wish::ApproveMinutes(&facts(meeting, Vec::new())))
}
