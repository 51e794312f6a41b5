//! The database restarted again and again, in every way, while eight people save actions: whatever
//! was acknowledged is there once, and who is in trouble is told to try again, with their words kept.
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::figure;
use super::kill::{token, verify};
use crate::support::answer::Answer;
use crate::support::county::County;
use crate::support::form::Form;
use crate::support::http::{Request, Visitor};
use crate::support::installation::Installation;
use crate::support::own_cluster::{OwnCluster, Stop};
use crate::support::page::Page;
use crate::support::sitting::{self, SLUG};
use crate::support::store::TestStore;

const WRITERS: usize = 8;
const WAYS: [Stop; 4] = [Stop::Smart, Stop::Fast, Stop::Immediate, Stop::Kill];
/// How long the database is left alone between two restarts.
const BETWEEN: Duration = Duration::from_secs(1);
/// How long somebody waits before they try again.
const MOMENT: Duration = Duration::from_millis(100);
/// How long an action may stay unsaved once the database is left alone, and a page unanswered.
const MOST: Duration = Duration::from_secs(60);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_is_restarted_loses_nothing() {
    let cluster = Arc::new(OwnCluster::start());
    let county = County::in_store(TestStore::in_cluster(&cluster)).await;
    let mut rooms = Vec::new();
    for number in 0..WRITERS {
        let about = sitting::account(&format!("Tamsin Bright{number}"));
        rooms.push(format!("/meetings/{SLUG}/live/{}", sitting::list(&county, about).await.id));
    }
    sitting::open(&county).await;
    let mut tokens = Vec::new();
    for number in 0..=WRITERS {
        let who = if number % 2 == 0 { county.chair() } else { county.coordinator() };
        tokens.push(token(&county, who).await);
    }
    let installation = Installation::of(county);
    let server = installation.start();
    let (ended, mut writers) = (Arc::new(AtomicBool::new(false)), Vec::new());
    for (room, token) in rooms.iter().zip(&tokens) {
        let mut visitor = server.visitor(token);
        let form = visitor.get(room).await.form("Add an action");
        let form = form.pick("Owner", "Housing Options, Marcus Reid");
        let person = Person { visitor, seen: Seen::default() };
        writers.push(tokio::spawn(person.write(form, Arc::clone(&ended))));
    }
    let reader = Person { visitor: server.visitor(&tokens[WRITERS]), seen: Seen::default() };
    let reader = tokio::spawn(reader.read(rooms[0].clone(), Arc::clone(&ended)));
    let restarts = figure::times(4, 100);
    let stopping = Arc::clone(&cluster);
    tokio::task::spawn_blocking(move || restart(&stopping, restarts)).await.unwrap();
    ended.store(true, Ordering::Relaxed);
    let mut seen = reader.await.unwrap();
    for writer in writers {
        seen.add(writer.await.unwrap());
    }
    compare(&installation.store, &seen, restarts);
    verify(&installation);
}

fn restart(cluster: &OwnCluster, times: usize) {
    for how in WAYS.iter().cycle().take(times) {
        std::thread::sleep(BETWEEN);
        cluster.stop(*how);
        cluster.start_again();
    }
}

/// What somebody saw.
#[derive(Default)]
struct Seen {
    /// The acknowledged actions: the operation of each text.
    saved: BTreeMap<String, String>,
    asked: usize,
    /// Pages that said to try again.
    trouble: usize,
    slowest: Duration,
    /// How long after the last restart what was being saved was.
    healed: Duration,
    /// Anything else.
    faults: Vec<String>,
}

impl Seen {
    fn add(&mut self, other: Self) {
        self.saved.extend(other.saved);
        self.asked += other.asked;
        self.trouble += other.trouble;
        self.slowest = self.slowest.max(other.slowest);
        self.healed = self.healed.max(other.healed);
        self.faults.extend(other.faults);
    }
}

/// Somebody at work.
struct Person {
    visitor: Visitor,
    seen: Seen,
}

impl Person {
    /// Saves one action after another until all is over.
    async fn write(mut self, form: Form, ended: Arc<AtomicBool>) -> Seen {
        while !ended.load(Ordering::Relaxed) {
            let text = format!("Fit lock {}", uuid::Uuid::new_v4());
            let operation = uuid::Uuid::new_v4().to_string();
            let form = form.clone().fill("What will be done", &text).put("operation", &operation);
            if !self.save(form, &text, &ended).await {
                break;
            }
            self.seen.saved.insert(text, operation);
        }
        self.seen
    }

    /// Sends one action until it is acknowledged.
    async fn save(&mut self, mut form: Form, text: &str, ended: &AtomicBool) -> bool {
        let mut alone = None;
        while alone.is_none_or(|since: Instant| since.elapsed() < MOST) {
            if alone.is_none() && ended.load(Ordering::Relaxed) {
                alone = Some(Instant::now());
            }
            match self.ask(form.request()).await {
                Some(answer) if answer.status == 303 => {
                    let to = answer.location().unwrap();
                    self.seen.healed = alone
                        .map_or(self.seen.healed, |since| since.elapsed().max(self.seen.healed));
                    if to == "/sign-in" {
                        self.seen.faults.push("somebody was signed out".to_owned());
                    }
                    return to != "/sign-in";
                }
                Some(answer) => match self.trouble(answer, text) {
                    Some(again) => form = again,
                    None => return false,
                },
                None => return false,
            }
            tokio::time::sleep(MOMENT).await;
        }
        self.seen.faults.push(format!("{text} was not saved in {MOST:?} without a restart"));
        false
    }

