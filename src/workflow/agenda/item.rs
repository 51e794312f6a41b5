//! What an agenda says of one case, read for all its cases at once.
use std::collections::HashMap;

use super::super::{Cx, Step};
use super::compile::UNORDERED;
use crate::domain::action::Action;
use crate::domain::agenda::{Item, Section};
use crate::domain::area::RepeatRule;
use crate::domain::area_clock::AreaClock;
use crate::domain::case::{Case, CaseLine};
use crate::domain::ids::{AgencyId, CaseId, ListingId, ReferralId};
use crate::domain::listing::Listing;
use crate::domain::matching::Identity;
use crate::domain::person::{Part, Person};
use crate::domain::referral::{Referral, Stage};
use crate::domain::repeat::{Earlier, Finding, NewReferral, Source, find};
use crate::domain::research::{Research, State};
use crate::domain::slots::Window;
use crate::domain::text::Private;
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
    /// Whether it is a repeat.
    pub repeat: Finding,
    /// The agencies asked on it.
    pub asked: Vec<AgencyId>,
    /// How many of them have answered.
    pub research: ResearchCount,
    /// Open actions from its earlier hearings.
    pub outstanding: usize,
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
            is_repeat: self.repeat.is_repeat(),
            score: referral.and_then(|it| it.score),
            incident_on: referral.map(|it| it.incident_on),
            pin: self.listing.pin,
        }
    }
}

/// What is read to describe the items of an agenda.
pub(super) struct Gathered {
    clock: AreaClock,
    rule: RepeatRule,
    now: Instant,
    cases: HashMap<CaseId, Case>,
    people: HashMap<CaseId, Vec<Person>>,
    referrals: HashMap<CaseId, Vec<Referral>>,
    research: HashMap<ListingId, Vec<Research>>,
    open: HashMap<CaseId, usize>,
}

impl Gathered {
    /// Reads it: four queries.
    pub(super) fn read<Mode>(
        cx: &mut Cx<'_, '_, Mode>,
        listings: &[Listing],
        open: Vec<Action>,
    ) -> Step<Self> {
        let area = cx.area()?;
        let cases: Vec<CaseId> = listings.iter().map(|it| it.case_id).collect();
        let ids: Vec<ListingId> = listings.iter().map(|it| it.id).collect();
        let found = store::case::of_ids(cx.session, area.id, &cases)?;
        let people = store::person::of_cases(cx.session, area.id, &cases)?;
        let referrals = store::referral::of_cases(cx.session, area.id, &cases)?;
        let research = store::research::of_listings(cx.session, area.id, &ids)?;
        let mut counts = HashMap::new();
        for action in open {
            *counts.entry(action.case_id).or_default() += 1;
        }
        Ok(Self {
            clock: AreaClock::new(area.settings.timezone),
            rule: area.settings.repeat_rule,
            now: cx.now,
            cases: found.into_iter().map(|it| (it.id, it)).collect(),
            people: grouped(people, |it| it.case_id),
            referrals: grouped(referrals, |it| it.case_id),
            research: grouped(research, |it| it.listing_id),
            open: counts,
        })
    }

    /// The items, still without order and times.
    pub(super) fn items(&self, listings: Vec<Listing>) -> Vec<AgendaItem> {
        let links = self.links(&listings);
        let item = |listing: Listing| {
            let linked = links.get(&listing.id).cloned().unwrap_or_default();
            self.item(listing, linked)
        };
        listings.into_iter().map(item).collect()
    }

