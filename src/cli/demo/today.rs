//! The morning of the demo: yesterday's referrals, accepted, and what was done by 8:34am, all through
//! the service's own steps.
use std::collections::HashMap;

use chrono::{NaiveDateTime, TimeDelta};

use super::SEED;
use super::cast::{Cast, LISTED, WAITING, family};
use super::chance::Chance;
use super::county::County;
use super::history::References;
use super::phrase;
use super::sent::{Outline, written};
use crate::domain::account::{Account, Membership};
use crate::domain::actor::Actor;
use crate::domain::agency::Agency;
use crate::domain::area_clock::AreaClock;
use crate::domain::ids::{CaseId, DraftId, ListingId, ReferralId};
use crate::domain::research::{Known, Research, Share};
use crate::domain::session::Confirmed;
use crate::domain::support::{Method, Outcome};
use crate::domain::text::Private;
use crate::domain::time::{Day, Instant};
use crate::jobs::{daily, post};
use crate::mail::post::Post;
use crate::platform::clock::FixedClock;
use crate::store::{self, Database, StoreError};
use crate::workflow::research::{Answer, Done};
use crate::workflow::support::NewContact;
use crate::workflow::triage::{Joining, When};
use crate::workflow::{
    Asker, Change, Operation, Service, Step, referral, research, support, triage,
};

/// Who was heard before, and on which days.
pub(super) const EARLIER: &[(&str, &str)] = &[
    ("Farah Yusuf", "2025-08-14"),
    ("Rosie Keane", "2025-09-15"),
    ("Cara Pryce", "2025-11-03"),
    ("Cara Pryce", "2026-01-09"),
    ("Rosie Keane", "2026-01-22"),
];

/// How many cases each agency has still to return when the demo opens.
const MISSING: &[(&str, usize)] = &[
    ("Housing Options", 8),
    ("Adult social care", 5),
    ("Riverside NHS mental health", 4),
    ("Probation", 1),
    ("Substance misuse service", 1),
];

/// The day of the demo.
pub(super) fn day() -> Day {
    parse("2026-02-12")
}

/// A day as it is written here.
pub(super) fn parse(text: &str) -> Day {
    text.parse().unwrap_or_default()
}

/// A local time as it is written here.
pub(super) fn local(text: &str) -> Instant {
    let at = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap_or_default();
    AreaClock::new(chrono_tz::Europe::London).instant_of(at.date(), at.time())
}

/// When the demo opens.
pub(super) fn opens() -> Instant {
    local("2026-02-12 08:34")
}

/// The service in the hands of the county's people, on a clock that is moved.
struct Morning<'a> {
    service: &'a Service,
    database: &'a Database,
    clock: &'a FixedClock,
    county: &'a County,
    post: &'a Post,
    chance: Chance,
}

/// Lives through yesterday afternoon and this morning.
pub(super) async fn write(
    service: &Service,
    database: &Database,
    clock: &FixedClock,
    (county, post): (&County, &Post),
    references: &References,
) -> anyhow::Result<()> {
    let chance = Chance::seeded(SEED + 4);
    let mut morning = Morning { service, database, clock, county, post, chance };
    clock.move_to(local("2026-02-11 12:50"));
    morning.pass_to("2026-02-11 13:00").await?;
    let mut sent = Vec::new();
    for cast in LISTED {
        morning.pass_to(cast.at).await?;
        sent.push((cast.name, morning.send(cast).await?));
    }
    morning.pass_to("2026-02-11 16:40").await?;
    for (name, referral) in sent {
        morning.take(referral, references.get(name).cloned()).await?;
    }
    morning.pass_to("2026-02-11 17:10").await?;
    morning.support(9).await?;
    morning.pass_to(WAITING[0].at).await?;
    morning.send(&WAITING[0]).await?;
    let (first, rest) = county.agencies.split_at(county.agencies.len() / 2);
    morning.pass_to("2026-02-12 07:20").await?;
    morning.research(first).await?;
    morning.pass_to(WAITING[1].at).await?;
    morning.send(&WAITING[1]).await?;
    morning.pass_to("2026-02-12 08:12").await?;
    morning.research(rest).await?;
    morning.pass_to(WAITING[2].at).await?;
    morning.send(&WAITING[2]).await?;
    morning.pass_to("2026-02-12 08:34").await
}

