//! The door of a meeting's room: what somebody finds there, and opening it.
use super::super::{Change, Cx, Step, access, attendance, colleague};
use super::attended;
use super::room::is_paused;
use crate::domain::access::{Duty, Sight};
use crate::domain::account::Colleague;
use crate::domain::actor::Role;
use crate::domain::ids::{AccountId, CaseId, ListingId};
use crate::domain::meeting::{Meeting, State};
use crate::domain::refusal::Refused;
use crate::domain::time::Day;
use crate::store;

/// What somebody finds who comes to a meeting's room.
#[derive(Clone, Debug)]
pub enum Door {
    /// It has not been opened.
    Before(Box<Before>),
    /// It is open, and they have not accepted the statement.
    Statement,
    /// They may come in; the case being heard, when it is one that they may see.
    Inside(Option<ListingId>),
    /// A case is being heard that is not there for them.
    Paused(Day),
    /// It has closed.
    Over,
}

/// A meeting that has not been opened.
#[derive(Clone, Debug)]
pub struct Before {
    /// The meeting.
    pub meeting: Meeting,
    /// Cases on its agenda that the reader may see.
    pub cases: usize,
    /// For those who open it: who may chair it.
    pub chairs: Vec<Colleague>,
    /// For those who open it: who may write.
    pub writers: Vec<Colleague>,
    /// Whether the reader may open it at all.
    pub may_open: bool,
    /// Whether it can be opened today.
    pub is_due: bool,
}

/// What whoever asks finds at a meeting's room.
///
/// # Errors
/// Hidden from those who attend no meetings.
pub fn door<Mode>(cx: &mut Cx<'_, '_, Mode>, slug: &str) -> Step<Door> {
    let meeting = attended(cx, slug)?;
    match meeting.state {
        State::Scheduled | State::Cancelled => Ok(Door::Before(Box::new(before(cx, meeting)?))),
        State::Closed => Ok(Door::Over),
        State::Open if attendance::is_admitted(cx, &meeting)? => {
            if is_paused(cx, &meeting)? {
                return Ok(Door::Paused(meeting.day));
            }
            Ok(Door::Inside(current(cx, &meeting)?))
        }
        State::Open => Ok(Door::Statement),
    }
}

fn before<Mode>(cx: &mut Cx<'_, '_, Mode>, meeting: Meeting) -> Step<Before> {
    let listings = store::listing::of_meeting(cx.session, meeting.area_id, meeting.id)?;
    let cases: Vec<CaseId> = listings.iter().map(|it| it.case_id).collect();
    let sights = access::sights(cx, &cases)?;
    let is_due = is_due(cx, &meeting)?;
    let may_open = cx.on_duty(Duty::Record).is_ok();
    let people = if may_open { colleague::in_force(cx)? } else { Vec::new() };
    Ok(Before {
        cases: sights.values().filter(|it| **it >= Sight::Asked).count(),
        chairs: people.iter().filter(|it| may_chair(it)).cloned().collect(),
        writers: people.into_iter().filter(|it| it.may(Duty::Record)).collect(),
        may_open,
        is_due,
        meeting,
    })
}

/// Whether a meeting can be opened: from the morning of its day on.
fn is_due<Mode>(cx: &mut Cx<'_, '_, Mode>, meeting: &Meeting) -> Step<bool> {
    Ok(meeting.state == State::Scheduled && meeting.day <= cx.today()?)
}

fn may_chair(colleague: &Colleague) -> bool {
    colleague.membership.roles.contains(&Role::Chair)
}

/// The listing being heard, when whoever asks may see its case.
fn current<Mode>(cx: &mut Cx<'_, '_, Mode>, meeting: &Meeting) -> Step<Option<ListingId>> {
    let Some(id) = meeting.current_id else { return Ok(None) };
    let listing = store::listing::find(cx.session, meeting.area_id, id)?;
    let sights = access::sights(cx, &[listing.case_id])?;
    let sees = sights.get(&listing.case_id).is_some_and(|it| *it >= Sight::Asked);
    Ok(sees.then_some(id))
}

/// Who leads and who writes, as whoever opens a meeting says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening {
    /// Who chairs it.
    pub chair: AccountId,
    /// Who writes.
    pub writer: AccountId,
}

/// Opens a meeting: everybody expected goes onto its roll. Opening one that is open changes
/// nothing.
///
/// # Errors
/// Hidden from those who do not record meetings; refused before its day, when it was cancelled or
/// has closed, and when somebody named cannot chair or write.
pub fn open(cx: &mut Change<'_, '_>, slug: &str, opening: Opening) -> Step<()> {
    cx.on_duty(Duty::Record)?;
    let mut meeting = attended(cx, slug)?;
    match meeting.state {
        State::Open => return Ok(()),
        State::Scheduled => {}
        State::Closed => return Err(Refused::because("The meeting has closed already").into()),
        State::Cancelled => return Err(Refused::because("The meeting was cancelled").into()),
    }
    if !is_due(cx, &meeting)? {
        let text = "The meeting is on a later day. It can be opened on that day";
        return Err(Refused::because(text).into());
    }
    name_people(cx, &mut meeting, opening)?;
    meeting.state = State::Open;
    meeting.opened_at = Some(cx.now);
    store::meeting::update(cx.session, &mut meeting)?;
    attendance::expect(cx, &meeting)?;
    cx.record("meeting.open", meeting.id.as_str(), &[]);
    Ok(())
}

fn name_people(cx: &mut Change<'_, '_>, meeting: &mut Meeting, opening: Opening) -> Step<()> {
    let people = colleague::in_force(cx)?;
    let named =
        |id, may: fn(&Colleague) -> bool| people.iter().any(|it| it.account.id == id && may(it));
    let mut refused = Refused::default();
    if !named(opening.chair, may_chair) {
        refused.add("chair", "Select who chairs the meeting");
    }
    if !named(opening.writer, |it| it.may(Duty::Record)) {
        refused.add("writer", "Select who takes the notes");
    }
    refused.or_go_on()?;
    if meeting.substitute_id != Some(opening.chair) {
        meeting.chair_id = Some(opening.chair);
    }
    meeting.minute_taker_id = Some(opening.writer);
    Ok(())
}
