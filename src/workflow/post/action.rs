//! Letters about actions: agreed, due, overdue, more time.
use std::collections::HashMap;

use super::super::{Cx, StepError, access, case, colleague};
use super::office::{Route, clock, due as moment, named};
use super::{Miss, Told};
use crate::domain::access::{Duty, Sight};
use crate::domain::action::{Action, State};
use crate::domain::actor::Member;
use crate::domain::area_clock::AreaClock;
use crate::domain::case::CaseLine;
use crate::domain::ids::{ActionId, AgencyId, CaseId, ListingId, MeetingId};
use crate::domain::letter::Due;
use crate::domain::letter::action::{
    ActionsAssigned, ActionsDue, AgencyOverdue, DueList, OwnAction, SafeContactChanged, TimeAsked,
    TimeDecided,
};
use crate::domain::minutes;
use crate::domain::person::initials;
use crate::domain::text::Private;
use crate::domain::time::Day;
use crate::store;
use crate::workflow::minutes::received;

/// The open actions that the reader answers for on cases that they may see, first due first.
fn own<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Result<Vec<Action>, Miss> {
    let (area, member, today) = (cx.area_id()?, cx.member()?, cx.today()?);
    let people = colleague::in_force(cx)?;
    let lead = store::agency::find(cx.session, area, member.agency)?.lead_id;
    let mut all = store::action::open(cx.session, area)?;
    all.retain(|it| {
        it.agency_id == member.agency && it.keepers(&people, lead, today).contains(&member.account)
    });
    let cases: Vec<CaseId> = all.iter().map(|it| it.case_id).collect();
    let sights = access::sights(cx, &cases)?;
    all.retain(|it| sights.get(&it.case_id).is_some_and(|it| *it >= Sight::Asked));
    Ok(all)
}

/// When an action is due.
fn due_of(clock: AreaClock, action: &Action) -> Due {
    action.due_at.map_or(Due { on: action.due_on, at: None }, |at| moment(clock, at))
}

/// Actions in words, in order, where they may leave. Notes that their cases are seen.
fn told<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    actions: &[Action],
    route: Route,
) -> Result<Option<Vec<OwnAction>>, Miss> {
    if route == Route::Notice {
        return Ok(None);
    }
    let cases: Vec<CaseId> = actions.iter().map(|it| it.case_id).collect();
    let (lines, clock) = (case::lines(cx, &cases)?, clock(cx)?);
    for case in cases {
        cx.saw(case);
    }
    Ok(Some(actions.iter().map(|it| own_action(it, &lines, clock)).collect()))
}

fn own_action(action: &Action, lines: &HashMap<CaseId, CaseLine>, clock: AreaClock) -> OwnAction {
    let line = lines.get(&action.case_id);
    let name = line.map(|it| it.victim.reveal()).unwrap_or_default();
    OwnAction {
        text: action.text.clone(),
        reference: line.map(|it| Private::new(it.reference.clone())).unwrap_or_default(),
        initials: Private::new(initials(name).unwrap_or_default()),
        due: due_of(clock, action),
    }
}

/// Actions agreed in a meeting, unless its minutes have told the reader.
pub(super) fn assigned<Mode>(cx: &mut Cx<'_, '_, Mode>, meeting: MeetingId, route: Route) -> Told {
    let (area, now) = (cx.area_id()?, cx.now);
    let meeting = store::meeting::find(cx.session, area, meeting)?;
    let versions = store::minutes::of_meeting(cx.session, area, meeting.id)?;
    let leaves = versions.iter().any(|it| {
        it.state == minutes::State::Approved
            && it.stopped_at.is_none()
            && it.send_at.is_some_and(|at| at <= now)
    });
    if leaves || received(cx, meeting.id, cx.member()?.account, i32::MAX)?.is_some() {
        return Err(Miss::Unwanted("The minutes have gone"));
    }
    let listings = store::listing::of_meeting(cx.session, area, meeting.id)?;
    let ids: Vec<ListingId> = listings.into_iter().map(|it| it.id).collect();
    let mut actions = own(cx)?;
    actions.retain(|it| ids.contains(&it.listing_id));
    let Some(first) = actions.first() else {
        return Err(Miss::Unwanted("None of the actions is open"));
    };
    let clock = clock(cx)?;
    Ok(ActionsAssigned {
        meeting: named(clock, &meeting),
        count: actions.len() as u64,
        first_due: Some(due_of(clock, first)),
        actions: told(cx, &actions, route)?,
    }
    .into())
}

