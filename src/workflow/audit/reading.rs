//! A part of a list of entries, newest first, with who did what in words.
use std::collections::HashMap;

use super::super::{Cx, Step};
use crate::domain::account::Colleague;
use crate::domain::actor::Role;
use crate::domain::audit::{Deed, Entry, Recorded, reason_shown};
use crate::domain::ids::{AccountId, AgencyId};
use crate::domain::text::Private;
use crate::domain::time::Instant;
use crate::domain::wording;
use crate::store;
use crate::store::entry::Stretch;

/// How much is read for one answer.
#[derive(Clone, Copy)]
pub(super) struct Amount {
    /// How many entries there may be.
    most: usize,
    /// How many are read at a time.
    at_once: i64,
}

/// What a page shows.
pub(super) const PAGE: Amount = Amount { most: 25, at_once: 60 };
/// What a file holds.
pub(super) const FILE: Amount = Amount { most: 5_000, at_once: 2_500 };

impl Amount {
    /// "5,000 entries".
    pub(super) fn shown(self) -> String {
        wording::count(self.most as u64, "entry", "entries")
    }
}

/// Where a part begins. It says nothing of entries that its reader does not see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The newest instant in it; none for the newest of all.
    pub latest: Option<Instant>,
    /// How many of that instant were shown before.
    pub shown: usize,
}

impl Place {
    /// This place, or where a search until some instant begins.
    pub(super) fn or_until(self, until: Option<Instant>) -> Self {
        if self.latest.is_some() { self } else { Self { latest: until, shown: 0 } }
    }
}

/// A part of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// Its lines.
    pub lines: Vec<Line>,
    /// Where the next part begins; none when this is the last.
    pub older: Option<Place>,
}

/// Who did what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// When.
    pub at: Instant,
    /// Who.
    pub by: By,
    /// What kind of thing.
    pub deed: Deed,
    /// The page or step, by its name in the record.
    pub name: String,
    /// Why, where they were asked.
    pub reason: Option<&'static str>,
    /// The references of the cases it is about, as far as its reader sees them.
    pub cases: Vec<String>,
}

/// Who did something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    /// The service itself.
    Service,
    /// A person.
    Person {
        /// Their name.
        name: Private,
        /// What they were then.
        roles: Vec<Role>,
        /// The agency they did it for.
        agency: String,
    },
}

/// An entry that its reader sees.
pub(super) struct Kept {
    /// The entry.
    pub(super) entry: Recorded,
    /// The references of its cases.
    pub(super) cases: Vec<String>,
}

/// Reads until a page is full: stretch after stretch, each as far as its reader sees it.
pub(super) fn read<'conn, Mode>(
    cx: &mut Cx<'_, 'conn, Mode>,
    (place, amount): (Place, Amount),
    fetch: impl Fn(&mut Cx<'_, 'conn, Mode>, Stretch) -> Step<Vec<Recorded>>,
    keep: impl Fn(&mut Cx<'_, 'conn, Mode>, Vec<Recorded>) -> Step<Vec<Kept>>,
) -> Step<Part> {
    let mut stretch = Stretch { latest: place.latest, skip: 0, most: amount.at_once };
    let (mut kept, mut is_last) = (Vec::new(), false);
    while kept.len() <= place.shown + amount.most && !is_last {
        let found = fetch(cx, stretch)?;
        is_last = found.len() < usize::try_from(amount.at_once).unwrap_or(usize::MAX);
        stretch.skip += amount.at_once;
        kept.extend(keep(cx, found)?);
    }
    let mut kept: Vec<Kept> = kept.into_iter().skip(place.shown).collect();
    let has_more = kept.len() > amount.most;
    kept.truncate(amount.most);
    let older = kept.last().filter(|_| has_more).map(|last| after(place, &kept, last));
    let names = Names::read(cx)?;
    Ok(Part { lines: kept.into_iter().map(|it| names.line(it)).collect(), older })
}

/// The place after the last of some that were shown.
fn after(place: Place, kept: &[Kept], last: &Kept) -> Place {
    let at = last.entry.entry.at;
    let of_then = kept.iter().filter(|it| it.entry.entry.at == at).count();
    let before = if place.latest == Some(at) { place.shown } else { 0 };
    Place { latest: Some(at), shown: before + of_then }
}

/// What accounts and agencies are called.
struct Names {
    people: HashMap<AccountId, Colleague>,
    agencies: HashMap<AgencyId, String>,
}

impl Names {
    fn read<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<Self> {
        let area = cx.area_id()?;
        let people = store::membership::colleagues(cx.session, area)?;
        let agencies = store::agency::list(cx.session, area)?;
        Ok(Self {
            people: people.into_iter().map(|it| (it.account.id, it)).collect(),
            agencies: agencies.into_iter().map(|it| (it.id, it.name)).collect(),
        })
    }

    fn line(&self, it: Kept) -> Line {
        let entry = it.entry.entry;
        Line {
            at: entry.at,
            by: self.by(&entry),
            deed: entry.deed,
            reason: reason_shown(&entry.reason),
            name: entry.name,
            cases: it.cases,
        }
    }

    fn by(&self, entry: &Entry) -> By {
        let Some(account) = entry.account else { return By::Service };
        let person = self.people.get(&account);
        // What was recorded before says only who it was: the agency is that of today.
        let agency = entry.agency.and_then(|it| self.agencies.get(&it).cloned());
        By::Person {
            name: person.map(|it| it.account.name.clone()).unwrap_or_default(),
            roles: entry.roles(),
            agency: agency.or_else(|| Some(person?.agency.clone())).unwrap_or_default(),
        }
    }
}
