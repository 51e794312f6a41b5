//! Possible conflicts: whoever works on cases and may be in one.
use std::collections::HashSet;

use super::super::{Change, Cx, Step, colleague};
use super::left::Left;
use super::{ask_for_coordinator, leads, tell_leads};
use crate::domain::access::Duty;
use crate::domain::account::Colleague;
use crate::domain::agency::Agency;
use crate::domain::case::{Case, Restriction};
use crate::domain::conflict::{CaseName, Exclusion, Matter, Party};
use crate::domain::ids::{AccountId, CaseId, ExclusionId};
use crate::domain::matching::name_key;
use crate::domain::suspicion::{Described, Trait};
use crate::domain::text::Private;
use crate::store;

/// Somebody, or an agency, that may have an interest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Possible {
    /// Whom it names.
    pub party: Party,
    /// What they are called.
    pub who: Private,
    /// What agrees, as it ends a sentence.
    pub why: &'static str,
}

/// What agrees between an agency and a case, as it ends a sentence.
const EMPLOYER: &str = "may employ somebody in the case";

/// Who may have an interest in a case and is not on its record: people by name, mail address or
/// phone number, agencies by name. Whoever asks must see the case.
pub(in super::super) fn possible<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    case: &Case,
) -> Step<Vec<Possible>> {
    let described = described(cx, case)?;
    let recorded = store::exclusion::of_cases(cx.session, case.area_id, &[case.id])?;
    let is_new = |party: Party| recorded.iter().all(|it| it.party() != party);
    let mut people = colleague::in_force(cx)?;
    people.dedup_by_key(|it| it.account.id);
    let person = |it: &Colleague| {
        let (party, agrees) = (Party::Account(it.account.id), described.agrees(&it.account)?);
        let who = format!("{}, {}", it.account.name.reveal(), it.agency);
        is_new(party).then(|| Possible { party, who: Private::new(who), why: agrees.shown() })
    };
    let agency = |it: Agency| {
        let party = Party::Agency(it.id);
        let is_named = it.active && is_new(party) && described.names(&it.name);
        is_named.then(|| Possible { party, who: Private::new(it.name), why: EMPLOYER })
    };
    let agencies = store::agency::list(cx.session, case.area_id)?;
    Ok(people.iter().filter_map(person).chain(agencies.into_iter().filter_map(agency)).collect())
}

fn described<Mode>(cx: &mut Cx<'_, '_, Mode>, case: &Case) -> Step<Described> {
    let people = store::person::of_cases(cx.session, case.area_id, &[case.id])?;
    Ok(Described::new(&people, &case.safe_contact))
}

/// Keeps a new case from those who lead and may be in it, until another who leads rules on it: it
/// is offered to everybody but them. Where nobody is left, administrators are asked for somebody.
pub(in super::super) fn keep_from_leads(cx: &mut Change<'_, '_>, case: &Case) -> Step<()> {
    let described = described(cx, case)?;
    let mut people = colleague::in_force(cx)?;
    people.retain(|it| it.may(Duty::Record));
    people.dedup_by_key(|it| it.account.id);
    for person in people {
        if let Some(agrees) = described.agrees(&person.account) {
            keep(cx, case.id, person.account.id, agrees)?;
        }
    }
    Ok(())
}

/// Keeps cases in which somebody may be from them, once they are to lead or change their name.
pub(in super::super) fn keep_from_account(cx: &mut Change<'_, '_>, account: AccountId) -> Step<()> {
    let area = cx.area_id()?;
    let people = colleague::in_force(cx)?;
    let lead = people.iter().find(|it| it.account.id == account && it.may(Duty::Record));
    let Some(lead) = lead else { return Ok(()) };
    let alike = store::person::by_names(cx.session, area, &[name_key(&lead.account.name)])?;
    let cases: HashSet<CaseId> = alike.into_iter().map(|it| it.case_id).collect();
    let cases: Vec<CaseId> = cases.into_iter().collect();
    let known = store::exclusion::of_cases(cx.session, area, &cases)?;
    for case in cases {
        let is_known = |it: &Exclusion| it.case_id == case && it.account_id == Some(account);
        if !known.iter().any(is_known) {
            keep(cx, case, account, Trait::Name)?;
        }
    }
    Ok(())
}

fn keep(cx: &mut Change<'_, '_>, case: CaseId, account: AccountId, agrees: Trait) -> Step<()> {
    // Whoever it is cannot be asked who stands in: the case is not there for them.
    let left = Left::by(cx, case, &[account])?;
    let replacement = left.needs_somebody().then(|| left.could().next().map(|it| it.account.id));
    let id = (cx.area_id()?, cx.new_id(ExclusionId::from_uuid));
    let exclusion = Exclusion {
        reason: Private::new(format!("Found by the service: {}", agrees.shown())),
        replacement_id: replacement.flatten(),
        ..Exclusion::new(id, (case, Party::Account(account)), cx.now)
    };
    store::exclusion::insert(cx.session, &exclusion)?;
    cx.record("conflict.find", exclusion.id.as_str(), &[case]);
    left.hand_over(cx, exclusion.replacement_id)?;
    let once = format!("conflict:{}", exclusion.id);
    tell_leads(cx, case, Matter::Declared, &once)?;
    if leads(cx, case)?.is_empty() {
        ask_for_coordinator(cx, case, &once)?;
    }
    Ok(())
}

/// Carries what keeps people from a case to the earlier one that it is joined to.
pub(in super::super) fn carry(cx: &mut Change<'_, '_>, from: &Case, to: &Case) -> Step<()> {
    for mut exclusion in store::exclusion::of_cases(cx.session, from.area_id, &[from.id])? {
        exclusion.case_id = to.id;
        store::exclusion::update(cx.session, &mut exclusion)?;
    }
    if from.restriction == Restriction::Open || to.restriction == Restriction::Restricted {
        return Ok(());
    }
    for name in store::case_name::of_cases(cx.session, from.area_id, &[from.id])? {
        store::case_name::insert(cx.session, &CaseName { case_id: to.id, ..name })?;
    }
    let mut restricted = store::case::find(cx.session, to.area_id, to.id)?;
    restricted.restriction = Restriction::Restricted;
    Ok(store::case::update(cx.session, &mut restricted)?)
}