/// What the reader owes this morning.
pub(super) fn due<Mode>(cx: &mut Cx<'_, '_, Mode>, day: Day, route: Route) -> Told {
    if cx.today()? != day {
        return Err(Miss::Unwanted("The day is over"));
    }
    let next = cx.calendar()?.next_working_day(day);
    let actions = own(cx)?.into_iter().filter(|it| it.due_on < next);
    let (overdue, due): (Vec<Action>, Vec<Action>) = actions.partition(|it| it.due_on < day);
    if overdue.is_empty() && due.is_empty() {
        return Err(Miss::Unwanted("Nothing is due any more"));
    }
    let (told_due, told_overdue) = (told(cx, &due, route)?, told(cx, &overdue, route)?);
    let list = told_due.zip(told_overdue).map(|(due, overdue)| DueList { due, overdue });
    Ok(ActionsDue { on: day, due: due.len() as u64, overdue: overdue.len() as u64, list }.into())
}

/// What the reader's agency has left overdue for long.
pub(super) fn overdue<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    (agency, day): (AgencyId, Day),
    member: &Member,
) -> Told {
    let (area, calendar) = (cx.area()?, cx.calendar()?);
    let agency = store::agency::find(cx.session, area.id, agency)?;
    if agency.lead_id != Some(member.membership) {
        return Err(Miss::Unwanted("They are not the agency’s lead contact any more"));
    }
    let long = area.settings.action.lead_told_after_days;
    let absent = cx.absent()?;
    let mut late = store::action::open(cx.session, area.id)?;
    late.retain(|it| {
        it.agency_id == agency.id
            && !absent.contains(&it.case_id)
            && calendar.working_days_between(it.due_on, day) >= long
    });
    let oldest = late.iter().map(|it| it.due_on).min();
    let oldest = oldest.ok_or(Miss::Unwanted("Nothing is overdue any more"))?;
    Ok(AgencyOverdue { agency: agency.name, count: late.len() as u64, oldest }.into())
}

/// An action of a case that is there for the reader.
fn there<Mode>(cx: &mut Cx<'_, '_, Mode>, id: ActionId) -> Result<Action, Miss> {
    let (area, absent) = (cx.area_id()?, cx.absent()?);
    let action = store::action::find(cx.session, area, id)?;
    if absent.contains(&action.case_id) {
        return Err(StepError::Hidden.into());
    }
    Ok(action)
}

/// An owner asks for more time.
pub(super) fn time_asked<Mode>(cx: &mut Cx<'_, '_, Mode>, id: ActionId) -> Told {
    cx.on_duty(Duty::OverseeActions)?;
    let action = there(cx, id)?;
    if action.state != State::Open || action.asked_due_on.is_none() {
        return Err(Miss::Unwanted("It has been decided"));
    }
    Ok(TimeAsked { action: id }.into())
}

/// More time was given or not.
pub(super) fn time_decided<Mode>(cx: &mut Cx<'_, '_, Mode>, id: ActionId) -> Told {
    let (action, member) = (there(cx, id)?, cx.member()?);
    if action.owner_id != member.account || action.state != State::Open {
        return Err(Miss::Unwanted("The action is closed or somebody else’s"));
    }
    Ok(TimeDecided { action: id }.into())
}

/// The advice on a case has changed, and the reader has an open action on it.
pub(super) fn safe_contact<Mode>(cx: &mut Cx<'_, '_, Mode>, case: CaseId) -> Told {
    if own(cx)?.iter().all(|it| it.case_id != case) {
        return Err(Miss::Unwanted("They have no open action on the case"));
    }
    Ok(SafeContactChanged { case }.into())
}
