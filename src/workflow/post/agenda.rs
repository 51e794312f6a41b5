//! Letters about an agenda: how many cases, when the reader's agency is needed, what changed.
use std::collections::BTreeSet;

use super::super::agenda::{Agenda, compile};
use super::super::{Cx, access};
use super::office::{clock, due, named};
use super::{Miss, Told, research};
use crate::domain::access::{Duty, Sight};
use crate::domain::actor::Member;
use crate::domain::ids::{CaseId, ListingId, MeetingId};
use crate::domain::letter::agenda::{AgendaChange, AgendaChanged, AgendaPublished, Window};
use crate::domain::meeting::{AgendaChangeKind, Meeting, State};
use crate::store;

/// The agenda was published.
pub(super) fn published<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    meeting: MeetingId,
    member: &Member,
) -> Told {
    let (meeting, agenda) = visible(cx, meeting)?;
    let windows = windows(cx, &agenda, member)?;
    let listings: Vec<_> = agenda.items.iter().map(|it| it.listing.clone()).collect();
    let research = research::missing(cx, &listings, member.agency)?;
    let clock = clock(cx)?;
    Ok(AgendaPublished {
        cases: agenda.items.len() as u64,
        windows,
        research,
        research_due: due(clock, meeting.research_due_at),
        research_late: meeting.research_due_at <= cx.now,
        meeting: named(clock, &meeting),
    }
    .into())
}

/// The published agenda changed since a version that the reader was told of.
pub(super) fn changed<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    meeting: MeetingId,
    since: i32,
    member: &Member,
) -> Told {
    let (meeting, agenda) = visible(cx, meeting)?;
    let changes = changes(cx, &meeting, &agenda, since)?;
    if changes.is_empty() {
        return Err(Miss::Unwanted("Nothing of it that this person sees has changed"));
    }
    let windows = windows(cx, &agenda, member)?;
    Ok(AgendaChanged { meeting: named(clock(cx)?, &meeting), changes, windows }.into())
}

/// A meeting that is still to be held, with those of its items that the reader may see. No more
/// than numbers and times of them are told, so nothing is noted as seen.
fn visible<Mode>(cx: &mut Cx<'_, '_, Mode>, meeting: MeetingId) -> Result<(Meeting, Agenda), Miss> {
    cx.on_duty(Duty::SeeAgenda)?;
    let area = cx.area_id()?;
    let meeting = store::meeting::find(cx.session, area, meeting)?;
    if meeting.state != State::Scheduled {
        return Err(Miss::Unwanted("The meeting has begun, is over or is cancelled"));
    }
    let mut agenda = compile(cx, &meeting)?;
    let cases: Vec<CaseId> = agenda.items.iter().map(|it| it.listing.case_id).collect();
    let sights = access::sights(cx, &cases)?;
    agenda
        .items
        .retain(|it| sights.get(&it.listing.case_id).is_some_and(|sight| *sight >= Sight::Asked));
    if !matches!(cx.actor, crate::domain::actor::Actor::Member(it) if it.leads()) {
        for (number, item) in (1..).zip(&mut agenda.items) {
            item.number = number;
        }
    }
    Ok((meeting, agenda))
}

/// When the reader's agency is needed; those who lead are there throughout.
fn windows<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    agenda: &Agenda,
    member: &Member,
) -> Result<Vec<Window>, Miss> {
    if member.leads() {
        return Ok(Vec::new());
    }
    let clock = clock(cx)?;
    let needed: BTreeSet<ListingId> = agenda
        .items
        .iter()
        .filter(|it| it.research_of(member.agency).is_some())
        .map(|it| it.listing.id)
        .collect();
    let window = agenda.timetable.window(&needed);
    let local = |it: crate::domain::slots::Window| Window {
        from: clock.time_of(it.from),
        to: clock.time_of(it.until),
    };
    Ok(window.map(local).into_iter().collect())
}

/// What changed, each item once and by its number now.
fn changes<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    meeting: &Meeting,
    agenda: &Agenda,
    since: i32,
) -> Result<Vec<AgendaChange>, Miss> {
    let area = meeting.area_id;
    let mut noted = store::agenda_change::of_meeting(cx.session, area, meeting.id)?;
    noted.retain(|it| it.agenda_version > since);
    let is_new = |kind| {
        use AgendaChangeKind::{Added, AddedLate, CarriedOver};
        matches!(kind, Added | AddedLate | CarriedOver)
    };
    let mut changes = Vec::new();
    for item in &agenda.items {
        let number = u32::try_from(item.number).unwrap_or(u32::MAX);
        let mut of_item = noted.iter().filter(|it| it.listing_id == item.listing.id).peekable();
        if of_item.peek().is_none() {
            continue;
        }
        let added = of_item.any(|it| is_new(it.kind));
        let item = number;
        changes.push(if added {
            AgendaChange::Added { item }
        } else {
            AgendaChange::Moved { item }
        });
    }
    let gone: BTreeSet<ListingId> = noted
        .iter()
        .filter(|it| matches!(it.kind, AgendaChangeKind::Deferred | AgendaChangeKind::Removed))
        .map(|it| it.listing_id)
        .filter(|it| agenda.items.iter().all(|item| item.listing.id != *it))
        .collect();
    let count = visible_gone(cx, meeting, &gone)?;
    if count > 0 {
        changes.push(AgendaChange::Removed { count });
    }
    Ok(changes)
}

/// How many of the listings that were taken off the reader may know of.
fn visible_gone<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    meeting: &Meeting,
    gone: &BTreeSet<ListingId>,
) -> Result<u64, Miss> {
    let ids: Vec<ListingId> = gone.iter().copied().collect();
    let listings = store::listing::of_ids(cx.session, meeting.area_id, &ids)?;
    let cases: Vec<CaseId> = listings.iter().map(|it| it.case_id).collect();
    let sights = access::sights(cx, &cases)?;
    let seen = cases.iter().filter(|it| sights.get(it).is_some_and(|it| *it >= Sight::Asked));
    Ok(seen.count() as u64)
}
