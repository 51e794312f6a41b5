//! The letter about a conflict of interest or a restricted case.
use super::super::{Cx, StepError};
use super::{Miss, Told};
use crate::domain::access::Sight;
use crate::domain::actor::Role;
use crate::domain::conflict::Matter;
use crate::domain::ids::CaseId;
use crate::domain::letter::conflict::Conflict;
use crate::workflow::{access, stand_in};

/// Word of a matter. It leads to the case only for those who see all of it, and goes to nobody who
/// has an interest in it.
pub(super) fn told<Mode>(cx: &mut Cx<'_, '_, Mode>, matter: Matter, case: CaseId) -> Told {
    let (member, facts) = (cx.member()?, access::facts(cx, &[case])?);
    let facts = facts.get(&case).ok_or(StepError::Hidden)?;
    let sees = access::sights(cx, &[case])?.get(&case) == Some(&Sight::Everything);
    let stands_in = stand_in::is(cx)?;
    let may_be_asked = match matter {
        Matter::Declared => sees,
        Matter::LiftAsked => sees || member.is(Role::Administrator) || stands_in,
        Matter::OpeningAsked => member.leads() || stands_in,
        Matter::Opened => member.leads(),
        Matter::CoordinatorNeeded => member.is(Role::Administrator),
    };
    if !may_be_asked || facts.excluded.contains(&member.account) {
        return Err(Miss::Unwanted("It is not for this person"));
    }
    let is_led_there = sees && matches!(matter, Matter::Declared | Matter::LiftAsked);
    Ok(Conflict::new(matter, is_led_there.then_some(case)).into())
}