    /// Reads a page of trouble, and gives its form with the words as they were typed.
    fn trouble(&mut self, answer: Answer, text: &str) -> Option<Form> {
        let (status, told) = (answer.status, answer.to_string());
        let (page, faults) = Page::with_faults(answer);
        if status != 503 || !page.buttons().contains(&"Send it again") {
            self.seen.faults.push(format!("{told}:\n{}", page.text()));
            return None;
        }
        self.seen.trouble += 1;
        self.seen.faults.extend(faults);
        let form = page.form("Send it again");
        let is_kept = form.sent("text").as_deref() == Some(text) && page.shows(text);
        if !is_kept {
            self.seen.faults.push(format!("{told} without what was typed:\n{}", page.text()));
        }
        is_kept.then_some(form)
    }

    /// Reads a page again and again until all is over.
    async fn read(mut self, path: String, ended: Arc<AtomicBool>) -> Seen {
        while !ended.load(Ordering::Relaxed) {
            let Some(answer) = self.ask(Request::get(&path)).await else { break };
            let (status, told) = (answer.status, answer.to_string());
            let (page, faults) = Page::with_faults(answer);
            self.seen.faults.extend(faults);
            match status {
                200 => {}
                503 => self.seen.trouble += 1,
                _ => self.seen.faults.push(format!("{told}:\n{}", page.text())),
            }
            tokio::time::sleep(MOMENT).await;
        }
        self.seen
    }

    /// Makes one exchange; nothing when there is no whole answer.
    async fn ask(&mut self, request: Request) -> Option<Answer> {
        let begun = Instant::now();
        self.seen.asked += 1;
        let answer = tokio::time::timeout(MOST, self.visitor.try_send(request)).await;
        self.seen.slowest = self.seen.slowest.max(begun.elapsed());
        match answer {
            Ok(Ok(answer)) => Some(answer),
            Ok(Err(why)) => {
                self.seen.faults.push(format!("the server broke off: {why}"));
                None
            }
            Err(_elapsed) => {
                self.seen.faults.push(format!("no answer for {MOST:?}"));
                None
            }
        }
    }
}

/// Holds what was acknowledged beside what the store has.
fn compare(store: &TestStore, seen: &Seen, restarts: usize) {
    let mut kept: BTreeMap<String, usize> = BTreeMap::new();
    for text in store.texts("SELECT text FROM actions") {
        *kept.entry(text).or_default() += 1;
    }
    let whole = "SELECT a.text || ' ' || o.id AS text FROM actions a \
         JOIN action_events v ON v.action_id = a.id \
         JOIN entries e ON e.subject = a.id AND e.name = 'action.agree' AND e.deed = 'change', \
         operations o WHERE o.made_at = a.created_at AND o.account_id = a.created_by";
    let whole = store.texts(whole);
    let (mut lost, mut halved) = (Vec::new(), Vec::new());
    for (text, operation) in &seen.saved {
        let row = format!("{text} {operation}");
        match kept.get(text) {
            None => lost.push(text),
            Some(_) if whole.iter().filter(|it| **it == row).count() != 1 => halved.push(text),
            Some(_) => {}
        }
    }
    let doubled: Vec<_> = kept.iter().filter(|it| *it.1 > 1).map(|it| it.0).collect();
    let invented: Vec<_> = kept.keys().filter(|it| !seen.saved.contains_key(*it)).collect();
    let of = seen.saved.len();
    figure::print("day.restarts.postgresql", restarts, "restarts");
    figure::print_of("day.restart_lost.postgresql", lost.len(), "writes", of);
    figure::print_of("day.restart_halved.postgresql", halved.len(), "writes", of);
    figure::print_of("day.restart_doubled.postgresql", doubled.len(), "writes", of);
    figure::print_of("day.restart_invented.postgresql", invented.len(), "writes", of);
    figure::print_of("day.restart_errors.postgresql", seen.faults.len(), "answers", seen.asked);
    figure::print_of("day.restart_try_again.postgresql", seen.trouble, "answers", seen.asked);
    let millis = |time: Duration| u64::try_from(time.as_millis()).unwrap();
    figure::print("day.restart_slowest_answer.postgresql", millis(seen.slowest), "ms");
    figure::print("day.restart_healed_after.postgresql", millis(seen.healed), "ms");
    assert!(seen.faults.is_empty(), "{}", seen.faults.join("\n"));
    let all = [lost, halved, doubled, invented].map(|it| it.len());
    assert_eq!(all, [0; 4], "lost, halved, doubled, invented of {of} writes");
    assert!(of > 0, "nobody saved anything");
}
