//! Walks every address as everybody: those who may are answered, for all others nothing is there.
use std::collections::BTreeMap;

use marac::web::matrix::MATRIX;

use super::table::{Row, TABLE, fits};
use super::walker::Walker;
use super::world::World;
use crate::support::store::on_both;

/// Addresses whose names are of no area, and those that begin a draft under an identifier that the
/// browser chose.
const NAMELESS: &[&str] = &[
    "/assets/{file}",
    "/password/{token}",
    "/password/{token}/with/{directory}",
    "/session/confirmation/with/{directory}",
    "/sign-in/with/{directory}",
    "/sign-in/with/{directory}/answer",
    "/settings/area/{section}",
    "/drafts/{draft}",
    "/drafts/{draft}/form",
];

on_both! {
    async fn everybody_is_answered_or_finds_nothing(store) {
        let world = World::in_store(store).await;
        let mut sweep = Sweep::new(&world).await;
        for row in TABLE.iter() {
            sweep.denied(row).await;
        }
        for row in TABLE.iter() {
            sweep.answered(row).await;
        }
        println!("{} answers, {} denials", sweep.answers, sweep.denials);
        assert!(sweep.faults.is_empty(), "\n{}", sweep.faults.join("\n"));
    }
}

#[test]
fn every_address_of_the_matrix_is_walked() {
    for address in MATRIX {
        let is_it = |it: &&Row| it.0 == address.verb.as_str() && fits(address.pattern, it.1);
        assert!(TABLE.iter().any(|it| is_it(&it)), "{address:?} has no example");
    }
}

struct Sweep<'a> {
    world: &'a World,
    tables: Vec<String>,
    walkers: Vec<Walker>,
    faults: Vec<String>,
    answers: usize,
    denials: usize,
    /// How many rows of each kind the record had after the last request.
    recorded: BTreeMap<String, usize>,
}

impl<'a> Sweep<'a> {
    async fn new(world: &'a World) -> Self {
        let tables = world.county.store.tables();
        let walkers = Walker::all(world).await;
        let (faults, recorded) = (Vec::new(), BTreeMap::new());
        let mut sweep = Self { world, tables, walkers, faults, answers: 0, denials: 0, recorded };
        sweep.recorded = sweep.record();
        sweep
    }

    /// Asks for what is there as everybody who may not, and for what is elsewhere and nowhere as
    /// everybody who may see what is there.
    async fn denied(&mut self, row: &Row) {
        let (method, example, _, letters) = *row;
        let before = self.world.county.store.rows(&self.tables);
        let mut walkers = std::mem::take(&mut self.walkers);
        for walker in &mut walkers {
            for (path, fields) in self.asks(walker, row) {
                self.deny(walker, (method, &path, &fields), letters).await;
                if method == "POST" && !fields.is_empty() {
                    self.deny(walker, (method, &path, ""), letters).await;
                }
            }
        }
        self.walkers = walkers;
        let after = self.world.county.store.rows(&self.tables);
        let changed: Vec<_> = after.symmetric_difference(&before).collect();
        if !changed.is_empty() {
            self.faults.push(format!("{method} {example} changed {changed:#?}"));
        }
    }

    /// What a walker may not have of a row, with what to send there.
    fn asks(&self, walker: &Walker, row: &Row) -> Vec<(String, String)> {
        let (_, example, fields, letters) = *row;
        let world = self.world;
        let names_nothing = !example.contains('{') || NAMELESS.contains(&example);
        if !letters.contains(walker.letter()) {
            let is_theirs_too = walker.who.is_none() && names_nothing;
            return if is_theirs_too {
                Vec::new()
            } else {
                vec![(world.places.path(example), world.places.path(fields))]
            };
        }
        if names_nothing {
            return Vec::new();
        }
        let there = world
            .places
            .elsewhere(example)
            .zip(world.places.elsewhere(fields).or(Some(String::new())));
        there
            .into_iter()
            .chain(world.places.nowhere(example).zip(Some(world.places.path(fields))))
            .collect()
    }

    async fn deny(&mut self, walker: &mut Walker, ask: (&str, &str, &str), letters: &str) {
        let (method, path, fields) = ask;
        self.denials += 1;
        let answer = walker.ask(method, path, fields).await;
        if !walker.is_nobody() {
            *self.recorded.entry("denied".to_owned()).or_default() += 1;
        }
        let (expected, found) = (std::mem::take(&mut self.recorded), self.record());
        let fault = walker.fault(&answer).or_else(|| {
            (found != expected).then(|| format!("left {found:?} in the record, not {expected:?}"))
        });
        self.recorded = found;
        let letter = walker.letter();
        if let Some(fault) = fault {
            self.faults.push(format!("{letter} is not of {letters}: {method} {path} {fault}"));
        }
    }

    /// How many rows of each kind the record has.
    fn record(&self) -> BTreeMap<String, usize> {
        let counts =
            "SELECT deed || ' ' || CAST(count(*) AS TEXT) AS text FROM entries GROUP BY deed";
        let counts = self.world.county.store.texts(counts);
        let counts = counts.iter().filter_map(|it| it.split_once(' '));
        counts.map(|(deed, count)| (deed.to_owned(), count.parse().unwrap())).collect()
    }

    /// Asks as everybody who may. A form goes under an operation that was used before, so that
    /// nothing of it is kept.
    async fn answered(&mut self, (method, example, fields, letters): &Row) {
        let (path, fields) = (self.world.places.path(example), self.world.places.path(fields));
        let mut walkers = std::mem::take(&mut self.walkers);
        let mut before = self.record();
        for walker in walkers.iter_mut().filter(|it| letters.contains(it.letter())) {
            self.answers += 1;
            let answer = walker.try_out(method, &path, &fields).await;
            let after = self.record();
            let (letter, more) = (walker.letter(), grown(&before, &after));
            let count = |deed: &str| more.get(deed).copied().unwrap_or_default();
            // A page is one row, whatever it shows; that it is the first look at something is a
            // change besides, which reads that, too.
            let is_one = count("change") <= 1 && count("read") <= 1 + count("change");
            if *method == "GET" && (!is_one || count("denied") > 0) {
                self.faults.push(format!("{letter}: {method} {path} left {more:?} in the record"));
            }
            before = after;
            let is_sent_away =
                answer.location().as_deref() == Some("/sign-in") && !walker.is_nobody();
            if !matches!(answer.status, 200 | 204 | 303 | 400 | 409 | 422) || is_sent_away {
                let letter = walker.letter();
                self.faults.push(format!(
                    "{letter} is of {letters}: {method} {path} answered {}",
                    answer.status
                ));
            }
        }
        self.walkers = walkers;
    }
}

/// How many rows of each kind were added.
fn grown(
    before: &BTreeMap<String, usize>,
    after: &BTreeMap<String, usize>,
) -> BTreeMap<String, usize> {
    let was = |deed: &String| before.get(deed).copied().unwrap_or_default();
    let more = after.iter().map(|(deed, count)| (deed.clone(), count - was(deed)));
    more.filter(|it| it.1 > 0).collect()
}
