//! What earlier referrals say about some: whether each is a repeat, and who was heard of before.
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::{Cx, Step};
use crate::domain::area_clock::AreaClock;
use crate::domain::case::Case;
use crate::domain::ids::{CaseId, ReferralId};
use crate::domain::matching::{Identity, Likeness, closest, name_key};
use crate::domain::person::Person;
use crate::domain::referral::{Described, Referral, Stage};
use crate::domain::repeat::{
    Earlier, Finding, NewReferral, Pattern, Repeat, Source, find, patterns,
};
use crate::domain::text::Private;
use crate::store;

/// The version of somebody who is as their first referral described them.
const FIRST: i32 = 1;

/// What earlier referrals say about one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past {
    /// Whether it is a repeat by the area's rule, and why.
    pub finding: Finding,
    /// What earlier referrals show beyond that.
    pub patterns: Vec<Pattern>,
    /// Cases of the same victim or the same alleged perpetrator, the latest first.
    pub matches: Vec<Match>,
}

/// A case in which somebody of a referral seems to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// The case.
    pub case_id: CaseId,
    /// Its reference.
    pub reference: String,
    /// How alike the victims are.
    pub victim: Option<Likeness>,
    /// How alike the alleged perpetrators are.
    pub perpetrator: Option<Likeness>,
    /// Its newest referral.
    pub newest: Arc<Referral>,
}

/// What earlier referrals say about some, in a fixed number of queries. Cases that are not there for
/// whoever asks say nothing; who may read which part of the rest is for the caller to decide.
///
/// # Errors
/// Fails when the database does.
pub fn past<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    referrals: &[Referral],
) -> Step<HashMap<ReferralId, Past>> {
    let area = cx.area()?;
    let keys = keys_of(referrals);
    let absent = cx.absent()?;
    let mut named = store::person::by_names(cx.session, area.id, &keys)?;
    named.retain(|it| !absent.contains(&it.case_id));
    let asked: Vec<Identity> = described(referrals).map(Described::identity).collect();
    // A namesake born on another day is somebody else, and most are. Whoever was described anew may
    // be known to an earlier referral by another day.
    let is_alike = |it: &&Person| it.version > FIRST || closest(&asked, &[it.identity()]).is_some();
    let alike = named.iter().filter(is_alike).map(|it| it.case_id);
    let ids: BTreeSet<CaseId> = alike.chain(referrals.iter().map(|it| it.case_id)).collect();
    let ids: Vec<CaseId> = ids.into_iter().collect();
    let all = store::referral::of_cases(cx.session, area.id, &ids)?;
    let known = Known {
        clock: AreaClock::new(area.settings.timezone),
        cases: by_id(store::case::of_ids(cx.session, area.id, &ids)?),
        people: all.iter().chain(referrals).map(|it| (it.id, People::of(it))).collect(),
        referrals: all.into_iter().map(Arc::new).collect(),
    };
    let rule = area.settings.repeat_rule;
    let past = |new: &Referral| {
        let (victims, others) = known.earlier_than(new);
        let asked = known.asked(new);
        let finding = known.unsure_of_victim(find(&asked, &victims, rule), new);
        let patterns = patterns(&asked, &victims, &others);
        Past { finding, patterns, matches: known.matches(new) }
    };
    Ok(referrals.iter().map(|it| (it.id, past(it))).collect())
}

/// The names by which anybody of some referrals may be found.
fn keys_of(referrals: &[Referral]) -> Vec<Private> {
    let keys: BTreeSet<Private> = described(referrals)
        .flat_map(names)
        .map(|it| name_key(&it))
        .filter(|it| !it.is_blank())
        .collect();
    keys.into_iter().collect()
}

/// Everybody of some referrals who may be in others.
fn described(referrals: &[Referral]) -> impl Iterator<Item = &Described> {
    let accounts = referrals.iter().map(|it| &it.account);
    accounts.flat_map(|it| std::iter::once(&it.victim).chain(&it.perpetrators))
}

fn names(person: &Described) -> Vec<Private> {
    let others = person.particulars.also_known_as.reveal().split([',', ';', '\n']);
    others.map(Private::from).chain([person.name.clone()]).collect()
}

fn by_id(cases: Vec<Case>) -> HashMap<CaseId, Case> {
    cases.into_iter().map(|it| (it.id, it)).collect()
}

/// Whom a referral is about, as they are compared: worked out once, since each is held beside each.
struct People {
    victim: Identity,
    perpetrators: Vec<Identity>,
}

