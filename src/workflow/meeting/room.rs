//! The room of a meeting that is being held: what its bar shows, and going from case to case.
use std::collections::HashMap;

use super::super::{Change, Cx, Step, StepError, access, agenda, attendance, colleague};
use super::{attended, being_held};
use crate::domain::access::{Duty, Sight, Wish};
use crate::domain::attendance::{Attendance, Presence};
use crate::domain::closing::{Lack, lacks};
use crate::domain::ids::{CaseId, ListingId};
use crate::domain::listing::{Listing, State as ListingState};
use crate::domain::meeting::{Meeting, State};
use crate::domain::pace::{Pace, pace, pace_before};
use crate::domain::refusal::Refused;
use crate::domain::text::Private;
use crate::domain::time::Instant;
use crate::store;
use agenda::AgendaItem;

/// Something of a room, for those who may come in.
#[derive(Clone, Debug)]
pub enum Entry<T> {
    /// They are inside.
    Inside(Box<T>),
    /// They are not; the door says why.
    Outside,
}

/// One item in the numbered strip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pip {
    /// Its number for this reader, from 1.
    pub number: usize,
    /// The listing.
    pub listing: ListingId,
    /// The case's reference.
    pub reference: String,
    /// Whether the meeting is on it.
    pub is_current: bool,
    /// Whether the meeting was on it and went on.
    pub is_heard: bool,
    /// Whether it has a disposition.
    pub is_decided: bool,
}

/// What every page in the room shows.
#[derive(Clone, Debug)]
pub struct Room {
    /// The meeting.
    pub meeting: Meeting,
    /// The items that the reader may see, in order.
    pub pips: Vec<Pip>,
    /// How many people are there.
    pub present: usize,
    /// How many are expected and have not come or said that they won't.
    pub missing: usize,
    /// Who writes; blank when nobody is named.
    pub writer: Private,
    /// How the meeting keeps to its agenda; only for those who lead.
    pub pace: Option<Pace>,
    /// Now.
    pub now: Instant,
    /// Whether the reader records what the meeting decides.
    pub may_record: bool,
}

impl Room {
    /// The place in the strip of a listing.
    pub fn place(&self, listing: ListingId) -> Option<usize> {
        self.pips.iter().position(|it| it.listing == listing)
    }

    /// The reader's number of a listing.
    pub fn number(&self, listing: ListingId) -> Option<usize> {
        self.place(listing).map(|it| it + 1)
    }
}

/// A room with what its pages need further.
pub(in super::super) struct Inside {
    /// What every page shows.
    pub(in super::super) room: Room,
    /// The items that the reader may see, in order.
    pub(in super::super) items: Vec<AgendaItem>,
    /// How much of each case the reader sees.
    pub(in super::super) sights: HashMap<CaseId, Sight>,
}

/// The room of a meeting, for somebody who is there and accepted the statement.
///
/// # Errors
/// Hidden from those who attend no meetings.
pub(in super::super) fn enter<Mode>(cx: &mut Cx<'_, '_, Mode>, slug: &str) -> Step<Option<Inside>> {
    let meeting = attended(cx, slug)?;
    let rows = attendance::seen_rows(cx, &meeting)?;
    let account = cx.member()?.account;
    if meeting.state != State::Open || !attendance::admitted(&rows, account) {
        return Ok(None);
    }
    if is_paused(cx, &meeting)? {
        return Ok(None);
    }
    let meeting = without_absent(cx, meeting)?;
    let agenda = agenda::compile(cx, &meeting)?;
    let cases: Vec<CaseId> = agenda.items.iter().map(|it| it.listing.case_id).collect();
    let sights = access::sights(cx, &cases)?;
    let sees = |it: &AgendaItem| sights.get(&it.listing.case_id) >= Some(&Sight::Asked);
    let opening_ends = agenda.timetable.opening.until;
    let items: Vec<AgendaItem> = agenda.items.into_iter().filter(|it| sees(it)).collect();
    let may_record = cx.on_duty(Duty::Record).is_ok();
    let room = Room {
        pips: (1..).zip(&items).map(|(number, it)| pip(number, it, &meeting)).collect(),
        present: rows.iter().filter(|it| it.is_present()).count(),
        missing: rows.iter().filter(|it| it.presence == Presence::Expected).count(),
        writer: writer_of(cx, &meeting, &rows)?,
        pace: may_record.then(|| how_fast(&meeting, &items, opening_ends, cx.now)),
        now: cx.now,
        may_record,
        meeting,
    };
    Ok(Some(Inside { room, items, sights }))
}

fn pip(number: usize, item: &AgendaItem, meeting: &Meeting) -> Pip {
    let listing = &item.listing;
    Pip {
        number,
        listing: listing.id,
        reference: item.case.reference.clone(),
        is_current: meeting.current_id == Some(listing.id),
        is_heard: listing.heard_to.is_some(),
        is_decided: listing.disposition.is_some(),
    }
}

fn writer_of<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    meeting: &Meeting,
    rows: &[Attendance],
) -> Step<Private> {
    let Some(writer) = meeting.minute_taker_id else { return Ok(Private::default()) };
    if let Some(row) = attendance::own(rows, writer) {
        return Ok(row.name.clone());
    }
    let people = colleague::in_force(cx)?;
    let found = people.into_iter().find(|it| it.account.id == writer);
    Ok(found.map(|it| it.account.name).unwrap_or_default())
}