impl Morning<'_> {
    /// Lets time pass, with everything that is due by the clock.
    async fn pass_to(&self, until: &str) -> anyhow::Result<()> {
        let until = local(until);
        let mut stops = daily::between(self.service, self.service.clock().now(), until).await?;
        stops.push(until);
        for at in stops {
            self.clock.move_to(at);
            daily::run_due(self.service).await?;
            post::deliver_due(self.service, self.post, || true).await?;
        }
        Ok(())
    }

    async fn step<T, F>(&self, who: &(Account, Membership), name: &'static str, step: F) -> Step<T>
    where
        F: Fn(&mut Change<'_, '_>) -> Step<T> + Send + Sync + 'static,
        T: serde::Serialize + serde::de::DeserializeOwned + Send + 'static,
    {
        let actor = Actor::Member(who.1.member(who.0.name.clone()));
        let (subject, request) = (String::new(), String::new());
        let asker = Asker { actor, name, subject, request, confirmed: Confirmed::Lately };
        self.service.change(asker, Operation::OfItself, step).await
    }

    async fn send(&mut self, cast: &Cast) -> anyhow::Result<ReferralId> {
        let (victim, perpetrator, children) = family(cast.name);
        let outline = Outline {
            victim,
            perpetrator,
            children,
            score: cast.score,
            yes: cast.yes.to_vec(),
            incident_on: day() - TimeDelta::days(self.chance.from(1, 4).into()),
        };
        let checklist = &self.service.tools().checklist;
        let account = written(checklist, &mut self.chance, outline);
        let draft = DraftId::from_uuid(self.service.tools().random.uuid());
        let write = move |cx: &mut Change<'_, '_>| {
            referral::send(cx, draft, 0, &Private::default(), account.clone())
        };
        let sent = self.step(self.county.person(cast.by), "referral.send", write).await?;
        Ok(sent.referral)
    }

    /// The coordinator accepts a referral, or joins it to the case that is there already.
    async fn take(&self, id: ReferralId, earlier: Option<String>) -> anyhow::Result<()> {
        let coordinator = &self.county.people[1];
        let earlier = earlier.map(|it| Joining { reference: it.clone(), same_as: it });
        let take = move |cx: &mut Change<'_, '_>| match &earlier {
            Some(earlier) => triage::join(cx, id, 1, earlier),
            None => triage::accept(cx, id, 1, When::ByRule).map(drop),
        };
        Ok(self.step(coordinator, "referral.accept", take).await?)
    }

    /// What agencies are asked about today, by case.
    async fn asked(&self) -> Result<Vec<Research>, StoreError> {
        let area = self.county.area.id;
        let asked = self.database.read(move |view| {
            let meeting = store::meeting::by_slug(view, area, &day().to_string())?;
            let listings = store::listing::of_meeting(view, area, meeting.id)?;
            let ids: Vec<ListingId> = listings.iter().map(|it| it.id).collect();
            let places: HashMap<ListingId, usize> =
                ids.iter().enumerate().map(|(place, id)| (*id, place)).collect();
            let mut research = store::research::of_listings(view, area, &ids)?;
            research.sort_by_key(|it| places.get(&it.listing_id).copied());
            Ok(research)
        });
        asked.await
    }

    /// The IDVAs reach the first victims and note what they want.
    async fn support(&mut self, count: usize) -> anyhow::Result<()> {
        let idva = self.county.person("Aisha Rahman");
        let asked = self.asked().await?;
        let cases = asked.into_iter().filter(|it| it.agency_id == idva.1.agency_id).take(count);
        for research in cases {
            let tried_at = self.service.clock().now() - TimeDelta::minutes(10);
            let (method, outcome) = (Method::Phone, Outcome::Engaged);
            let contact = NewContact { tried_at, method, outcome, note: Private::default() };
            let wishes = Private::new(*self.chance.of(phrase::WISHES));
            let reach = move |cx: &mut Change<'_, '_>| {
                support::record_contact(cx, research.case_id, &contact)?;
                support::record_views(cx, research.listing_id, 0, &wishes, &Private::default())
            };
            self.step(idva, "contact.add", reach).await?;
        }
        Ok(())
    }

    /// Some agencies return what they are asked, as far as they have come by now.
    async fn research(&mut self, agencies: &[Agency]) -> anyhow::Result<()> {
        let asked = self.asked().await?;
        for agency in agencies {
            let Some(who) = self.county.answering(agency.id).into_iter().next() else { continue };
            let theirs = asked.iter().filter(|it| it.agency_id == agency.id);
            let missing = MISSING.iter().find(|it| it.0 == agency.name).map_or(0, |it| it.1);
            let count = theirs.clone().count().saturating_sub(missing);
            let answers: Vec<(CaseId, i32, Answer)> = theirs
                .take(count)
                .map(|it| (it.case_id, it.version, answer(&mut self.chance, agency)))
                .collect();
            let give = move |cx: &mut Change<'_, '_>| {
                for (case, seen, answer) in &answers {
                    let given = (answer.clone(), Done::Returned);
                    research::save(cx, &day().to_string(), *case, *seen, given)?;
                }
                Ok(())
            };
            self.step(who, "research.return", give).await?;
        }
        Ok(())
    }
}

/// What an agency returns about a case.
fn answer(chance: &mut Chance, agency: &Agency) -> Answer {
    let knows = chance.once_in(2);
    let text = if knows { *chance.of(phrase::returns(agency.kind)) } else { "" };
    let offer =
        if knows && chance.once_in(2) { *chance.of(phrase::actions(agency.kind)) } else { "" };
    Answer {
        known: Known { victim: knows, perpetrator: knows && chance.once_in(2), children: false },
        nothing_held: !knows,
        text: text.into(),
        share: Share::Minuted,
        not_minuted: Private::default(),
        chair_only: Private::default(),
        offer: offer.into(),
    }
}
