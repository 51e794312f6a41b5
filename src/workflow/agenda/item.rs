//! What an agenda says of one case, read for all its cases at once.
use std::collections::HashMap;

use super::super::repeat::Past;
use super::super::{Cx, Step, case, repeat};
use super::compile::UNORDERED;
use crate::domain::action::Action;
use crate::domain::agenda::{Item, Section};
use crate::domain::case::CaseLine;
use crate::domain::checklist::Checklist;
use crate::domain::flag::{Flag, Shown, shown};
use crate::domain::ids::{AgencyId, CaseId, ListingId, ReferralId};
use crate::domain::listing::Listing;
use crate::domain::matching::{Identity, closest};
use crate::domain::person::{Part, Person};
use crate::domain::referral::Referral;
use crate::domain::repeat::{Finding, Pattern};
use crate::domain::research::{Research, State};
use crate::domain::slots::Window;
use crate::domain::time::Instant;
use crate::store;

/// How many of the agencies asked have answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ResearchCount {
    /// Those that have answered.
    pub returned: usize,
    /// Those that are asked.
    pub asked: usize,
}

/// One item of an agenda.
#[derive(Clone, Debug)]
pub struct AgendaItem {
    /// Its number on the whole agenda, from 1.
    pub number: usize,
    /// The listing.
    pub listing: Listing,
    /// The case.
    pub case: CaseLine,
    /// The referral that brought it.
    pub referral: Option<Referral>,
    /// The section it stands in.
    pub section: Section,
    /// When it is heard.
    pub window: Window,
    /// Children who are part of it.
    pub children: usize,
    /// Which time it is within twelve months, when it is a repeat.
    pub repeat: Option<usize>,
    /// What to know at once, but for links to other items.
    pub flags: Vec<Flag>,
    /// Each agency asked on it, and whether it has answered.
    pub asked: Vec<(AgencyId, State)>,
    /// Open actions from its earlier hearings.
    pub outstanding: usize,
    /// Whether the alleged perpetrator is in a case of another victim; for those who lead.
    pub is_serial: bool,
    /// The other items with the same alleged perpetrator.
    pub linked: Vec<ListingId>,
}

impl AgendaItem {
    /// What its place depends on.
    pub(super) fn order_by(&self) -> Item {
        let referral = self.referral.as_ref();
        Item {
            listing: self.listing.id,
            reference: self.case.reference.clone(),
            with_children: self.children > 0,
            is_emergency: self.listing.is_emergency,
            is_repeat: self.repeat.is_some(),
            score: referral.and_then(|it| it.score),
            incident_on: referral.map(|it| it.incident_on),
            pin: self.listing.pin,
        }
    }

    /// Where an agency's research on it stands; none when it is not asked.
    pub fn research_of(&self, agency: AgencyId) -> Option<State> {
        self.asked.iter().find(|it| it.0 == agency).map(|it| it.1)
    }

    /// How many of the agencies asked have answered.
    pub fn research(&self) -> ResearchCount {
        let returned = self.asked.iter().filter(|it| it.1 != State::Asked).count();
        ResearchCount { returned, asked: self.asked.len() }
    }

    /// The flags to show, with links to items by the numbers that the reader sees.
    pub fn flags(&self, number_of: impl Fn(ListingId) -> Option<usize>) -> Shown {
        let links = self.linked.iter().filter_map(|it| number_of(*it)).map(Flag::LinkedTo);
        shown(self.flags.iter().cloned().chain(links))
    }
}

/// What is read to describe the items of an agenda.
pub(super) struct Gathered {
    now: Instant,
    lines: HashMap<CaseId, CaseLine>,
    people: HashMap<CaseId, Vec<Person>>,
    referrals: HashMap<ReferralId, Referral>,
    past: HashMap<ReferralId, Past>,
    research: HashMap<ListingId, Vec<Research>>,
    open: HashMap<CaseId, usize>,
}

