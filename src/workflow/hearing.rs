//! The hearing of one case: everything that the room looks at, and what it writes down.
mod action;
mod before;
mod contribution;
mod decision;
mod knowledge;
mod plan;
mod risk;

pub use action::{
    AgreedAction, add as add_action, change as change_action, remove as remove_action,
};
pub use before::{EarlierAction, EarlierHearing};
pub use contribution::{
    NewContribution, add as add_contribution, change as change_contribution,
    remove as remove_contribution,
};
pub use decision::{Decision, decide};
pub use knowledge::{AgencyKnows, Said};
pub use plan::{ActionLine, Owner, Recording, RiskLine};
pub use risk::{About, NewRisk, add as add_risk, change as change_risk, remove as remove_risk};

use std::collections::HashMap;

use super::agenda::AgendaItem;
use super::meeting::{self, Entry, Inside, Room};
use super::{Cx, Step, StepError, access};
use crate::domain::access::Sight;
use crate::domain::account::Colleague;
use crate::domain::action::Action;
use crate::domain::agency::Agency;
use crate::domain::flag::Shown;
use crate::domain::ids::{AccountId, AgencyId, ListingId};
use crate::domain::listing::Listing;
use crate::domain::person::Person;
use crate::domain::referral::Referral;
use crate::domain::support::{Contact, Views};
use crate::domain::text::Private;
use crate::domain::time::Day;
use crate::store;

/// A case as the room looks at it.
#[derive(Clone, Debug)]
pub struct Hearing {
    /// The room.
    pub room: Room,
    /// The listing, with what the meeting decided.
    pub listing: Listing,
    /// The case's reference.
    pub reference: String,
    /// How the victim can be reached safely.
    pub safe_contact: Private,
    /// What to know at once.
    pub flags: Shown,
    /// The other items with the same alleged perpetrator that the reader may see.
    pub linked: Vec<ListingId>,
    /// Whole minutes given to it.
    pub minutes: i64,
    /// Everybody in the case.
    pub people: Vec<Person>,
    /// What brought it here.
    pub brought: Option<Brought>,
    /// What each agency knows.
    pub agencies: Vec<AgencyKnows>,
    /// The victim's views, or why there are none, and who wrote them down.
    pub views: Option<(Views, Private)>,
    /// The newest attempt to reach the victim, and whose it was.
    pub contact: Option<(Contact, Private)>,
    /// The risks stated.
    pub risks: Vec<RiskLine>,
    /// The actions agreed.
    pub actions: Vec<ActionLine>,
    /// Its earlier hearings, the latest first.
    pub earlier: Vec<EarlierHearing>,
    /// The reference of the case that it is a duplicate of.
    pub duplicate_of: Option<String>,
    /// What whoever records is offered; none for everybody else.
    pub recording: Option<Recording>,
    /// The day.
    pub today: Day,
}

/// The referral that brought a case.
#[derive(Clone, Debug)]
pub struct Brought {
    /// The referral.
    pub referral: Referral,
    /// The agency that sent it.
    pub agency: String,
    /// Who sent it.
    pub by: Private,
}

/// What is read once and used by every part of a hearing.
struct Known {
    people: Vec<Person>,
    colleagues: Vec<Colleague>,
    agencies: Vec<Agency>,
    names: HashMap<AccountId, Private>,
}

impl Known {
    fn name(&self, account: AccountId) -> Private {
        self.names.get(&account).cloned().unwrap_or_default()
    }

    fn agency(&self, id: AgencyId) -> &str {
        self.agencies.iter().find(|it| it.id == id).map_or("", |it| &it.name)
    }
}

