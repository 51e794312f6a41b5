//! The areas of an installation: each is a world of its own, with a first person to run it.
use super::{Change, Cx, Step};
use crate::domain::access::Duty;
use crate::domain::account::Membership;
use crate::domain::actor::Role;
use crate::domain::agency::{Agency, AskRule, Kind};
use crate::domain::area::{Area, AreaSettings, Nation};
use crate::domain::ids::{AccountId, AgencyId, AreaId, MembershipId};
use crate::domain::refusal::Refused;
use crate::domain::time::Day;
use crate::store;

/// What a new area begins with; everything else has its default until somebody changes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewArea {
    /// Its name, such as "Northshire".
    pub name: String,
    /// Two to four capital letters that begin its case references.
    pub prefix: String,
    /// Whose bank holidays it keeps.
    pub nation: Nation,
    /// The name of its first agency, which the first person belongs to.
    pub agency: String,
    /// That agency's kind.
    pub agency_kind: Kind,
}

/// Adds an area with its first agency, and makes an account its administrator, who invites everybody
/// else: nobody may both run the machine and see cases by default.
///
/// # Errors
/// Refused beside `name`, `prefix` or `agency` when one is missing, or the prefix is another
/// area's; [`StepError::Hidden`](super::StepError::Hidden) for members who are no administrator.
pub fn add_area(cx: &mut Change<'_, '_>, first: AccountId, new: &NewArea) -> Step<AreaId> {
    cx.on_duty(Duty::AddArea)?;
    let settings = AreaSettings {
        reference_prefix: new.prefix.clone(),
        nation: new.nation,
        ..AreaSettings::default()
    };
    check(cx, new, &settings)?;
    let area = Area {
        id: cx.new_id(AreaId::from_uuid),
        name: new.name.clone(),
        prefix: new.prefix.clone(),
        settings,
        statement_version: 1,
        version: 1,
        created_at: cx.now,
    };
    store::area::insert(cx.session, &area)?;
    let statement = &area.settings.words.confidentiality_statement;
    store::statement::insert(cx.session, area.id, 1, statement, (Some(first), cx.now))?;
    let agency = first_agency(cx, &area, new);
    store::agency::insert(cx.session, &agency)?;
    let membership = first_membership(cx, &area, agency.id, first);
    store::membership::insert(cx.session, &membership)?;
    cx.record("area.add", area.id.as_str(), &[]);
    Ok(area.id)
}

fn check(cx: &mut Change<'_, '_>, new: &NewArea, settings: &AreaSettings) -> Step<()> {
    let mut refused = Refused::default();
    if new.name.trim().is_empty() {
        refused.add("name", "Enter the name of the area");
    }
    if new.agency.trim().is_empty() {
        refused.add("agency", "Enter the name of the first agency");
    }
    for problem in settings.validate() {
        refused.add("prefix", problem.text);
    }
    if store::area::list(cx.session)?.iter().any(|it| it.prefix == new.prefix) {
        refused
            .add("prefix", "Another area’s case references begin like this. Choose other letters");
    }
    Ok(refused.or_go_on()?)
}

fn first_agency(cx: &Change<'_, '_>, area: &Area, new: &NewArea) -> Agency {
    Agency {
        area_id: area.id,
        id: cx.new_id(AgencyId::from_uuid),
        name: new.agency.clone(),
        kind: new.agency_kind,
        ask_rule: if new.agency_kind == Kind::Other { AskRule::ByHand } else { AskRule::Every },
        lead_id: None,
        phone: String::new(),
        active: true,
        version: 1,
        created_at: cx.now,
    }
}

fn first_membership(
    cx: &Change<'_, '_>,
    area: &Area,
    agency: AgencyId,
    account: AccountId,
) -> Membership {
    Membership {
        area_id: area.id,
        id: cx.new_id(MembershipId::from_uuid),
        account_id: account,
        agency_id: agency,
        roles: vec![Role::Administrator],
        job_title: String::new(),
        starts_on: local_day(cx, area),
        ends_on: None,
        suspended: false,
        version: 1,
        created_at: cx.now,
    }
}

fn local_day<Mode>(cx: &Cx<'_, '_, Mode>, area: &Area) -> Day {
    cx.now.with_timezone(&area.settings.timezone).date_naive()
}

/// A place that whoever asks has in an area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The membership.
    pub membership: MembershipId,
    /// The area.
    pub area: AreaId,
    /// The area's name.
    pub name: String,
    /// What they are there.
    pub roles: Vec<Role>,
}

/// The places that whoever asks has today, in their areas by name, and two in one of them for a deputy:
/// three queries at most.
///
/// # Errors
/// [`StepError::Hidden`](super::StepError::Hidden) when nobody is signed in.
pub fn places<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<Vec<Place>> {
    let account = cx.member()?.account;
    let memberships = store::membership::of_account(cx.session, account)?;
    let areas = store::area::list(cx.session)?;
    let places = areas.into_iter().flat_map(|area| {
        let today = local_day(cx, &area);
        let here = memberships.iter().filter(move |it| it.area_id == area.id);
        here.filter(move |it| it.is_in_force(today)).map(move |it| Place {
            membership: it.id,
            area: area.id,
            name: area.name.clone(),
            roles: it.roles.clone(),
        })
    });
    Ok(places.collect())
}