impl Gathered {
    /// Reads it, in a fixed number of queries.
    pub(super) fn read<Mode>(
        cx: &mut Cx<'_, '_, Mode>,
        listings: &[Listing],
        open: &[Action],
    ) -> Step<Self> {
        let area = cx.area_id()?;
        let cases: Vec<CaseId> = listings.iter().map(|it| it.case_id).collect();
        let ids: Vec<ListingId> = listings.iter().map(|it| it.id).collect();
        let people = store::person::of_cases(cx.session, area, &cases)?;
        let mut referrals = store::referral::of_cases(cx.session, area, &cases)?;
        referrals.retain(|it| listings.iter().any(|listing| listing.referral_id == it.id));
        let research = store::research::of_listings(cx.session, area, &ids)?;
        let mut counts = HashMap::new();
        for action in open {
            *counts.entry(action.case_id).or_default() += 1;
        }
        Ok(Self {
            now: cx.now,
            lines: case::lines(cx, &cases)?,
            people: grouped(people, |it| it.case_id),
            past: repeat::past(cx, &referrals)?,
            referrals: referrals.into_iter().map(|it| (it.id, it)).collect(),
            research: grouped(research, |it| it.listing_id),
            open: counts,
        })
    }

    /// The items, still without order and times.
    pub(super) fn items(&self, listings: Vec<Listing>, checklist: &Checklist) -> Vec<AgendaItem> {
        let mut links = self.links(&listings);
        let mut items: Vec<AgendaItem> =
            listings.into_iter().filter_map(|it| self.item(it, checklist)).collect();
        for item in &mut items {
            item.linked = links.remove(&item.listing.id).unwrap_or_default();
        }
        items
    }

    fn item(&self, listing: Listing, checklist: &Checklist) -> Option<AgendaItem> {
        let research = self.research.get(&listing.id).map_or(&[][..], Vec::as_slice);
        let asked = research.iter().filter(|it| it.state != State::Dropped);
        let people = self.people(listing.case_id);
        let children = people.iter().filter(|it| it.part == Part::Child).count();
        let referral = self.referrals.get(&listing.referral_id);
        let past = self.past.get(&listing.referral_id);
        let repeat = past.and_then(|it| match &it.finding {
            Finding::Repeat(repeat) => Some(repeat.times),
            _ => None,
        });
        let written = referral.map(|it| it.account.flags(checklist)).unwrap_or_default();
        let serial = |it: &Pattern| matches!(it, Pattern::SerialPerpetrator(..));
        let mut flags: Vec<Flag> =
            written.into_iter().filter(|it| !matches!(it, Flag::Children(_))).collect();
        flags.extend([Flag::Children(children), Flag::Repeat(repeat.unwrap_or(0))]);
        flags.extend(listing.is_emergency.then_some(Flag::Emergency));
        Some(AgendaItem {
            number: 0,
            section: UNORDERED,
            window: Window { from: self.now, until: self.now },
            case: self.lines.get(&listing.case_id)?.clone(),
            children,
            repeat,
            flags,
            asked: asked.map(|it| (it.agency_id, it.state)).collect(),
            referral: referral.cloned(),
            outstanding: self.open.get(&listing.case_id).copied().unwrap_or(0),
            is_serial: past.is_some_and(|it| it.patterns.iter().any(serial)),
            linked: Vec::new(),
            listing,
        })
    }

    fn people(&self, case: CaseId) -> &[Person] {
        self.people.get(&case).map_or(&[], Vec::as_slice)
    }

    /// The other listings whose case has the same alleged perpetrator.
    fn links(&self, listings: &[Listing]) -> HashMap<ListingId, Vec<ListingId>> {
        let named: Vec<(&Listing, Vec<Identity>)> =
            listings.iter().map(|it| (it, perpetrators(self.people(it.case_id)))).collect();
        let linked = |(one, theirs): &(&Listing, Vec<Identity>)| {
            let others = named.iter().filter(|(other, _)| other.case_id != one.case_id);
            let same = others.filter(|(_, others)| closest(theirs, others).is_some());
            (one.id, same.map(|(other, _)| other.id).collect())
        };
        named.iter().map(linked).collect()
    }
}

fn perpetrators(people: &[Person]) -> Vec<Identity> {
    people.iter().filter(|it| it.part == Part::Perpetrator).map(Person::identity).collect()
}

fn grouped<K: std::hash::Hash + Eq, T>(all: Vec<T>, key: impl Fn(&T) -> K) -> HashMap<K, Vec<T>> {
    let mut groups: HashMap<K, Vec<T>> = HashMap::new();
    for one in all {
        groups.entry(key(&one)).or_default().push(one);
    }
    groups
}
