//! Twenty people change one meeting at once while the server is killed under them: everything that
//! was answered is there, in an order in which each saw what came before, and nothing else is.
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};

use tokio::task::JoinHandle;

use super::figure;
use crate::support::answer::Answer;
use crate::support::county::County;
use crate::support::http::{Request, Visitor};
use crate::support::installation::Installation;
use crate::support::page::Page;
use crate::support::sitting::{self, SLUG};
use crate::support::store::{TestStore, on_both};

const PEOPLE: usize = 20;
const CASES: usize = 8;
const PRESENCES: &[&str] = &["present", "apologies", "absent", "expected"];

on_both! {
    async fn nothing_that_twenty_people_save_at_once_is_lost(store) {
        let name = store.name();
        let (installation, people, listings) = meeting(store).await;
        let attempts = figure::times(120, 20_000);
        let made = Arc::new(AtomicUsize::new(0));
        let mut server = installation.start();
        let tasks: Vec<_> = people
            .into_iter()
            .enumerate()
            .map(|it| {
                let person = Person::new(it, listings.clone(), (Arc::clone(&made), attempts));
                tokio::spawn(person.work())
            })
            .collect();
        let mut kills = 0;
        let is_going = || {
            made.load(Ordering::Acquire) < attempts && !tasks.iter().any(JoinHandle::is_finished)
        };
        while is_going() {
            let next = made.load(Ordering::Acquire) + attempts / figure::times(2, 100);
            while is_going() && made.load(Ordering::Acquire) < next {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            server.kill();
            server = installation.start();
            kills += 1;
        }
        let mut done = Vec::new();
        for task in tasks {
            done.extend(task.await.unwrap());
        }
        let saved = done.iter().filter(|it| it.saved).count();
        let found = Findings::of(&installation.store, &done);
        assert!(saved > attempts / 4, "only {saved} of {attempts} were saved");
        figure::judge(&format!("day.updates_lost_or_invented.{name}"), &found.0, "saves", saved);
        figure::print_of(&format!("day.updates_refused.{name}"), attempts - saved, "saves", attempts);
        figure::print(&format!("day.update_kills.{name}"), kills, "kills");
    }
}

/// The county's open meeting with its cases, and twenty sessions of those who record it.
async fn meeting(store: TestStore) -> (Installation, Vec<Visitor>, Vec<String>) {
    let county = County::in_store(store).await;
    let mut listings = Vec::new();
    for nth in 0..CASES {
        let account = sitting::account(&format!("Tamsin Bright {nth}"));
        listings.push(sitting::list(&county, account).await.id.to_string());
    }
    sitting::open(&county).await;
    let mut tokens = Vec::new();
    for nth in 0..PEOPLE {
        let who = if nth % 2 == 0 { county.chair() } else { county.coordinator() };
        tokens.push(county.token(who).await);
    }
    let installation = Installation::of(county);
    let address = installation.address();
    let visitors = tokens.iter().map(|it| Visitor::new(&address).with_session(it)).collect();
    (installation, visitors, listings)
}

/// What somebody tried to save.
#[derive(Clone, Debug)]
enum Try {
    /// A new action, by its text.
    Action(String),
    /// Another text of a listing's decision, over the version that was seen.
    Decision { listing: String, seen: i32, text: String },
    /// Another line of the roll.
    Presence { row: String, is: String },
    /// Somebody more on the roll, by their name.
    Guest(String),
    /// A case to another place.
    Place,
}

/// A try with its outcome, which is known in the end whatever the server went through.
#[derive(Clone, Debug)]
struct Done {
    what: Try,
    operation: String,
    saved: bool,
}

/// Somebody who records, in a window of their own.
struct Person {
    nth: usize,
    visitor: Visitor,
    made: Arc<AtomicUsize>,
    most: usize,
    random: TestRng,
    csrf: String,
    owner: String,
    agency: String,
    due: String,
    listings: Vec<String>,
    /// What their window showed last.
    versions: BTreeMap<String, i32>,
    roll: BTreeMap<String, String>,
}

impl Person {
    fn new(
        (nth, visitor): (usize, Visitor),
        listings: Vec<String>,
        (made, most): (Arc<AtomicUsize>, usize),
    ) -> Self {
        let seed = [u8::try_from(nth).unwrap(); 32];
        let random = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
        Self {
            nth,
            visitor,
            made,
            most,
            random,
            csrf: String::new(),
            owner: String::new(),
            agency: String::new(),
            due: String::new(),
            listings,
            versions: BTreeMap::new(),
            roll: BTreeMap::new(),
        }
    }

    async fn work(mut self) -> Vec<Done> {
        self.look_around().await;
        let mut done = Vec::new();
        while self.made.fetch_add(1, Ordering::AcqRel) < self.most {
            let operation = uuid::Uuid::new_v4().to_string();
            let (what, request) = self.next(&operation, done.len());
            let answer = self.insist(request.clone()).await;
            let saved = answer.status == 303;
            assert!(saved || matches!(answer.status, 409 | 422), "{what:?}: {answer}");
            match &what {
                Try::Decision { listing, .. } if !saved => self.see_version(listing, answer),
                Try::Presence { .. } if !saved => self.look_at_roll().await,
                _ => {}
            }
            done.push(Done { what, operation, saved });
        }
        done
    }

    fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.random.next_u32()).unwrap() % most
    }

    /// Something to save at random, as the forms of the meeting's pages send it.
    fn next(&mut self, operation: &str, nth: usize) -> (Try, Request) {
        let (kind, at) = (self.below(100), self.below(self.listings.len()));
        let listing = self.listings[at].clone();
        let text = format!("{} of {}", nth, self.nth);
        let live = format!("/meetings/{SLUG}/live/{listing}");
        let other = self.below(PRESENCES.len().max(CASES));
        let post = |path: &str| {
            Request::post(path).field("csrf", &self.csrf).field("operation", operation)
        };
        match kind {
            0 => {
                let name = format!("Guest {text}");
                let request = post(&format!("/meetings/{SLUG}/attendance/people"))
                    .field("name", &name)
                    .field("agency", &self.agency);
                (Try::Guest(name), request)
            }
            1..=25 => {
                let text = format!("Action {text}");
                let request = post(&format!("{live}/actions"))
                    .field("text", &text)
                    .field("due", &self.due)
                    .field("owner", &self.owner);
                (Try::Action(text), request)
            }
            26..=50 => {
                let (seen, text) = (self.versions[&listing], format!("Decision {text}"));
                let request = post(&format!("{live}/decision"))
                    .field("version", &seen.to_string())
                    .field("decision", &text);
                self.versions.insert(listing.clone(), seen + 1);
                (Try::Decision { listing, seen, text }, request)
            }
            51..=75 => {
                let row = self.roll.keys().nth(at % self.roll.len()).unwrap().clone();
                let was = self.roll[&row].clone();
                let is = PRESENCES[other % PRESENCES.len()].to_owned();
                let request = post(&format!("/meetings/{SLUG}/attendance"))
                    .field(&format!("was-{row}"), &was)
                    .field(&format!("presence-{row}"), &is);
                self.roll.insert(row.clone(), is.clone());
                (Try::Presence { row, is }, request)
            }
            _ => {
                let place = (other + 1).to_string();
                let request = post(&format!("/meetings/{SLUG}/agenda/change"))
                    .field("do", "move")
                    .field("items", &listing)
                    .field("place", &place);
                (Try::Place, request)
            }
        }
    }

    /// Sends the very same again until it is answered, as a page does.
    async fn insist(&mut self, request: Request) -> Answer {
        for _ in 0..6_000 {
            match self.visitor.try_send(request.clone()).await {
                // A machine that is too busy answers 408, a server that stops 503.
                Ok(answer) if !matches!(answer.status, 408 | 503) => return answer,
                _ => tokio::time::sleep(Duration::from_millis(10)).await,
            }
        }
        panic!("{} was never answered", request.path);
    }

    async fn page(&mut self, path: &str) -> Page {
        let answer = self.insist(Request::get(path)).await;
        assert_eq!(answer.status, 200, "{answer} {:?}", answer.location());
        answer.page()
    }

    async fn look_around(&mut self) {
        self.look_at_roll().await;
        for listing in self.listings.clone() {
            self.look_at_case(&listing).await;
        }
    }

    /// What the page that shows both texts would save over.
    fn see_version(&mut self, listing: &str, answer: Answer) {
        let version = answer.page().form("Save my text").sent("version").unwrap();
        self.versions.insert(listing.to_owned(), version.parse().unwrap());
    }

    async fn look_at_case(&mut self, listing: &str) {
        let page = self.page(&format!("/meetings/{SLUG}/live/{listing}")).await;
        let action = page.form("Add an action");
        let named = |name: &str| action.controls().iter().find(|it| it.name == name).unwrap();
        self.owner.clone_from(&named("owner").options.last().unwrap().1);
        self.due.clone_from(&named("due").value);
        let form = page.form("Save decision");
        self.versions.insert(listing.to_owned(), form.sent("version").unwrap().parse().unwrap());
    }

    async fn look_at_roll(&mut self) {
        let page = self.page(&format!("/meetings/{SLUG}/attendance")).await;
        self.csrf = page.csrf();
        let add = page.form("Add to the roll");
        let agencies = add.controls().iter().find(|it| it.name == "agency").unwrap();
        self.agency.clone_from(&agencies.options.last().unwrap().1);
        // Those who record stay in the room.
        let stays = |label: &str| label.ends_with("Priya Nair") || label.ends_with("Sam Okafor");
        let rows = page.controls().iter().filter(|it| !stays(&it.label));
        let rows = rows.filter_map(|it| it.name.strip_prefix("presence-"));
        let was = |row: &str| page.controls().iter().find(|it| it.name == format!("was-{row}"));
        self.roll = rows.map(|row| (row.to_owned(), was(row).unwrap().value.clone())).collect();
    }
}

