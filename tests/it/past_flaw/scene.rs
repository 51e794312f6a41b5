//! What the tests of flaws stand on: rows held against a later moment, and words to look for.
use std::collections::BTreeSet;

use crate::support::answer::Answer;
use crate::support::http::Visitor;
use crate::support::page::Page;
use crate::support::store::TestStore;
use crate::sweep::sample::filled;
use crate::sweep::world::World;

/// The rows of everything but the record and the sessions, at one moment.
pub struct Still<'a> {
    store: &'a TestStore,
    tables: Vec<String>,
    rows: BTreeSet<String>,
}

impl<'a> Still<'a> {
    /// As they are now.
    pub fn of(store: &'a TestStore) -> Self {
        let tables = store.tables();
        let rows = store.rows(&tables);
        Self { store, tables, rows }
    }

    /// Every row that is new or gone since, with the name of its table first.
    pub fn changes(&self) -> Vec<String> {
        let now = self.store.rows(&self.tables);
        now.symmetric_difference(&self.rows).cloned().collect()
    }

    /// Fails when any row is new or gone.
    #[track_caller]
    pub fn assert_unchanged(&self, by: &str) {
        let changes = self.changes();
        assert!(changes.is_empty(), "{by} changed {changes:#?}");
    }
}

/// What says something of cases: victims' names, and the reference of each case, of both areas.
pub fn canaries(world: &World) -> Vec<String> {
    let victims = ["Tamsin", "Edith", "Hazel", "Nora Dale", "Ruth Adler", "Pearl Grant", "Greta"];
    let references = world.county.store.texts("SELECT reference AS text FROM cases");
    victims.iter().map(|it| (*it).to_owned()).chain(references).collect()
}

/// The first of some words that an answer holds.
pub fn said(answer: &Answer, words: &[String]) -> Option<String> {
    let body = String::from_utf8_lossy(&answer.body).into_owned();
    let head = format!("{:?}", answer.headers);
    words.iter().find(|it| body.contains(*it) || head.contains(*it)).cloned()
}

/// The page after somebody was invited.
pub async fn invited(visitor: &mut Visitor, email: &str) -> Page {
    let page = visitor.get("/settings/people/new").await;
    let form = page
        .presses()
        .into_iter()
        .find(|it| it.action == "/settings/people")
        .expect("the form of an invitation");
    let form = filled(&form, "Another Name");
    form.put("email", email).submit(visitor).await
}
