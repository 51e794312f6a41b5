//! How and when the victim may be reached, and who must not know: changed between meetings, and told
//! to those who are about to act.
use super::super::access::{self, require};
use super::super::{Change, Cx, Step, StepError, colleague, protected};
use super::lines;
use crate::domain::access::{Duty, Sight, Wish};
use crate::domain::action::{Action, State};
use crate::domain::case::{Case, CaseLine};
use crate::domain::ids::{AccountId, CaseId};
use crate::domain::notice::Notice;
use crate::domain::refusal::Stale;
use crate::domain::text::Private;
use crate::store;

/// The advice on a case, to be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// The case, whose version counts the changes.
    pub case: Case,
    /// The case as lists show it.
    pub line: CaseLine,
}

fn advises<Mode>(cx: &mut Cx<'_, '_, Mode>, id: CaseId) -> Step<()> {
    let facts = access::facts(cx, &[id])?;
    let facts = facts.get(&id).ok_or(StepError::Hidden)?;
    require(cx, Wish::Change(Duty::AdviseContact, facts))
}

/// The advice on a case.
///
/// # Errors
/// Hidden from those who may not change it, and on a case that was joined to another.
pub fn advice<Mode>(cx: &mut Cx<'_, '_, Mode>, id: CaseId) -> Step<Advice> {
    advises(cx, id)?;
    let case = access::case(cx, id, Sight::Asked)?.into_inner();
    if case.joined_to.is_some() {
        return Err(StepError::Hidden);
    }
    let line = lines(cx, &[id])?.remove(&id).ok_or(StepError::Hidden)?;
    Ok(Advice { case, line })
}

/// Changes the advice as it was `seen`, and tells those who have an open action on the case that it
/// changed.
///
/// # Errors
/// As [`advice`]; refused beside `safe_contact` when it holds what is protected; stale when somebody
/// else changed it meanwhile.
pub fn advise(cx: &mut Change<'_, '_>, id: CaseId, seen: i32, text: &Private) -> Step<()> {
    let Advice { mut case, .. } = advice(cx, id)?;
    let now = [("safe_contact", "Safe contact", case.safe_contact.reveal())];
    Stale::check(case.version, seen, &now)?;
    protected::keep_out(cx, id, &[("safe_contact", text)])?;
    if case.safe_contact == *text {
        return Ok(());
    }
    case.safe_contact = text.clone();
    store::case::update(cx.session, &mut case)?;
    cx.record("case.safe_contact", id.as_str(), &[id]);
    let once = format!("safe_contact:{id}:{}", case.version);
    for account in acting(cx, id)? {
        cx.tell(account, Notice::SafeContactChanged { case: id }, &once, cx.now)?;
    }
    Ok(())
}

/// Whoever answers for an open action of a case, but for whoever asks.
fn acting(cx: &mut Change<'_, '_>, id: CaseId) -> Step<Vec<AccountId>> {
    let (area, today, own) = (cx.area_id()?, cx.today()?, cx.actor.account());
    let people = colleague::in_force(cx)?;
    let mut actions: Vec<Action> = store::action::of_cases(cx.session, area, &[id])?;
    actions.retain(|it| it.state == State::Open);
    let mut keepers = Vec::new();
    for action in actions {
        let lead = store::agency::find(cx.session, area, action.agency_id)?.lead_id;
        keepers.extend(action.keepers(&people, lead, today));
    }
    keepers.retain(|it| Some(*it) != own);
    keepers.sort_unstable();
    keepers.dedup();
    Ok(keepers)
}