/// What does not fit together.
struct Findings(Vec<String>);

impl Findings {
    fn of(store: &TestStore, done: &[Done]) -> Self {
        let mut found = Self(Vec::new());
        let saved: Vec<&Done> = done.iter().filter(|it| it.saved).collect();
        found.operations(store, &saved);
        let actions = saved.iter().filter_map(|it| match &it.what {
            Try::Action(text) => Some(text.clone()),
            _ => None,
        });
        found.added("action", actions, store.texts("SELECT text FROM actions"));
        let guests = saved.iter().filter_map(|it| match &it.what {
            Try::Guest(name) => Some(name.clone()),
            _ => None,
        });
        let kept = "SELECT name AS text FROM attendances WHERE name LIKE 'Guest %'";
        found.added("guest", guests, store.texts(kept));
        found.decisions(store, &saved);
        found.roll(store, &saved);
        let moves = saved.iter().filter(|it| matches!(it.what, Try::Place)).count();
        let noted = store.texts("SELECT id AS text FROM agenda_changes WHERE kind = 'moved'").len();
        if noted != moves {
            found.0.push(format!("{moves} moves were answered and {noted} are noted"));
        }
        found
    }

    fn same(&mut self, what: &str, answered: &BTreeSet<String>, kept: &BTreeSet<String>) {
        let lost = answered.difference(kept).map(|it| format!("{what} lost: {it}"));
        let invented = kept.difference(answered).map(|it| format!("{what} invented: {it}"));
        self.0.extend(lost.chain(invented));
    }

