//! The agencies of an area, and who leads each.
use super::{Change, Cx, Step};
use crate::domain::access::Duty;
use crate::domain::account::Colleague;
use crate::domain::agency::{Agency, AskRule, Kind};
use crate::domain::ids::{AgencyId, MembershipId};
use crate::domain::refusal::{Refused, Stale};
use crate::store;

/// An agency with its people.
#[derive(Clone, Debug)]
pub struct AgencyView {
    /// The agency.
    pub agency: Agency,
    /// Its people, by name, those who left or are shut out too.
    pub people: Vec<Colleague>,
}

impl AgencyView {
    /// Its lead contact.
    pub fn lead(&self) -> Option<&Colleague> {
        self.people.iter().find(|it| Some(it.membership.id) == self.agency.lead_id)
    }
}

/// What people say of an agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Details {
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: Kind,
    /// On which cases it is asked.
    pub ask_rule: AskRule,
    /// Its lead contact.
    pub lead: Option<MembershipId>,
    /// The number that the coordinator calls.
    pub phone: String,
    /// Whether it takes part.
    pub active: bool,
}

/// The agencies of the area, by name: two queries.
///
/// # Errors
/// [`StepError::Hidden`](super::StepError::Hidden) for those who do not manage people.
pub fn list<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<Vec<AgencyView>> {
    cx.on_duty(Duty::ManagePeople)?;
    let area = cx.area_id()?;
    let everybody = store::membership::colleagues(cx.session, area)?;
    let with_people = |agency: Agency| {
        let theirs = everybody.iter().filter(|it| it.membership.agency_id == agency.id);
        AgencyView { people: theirs.cloned().collect(), agency }
    };
    Ok(store::agency::list(cx.session, area)?.into_iter().map(with_people).collect())
}

/// One agency.
///
/// # Errors
/// [`StepError::Hidden`](super::StepError::Hidden) when there is none, or see [`list`].
pub fn show<Mode>(cx: &mut Cx<'_, '_, Mode>, id: AgencyId) -> Step<AgencyView> {
    cx.on_duty(Duty::ManagePeople)?;
    let area = cx.area_id()?;
    let agency = store::agency::find(cx.session, area, id)?;
    let mut people = store::membership::colleagues(cx.session, area)?;
    people.retain(|it| it.membership.agency_id == id);
    Ok(AgencyView { agency, people })
}

/// Adds an agency.
///
/// # Errors
/// Refused beside `name` when the area has one of that name.
pub fn add(cx: &mut Change<'_, '_>, details: &Details) -> Step<AgencyId> {
    cx.on_duty(Duty::ManagePeople)?;
    let area_id = cx.area_id()?;
    let id = cx.new_id(AgencyId::from_uuid);
    free_name(cx, id, &details.name)?;
    let agency = Agency {
        area_id,
        id,
        name: details.name.clone(),
        kind: details.kind,
        ask_rule: details.ask_rule,
        lead_id: None,
        phone: details.phone.clone(),
        active: details.active,
        version: 1,
        created_at: cx.now,
    };
    store::agency::insert(cx.session, &agency)?;
    cx.record("agency.add", id.as_str(), &[]);
    Ok(id)
}

/// Changes an agency.
///
/// # Errors
/// Refused beside `name` or `lead`; stale when it was changed meanwhile.
pub fn change(cx: &mut Change<'_, '_>, id: AgencyId, details: &Details, seen: i32) -> Step<()> {
    let AgencyView { mut agency, people } = show(cx, id)?;
    fresh(&agency, seen)?;
    free_name(cx, id, &details.name)?;
    if details.lead.is_some_and(|lead| people.iter().all(|it| it.membership.id != lead)) {
        return Err(Refused::field("lead", "Select one of the agency’s people").into());
    }
    agency.name.clone_from(&details.name);
    agency.kind = details.kind;
    agency.ask_rule = details.ask_rule;
    agency.lead_id = details.lead;
    agency.phone.clone_from(&details.phone);
    agency.active = details.active;
    store::agency::update(cx.session, &mut agency)?;
    cx.record("agency.change", id.as_str(), &[]);
    Ok(())
}

fn fresh(agency: &Agency, seen: i32) -> Result<(), Stale> {
    let lead = agency.lead_id.map(|it| it.to_string()).unwrap_or_default();
    let now = [
        ("name", "Name", agency.name.as_str()),
        ("kind", "Kind", agency.kind.as_str()),
        ("ask_rule", "Asked for research on", agency.ask_rule.as_str()),
        ("lead", "Lead contact", lead.as_str()),
        ("phone", "Phone number", agency.phone.as_str()),
        ("active", "Takes part", if agency.active { "yes" } else { "no" }),
    ];
    Stale::check(agency.version, seen, &now)
}

fn free_name(cx: &mut Change<'_, '_>, id: AgencyId, name: &str) -> Step<()> {
    let area = cx.area_id()?;
    let same = |it: &Agency| it.id != id && it.name.to_lowercase() == name.to_lowercase();
    if store::agency::list(cx.session, area)?.iter().any(same) {
        return Err(Refused::field("name", "There is an agency of this name already").into());
    }
    Ok(())
}
