//! The opening of a meeting: actions of earlier meetings that are still to do, agency by agency.
use std::collections::HashMap;

use super::super::{Cx, Step, access};
use super::room::{Entry, Inside, Room, enter};
use crate::domain::access::Sight;
use crate::domain::action::Action;
use crate::domain::ids::{AccountId, AgencyId, CaseId, ListingId};
use crate::domain::text::Private;
use crate::domain::time::Day;
use crate::store;

/// An open action of an earlier meeting.
#[derive(Clone, Debug)]
pub struct OutstandingAction {
    /// The action.
    pub action: Action,
    /// Its case's reference.
    pub reference: String,
    /// Who owns it.
    pub owner: Private,
}

/// What one agency has to do from earlier meetings.
#[derive(Clone, Debug)]
pub struct OutstandingOf {
    /// The agency's name.
    pub agency: String,
    /// Its actions, the longest due first.
    pub actions: Vec<OutstandingAction>,
}

/// What is looked at before the first case.
#[derive(Clone, Debug)]
pub struct OutstandingView {
    /// The room.
    pub room: Room,
    /// Each agency that has something to do, by name.
    pub agencies: Vec<OutstandingOf>,
    /// The day.
    pub today: Day,
}

/// The open actions of earlier meetings on cases that the reader may see.
///
/// # Errors
/// Hidden from those who attend no meetings.
pub fn outstanding<Mode>(cx: &mut Cx<'_, '_, Mode>, slug: &str) -> Step<Entry<OutstandingView>> {
    let Some(Inside { room, items, .. }) = enter(cx, slug)? else { return Ok(Entry::Outside) };
    let area = room.meeting.area_id;
    let here: Vec<ListingId> = items.iter().map(|it| it.listing.id).collect();
    let mut actions = store::action::open(cx.session, area)?;
    actions.retain(|it| !here.contains(&it.listing_id));
    let cases: Vec<CaseId> = actions.iter().map(|it| it.case_id).collect();
    let sights = access::sights(cx, &cases)?;
    actions.retain(|it| sights.get(&it.case_id) >= Some(&Sight::Asked));
    for action in &actions {
        cx.saw(action.case_id);
    }
    let agencies = by_agency(cx, actions)?;
    let today = cx.today()?;
    Ok(Entry::Inside(Box::new(OutstandingView { room, agencies, today })))
}

fn by_agency<Mode>(cx: &mut Cx<'_, '_, Mode>, actions: Vec<Action>) -> Step<Vec<OutstandingOf>> {
    let area = cx.area_id()?;
    let cases: Vec<CaseId> = actions.iter().map(|it| it.case_id).collect();
    let references: HashMap<CaseId, String> = store::case::of_ids(cx.session, area, &cases)?
        .into_iter()
        .map(|it| (it.id, it.reference))
        .collect();
    let names: HashMap<AccountId, Private> = store::membership::colleagues(cx.session, area)?
        .into_iter()
        .map(|it| (it.account.id, it.account.name))
        .collect();
    let mut grouped: HashMap<AgencyId, Vec<OutstandingAction>> = HashMap::new();
    for action in actions {
        let line = OutstandingAction {
            reference: references.get(&action.case_id).cloned().unwrap_or_default(),
            owner: names.get(&action.owner_id).cloned().unwrap_or_default(),
            action,
        };
        grouped.entry(line.action.agency_id).or_default().push(line);
    }
    let agencies = store::agency::list(cx.session, area)?;
    let of = |it: crate::domain::agency::Agency| {
        let actions = grouped.remove(&it.id)?;
        Some(OutstandingOf { agency: it.name, actions })
    };
    Ok(agencies.into_iter().filter_map(of).collect())
}
