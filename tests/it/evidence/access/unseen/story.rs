//! The same days in a county, told with some cases and without them.
use marac::domain::actor::Member;
use marac::domain::conflict::Interest;
use marac::domain::due::Due;
use marac::domain::ids::{CaseId, DraftId, ListingId, OperationId, ReferralId};
use marac::domain::notice::Attempt;
use marac::domain::referral::Account;
use marac::domain::support::{Method, Outcome};
use marac::domain::text::Private;
use marac::domain::time::Day;
use marac::mail::letters::{Letters, Replies};
use marac::platform::clock::Clock;
use marac::platform::random::Random;
use marac::workflow::conflict::{self, Declared, Recorded};
use marac::workflow::hearing::AgreedAction;
use marac::workflow::meeting::Opening;
use marac::workflow::post::{Prepared, claim, prepare, settle};
use marac::workflow::support::NewContact;
use marac::workflow::triage::When;
use marac::workflow::{
    Asker, Change, Operation, Service, Step, Tools, agenda, attendance, hearing, meeting, minutes,
    referral, reminder, research, schedule, support, triage,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::support::county::County;
use crate::support::key::key;
use crate::support::sitting::{self, Listed};
use crate::support::store::TestStore;

/// Who is kept from the cases: one who leads, one of an agency, and the only IDVA.
pub const KEPT_OUT: [&str; 3] = ["Sam Okafor", "Marcus Reid", "Aisha Rahman"];

/// How far the story is.
#[derive(Clone, Copy, Debug)]
pub enum Phase {
    /// Before referrals close.
    Morning,
    /// The agenda is published.
    Published,
    /// A case is heard.
    Meeting,
    /// The minutes are drafted.
    After,
}

impl Phase {
    pub const ALL: &[Self] = &[Self::Morning, Self::Published, Self::Meeting, Self::After];
}

/// An address, by a name that is the same in both worlds.
pub struct Path {
    pub name: &'static str,
    pub there: String,
}

/// One world.
pub struct Story {
    pub county: County,
    /// Works beside the county's own, so that what it does uses up none of its randomness.
    side: Option<Service>,
    writer: Letters,
    letters: Vec<(String, String)>,
    /// What everybody sees: the case heard a week ago, and today's.
    seen: Vec<(Listed, ReferralId)>,
    /// What is kept from some: heard a week ago, listed today, waiting.
    kept: Vec<(Option<Listed>, CaseId, ReferralId)>,
    references: Vec<String>,
}

const LAST: &str = "2026-02-05";
const TODAY: &str = "2026-02-12";

impl Story {
    /// A week ago a meeting was held; with the cases, or without.
    pub async fn begin(database: TestStore, with: bool) -> Self {
        let county = County::in_store(database).await;
        let random = Random::seeded(77);
        let url = "https://risk.northshire.example".to_owned();
        let tools = Tools::new(key(), random, url).unwrap();
        let clock = Clock::Fixed(county.clock.clone());
        let side = with.then(|| Service::new(county.database.clone(), clock, tools));
        let (writer, letters, references) = (Letters::open().unwrap(), Vec::new(), Vec::new());
        let (seen, kept) = (Vec::new(), Vec::new());
        let mut story = Self { county, side, writer, letters, seen, kept, references };
        story.last_week().await;
        story
    }

    /// Takes the story to a phase of the day.
    pub async fn go_on(&mut self, phase: Phase) {
        match phase {
            Phase::Morning => self.morning().await,
            Phase::Published => self.publish().await,
            Phase::Meeting => self.hear().await,
            Phase::After => self.close(TODAY).await,
        }
    }

    /// What was mailed to somebody, sorted: the order goes by random identifiers.
    pub fn letters_to(&self, who: &str) -> Vec<String> {
        let last = who.split(' ').next_back().unwrap().to_lowercase();
        let theirs = self.letters.iter().filter(|it| it.0.contains(&last));
        let mut texts: Vec<String> = theirs.map(|it| super::without_tokens(&it.1)).collect();
        texts.sort();
        texts
    }

    /// Addresses of what is kept from them: what they begin with, and the identifier that they end with.
    pub fn kept_places(&self) -> Vec<(String, String)> {
        let kept = self.kept.iter().find_map(|it| it.0.map(|listed| (listed, it.1, it.2)));
        let (listed, case, referral) = kept.unwrap();
        vec![
            ("/cases/".to_owned(), case.to_string()),
            ("/referrals/".to_owned(), referral.to_string()),
            (format!("/research/{TODAY}/"), case.to_string()),
            (format!("/meetings/{LAST}/minutes/items/"), listed.id.to_string()),
            ("/support/".to_owned(), case.to_string()),
        ]
    }

    /// References to search for: of what is kept, and one that nobody has.
    pub fn references(&self) -> Vec<String> {
        let mut references = self.references.clone();
        references.resize(3, "NS-2222".to_owned());
        references.push("nonsense".to_owned());
        references
    }

    /// Every page that any of them may ask for.
    pub fn paths(&self) -> Vec<Path> {
        let id = |nth: usize| self.seen[nth.min(self.seen.len() - 1)];
        let (past, today) = (id(0), id(1));
        let mut paths: Vec<Path> =
            PLAIN.iter().map(|it| Path { name: it, there: (*it).to_owned() }).collect();
        let mut add = |name, there| paths.push(Path { name, there });
        for (of, referral) in [past, today] {
            add("case", format!("/cases/{}", of.case));
            add("case people", format!("/cases/{}/people", of.case));
            add("case research", format!("/cases/{}/research", of.case));
            add("case actions", format!("/cases/{}/actions", of.case));
            add("who looked at a case", format!("/cases/{}/looked", of.case));
            add("case interests", format!("/cases/{}/interests", of.case));
            add("referral", format!("/referrals/{referral}"));
            add("support of a case", format!("/support/{}", of.case));
        }
        add("research of a case", format!("/research/{TODAY}/{}", today.0.case));
        add("agencies of a case", format!("/research/{TODAY}/{}/agencies", today.0.case));
        add("hearing", format!("/meetings/{TODAY}/live/{}", today.0.id));
        add("minutes item", format!("/meetings/{LAST}/minutes/items/{}", past.0.id));
        self.kept_paths(&mut paths);
        paths
    }

    /// The addresses of what is kept from them; in the world without, of nothing.
    fn kept_paths(&self, paths: &mut Vec<Path>) {
        let random = || uuid::Uuid::new_v4().to_string();
        for nth in 0..3 {
            let found = self.kept.get(nth);
            let case = found.map_or_else(random, |it| it.1.to_string());
            let referral = found.map_or_else(random, |it| it.2.to_string());
            let listing = found.and_then(|it| it.0).map_or_else(random, |it| it.id.to_string());
            let mut add = |name, there| paths.push(Path { name, there });
            add("kept case", format!("/cases/{case}"));
            add("kept who looked", format!("/cases/{case}/looked"));
            add("kept people", format!("/cases/{case}/people"));
            add("kept interests", format!("/cases/{case}/interests"));
            add("kept restriction", format!("/cases/{case}/restriction"));
            add("kept referral", format!("/referrals/{referral}"));
            add("kept sent referral", format!("/referrals/{referral}/sent"));
            add("kept support", format!("/support/{case}"));
            add("kept research", format!("/research/{TODAY}/{case}"));
            add("kept agencies", format!("/research/{TODAY}/{case}/agencies"));
            add("kept hearing", format!("/meetings/{TODAY}/live/{listing}"));
            add("kept minutes item", format!("/meetings/{LAST}/minutes/items/{listing}"));
        }
    }

    async fn change<T, F>(&self, who: Member, step: F) -> T
    where
        F: Fn(&mut Change<'_, '_>) -> Step<T> + Send + Sync + 'static,
        T: Serialize + DeserializeOwned + Send + 'static,
    {
        self.county.change(who, step).await.unwrap()
    }

    fn account(victim: &str, day: &str) -> Account {
        let incident_on = day.parse::<Day>().ok();
        Account { children: vec![], incident_on, ..sitting::account(victim) }
    }

    async fn refer(&self, service: &Service, account: Account) -> (ReferralId, String) {
        let draft = DraftId::from_uuid(uuid::Uuid::new_v4());
        let asker = County::asker(&self.county.police(), "test.step");
        let sent = service.change(asker, operation(), move |cx| {
            referral::send(cx, draft, 0, &Private::default(), account.clone())
        });
        let sent = sent.await.unwrap();
        (sent.referral, sent.reference)
    }

    async fn accept(&self, service: &Service, id: ReferralId) -> Listed {
        let asker = County::asker(&self.county.chair(), "test.step");
        let listed = service.change(asker, operation(), move |cx| {
            let listing = triage::accept(cx, id, 1, When::ByRule)?;
            Ok((listing.id, listing.case_id))
        });
        let (id, case): (ListingId, CaseId) = listed.await.unwrap();
        Listed { id, case }
    }

    /// A case that everybody sees, referred by the police and listed.
    async fn list(&mut self, victim: &str, day: &str) -> Listed {
        let service = self.county.service.clone();
        let (referral, _) = self.refer(&service, Self::account(victim, day)).await;
        let listed = self.accept(&service, referral).await;
        self.seen.push((listed, referral));
        listed
    }

    /// A case that is kept from some, in the world that has it: mail about it waits when they are
    /// excluded.
    async fn keep(&mut self, victim: &str, day: &str, accepted: bool) -> Option<Listed> {
        let service = self.side.clone()?;
        // With a child, an agency is asked that is asked on no other case.
        let children = sitting::account(victim).children;
        let account = Account { children, ..Self::account(victim, day) };
        let (referral, reference) = self.refer(&service, account).await;
        let text = format!("SELECT case_id AS text FROM referrals WHERE id = '{referral}'");
        let case = CaseId::parse(&self.county.store.texts(&text)[0]).unwrap();
        let listed = if accepted { Some(self.accept(&service, referral).await) } else { None };
        let recorded = Recorded {
            people: KEPT_OUT.map(|it| self.county.person(it).account).to_vec(),
            agency: None,
            declared: Declared {
                interest: Interest::KnowsPerpetrator,
                reason: "They are neighbours".into(),
                replacement: Some(self.county.chair().account),
            },
        };
        let asker = County::asker(&self.county.chair(), "test.step");
        let record =
            service.change(asker, operation(), move |cx| conflict::record(cx, case, &recorded));
        record.await.unwrap();
        self.kept.push((listed, case, referral));
        self.references.push(reference);
        listed
    }

    async fn last_week(&mut self) {
        self.county.at(&format!("{LAST} 07:30"));
        self.county.by_itself(schedule::keep).await.unwrap();
        self.county.at(&format!("{LAST} 08:00"));
        let case = self.list("Ruth Adler", "2026-02-01").await;
        self.county.at(&format!("{LAST} 08:10"));
        let kept = self.keep("Pearl Grant", "2026-02-02", true).await;
        self.post().await;
        self.open(LAST).await;
        if let (Some(kept), Some(side)) = (kept, self.side.clone()) {
            self.decide(LAST, (kept, &self.county.probation()), side).await;
        }
        let of_all = (case, &self.county.police());
        self.decide(LAST, of_all, self.county.service.clone()).await;
        self.close(LAST).await;
        self.county.at(&format!("{LAST} 11:15"));
        self.post().await;
        self.change(self.county.chair(), |cx| minutes::approve(cx, LAST, 1)).await;
        self.county.at(&format!("{LAST} 11:21"));
        self.post().await;
    }

    async fn morning(&mut self) {
        self.county.at(&format!("{TODAY} 07:00"));
        self.jobs().await;
        self.county.at(&format!("{TODAY} 08:00"));
        self.list("Pearl Grant", "2026-02-09").await;
        self.county.at(&format!("{TODAY} 08:05"));
        self.keep("Ruth Adler", "2026-02-08", true).await;
        self.county.at(&format!("{TODAY} 08:10"));
        let tried = self.list("Nadia Holt", "2026-02-10").await.case;
        // Lists that are alike in all else go by the reference, which is random.
        let contact = NewContact {
            tried_at: self.county.service.clock().now(),
            method: Method::Phone,
            outcome: Outcome::NoAnswer,
            note: Private::default(),
        };
        self.change(self.county.idva(), move |cx| support::record_contact(cx, tried, &contact))
            .await;
        self.keep("Nadia Holt", "2026-02-10", false).await;
        self.county.at(&format!("{TODAY} 08:32"));
        self.jobs().await;
    }

    async fn publish(&mut self) {
        self.county.at(&format!("{TODAY} 09:01"));
        self.jobs().await;
        let (seen, kept) = (self.seen[1].0, self.kept.get(1).and_then(|it| it.0));
        let moved = |on: ListingId| {
            move |cx: &mut Change<'_, '_>| {
                agenda::set_minutes(cx, TODAY, &[on], Some(9)).map(|()| 0)
            }
        };
        self.change(self.county.chair(), moved(seen.id)).await;
        if let (Some(kept), Some(side)) = (kept, self.side.clone()) {
            let asker = County::asker(&self.county.chair(), "test.step");
            side.change(asker, operation(), moved(kept.id)).await.unwrap();
        }
        self.county.at(&format!("{TODAY} 09:41"));
        self.jobs().await;
    }

    async fn hear(&mut self) {
        self.open(TODAY).await;
        if let (Some(kept), Some(side)) = (self.kept.get(1).and_then(|it| it.0), self.side.clone())
        {
            self.decide(TODAY, (kept, &self.county.probation()), side).await;
        }
        for (nth, minute) in [(2, 3), (1, 4)] {
            self.county.at(&format!("{TODAY} 10:0{minute}"));
            let of_all = (self.seen[nth].0, &self.county.police());
            self.decide(TODAY, of_all, self.county.service.clone()).await;
        }
        self.county.at(&format!("{TODAY} 10:06"));
    }

    async fn open(&self, slug: &'static str) {
        self.county.at(&format!("{slug} 10:00"));
        let chair = self.county.chair();
        let opening = Opening { chair: chair.account, writer: chair.account };
        self.change(chair.clone(), move |cx| meeting::open(cx, slug, opening)).await;
        let others = KEPT_OUT.map(|it| self.county.person(it));
        for person in others.into_iter().chain([chair, self.county.police()]) {
            self.change(person, move |cx| attendance::accept(cx, slug, 1)).await;
        }
    }

    /// Hears a case and decides on it, with an action of somebody's. Whoever acts only on what is kept
    /// is not in the room.
    async fn decide(&self, slug: &'static str, (on, owner): (Listed, &Member), service: Service) {
        let (id, owner) = (on.id, owner.membership);
        let asker = County::asker(&self.county.chair(), "test.step");
        let begin = service.change(asker.clone(), operation(), move |cx| {
            meeting::hear(cx, slug, id)?;
            let action = AgreedAction {
                text: "Change the locks".into(),
                owner,
                due: Due::ThreeWorkingDays,
                due_on: None,
                risk: None,
            };
            hearing::add_action(cx, slug, id, &action)
        });
        begin.await.unwrap();
        let version =
            format!("SELECT CAST(version AS BIGINT) AS count FROM listings WHERE id = '{id}'");
        let seen = i32::try_from(self.county.store.count(&version)).unwrap();
        let decide = service.change(asker, operation(), move |cx| {
            hearing::decide(cx, slug, id, seen, &sitting::plan_made())
        });
        decide.await.unwrap();
    }

    async fn close(&mut self, slug: &'static str) {
        self.county.at(&format!("{slug} 11:00"));
        self.change(self.county.chair(), move |cx| meeting::close(cx, slug)).await;
        self.county.at(&format!("{slug} 11:11"));
        self.post().await;
    }

    /// What happens by the clock, and the mail that it makes.
    async fn jobs(&mut self) {
        self.county.by_itself(schedule::keep).await.unwrap();
        self.county.by_itself(reminder::remind_due).await.unwrap();
        self.county.by_itself(research::digest_due).await.unwrap();
        self.county.by_itself(research::chase_due).await.unwrap();
        self.county.by_itself(agenda::freeze_due).await.unwrap();
        self.county.by_itself(agenda::publish_due).await.unwrap();
        self.post().await;
    }

    /// Sends the mail that is due, and keeps it by address.
    async fn post(&mut self) {
        while let Some(lease) = self.county.by_itself(claim).await.unwrap() {
            let real = self.county.service.clock().real_now();
            let asker = Asker {
                subject: lease.message.to_string(),
                ..Asker::service(self.county.area, "mail.send")
            };
            let look = self.county.service.look(asker, move |cx| prepare(cx, &lease, real));
            let attempt = match look.await.unwrap() {
                Prepared::Unwanted(_) => Attempt::Dropped,
                Prepared::Letter(letter) => {
                    let written = self.writer.write(&letter, Replies::Read).unwrap();
                    let text = format!("{}\n{}\n{}", written.subject, written.text, written.html);
                    self.letters.push((letter.reader.address.reveal().to_owned(), text));
                    Attempt::Accepted
                }
                stopped => panic!("{stopped:?}"),
            };
            let settled = self.county.by_itself(move |cx| settle(cx, &lease, attempt, ""));
            settled.await.unwrap();
        }
    }
}

fn operation() -> Operation {
    Operation::of_form(OperationId::from_uuid(uuid::Uuid::new_v4()), "")
}

/// Addresses that name nothing.
const PLAIN: &[&str] = &[
    "/",
    "/agenda",
    "/account",
    "/meetings",
    "/meetings/2026-02-12",
    "/meetings/2026-02-12/agenda",
    "/meetings/2026-02-12/agenda/history",
    "/meetings/2026-02-12/agenda/publish",
    "/meetings/2026-02-12/agenda/add",
    "/meetings/2026-02-12/agenda/print",
    "/meetings/2026-02-12/cancel",
    "/meetings/2026-02-12/move",
    "/meetings/2026-02-12/attendance",
    "/meetings/2026-02-12/live",
    "/meetings/2026-02-12/live/outstanding",
    "/meetings/2026-02-12/closing",
    "/meetings/2026-02-12/minutes",
    "/meetings/2026-02-12/minutes/mine",
    "/meetings/2026-02-05/agenda",
    "/meetings/2026-02-05/agenda/history",
    "/meetings/2026-02-05/minutes",
    "/meetings/2026-02-05/minutes/mine",
    "/meetings/2026-02-05/minutes/sends",
    "/meetings/2026-02-13/agenda/add",
    "/referrals",
    "/research",
    "/research/2026-02-12",
    "/research/2026-02-12/own",
    "/research/2026-02-12/nothing-held",
    "/actions",
    "/actions?view=team",
    "/actions?view=all",
    "/actions?view=nobody",
    "/minutes",
    "/mail",
    "/cases",
    "/restricted",
    "/audit",
    "/confirmations",
    "/support",
    "/settings/people",
    "/settings/agencies",
];