/// A case of a meeting that is being held, for somebody who is in the room and may see it: a fixed
/// number of queries, however much is known.
///
/// # Errors
/// Hidden when the case is not on this meeting or not for whoever asks.
pub fn show<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    slug: &str,
    listing: ListingId,
) -> Step<Entry<Hearing>> {
    let Some(inside) = meeting::enter(cx, slug)? else { return Ok(Entry::Outside) };
    let Inside { room, mut items, sights } = inside;
    let place = room.place(listing).ok_or(StepError::Hidden)?;
    let item = items.swap_remove(place);
    let sight = sights.get(&item.listing.case_id).copied().unwrap_or(Sight::Nothing);
    let known = known(cx, &item.listing)?;
    let case = access::case(cx, item.listing.case_id, Sight::Asked)?;
    let area = case.area_id;
    let risks = store::risk::of_listings(cx.session, area, &[listing])?;
    let all = store::action::of_cases(cx.session, area, &[case.id])?;
    let (here, past): (Vec<Action>, Vec<Action>) =
        all.into_iter().partition(|it| it.listing_id == listing);
    let today = cx.today()?;
    let hearing = Hearing {
        reference: case.reference.clone(),
        safe_contact: case.safe_contact.clone(),
        flags: flags(&item, &room),
        linked: linked(&item, &room),
        minutes: (item.window.until - item.window.from).num_minutes(),
        brought: item.referral.as_ref().map(|it| brought(it, &known)),
        agencies: knowledge::of(cx, &item, sight, &known)?,
        views: views(cx, &item.listing, &known)?,
        contact: contact(cx, &item.listing, &known)?,
        risks: plan::risk_lines(&risks, &here, &known),
        actions: plan::action_lines(here, &risks, &known),
        earlier: before::earlier(cx, &item.listing, &past, &known)?,
        duplicate_of: duplicate_of(cx, &item.listing)?,
        recording: recording(cx, &room, &item, &known)?,
        people: known.people,
        listing: item.listing,
        room,
        today,
    };
    Ok(Entry::Inside(Box::new(hearing)))
}

/// What whoever records is offered; nothing for everybody else.
fn recording<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    room: &Room,
    item: &AgendaItem,
    known: &Known,
) -> Step<Option<Recording>> {
    if !room.may_record {
        return Ok(None);
    }
    let next = meeting::next_meeting(cx, &room.meeting)?;
    plan::recording(cx, item, known, next.map(|it| it.day)).map(Some)
}

fn known<Mode>(cx: &mut Cx<'_, '_, Mode>, listing: &Listing) -> Step<Known> {
    let area = listing.area_id;
    let colleagues = store::membership::colleagues(cx.session, area)?;
    let named = |it: &Colleague| (it.account.id, it.account.name.clone());
    Ok(Known {
        people: store::person::of_cases(cx.session, area, &[listing.case_id])?,
        agencies: store::agency::list(cx.session, area)?,
        names: colleagues.iter().map(named).collect(),
        colleagues,
    })
}

fn flags(item: &AgendaItem, room: &Room) -> Shown {
    item.flags(|it| room.number(it))
}

fn linked(item: &AgendaItem, room: &Room) -> Vec<ListingId> {
    item.linked.iter().copied().filter(|it| room.place(*it).is_some()).collect()
}

fn brought(referral: &Referral, known: &Known) -> Brought {
    Brought {
        agency: known.agency(referral.agency_id).to_owned(),
        by: known.name(referral.account_id),
        referral: referral.clone(),
    }
}

fn views<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    listing: &Listing,
    known: &Known,
) -> Step<Option<(Views, Private)>> {
    let found = store::views::of_listings(cx.session, listing.area_id, &[listing.id])?.pop();
    Ok(found.map(|it| (it.clone(), known.name(it.made_by))))
}

fn contact<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    listing: &Listing,
    known: &Known,
) -> Step<Option<(Contact, Private)>> {
    let found = store::contact::of_cases(cx.session, listing.area_id, &[listing.case_id])?.pop();
    Ok(found.map(|it| (it.clone(), known.name(it.account_id))))
}

fn duplicate_of<Mode>(cx: &mut Cx<'_, '_, Mode>, listing: &Listing) -> Step<Option<String>> {
    let absent = cx.absent()?;
    let other = listing.duplicate_of_id.filter(|it| !absent.contains(it));
    let Some(other) = other else { return Ok(None) };
    let found = store::case::of_ids(cx.session, listing.area_id, &[other])?.pop();
    Ok(found.map(|it| it.reference))
}
