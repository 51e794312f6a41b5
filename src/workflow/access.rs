//! The only way to a case, an action or minutes: as visible to whoever asks, or not at all.
use std::collections::HashMap;
use std::ops::Deref;

use chrono::TimeDelta;
use uuid::Uuid;

use super::{Cx, Step, StepError};
use crate::domain::access::{self, ActionFacts, CaseFacts, Sight, Wish, allows};
use crate::domain::actor::{Actor, Member};
use crate::domain::case::Case;
use crate::domain::ids::CaseId;
use crate::domain::time::Instant;
use crate::store::{self, StoreError};

/// Something that whoever asks may see. Only this module makes one.
#[derive(Clone, Debug)]
pub struct Visible<T> {
    thing: T,
    sight: Sight,
}

impl<T> Visible<T> {
    /// How much of it they see.
    pub fn sight(&self) -> Sight {
        self.sight
    }

    /// The thing itself.
    pub fn into_inner(self) -> T {
        self.thing
    }
}

impl<T> Deref for Visible<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.thing
    }
}

/// What bears on who may see some cases, read in a fixed number of queries.
///
/// # Errors
/// Fails when the database does.
pub fn facts<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    cases: &[CaseId],
) -> Step<HashMap<CaseId, CaseFacts>> {
    let area = cx.area()?;
    let visible_for = TimeDelta::days(i64::from(area.settings.minutes.visible_days));
    Ok(store::access::facts(cx.session, area.id, cases, (visible_for, cx.now))?)
}

/// A case; for those for whom it is not there an identifier that nothing has, so that looking for it
/// does and takes the same.
fn there_or_nowhere<Mode>(cx: &mut Cx<'_, '_, Mode>, id: CaseId) -> Step<CaseId> {
    Ok(if cx.absent()?.contains(&id) { nowhere() } else { id })
}

/// The case of something that was looked for, or none that there is: asked about after what was not
/// found too, so that it takes as long as what is hidden.
pub(super) fn case_of<Mode, T>(
    cx: &mut Cx<'_, '_, Mode>,
    found: &Result<T, StoreError>,
    case: fn(&T) -> CaseId,
) -> Step<CaseId> {
    match found {
        Ok(thing) => there_or_nowhere(cx, case(thing)),
        Err(_) => Ok(nowhere()),
    }
}

/// An identifier that no case has.
pub(super) fn nowhere() -> CaseId {
    CaseId::from_uuid(Uuid::nil())
}

/// How much of some cases whoever asks may see. What they may not see is left out.
///
/// # Errors
/// Fails when the database does.
pub fn sights<Mode>(cx: &mut Cx<'_, '_, Mode>, cases: &[CaseId]) -> Step<HashMap<CaseId, Sight>> {
    let wanted = cases.iter().map(|it| there_or_nowhere(cx, *it)).collect::<Step<Vec<_>>>()?;
    let facts = facts(cx, &wanted)?;
    let sight = |facts: &CaseFacts| match cx.actor {
        Actor::Member(member) => access::sight(member, facts, cx.now),
        Actor::Service(_) => Sight::Everything,
        Actor::Anonymous | Actor::Operator => Sight::Nothing,
    };
    let seen = facts.iter().map(|(case, facts)| (*case, sight(facts)));
    Ok(seen.filter(|(_, sight)| *sight > Sight::Nothing).collect())
}

/// A case, if whoever asks sees at least so much of it. Notes for the record that it was seen.
///
/// # Errors
/// [`StepError::Hidden`] when there is none or it is not for them.
pub fn case<Mode>(cx: &mut Cx<'_, '_, Mode>, id: CaseId, least: Sight) -> Step<Visible<Case>> {
    let (area, id) = (cx.area_id()?, there_or_nowhere(cx, id)?);
    let found = store::case::find(cx.session, area, id);
    // Asked for what is nowhere too, so that it takes as long as what is hidden.
    let sight = sights(cx, &[id])?.get(&id).copied().unwrap_or(Sight::Nothing);
    if sight < least || sight == Sight::Nothing {
        return Err(closed_or_hidden(cx, id, least)?);
    }
    let thing = found?;
    cx.saw(id);
    Ok(Visible { thing, sight })
}

/// Those of some cases that whoever asks sees, or would see if they were not closed.
///
/// # Errors
/// Fails when the database does.
pub fn known_but_for_stops<Mode>(cx: &mut Cx<'_, '_, Mode>, cases: &[CaseId]) -> Step<Vec<CaseId>> {
    let Actor::Member(member) = cx.actor else { return Ok(Vec::new()) };
    let facts = facts(cx, cases)?;
    let sight = |it: &CaseFacts| access::sight_but_for_stops(member, it, cx.now);
    let known = facts.iter().filter(|(_, it)| sight(it) > Sight::Nothing);
    Ok(known.map(|(case, _)| *case).collect())
}

/// Why there is no case: it is closed for the time being, which those who work in it are told, or it is
/// not for whoever asks.
fn closed_or_hidden<Mode>(cx: &mut Cx<'_, '_, Mode>, id: CaseId, least: Sight) -> Step<StepError> {
    let Actor::Member(member) = cx.actor else { return Ok(StepError::Hidden) };
    let facts = facts(cx, &[id])?;
    let would_see = |it: &CaseFacts| {
        it.is_closed
            && access::sight_but_for_stops(member, it, cx.now) >= least.max(Sight::OwnReferral)
    };
    let is_closed = facts.get(&id).is_some_and(would_see);
    Ok(if is_closed { StepError::Closed } else { StepError::Hidden })
}

/// Lets whoever asks go on if a case is there for them. Nothing of it is shown, so nothing is noted.
///
/// # Errors
/// [`StepError::Hidden`] when it is not.
pub fn there<Mode>(cx: &mut Cx<'_, '_, Mode>, id: CaseId) -> Step<()> {
    let sights = sights(cx, &[id])?;
    if sights.contains_key(&id) { Ok(()) } else { Err(StepError::Hidden) }
}

/// Lets whoever asks have a wish, or hides the thing.
///
/// # Errors
/// [`StepError::Hidden`] when the rules do not let them.
pub fn require<Mode>(cx: &Cx<'_, '_, Mode>, wish: Wish<'_>) -> Step<()> {
    match cx.actor {
        Actor::Service(_) => Ok(()),
        Actor::Member(member) if allows(member, wish, cx.now) => Ok(()),
        Actor::Member(member) => Err(refusal(member, wish, cx.now)),
        _ => Err(StepError::Hidden),
    }
}

/// Why a wish is not granted: the case is closed for the time being, or it is not for them.
fn refusal(member: &Member, wish: Wish<'_>, now: Instant) -> StepError {
    let opened = |case: &CaseFacts| CaseFacts { is_closed: false, ..case.clone() };
    let would_be = match wish {
        Wish::See(least, case) => allows(member, Wish::See(least, &opened(case)), now),
        Wish::Change(duty, case) => allows(member, Wish::Change(duty, &opened(case)), now),
        Wish::SeeAction(action) => {
            let case = opened(action.case);
            allows(member, Wish::SeeAction(&ActionFacts { case: &case, ..*action }), now)
        }
        _ => false,
    };
    if would_be { StepError::Closed } else { StepError::Hidden }
}
