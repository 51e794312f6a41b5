//! What browsers were asked and have not answered yet. Each answer is taken once. It is kept in memory,
//! since whoever is asked need not be anybody.
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::TimeDelta;

use crate::domain::time::Instant;

/// How long an answer is waited for.
const LASTS: TimeDelta = TimeDelta::minutes(10);
/// The most that are waited for at once.
const MOST: usize = 5_000;
/// The most of them from one address, so that nobody crowds out everybody else.
const MOST_FROM_ONE: usize = 200;

/// What is waited for.
pub(super) struct Waiting<T>(Mutex<HashMap<String, Asked<T>>>);

struct Asked<T> {
    what: T,
    from: String,
    until: Instant,
}

impl<T> Default for Waiting<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T> Waiting<T> {
    /// Keeps what a browser at an address was asked. When there is too much, the oldest goes: that of
    /// the same address first.
    pub(super) fn keep(&self, id: &str, (what, from): (T, &str), now: Instant) {
        let mut all = self.all();
        all.retain(|_, it| now < it.until);
        if all.values().filter(|it| it.from == from).count() >= MOST_FROM_ONE {
            forget_oldest(&mut all, |it| it.from == from);
        }
        if all.len() >= MOST {
            forget_oldest(&mut all, |_| true);
        }
        all.insert(id.to_owned(), Asked { what, from: from.to_owned(), until: now + LASTS });
    }

    /// Takes what was asked, once.
    pub(super) fn take(&self, id: &str, now: Instant) -> Option<T> {
        let asked = self.all().remove(id)?;
        (now < asked.until).then_some(asked.what)
    }

    fn all(&self) -> MutexGuard<'_, HashMap<String, Asked<T>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn forget_oldest<T>(all: &mut HashMap<String, Asked<T>>, of: impl Fn(&Asked<T>) -> bool) {
    let oldest = all.iter().filter(|it| of(it.1)).min_by_key(|it| it.1.until);
    if let Some(id) = oldest.map(|it| it.0.clone()) {
        all.remove(&id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Instant {
        Instant::UNIX_EPOCH + TimeDelta::seconds(second)
    }

    fn soon(asked: i64) -> Instant {
        Instant::UNIX_EPOCH + TimeDelta::milliseconds(asked)
    }

    #[test]
    fn an_answer_is_taken_once_and_in_time() {
        let waiting = Waiting::default();
        waiting.keep("one", (1, "here"), at(0));
        assert_eq!(waiting.take("one", at(599)), Some(1));
        assert_eq!(waiting.take("one", at(599)), None);
        waiting.keep("two", (2, "here"), at(0));
        assert_eq!(waiting.take("two", at(600)), None);
    }

    #[test]
    fn whoever_asks_without_end_crowds_out_themselves_alone() {
        let waiting = Waiting::default();
        waiting.keep("honest", (0, "there"), at(0));
        for asked in 1..=1_000 {
            waiting.keep(&asked.to_string(), (asked, "here"), soon(asked));
        }
        assert_eq!(waiting.take("honest", at(100)), Some(0));
        assert_eq!(waiting.take("800", at(100)), None);
        assert_eq!(waiting.take("801", at(100)), Some(801));
    }
}