/// How the meeting keeps to its agenda: by the item it is on, or by the next one to come.
fn how_fast(meeting: &Meeting, items: &[AgendaItem], opening_ends: Instant, now: Instant) -> Pace {
    let current = items.iter().find(|it| Some(it.listing.id) == meeting.current_id);
    if let Some((slot, from)) = current.and_then(|it| Some((it.window, it.listing.heard_from?))) {
        return pace(slot, from, now);
    }
    let waiting = items.iter().find(|it| it.listing.heard_from.is_none());
    pace_before(waiting.map_or(opening_ends, |it| it.window.from), now)
}

/// What whoever writes is given: the meeting and the listing that they write on.
pub(in super::super) struct Writer {
    /// The meeting.
    pub(in super::super) meeting: Meeting,
    /// The listing.
    pub(in super::super) listing: Listing,
}

/// Lets somebody write on a listing: they record meetings, are in the room of this one while it is
/// held, and may change the case.
///
/// # Errors
/// Hidden from everybody else; refused before they accepted the statement, and when the meeting is
/// not being held.
pub(in super::super) fn writer(
    cx: &mut Change<'_, '_>,
    slug: &str,
    listing: ListingId,
) -> Step<Writer> {
    cx.on_duty(Duty::Record)?;
    let meeting = being_held(cx, slug)?;
    if !attendance::is_admitted(cx, &meeting)? {
        return Err(Refused::because("Accept the confidentiality statement first").into());
    }
    let listing = store::listing::find(cx.session, meeting.area_id, listing)?;
    if listing.meeting_id != meeting.id || listing.state != ListingState::Listed {
        return Err(StepError::Hidden);
    }
    let facts = access::facts(cx, &[listing.case_id])?;
    let facts = facts.get(&listing.case_id).ok_or(StepError::Hidden)?;
    access::require(cx, Wish::Change(Duty::Record, facts))?;
    cx.saw(listing.case_id);
    Ok(Writer { meeting, listing })
}

/// What the meeting left behind when it went on.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Heard {
    /// The reference of the case that was left without a disposition.
    pub undecided: Option<String>,
}

/// Takes the meeting to a case. The one it was on is left, with a decision or without: that never
/// stops anybody. Going to the case that it is on changes nothing.
///
/// # Errors
/// Hidden from those who may not record this case; refused to those who have not accepted the
/// confidentiality statement.
pub fn hear(cx: &mut Change<'_, '_>, slug: &str, to: ListingId) -> Step<Heard> {
    let Writer { mut meeting, listing } = writer(cx, slug, to)?;
    if meeting.current_id == Some(to) {
        return Ok(Heard::default());
    }
    let heard = go_on(cx, &meeting)?;
    let from = listing.heard_from.unwrap_or(cx.now);
    store::listing::stamp(cx.session, &listing, (Some(from), None))?;
    meeting.current_id = Some(to);
    store::meeting::note(cx.session, &meeting)?;
    cx.record("hearing.begin", to.as_str(), &[listing.case_id]);
    Ok(heard)
}

/// Leaves the last case: what is left to do is closing the meeting.
///
/// # Errors
/// As [`hear`]. Nothing happens when the meeting is on another case.
pub fn finish(cx: &mut Change<'_, '_>, slug: &str, last: ListingId) -> Step<Heard> {
    let Writer { meeting, .. } = writer(cx, slug, last)?;
    if meeting.current_id != Some(last) {
        return Ok(Heard::default());
    }
    go_on(cx, &meeting)
}

/// Leaves the case that is being heard, unless it is not there for whoever presses.
fn go_on(cx: &mut Change<'_, '_>, meeting: &Meeting) -> Step<Heard> {
    if is_paused(cx, meeting)? {
        return Err(Refused::because(PAUSED).into());
    }
    leave(cx, meeting)
}

/// What those see for whom the case that is being heard is not there.
pub(super) const PAUSED: &str = "The chair has paused sharing";

/// A meeting that stands at no case which is not there for whoever asks. Never to be saved.
fn without_absent<Mode>(cx: &mut Cx<'_, '_, Mode>, meeting: Meeting) -> Step<Meeting> {
    let absent = cx.absent()?;
    let Some(current) = meeting.current_id.filter(|_| !absent.is_empty()) else {
        return Ok(meeting);
    };
    let listing = store::listing::find(cx.session, meeting.area_id, current)?;
    let current_id = (!absent.contains(&listing.case_id)).then_some(current);
    Ok(Meeting { current_id, ..meeting })
}

/// Whether a case is being heard that is not there for whoever asks.
pub(in super::super) fn is_paused<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    meeting: &Meeting,
) -> Step<bool> {
    let absent = cx.absent()?;
    let Some(current) = meeting.current_id.filter(|_| !absent.is_empty()) else {
        return Ok(false);
    };
    let listing = store::listing::find(cx.session, meeting.area_id, current)?;
    Ok(listing.heard_to.is_none() && absent.contains(&listing.case_id))
}

/// Notes when the meeting left the case that it was on, unless it had left it before.
pub(super) fn leave(cx: &mut Change<'_, '_>, meeting: &Meeting) -> Step<Heard> {
    let Some(current) = meeting.current_id else { return Ok(Heard::default()) };
    let area = meeting.area_id;
    let listing = store::listing::find(cx.session, area, current)?;
    if listing.heard_to.is_none() {
        store::listing::stamp(cx.session, &listing, (listing.heard_from, Some(cx.now)))?;
        cx.record("hearing.leave", current.as_str(), &[listing.case_id]);
    }
    if !lacks(&listing, &[], &[]).contains(&Lack::Disposition) {
        return Ok(Heard::default());
    }
    if cx.absent()?.contains(&listing.case_id) {
        return Ok(Heard::default());
    }
    let case = store::case::find(cx.session, area, listing.case_id)?;
    Ok(Heard { undecided: Some(case.reference) })
}
