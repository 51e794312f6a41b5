//! The plan of a case as it grows in the meeting: risks, the actions that answer them, and who can
//! be given one.
use super::super::agenda::AgendaItem;
use super::super::{Cx, Step, access};
use super::Known;
use crate::domain::access::is_there_for;
use crate::domain::account::{Colleague, State};
use crate::domain::action::Action;
use crate::domain::closing::is_answered;
use crate::domain::due::Due;
use crate::domain::hearing::Risk;
use crate::domain::ids::{AccountId, AgencyId, MembershipId};
use crate::domain::smart;
use crate::domain::text::Private;
use crate::domain::time::Day;

/// A risk with what answers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RiskLine {
    /// The risk.
    pub risk: Risk,
    /// The person of the case that it is about; blank when it is about nobody named.
    pub person: Private,
    /// The numbers of the actions that answer it.
    pub answered_by: Vec<usize>,
    /// Whether it has an action, or a reason for none.
    pub is_answered: bool,
}

/// An action with its number on this listing, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionLine {
    /// Its number.
    pub number: usize,
    /// The action.
    pub action: Action,
    /// The agency that owns it.
    pub agency: String,
    /// The person who owns it.
    pub owner: Private,
    /// The number of the risk that it answers.
    pub risk: Option<i32>,
    /// What is vague about its words.
    pub warnings: Vec<String>,
}

/// Somebody who can be given an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// Their place in the area, which says for which agency they act.
    pub membership: MembershipId,
    /// Their account.
    pub account: AccountId,
    /// Their agency.
    pub agency: AgencyId,
    /// Its name.
    pub agency_name: String,
    /// What they are called.
    pub name: Private,
}

/// What whoever records is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recording {
    /// Who can be given an action: people of the agencies asked on the case first.
    pub owners: Vec<Owner>,
    /// The agencies that can say something, those asked first.
    pub agencies: Vec<(AgencyId, String)>,
    /// When an action may be due, with the day that each choice means.
    pub dues: Vec<(Due, Option<Day>)>,
    /// The day of the meeting that a case is carried over to.
    pub next_day: Option<Day>,
}

pub(super) fn risk_lines(risks: &[Risk], actions: &[Action], known: &Known) -> Vec<RiskLine> {
    let line = |risk: &Risk| {
        let answers = (1..).zip(actions).filter(|(_, it)| it.risk_id == Some(risk.id));
        let person = known.people.iter().find(|it| Some(it.id) == risk.person_id);
        RiskLine {
            person: person.map(|it| it.name.clone()).unwrap_or_default(),
            answered_by: answers.map(|(number, _)| number).collect(),
            is_answered: is_answered(risk, actions),
            risk: risk.clone(),
        }
    };
    risks.iter().map(line).collect()
}

pub(super) fn action_lines(actions: Vec<Action>, risks: &[Risk], known: &Known) -> Vec<ActionLine> {
    let line = |(number, action): (usize, Action)| {
        let risk = risks.iter().find(|it| Some(it.id) == action.risk_id);
        ActionLine {
            number,
            agency: known.agency(action.agency_id).to_owned(),
            owner: known.name(action.owner_id),
            risk: risk.map(|it| it.position),
            warnings: smart::warnings(action.text.reveal()),
            action,
        }
    };
    (1..).zip(actions).map(line).collect()
}

pub(super) fn recording<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    item: &AgendaItem,
    known: &Known,
    next_day: Option<Day>,
) -> Step<Recording> {
    let (today, calendar) = (cx.today()?, cx.calendar()?);
    let is_asked = |agency: AgencyId| item.research_of(agency).is_some();
    let case = item.listing.case_id;
    let facts = access::facts(cx, &[case])?;
    let acts = |it: &&Colleague| {
        facts.get(&case).is_some_and(|of| is_there_for(it.account.id, of))
            && it.takes_part()
            && it.membership.is_in_force(today)
            && it.account.state == State::Active
    };
    let owner = |it: &Colleague| Owner {
        membership: it.membership.id,
        account: it.account.id,
        agency: it.membership.agency_id,
        agency_name: it.agency.clone(),
        name: it.account.name.clone(),
    };
    let mut owners: Vec<Owner> = known.colleagues.iter().filter(acts).map(owner).collect();
    owners.sort_by_key(|it| (!is_asked(it.agency), it.agency_name.clone(), it.name.clone()));
    let active = known.agencies.iter().filter(|it| it.active);
    let mut agencies: Vec<_> = active.map(|it| (it.id, it.name.clone())).collect();
    agencies.sort_by_key(|it| (!is_asked(it.0), it.1.clone()));
    let due = |it: &Due| (*it, it.day(today, None, calendar).ok());
    let dues = Due::ALL.iter().map(due).collect();
    Ok(Recording { owners, agencies, dues, next_day })
}
