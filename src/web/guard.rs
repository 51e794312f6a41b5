//! The brake on guessing passwords: so many failed tries for an account, and from an address, in a
//! window. It goes by real time, whatever the service's clock says.
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use chrono::TimeDelta;
use sha2::{Digest, Sha256};

use super::app::AppSettings;
use crate::domain::time::Instant;

/// What is tried. Each has a count of its own, so that asking for a link leaves the tries to sign in
/// as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trying {
    /// A password.
    Password,
    /// A link for somebody who forgot theirs.
    Link,
}

/// The brake on guessing passwords.
pub(super) struct Guard {
    accounts: Brake,
    addresses: Brake,
}

impl Guard {
    pub(super) fn new(settings: &AppSettings) -> Self {
        let brake = |most| Brake { most, window: settings.try_window, counts: Mutex::default() };
        Self {
            accounts: brake(settings.tries_for_account),
            addresses: brake(settings.tries_from_address),
        }
    }

    /// Whether one more try is let through at `now`. It counts as failed until it is
    /// [forgiven](Self::forgive), so that many at once are not let through together.
    pub(super) fn lets_through(&self, trying: Trying, of: (&str, &str), now: Instant) -> bool {
        let (account, address) = keys(trying, of);
        self.addresses.begin(address, now) && self.accounts.begin(account, now)
    }

    /// Takes back a try that succeeded.
    pub(super) fn forgive(&self, trying: Trying, of: (&str, &str)) {
        let (account, address) = keys(trying, of);
        self.accounts.forgive(account);
        self.addresses.forgive(address);
    }
}

type Key = [u8; 32];

fn keys(trying: Trying, (email, address): (&str, &str)) -> (Key, Key) {
    let hash = |text: &str| Sha256::digest(format!("{trying:?} {text}")).into();
    (hash(&email.trim().to_lowercase()), hash(address))
}

/// From how many counts on those of an earlier window are forgotten.
const MANY: usize = 10_000;

/// So many tries in a window, for each key.
struct Brake {
    most: u16,
    window: TimeDelta,
    counts: Mutex<HashMap<Key, Count>>,
}

struct Count {
    since: Instant,
    tries: u16,
}

impl Brake {
    fn begin(&self, key: Key, now: Instant) -> bool {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.len() > MANY {
            counts.retain(|_, it| now < it.since + self.window);
        }
        let count = counts.entry(key).or_insert(Count { since: now, tries: 0 });
        if now >= count.since + self.window {
            *count = Count { since: now, tries: 0 };
        }
        let goes_on = count.tries < self.most;
        count.tries += u16::from(goes_on);
        goes_on
    }

    fn forgive(&self, key: Key) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&key) {
            count.tries = count.tries.saturating_sub(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn brake() -> Brake {
        Brake { most: 3, window: TimeDelta::minutes(15), counts: Mutex::default() }
    }

    fn minute(minute: i64) -> Instant {
        Instant::UNIX_EPOCH + TimeDelta::minutes(minute)
    }

    #[test]
    fn failures_are_stopped_until_the_window_has_passed() {
        let brake = brake();
        let tries: Vec<bool> = (0..5).map(|it| brake.begin([1; 32], minute(it))).collect();
        assert_eq!(tries, [true, true, true, false, false]);
        assert!(brake.begin([2; 32], minute(4)));
        assert!(!brake.begin([1; 32], minute(14)));
        assert!(brake.begin([1; 32], minute(15)));
    }

    #[test]
    fn successes_never_count() {
        let brake = brake();
        for it in 0..20 {
            assert!(brake.begin([1; 32], minute(it / 10)));
            brake.forgive([1; 32]);
        }
    }
}
