//! Actions saved over HTTP by some at once, with when each was acknowledged, and what the store has
//! of them afterwards.
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use chrono::TimeDelta;

use crate::support::answer::Answer;
use crate::support::county::County;
use crate::support::form::Form;
use crate::support::http::{Request, Visitor};
use crate::support::installation::{Installation, Server};
use crate::support::sitting::{self, SLUG};
use crate::support::store::TestStore;

/// The heading of the page that keeps what could not be saved.
pub const NOT_SAVED: &str = "Not saved: keep this page open";

/// A meeting that is being held, where the chair agrees actions on one case.
pub struct Saving {
    /// The chair's session.
    pub token: String,
    /// The page of the case.
    pub page: String,
}

/// A save that was acknowledged.
#[derive(Clone, Debug)]
pub struct Saved {
    /// The words of the action.
    pub text: String,
    /// When the acknowledgement arrived.
    pub at: Instant,
}

impl Saving {
    /// A county with its meeting open, as an installation that nobody serves yet.
    pub async fn prepare(store: TestStore) -> (Self, Installation) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, sitting::account("Tamsin Bright")).await;
        // Sessions go by real time, which the meeting's hour does not move.
        county.clock.pass(TimeDelta::minutes(86));
        sitting::open(&county).await;
        let token = county.token(county.chair()).await;
        let page = format!("/meetings/{SLUG}/live/{}", case.id);
        (Self { token, page }, Installation::of(county))
    }

    /// The form of the page, as the chair sees it.
    pub async fn form(&self, server: &Server) -> (Visitor, Form) {
        let mut visitor = server.visitor(&self.token);
        let page = visitor.get(&self.page).await;
        (visitor, page.form("Add an action").pick("Owner", "Housing Options, Marcus Reid"))
    }

    /// Saves actions with a form by so many at once until a time has come or the server gives up;
    /// says which were acknowledged.
    pub async fn until(
        (visitor, form): &(Visitor, Form),
        writers: usize,
        end: Instant,
    ) -> Vec<Saved> {
        let writers = (0..writers).map(|_| {
            let (mut visitor, form) = (visitor.clone(), form.clone());
            tokio::spawn(async move {
                let mut saved = Vec::new();
                while Instant::now() < end {
                    let (text, request) = next(&form);
                    let answer =
                        tokio::time::timeout(Duration::from_secs(5), visitor.try_send(request));
                    let Ok(Ok(answer)) = answer.await else { break };
                    if !is_saved(&answer) {
                        break;
                    }
                    saved.push(Saved { text, at: Instant::now() });
                }
                saved
            })
        });
        let mut all = Vec::new();
        for writer in writers.collect::<Vec<_>>() {
            all.extend(writer.await.unwrap());
        }
        all
    }
}

/// One more action, with its words.
pub fn next(form: &Form) -> (String, Request) {
    let id = uuid::Uuid::new_v4().to_string();
    let text = format!("Save {id}");
    let form = form.clone().fill("What will be done", &text).put("operation", &id);
    (text, form.request())
}

/// Whether an answer acknowledges a save.
pub fn is_saved(answer: &Answer) -> bool {
    answer.status == 303
}

/// What is wrong with what the store has, a line each: an acknowledged action that is not there,
/// one that is there twice, or one of which there is but a part.
pub fn faults<'a>(store: &TestStore, saved: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut found: BTreeMap<String, u32> = BTreeMap::new();
    for text in store.texts("SELECT text FROM actions WHERE text LIKE 'Save %'") {
        *found.entry(text).or_default() += 1;
    }
    let lost = saved.filter(|it| !found.contains_key(*it)).map(|it| format!("lost: {it}"));
    let twice = found.iter().filter(|it| *it.1 > 1).map(|it| format!("twice: {}", it.0));
    let whole = "SELECT count(*) AS count FROM actions a
        JOIN operations o ON o.area_id = a.area_id AND a.text = 'Save ' || o.id
        JOIN action_events e ON e.area_id = a.area_id AND e.action_id = a.id
        WHERE a.text LIKE 'Save %'";
    let parts = [
        ("whole actions", whole),
        ("operations", "SELECT count(*) AS count FROM operations WHERE step = 'action.agree'"),
        (
            "entries",
            "SELECT count(*) AS count FROM entries WHERE name = 'action.agree' AND deed = 'change'",
        ),
    ];
    let actions: i64 = found.values().map(|it| i64::from(*it)).sum();
    let halved = parts.iter().filter_map(|(name, query)| {
        let count = store.count(query);
        (count != actions).then(|| format!("halved: {actions} actions, {count} {name}"))
    });
    lost.chain(twice).chain(halved).collect()
}

/// What `marac audit verify` says when the record does not hold.
pub fn broken_record(installation: &Installation) -> Option<String> {
    let done = installation.command(&[], &["audit", "verify"]).output().unwrap();
    (!done.status.success()).then(|| String::from_utf8_lossy(&done.stderr).into_owned())
}
