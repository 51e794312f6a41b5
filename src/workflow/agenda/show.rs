//! An agenda as its page shows it: with everything, or what an agency is asked about.
use std::collections::HashMap;

use super::super::{Cx, Step, access, schedule};
use super::compile::{Agenda, compile};
use super::history::{ChangeLine, changes_since, counted};
use super::reading::{ReadingView, reading};
use crate::domain::access::Sight;
use crate::domain::actor::Actor;
use crate::domain::area::OrderRule;
use crate::domain::flag::Flag;
use crate::domain::ids::{CaseId, ListingId};
use crate::domain::meeting::{AgendaChangeKind, Meeting};
use crate::domain::referral::Stage;
use crate::domain::schedule::Schedule;
use crate::domain::slots::Window;
use crate::domain::time::Instant;
use crate::store;

/// An agenda as its reader sees it.
#[derive(Clone, Debug)]
pub enum Shown {
    /// With everything, for those who lead.
    Leading(Box<AgendaView>),
    /// What the reader's agency is asked about.
    Reading(Box<ReadingView>),
}

/// An agenda for those who arrange it.
#[derive(Clone, Debug)]
pub struct AgendaView {
    /// The meeting.
    pub meeting: Meeting,
    /// What is on it, in order.
    pub agenda: Agenda,
    /// Until when the room is free.
    pub room_until: Option<Instant>,
    /// How it is ordered.
    pub order_rule: OrderRule,
    /// Referrals that wait for triage or for an answer.
    pub waiting: usize,
    /// What was put off or taken off and is not on it now.
    pub away: Vec<ChangeLine>,
    /// Which agencies are needed when, those needed for the longest first.
    pub needed: Vec<Needed>,
    /// What changed about items since people were last told.
    pub marks: HashMap<ListingId, AgendaChangeKind>,
}

/// When some agencies are needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needed {
    /// From the first to the last of their items; none for the whole meeting.
    pub window: Option<Window>,
    /// How many items they are needed for.
    pub items: usize,
    /// Their names.
    pub agencies: Vec<String>,
}

/// Computes an agenda and leaves out what its reader may not see.
///
/// # Errors
/// Hidden when there is no such meeting, or from those who see no agendas.
pub fn show<Mode>(cx: &mut Cx<'_, '_, Mode>, place: &str) -> Step<Shown> {
    let meeting = schedule::by_slug(cx, place)?;
    let meeting = counted(cx, meeting)?;
    let mut agenda = compile(cx, &meeting)?;
    keep_visible(cx, &mut agenda)?;
    match cx.actor {
        Actor::Member(it) if !it.leads() => {
            Ok(Shown::Reading(Box::new(reading(meeting, agenda, it.agency))))
        }
        _ => Ok(Shown::Leading(Box::new(leading(cx, meeting, agenda)?))),
    }
}

/// Leaves out the items whose cases the reader may not see, and notes that the others are shown.
fn keep_visible<Mode>(cx: &mut Cx<'_, '_, Mode>, agenda: &mut Agenda) -> Step<()> {
    let cases: Vec<CaseId> = agenda.items.iter().map(|it| it.listing.case_id).collect();
    let sights = access::sights(cx, &cases)?;
    let sees = |it: CaseId| sights.get(&it).is_some_and(|sight| *sight >= Sight::Asked);
    agenda.items.retain(|it| sees(it.listing.case_id));
    for item in &agenda.items {
        cx.saw(item.listing.case_id);
    }
    Ok(())
}

fn leading<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    meeting: Meeting,
    mut agenda: Agenda,
) -> Step<AgendaView> {
    for item in agenda.items.iter_mut().filter(|it| it.is_serial) {
        item.flags.push(Flag::SerialPerpetrator);
    }
    let (area, calendar) = (cx.area()?, cx.calendar()?);
    let waiting = [Stage::Submitted, Stage::Asked];
    let absent = cx.absent()?;
    let waiting = store::referral::count(cx.session, area.id, &waiting, &absent)?;
    let changes = changes_since(cx, &meeting, -1)?;
    let told = meeting.told_version;
    let marks = changes.iter().filter(|it| it.change.agenda_version > told && told > 0);
    let marks = marks.map(|it| (it.change.listing_id, it.change.kind)).collect();
    let room_until = Schedule::new(&area.settings, calendar).times_of(meeting.day).room_until;
    Ok(AgendaView {
        room_until: room_until.filter(|it| *it > meeting.starts_at),
        order_rule: area.settings.order_rule,
        waiting: usize::try_from(waiting).unwrap_or(usize::MAX),
        away: away(changes, &agenda),
        needed: needed(&agenda),
        marks,
        meeting,
        agenda,
    })
}

/// Why each case was put off or taken off that is not on the agenda now.
fn away(changes: Vec<ChangeLine>, agenda: &Agenda) -> Vec<ChangeLine> {
    let mut last: Vec<ChangeLine> = Vec::new();
    for line in changes {
        let is_off =
            matches!(line.change.kind, AgendaChangeKind::Deferred | AgendaChangeKind::Removed);
        if is_off && agenda.items.iter().all(|item| item.listing.case_id != line.case_id) {
            last.retain(|it| it.change.listing_id != line.change.listing_id);
            last.push(line);
        }
    }
    last
}

/// Which agencies are needed when.
fn needed(agenda: &Agenda) -> Vec<Needed> {
    let whole = (agenda.items.first(), agenda.items.last());
    let whole = match whole {
        (Some(first), Some(last)) => Window { from: first.window.from, until: last.window.until },
        _ => return Vec::new(),
    };
    let mut all: Vec<Needed> = Vec::new();
    let mut agencies: Vec<_> = agenda.agencies.iter().collect();
    agencies.sort_by_key(|it| it.1);
    for (agency, name) in agencies {
        let theirs: Vec<_> =
            agenda.items.iter().filter(|it| it.research_of(*agency).is_some()).collect();
        let [first, .., last] = theirs[..] else {
            if let [only] = theirs[..] {
                gather(&mut all, Some(only.window), 1, name);
            }
            continue;
        };
        let window = Window { from: first.window.from, until: last.window.until };
        gather(&mut all, (window != whole).then_some(window), theirs.len(), name);
    }
    all.sort_by_key(|it| it.window.map(|window| (window.from - window.until, window.from)));
    all
}

fn gather(all: &mut Vec<Needed>, window: Option<Window>, items: usize, agency: &str) {
    match all.iter_mut().find(|it| it.window == window) {
        Some(same) => same.agencies.push(agency.to_owned()),
        None => all.push(Needed { window, items, agencies: vec![agency.to_owned()] }),
    }
}
