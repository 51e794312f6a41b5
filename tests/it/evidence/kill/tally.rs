//! What was found after each kill, and the figures of all of them.
use std::time::Duration;

use super::super::figure;
use super::target::Wanted;
use crate::support::store::TestStore;

/// What was found so far.
#[derive(Default)]
pub struct Tally {
    /// How often the server was killed.
    pub points: usize,
    /// How often that was before what the request began had ended.
    pub struck: usize,
    acknowledged: usize,
    kept: usize,
    lost: Vec<String>,
    halved: Vec<String>,
    doubled: Vec<String>,
    slowest: Duration,
}

impl Tally {
    /// Notes a kill.
    pub fn killed(&mut self, is_struck: bool, is_acknowledged: bool) {
        self.points += 1;
        self.struck += usize::from(is_struck);
        self.acknowledged += usize::from(is_acknowledged);
    }

    /// Notes how long the server took until it answered again.
    pub fn up_again(&mut self, took: Duration) {
        self.slowest = self.slowest.max(took);
    }

    /// Looks at what the store has of a request: all of it where it must be there, else all or
    /// nothing.
    pub fn look(&mut self, store: &TestStore, wanted: &Wanted, must: bool, when: &str) {
        let found: Vec<i64> = wanted.parts.iter().map(|it| store.count(&it.query)).collect();
        let whole = |(part, found): (&super::target::Part, &i64)| part.whole == *found;
        if wanted.parts.iter().zip(&found).all(whole) {
            self.kept += usize::from(!must);
            return;
        }
        let pairs = wanted.parts.iter().zip(&found);
        let told: Vec<_> =
            pairs.map(|(it, found)| format!("{} {found} of {}", it.name, it.whole)).collect();
        let told = format!("{when}: {}", told.join(", "));
        if wanted.parts.iter().zip(&found).any(|(it, found)| *found > it.whole) {
            self.doubled.push(told);
        } else if found.iter().any(|it| *it > 0) {
            self.halved.push(told);
        } else if must {
            self.lost.push(told);
        }
    }

    /// Notes that a request which was sent again was not answered as the first time.
    pub fn refused(&mut self, told: String) {
        self.lost.push(told);
    }

    /// Whether nothing was lost, halved or doubled so far.
    pub fn is_whole(&self) -> bool {
        self.lost.is_empty() && self.halved.is_empty() && self.doubled.is_empty()
    }

    /// Prints the figures of a kind of request, and fails where anything was not whole.
    pub fn settle(&self, what: &str, store: &str) {
        let of = |it: &str| format!("day.kill_{it}.{what}.{store}");
        figure::print_of(&of("points_lost"), self.lost.len(), "writes", self.points);
        figure::print_of(&of("points_halved"), self.halved.len(), "writes", self.points);
        figure::print_of(&of("points_doubled"), self.doubled.len(), "writes", self.points);
        figure::print_of(&of("struck"), self.struck, "kills", self.points);
        figure::print_of(&of("acknowledged"), self.acknowledged, "writes", self.points);
        let slowest = u64::try_from(self.slowest.as_millis()).unwrap();
        figure::print(&of("up_again"), slowest, "ms");
        println!("{what}: {} kept before they were acknowledged", self.kept);
        let all = [&self.lost, &self.halved, &self.doubled];
        let all: Vec<&str> = all.into_iter().flatten().map(String::as_str).collect();
        assert!(all.is_empty(), "{what}:\n{}", all.join("\n"));
    }
}
