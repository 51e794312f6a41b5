//! One action with its history.
use std::collections::HashMap;

use super::super::{Cx, Step, StepError, access, case};
use super::{facts, find};
use crate::domain::access::{Duty, Wish, allows, is_there_for};
use crate::domain::action::{Action, Event};
use crate::domain::case::CaseLine;
use crate::domain::hearing::Risk;
use crate::domain::ids::{AccountId, ActionId};
use crate::domain::text::Private;
use crate::store;

/// One action with its history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// The action.
    pub action: Action,
    /// Its case.
    pub case: CaseLine,
    /// How the victim can be reached.
    pub safe_contact: Private,
    /// Who owns it, or did until they left.
    pub owner: Private,
    /// Whether they have left.
    pub is_nobodys: bool,
    /// The name of the agency that owns it.
    pub agency: String,
    /// The risk that it answers.
    pub risk: Option<Risk>,
    /// What happened to it, newest first.
    pub past: Vec<Past>,
    /// People of the agency to whom it could be given.
    pub colleagues: Vec<(AccountId, Private)>,
    /// Whether the reader may bring it up to date.
    pub may_update: bool,
    /// Whether the reader decides on more time.
    pub may_decide: bool,
}

/// One thing that happened to an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past {
    /// What.
    pub event: Event,
    /// By whom.
    pub by: Private,
}

/// One action with its history: thirteen queries.
///
/// # Errors
/// Hidden from those who may not see it.
pub fn detail<Mode>(cx: &mut Cx<'_, '_, Mode>, id: ActionId) -> Step<Detail> {
    let (action, known) = find(cx, id)?;
    let about = facts(&action, &known);
    access::require(cx, Wish::SeeAction(&about))?;
    let (member, now, today) = (cx.member()?, cx.now, cx.today()?);
    let case = case::lines(cx, &[action.case_id])?.remove(&action.case_id);
    let case = case.ok_or(StepError::Hidden)?;
    cx.saw(case.id);
    let safe_contact = store::case::find(cx.session, action.area_id, action.case_id)?.safe_contact;
    let risks = store::risk::of_listings(cx.session, action.area_id, &[action.listing_id])?;
    let people = store::membership::colleagues(cx.session, action.area_id)?;
    let names: HashMap<AccountId, Private> =
        people.iter().map(|it| (it.account.id, it.account.name.clone())).collect();
    let name = |id: AccountId| names.get(&id).cloned().unwrap_or_default();
    let events = store::action_event::of_actions(cx.session, action.area_id, &[id])?;
    let agency = store::agency::find(cx.session, action.area_id, action.agency_id)?;
    let colleagues = people
        .iter()
        .filter(|it| it.membership.agency_id == action.agency_id)
        .filter(|it| it.is_in_force(today))
        .filter(|it| it.account.id != action.owner_id && it.may(Duty::ReturnResearch))
        .filter(|it| is_there_for(it.account.id, &known))
        .map(|it| (it.account.id, it.account.name.clone()))
        .collect();
    Ok(Detail {
        case,
        safe_contact,
        owner: name(action.owner_id),
        is_nobodys: action.is_nobodys(&people, today),
        agency: agency.name,
        risk: risks.into_iter().find(|it| Some(it.id) == action.risk_id),
        past: events.into_iter().rev().map(|it| Past { by: name(it.made_by), event: it }).collect(),
        colleagues,
        may_update: allows(member, Wish::UpdateAction(&about), now),
        may_decide: allows(member, Wish::Change(Duty::OverseeActions, &known), now),
        action,
    })
}
