//! Every address, as everybody, in every state of who asks and of what is asked for: it is answered,
//! or nothing is there.
//!
//! What must come of each question follows from the table of addresses alone: who is answered there,
//! and whether it names something of a case. In a short run the addresses take turns.
mod cell;
mod state;

use std::collections::BTreeMap;

use self::cell::{Cell, Outcome, Place};
use self::state::{Condition, Standing, State};
use super::super::figure;
use crate::support::snapshot::Snapshot;
use crate::support::store::{TestStore, on_both};
use crate::sweep::table::{Row, TABLE};
use crate::sweep::walker::Walker;
use crate::sweep::world::World;

/// In a short run, one of so many addresses is walked in each state: more than there are states, so
/// that they take turns.
const STRIDE: usize = 23;

on_both! {
    async fn everybody_is_answered_or_finds_nothing_however_things_stand(store) {
        let name = store.name();
        let world = World::in_store(store).await;
        let mut walkers = Walker::all(&world).await;
        walkers.retain(|it| it.who.is_some());
        let kept = Snapshot::of(&world.county.store);
        let tables = world.county.store.tables();
        let (faults, cells) = (Vec::new(), [0; 4]);
        let mut run = Run { world: &world, walkers, kept: &kept, tables, faults, cells };
        let states = Condition::ALL.iter().flat_map(|it| Standing::ALL.map(|other| (*it, other)));
        for (turn, state) in states.enumerate() {
            run.walk(turn, state).await;
        }
        let all = run.cells.iter().sum();
        for (what, number) in ["answered", "hidden", "paused", "signed_out"].iter().zip(run.cells) {
            figure::print_of(&format!("access.cells_{what}.{name}"), number, "cells", all);
        }
        figure::judge(&format!("access.cells_wrong.{name}"), &run.faults, "cells", all);
    }
}

struct Run<'a> {
    world: &'a World,
    walkers: Vec<Walker>,
    kept: &'a Snapshot<'a>,
    tables: Vec<String>,
    faults: Vec<String>,
    /// How many there were of each outcome.
    cells: [usize; 4],
}

impl Run<'_> {
    /// Walks the addresses in one state. All is as before afterwards.
    async fn walk(&mut self, turn: usize, state: State) {
        let store = &self.world.county.store;
        state.0.set(store);
        state.1.set(store);
        for walker in &mut self.walkers {
            walker.look_for_nothing().await;
        }
        let stride = figure::times(STRIDE, 1);
        let rows: Vec<&Row> = TABLE.iter().skip(turn % stride).step_by(stride).collect();
        let mut before = store.rows(&self.tables);
        for row in &rows {
            let told = format!("{} {}, {state:?}", row.0, row.1);
            self.refused(row, state, &told).await;
            let after = store.rows(&self.tables);
            let changed: Vec<_> = after.symmetric_difference(&before).collect();
            if !changed.is_empty() {
                self.faults.push(format!("{told}: changed {changed:#?}"));
            }
            before = after;
        }
        for row in &rows {
            self.answered(row, state).await;
        }
        self.kept.restore();
    }

    /// Asks for all that must not be answered. What somebody who is signed in asked for is on record
    /// once each time.
    async fn refused(&mut self, row: &Row, state: State, told: &str) {
        let (record, mut expected) = (Record::of(&self.world.county.store), BTreeMap::new());
        for walker in &self.walkers {
            for place in Place::ALL {
                let cell = Cell { row, who: walker.who.unwrap(), place, state };
                let Some((path, fields)) = cell.ask(&self.world.places) else { continue };
                let outcome = cell.outcome();
                if outcome == Outcome::Answered {
                    continue;
                }
                self.cells[outcome as usize] += 1;
                let answer = walker.clone().ask(row.0, &path, &fields).await;
                let fault = match outcome {
                    Outcome::SignIn => cell::not_sent(&answer, "/sign-in"),
                    Outcome::Door => {
                        let (path, fields) = cell.ask_for_nothing(&self.world.places).unwrap();
                        let same = walker.clone().ask(row.0, &path, &fields).await;
                        let door = self.world.places.path("/meetings/{live}/live");
                        [&answer, &same].into_iter().find_map(|it| cell::not_sent(it, &door))
                    }
                    _ => {
                        *expected.entry(walker.account.clone()).or_insert(0) += 1;
                        walker.fault(&answer)
                    }
                };
                let who = walker.letter();
                self.faults.extend(fault.map(|it| format!("{told}, {who}: {path} {it}")));
            }
        }
        let found = record.denied_since();
        if found != expected {
            self.faults.push(format!("{told}: denials on record {found:?}, not {expected:?}"));
        }
    }

    /// Asks for all that must be answered, under an operation that was used before, so that nothing
    /// of it is kept.
    async fn answered(&mut self, row: &Row, state: State) {
        for walker in &self.walkers {
            let cell = Cell { row, who: walker.who.unwrap(), place: Place::Own, state };
            let Some((path, fields)) = cell.ask(&self.world.places) else { continue };
            if cell.outcome() != Outcome::Answered {
                continue;
            }
            self.cells[Outcome::Answered as usize] += 1;
            // In a window of its own, since some addresses take the session away.
            let answer = walker.clone().try_out(row.0, &path, &fields).await;
            let (fault, who) = (cell.not_answered(&answer), walker.letter());
            self.faults.extend(fault.map(|it| format!("{} {path}, {state:?}, {who} {it}", row.0)));
        }
    }
}

/// How far the record went at one moment.
struct Record<'a> {
    store: &'a TestStore,
    ends: Vec<String>,
}

impl<'a> Record<'a> {
    fn of(store: &'a TestStore) -> Self {
        let ends = store.texts(
            "SELECT '(chain = ''' || chain || ''' AND sequence > ' || CAST(max(sequence) AS TEXT) \
             || ')' AS text FROM entries GROUP BY chain",
        );
        Self { store, ends }
    }

    /// How many refusals of whom were recorded since.
    fn denied_since(&self) -> BTreeMap<String, usize> {
        let since = self.ends.join(" OR ");
        let accounts = self.store.texts(&format!(
            "SELECT coalesce(account_id, 'nobody') AS text FROM entries \
             WHERE deed = 'denied' AND ({since})"
        ));
        let mut counts = BTreeMap::new();
        for account in accounts {
            *counts.entry(account).or_default() += 1;
        }
        counts
    }
}
