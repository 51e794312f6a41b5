//! Every form of the county, once: who sees it, where, and how it is sent.
use std::collections::{BTreeMap, BTreeSet};

use super::table::TABLE;
use super::walker::Walker;
use super::world::World;
use crate::support::control::Kind;
use crate::support::form::Form;
use crate::support::page::Page;

/// A form on a page of somebody's.
pub struct Found {
    /// The place of whoever sees it among the walkers.
    pub walker: usize,
    /// Every page of theirs that has it.
    pub pages: Vec<String>,
    /// Where it is sent and what it holds, so that it is known again.
    pub shape: String,
    /// Whether it carries no operation: signing in and out, and choosing a password.
    pub is_plain: bool,
}

impl Found {
    /// Where it is sent, and by which button.
    pub fn name(&self) -> &str {
        self.shape.split(" [").next().unwrap_or_default()
    }
}

/// All forms, one of each shape.
pub async fn all(world: &World, walkers: &mut [Walker]) -> Vec<Found> {
    let mut found = BTreeMap::new();
    for (at, walker) in walkers.iter_mut().enumerate() {
        let mut waiting: Vec<String> = TABLE
            .iter()
            .filter(|it| {
                it.0 == "GET" && it.3.contains(walker.letter()) && !it.1.contains("{file}")
            })
            .flat_map(|it| {
                let query = world.places.path(it.2);
                let query = if query.is_empty() { query } else { format!("?{query}") };
                // The chair goes everywhere, the others where there is something for them.
                let every =
                    if walker.letter() == 'c' { world.places.paths(it.1) } else { Vec::new() };
                let one = std::iter::once(world.places.path(it.1));
                one.chain(every).map(move |path| format!("{path}{query}"))
            })
            .collect();
        let mut opened = BTreeSet::new();
        while let Some(path) = waiting.pop() {
            if !opened.insert(path.clone()) {
                continue;
            }
            let Some(page) = open(walker, &path).await else { continue };
            let own = path.split('?').next().unwrap_or_default().to_owned();
            let more = page.links().iter().filter(|it| it.href.starts_with(&format!("{own}?")));
            waiting.extend(more.map(|it| it.href.split('#').next().unwrap().to_owned()));
            for form in page.presses().iter().filter(|it| it.posts()) {
                let shape = shape(form);
                let is_plain = form.sent("operation").is_none();
                let one = found.entry(shape.clone()).or_insert_with(|| Found {
                    walker: at,
                    pages: Vec::new(),
                    shape,
                    is_plain,
                });
                if one.walker == at && !one.pages.contains(&path) {
                    one.pages.push(path.clone());
                }
            }
        }
    }
    found.into_values().collect()
}

/// The page at a path, if there is one for the walker.
pub async fn open(walker: &mut Walker, path: &str) -> Option<Page> {
    let answer = walker.ask("GET", path, "").await;
    (answer.status == 200 && answer.is_html()).then(|| answer.page())
}

/// The forms of a shape on a page.
pub async fn again(walker: &mut Walker, path: &str, wanted: &str) -> Vec<Form> {
    let Some(page) = open(walker, path).await else { return Vec::new() };
    let mut forms = page.presses();
    forms.retain(|it| it.posts() && shape(it) == wanted);
    forms
}

/// Where a form is sent, by which button, and what it holds; identifiers do not count.
fn shape(form: &Form) -> String {
    let plain = |text: &str| {
        let id = |it: &str| it.chars().filter(char::is_ascii_digit).count() >= 6;
        let part = |it: &str| if id(it) { "…".to_owned() } else { it.to_owned() };
        text.split('/').map(part).collect::<Vec<_>>().join("/")
    };
    let name = |it: &str| it.split('-').next().unwrap_or_default().to_owned();
    let names: BTreeSet<String> = form
        .controls()
        .iter()
        .filter(|it| it.kind != Kind::Hidden)
        .map(|it| name(&it.name))
        .collect();
    let pressed = form.pressed().map(|(name, value)| {
        let value = value.split([':', '-']).next_back().unwrap_or_default();
        format!(" {name}={}", value.trim_end_matches(|it: char| it.is_ascii_digit()))
    });
    let names = names.into_iter().collect::<Vec<_>>().join(" ");
    format!("{}{} [{names}]", plain(&form.action), pressed.unwrap_or_default())
}