    fn operations(&mut self, store: &TestStore, saved: &[&Done]) {
        let answered = saved.iter().map(|it| it.operation.clone()).collect();
        let steps =
            "'action.agree', 'decision.save', 'attendance.call', 'attendance.add', 'agenda.move'";
        let kept = store.texts(&format!(
            "SELECT id AS text FROM operations WHERE filled_in <> '' AND step IN ({steps})"
        ));
        self.same("operation", &answered, &kept.into_iter().collect());
    }

    fn added(&mut self, what: &str, saved: impl Iterator<Item = String>, kept: Vec<String>) {
        let saved: Vec<String> = saved.collect();
        if kept.len() != saved.len() {
            self.0.push(format!("{} of {what} for {} that were saved", kept.len(), saved.len()));
        }
        self.same(what, &saved.into_iter().collect(), &kept.into_iter().collect());
    }

    /// Each version of a decision was seen by one save at most, and the last save is what stands.
    fn decisions(&mut self, store: &TestStore, saved: &[&Done]) {
        let mut last: BTreeMap<&str, (i32, &str)> = BTreeMap::new();
        let mut seen_before = BTreeSet::new();
        for it in saved {
            let Try::Decision { listing, seen, text } = &it.what else { continue };
            if !seen_before.insert((listing, seen)) {
                self.0.push(format!("two decisions of {listing} were saved over version {seen}"));
            }
            let at = last.entry(listing).or_insert((*seen, text));
            if *seen >= at.0 {
                *at = (*seen, text);
            }
        }
        for (listing, (_, text)) in last {
            let kept = store
                .texts(&format!("SELECT decision AS text FROM listings WHERE id = '{listing}'"));
            if kept != [text] {
                self.0.push(format!("{listing} is decided {kept:?}, not {text}"));
            }
        }
    }

    /// A line of the roll stands as somebody saved it.
    fn roll(&mut self, store: &TestStore, saved: &[&Done]) {
        let mut marks: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for it in saved {
            if let Try::Presence { row, is } = &it.what {
                marks.entry(row).or_default().insert(is);
            }
        }
        let stands = store.texts("SELECT id || ' ' || presence AS text FROM attendances");
        for (row, presence) in stands.iter().filter_map(|it| it.split_once(' ')) {
            if marks.get(row).is_some_and(|it| !it.contains(presence)) {
                self.0.push(format!("{row} stands as {presence}, which nobody saved"));
            }
        }
    }
}
