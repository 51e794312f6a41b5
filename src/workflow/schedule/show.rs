//! Meetings as their pages show them.
use std::collections::HashMap;

use super::super::{Cx, Step, access, colleague};
use super::by_slug;
use super::naming::{WRITING, may_chair};
use crate::domain::access::{Duty, Sight};
use crate::domain::account::Colleague;
use crate::domain::actor::Actor;
use crate::domain::ids::{AccountId, CaseId, MeetingId};
use crate::domain::meeting::Meeting;
use crate::domain::text::Private;
use crate::domain::time::Day;
use crate::store;

/// How many past meetings are listed.
const PAST: i64 = 10;

/// One meeting in a list.
#[derive(Clone, Debug)]
pub struct MeetingLine {
    /// The meeting.
    pub meeting: Meeting,
    /// How many of its cases the reader may see.
    pub cases: usize,
    /// Who chairs it.
    pub chair: Private,
}

/// The meetings around today.
#[derive(Clone, Debug)]
pub struct MeetingList {
    /// The last ten, newest first.
    pub past: Vec<MeetingLine>,
    /// Those of today.
    pub today: Vec<MeetingLine>,
    /// Those to come.
    pub coming: Vec<MeetingLine>,
    /// The day it is.
    pub day: Day,
    /// Whether the reader may call, move and cancel meetings.
    pub may_schedule: bool,
}

/// Somebody who may be named.
#[derive(Clone, Debug)]
pub struct Choice {
    /// Who.
    pub account: AccountId,
    /// What they are called.
    pub name: Private,
}

/// One meeting with what can be changed about it.
#[derive(Clone, Debug)]
pub struct MeetingView {
    /// The meeting.
    pub meeting: Meeting,
    /// How many of its cases the reader may see.
    pub cases: usize,
    /// Who chairs it, who stands in, who writes; blank for nobody.
    pub named: [Private; 3],
    /// Who may chair.
    pub chairs: Vec<Choice>,
    /// Who may write.
    pub writers: Vec<Choice>,
    /// Whether the reader may change it.
    pub may_schedule: bool,
}

/// The meetings of the last days, of today and of the days to come.
///
/// # Errors
/// Hidden from those who see no agendas.
pub fn list<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<MeetingList> {
    cx.on_duty(Duty::SeeAgenda)?;
    let (area, today) = (cx.area_id()?, cx.today()?);
    let mut all = store::meeting::before(cx.session, area, today, PAST)?;
    let from_today = store::meeting::from_day(cx.session, area, today)?;
    all.extend(from_today.into_iter().filter(|it| it.day >= today));
    let ids: Vec<MeetingId> = all.iter().map(|it| it.id).collect();
    let cases = cases_of(cx, &ids)?;
    let people = names(&store::membership::colleagues(cx.session, area)?);
    let line = |meeting: Meeting| MeetingLine {
        cases: cases.get(&meeting.id).copied().unwrap_or(0),
        chair: named(&people, meeting.chair_id),
        meeting,
    };
    let (past, rest): (Vec<Meeting>, Vec<Meeting>) = all.into_iter().partition(|it| it.day < today);
    let (now, coming): (Vec<Meeting>, Vec<Meeting>) =
        rest.into_iter().partition(|it| it.day == today);
    Ok(MeetingList {
        past: past.into_iter().map(line).collect(),
        today: now.into_iter().map(line).collect(),
        coming: coming.into_iter().map(line).collect(),
        day: today,
        may_schedule: may_schedule(cx),
    })
}

/// One meeting.
///
/// # Errors
/// Hidden when there is none, or from those who see no agendas.
pub fn show<Mode>(cx: &mut Cx<'_, '_, Mode>, slug: &str) -> Step<MeetingView> {
    let meeting = by_slug(cx, slug)?;
    let cases = cases_of(cx, &[meeting.id])?.get(&meeting.id).copied().unwrap_or(0);
    let people = names(&store::membership::colleagues(cx.session, meeting.area_id)?);
    let in_force = colleague::in_force(cx)?;
    let choices = |may: &dyn Fn(&Colleague) -> bool| {
        let those = in_force.iter().filter(|it| may(it));
        let choice =
            |it: &Colleague| Choice { account: it.account.id, name: it.account.name.clone() };
        those.map(choice).collect()
    };
    let holders = [meeting.chair_id, meeting.substitute_id, meeting.minute_taker_id];
    Ok(MeetingView {
        cases,
        named: holders.map(|it| named(&people, it)),
        chairs: choices(&may_chair),
        writers: choices(&|it| it.may(WRITING)),
        may_schedule: may_schedule(cx),
        meeting,
    })
}

fn may_schedule<Mode>(cx: &Cx<'_, '_, Mode>) -> bool {
    matches!(cx.actor, Actor::Member(it) if crate::domain::access::may(it, Duty::Schedule))
}

/// How many cases of some meetings the reader may see.
pub(in super::super) fn cases_of<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    meetings: &[MeetingId],
) -> Step<HashMap<MeetingId, usize>> {
    let area = cx.area_id()?;
    let listed = store::listing::of_meetings(cx.session, area, meetings)?;
    let cases: Vec<CaseId> = listed.iter().map(|it| it.case_id).collect();
    let sights = access::sights(cx, &cases)?;
    let mut counts = HashMap::new();
    for listing in listed {
        if sights.get(&listing.case_id).is_some_and(|it| *it >= Sight::Asked) {
            *counts.entry(listing.meeting_id).or_default() += 1;
        }
    }
    Ok(counts)
}

fn names(people: &[Colleague]) -> HashMap<AccountId, Private> {
    people.iter().map(|it| (it.account.id, it.account.name.clone())).collect()
}

fn named(people: &HashMap<AccountId, Private>, who: Option<AccountId>) -> Private {
    who.and_then(|it| people.get(&it)).cloned().unwrap_or_default()
}