impl People {
    fn of(referral: &Referral) -> Self {
        let account = &referral.account;
        let perpetrators = account.perpetrators.iter().map(Described::identity).collect();
        Self { victim: account.victim.identity(), perpetrators }
    }
}

/// Everything that may bear on some referrals.
struct Known {
    clock: AreaClock,
    cases: HashMap<CaseId, Case>,
    referrals: Vec<Arc<Referral>>,
    people: HashMap<ReferralId, People>,
}

impl Known {
    fn asked(&self, new: &Referral) -> NewReferral {
        NewReferral {
            counted_on: new.incident_on,
            is_criminal: new.account.is_criminal,
            perpetrators: self.perpetrators(new).to_vec(),
        }
    }

    fn perpetrators(&self, of: &Referral) -> &[Identity] {
        self.people.get(&of.id).map_or(&[], |it| it.perpetrators.as_slice())
    }

    /// How alike the victims of two referrals are; those of one case are the same.
    fn victim(&self, earlier: &Referral, new: &Referral) -> Option<Likeness> {
        if earlier.case_id == new.case_id {
            return Some(Likeness::Same);
        }
        let (one, other) = (self.people.get(&earlier.id)?, self.people.get(&new.id)?);
        one.victim.likeness(&other.victim)
    }

    /// The referrals that were accepted before one was received: of the same victim, and of others.
    fn earlier_than(&self, new: &Referral) -> (Vec<Earlier>, Vec<Earlier>) {
        let all = self.referrals.iter().map(Arc::as_ref);
        let before = all.filter(|it| is_before(it, new) && was_accepted(it));
        let (victims, others): (Vec<&Referral>, Vec<&Referral>) =
            before.partition(|it| self.victim(it, new).is_some());
        let earlier = |all: Vec<&Referral>| all.into_iter().map(|it| self.earlier(it)).collect();
        (earlier(victims), earlier(others))
    }

    fn earlier(&self, referral: &Referral) -> Earlier {
        let source = Source {
            case_id: referral.case_id,
            reference: self.reference(referral.case_id),
            received_on: self.clock.day_of(referral.received_at),
        };
        Earlier { source, perpetrators: self.perpetrators(referral).to_vec() }
    }

    fn reference(&self, case: CaseId) -> String {
        self.cases.get(&case).map(|it| it.reference.clone()).unwrap_or_default()
    }

    /// A repeat is only as sure as it is that the victim is the same.
    fn unsure_of_victim(&self, finding: Finding, new: &Referral) -> Finding {
        let doubt = |repeat: Repeat| {
            let last = repeat.dates.last.case_id;
            let mut of_last = self.referrals.iter().filter(|it| it.case_id == last);
            let is_sure = of_last.any(|it| self.victim(it, new) == Some(Likeness::Same));
            let likeness = if is_sure { repeat.likeness } else { Likeness::Possible };
            Repeat { likeness, ..repeat }
        };
        match finding {
            Finding::Repeat(repeat) => Finding::Repeat(doubt(repeat)),
            Finding::Unclear(repeat) => Finding::Unclear(doubt(repeat)),
            other => other,
        }
    }

    fn matches(&self, new: &Referral) -> Vec<Match> {
        let mut found: HashMap<CaseId, Match> = HashMap::new();
        for it in self.referrals.iter().filter(|it| it.case_id != new.case_id) {
            let victim = self.victim(it, new);
            let perpetrator = closest(self.perpetrators(it), self.perpetrators(new));
            if victim.is_none() && perpetrator.is_none() {
                continue;
            }
            let entry = found.entry(it.case_id).or_insert_with(|| Match {
                case_id: it.case_id,
                reference: self.reference(it.case_id),
                victim,
                perpetrator,
                newest: Arc::clone(it),
            });
            entry.victim = entry.victim.max(victim);
            entry.perpetrator = entry.perpetrator.max(perpetrator);
            entry.newest = Arc::clone(it);
        }
        let mut matches: Vec<Match> = found.into_values().collect();
        matches.sort_by_key(|it| std::cmp::Reverse(it.newest.received_at));
        matches
    }
}

fn is_before(earlier: &Referral, new: &Referral) -> bool {
    earlier.id != new.id && earlier.received_at < new.received_at
}

fn was_accepted(referral: &Referral) -> bool {
    matches!(referral.stage, Stage::Accepted | Stage::Joined)
}