    fn item(&self, listing: Listing, linked: Vec<ListingId>) -> AgendaItem {
        let case = listing.case_id;
        let people = self.people(case);
        let research = self.research.get(&listing.id).map_or(&[][..], Vec::as_slice);
        let asked: Vec<&Research> =
            research.iter().filter(|it| it.state != State::Dropped).collect();
        let referral = self.referral(case, listing.referral_id).cloned();
        let count = ResearchCount {
            returned: asked.iter().filter(|it| it.is_in()).count(),
            asked: asked.len(),
        };
        AgendaItem {
            number: 0,
            section: UNORDERED,
            window: Window { from: self.now, until: self.now },
            case: self.line(case, people),
            children: people.iter().filter(|it| it.part == Part::Child).count(),
            repeat: referral.as_ref().map_or(Finding::First, |it| self.repeat(it)),
            referral,
            asked: asked.iter().map(|it| it.agency_id).collect(),
            research: count,
            outstanding: self.open.get(&case).copied().unwrap_or(0),
            linked,
            listing,
        }
    }

    fn people(&self, case: CaseId) -> &[Person] {
        self.people.get(&case).map_or(&[], Vec::as_slice)
    }

    fn referral(&self, case: CaseId, id: ReferralId) -> Option<&Referral> {
        self.referrals.get(&case)?.iter().find(|it| it.id == id)
    }

    fn line(&self, case: CaseId, people: &[Person]) -> CaseLine {
        let victim = people.iter().find(|it| it.part == Part::Victim);
        CaseLine {
            id: case,
            reference: self.cases.get(&case).map(|it| it.reference.clone()).unwrap_or_default(),
            victim: victim.map(|it| it.name.clone()).unwrap_or_default(),
            born_on: victim.and_then(|it| it.born_on),
            age: victim.map(|it| it.particulars.age.clone()).unwrap_or_default(),
        }
    }

    /// Whether a referral is a repeat, from the earlier ones of its case.
    fn repeat(&self, referral: &Referral) -> Finding {
        let all = self.referrals.get(&referral.case_id).map_or(&[][..], Vec::as_slice);
        let counts = |it: &&Referral| {
            matches!(it.stage, Stage::Accepted | Stage::Joined)
                && it.id != referral.id
                && it.received_at < referral.received_at
        };
        let earlier: Vec<Earlier> = all.iter().filter(counts).map(|it| self.earlier(it)).collect();
        let new = NewReferral {
            counted_on: referral.incident_on,
            is_criminal: None,
            perpetrators: perpetrators(referral),
        };
        find(&new, &earlier, self.rule)
    }

    fn earlier(&self, referral: &Referral) -> Earlier {
        let case = self.cases.get(&referral.case_id);
        let source = Source {
            case_id: referral.case_id,
            reference: case.map(|it| it.reference.clone()).unwrap_or_default(),
            received_on: self.clock.day_of(referral.received_at),
        };
        Earlier { source, perpetrators: perpetrators(referral) }
    }

    /// The other listings whose case has an alleged perpetrator of the same name.
    fn links(&self, listings: &[Listing]) -> HashMap<ListingId, Vec<ListingId>> {
        let mut named: HashMap<&Private, Vec<&Listing>> = HashMap::new();
        for listing in listings {
            let part = |it: &&Person| it.part == Part::Perpetrator && !it.name_key.is_blank();
            for person in self.people(listing.case_id).iter().filter(part) {
                named.entry(&person.name_key).or_default().push(listing);
            }
        }
        let mut links: HashMap<ListingId, Vec<ListingId>> = HashMap::new();
        for same in named.values() {
            for one in same {
                let others = same.iter().filter(|it| it.case_id != one.case_id);
                links.entry(one.id).or_default().extend(others.map(|it| it.id));
            }
        }
        links
    }
}

fn perpetrators(referral: &Referral) -> Vec<Identity> {
    let identity = |it: &crate::domain::referral::Described| {
        Identity::new(&it.name, &it.particulars.also_known_as, it.born_on)
    };
    referral.account.perpetrators.iter().map(identity).collect()
}

fn grouped<K: std::hash::Hash + Eq, T>(all: Vec<T>, key: impl Fn(&T) -> K) -> HashMap<K, Vec<T>> {
    let mut groups: HashMap<K, Vec<T>> = HashMap::new();
    for one in all {
        groups.entry(key(&one)).or_default().push(one);
    }
    groups
}
