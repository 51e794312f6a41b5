//! The brake on guessing: after some failures for an account each further try has to wait, longer
//! each time, and one address has only so many. A browser that somebody signed in with before has a
//! count of its own, so that strangers who guess keep nobody out of a meeting. It goes by real time,
//! whatever the service's clock says.
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
    /// The code of an app, or a recovery code.
    Code,
    /// A link for somebody who forgot theirs.
    Link,
}

/// Who tries.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tried<'a> {
    /// As whom: an address for mail, or an account.
    pub(super) as_whom: &'a str,
    /// From which address of the network.
    pub(super) from: &'a str,
    /// By which browser, if that account signed in with it before.
    pub(super) device: Option<&'a str>,
}

/// The brake on guessing.
pub(super) struct Guard {
    accounts: Backoff,
    devices: Backoff,
    addresses: Window,
}

impl Guard {
    pub(super) fn new(settings: &AppSettings) -> Self {
        let backoff =
            || Backoff { most: settings.tries_for_account.into(), counts: Mutex::default() };
        let addresses = Window {
            most: settings.tries_from_address,
            length: settings.try_window,
            counts: Mutex::default(),
        };
        Self { accounts: backoff(), devices: backoff(), addresses }
    }

    /// Whether one more try is let through at `now`. It counts as failed until it is
    /// [forgiven](Self::forgive), so that many at once are not let through together.
    pub(super) fn lets_through(&self, trying: Trying, tried: Tried<'_>, now: Instant) -> bool {
        let (account, address) = (key(trying, tried.as_whom), key(trying, tried.from));
        match tried.device {
            Some(device) => self.devices.begin(key(trying, device), address, now),
            None => {
                self.addresses.begin(address, now) && self.accounts.begin(account, address, now)
            }
        }
    }

    /// Takes back a try that succeeded, with the failures of that account from the same address.
    pub(super) fn forgive(&self, trying: Trying, tried: Tried<'_>) {
        let (account, address) = (key(trying, tried.as_whom), key(trying, tried.from));
        if let Some(device) = tried.device {
            self.devices.forgive(key(trying, device), address);
        } else {
            self.accounts.forgive(account, address);
            self.addresses.forgive(address);
        }
    }
}

type Key = [u8; 32];

fn key(trying: Trying, text: &str) -> Key {
    Sha256::digest(format!("{trying:?} {}", text.trim().to_lowercase())).into()
}

/// From how many counts on those of earlier are forgotten.
const MANY: usize = 10_000;

/// Some failures at once, then one after each pause, which doubles up to an hour.
/// Source: NIST SP 800-63B-4, section 3.2.2, increasing time between attempts.
struct Backoff {
    most: usize,
    counts: Mutex<HashMap<Key, Failures>>,
}

/// The failures of one account, or one browser.
struct Failures {
    /// The address that each came from.
    from: Vec<Key>,
    /// When the last was.
    last: Instant,
    /// Until when no other is let through.
    until: Instant,
}

/// The longest pause.
const LONGEST: TimeDelta = TimeDelta::hours(1);
/// How long after the last failure they are forgotten.
const REMEMBERED: TimeDelta = TimeDelta::hours(24);
/// The most failures that are remembered, each with its address.
const KEPT: usize = 100;

impl Backoff {
    fn begin(&self, key: Key, from: Key, now: Instant) -> bool {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.len() > MANY {
            counts.retain(|_, it| now < it.last + REMEMBERED);
        }
        let none = || Failures { from: Vec::new(), last: now, until: now };
        let failures = counts.entry(key).or_insert_with(none);
        if now >= failures.last + REMEMBERED {
            *failures = none();
        }
        if now < failures.until {
            return false;
        }
        failures.from.truncate(KEPT);
        failures.from.insert(0, from);
        failures.last = now;
        if let Some(over) = failures.from.len().checked_sub(self.most) {
            failures.until = now + pause(over);
        }
        true
    }

    fn forgive(&self, key: Key, from: Key) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(failures) = counts.get_mut(&key) {
            failures.from.retain(|it| *it != from);
            if failures.from.len() < self.most {
                failures.until = failures.last;
            }
        }
    }
}

/// The pause after so many failures more than are let through at once.
fn pause(over: usize) -> TimeDelta {
    TimeDelta::minutes(1 << over.min(6)).min(LONGEST)
}

/// So many tries in a window, for each key.
struct Window {
    most: u16,
    length: TimeDelta,
    counts: Mutex<HashMap<Key, Count>>,
}

struct Count {
    since: Instant,
    tries: u16,
}

impl Window {
    fn begin(&self, key: Key, now: Instant) -> bool {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.len() > MANY {
            counts.retain(|_, it| now < it.since + self.length);
        }
        let count = counts.entry(key).or_insert(Count { since: now, tries: 0 });
        if now >= count.since + self.length {
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

    fn minute(minute: i64) -> Instant {
        Instant::UNIX_EPOCH + TimeDelta::minutes(minute)
    }

    #[test]
    fn an_address_is_stopped_until_the_window_has_passed() {
        let length = TimeDelta::minutes(15);
        let window = Window { most: 3, length, counts: Mutex::default() };
        let tries: Vec<bool> = (0..5).map(|it| window.begin([1; 32], minute(it))).collect();
        assert_eq!(tries, [true, true, true, false, false]);
        assert!(window.begin([2; 32], minute(4)));
        assert!(!window.begin([1; 32], minute(14)));
        assert!(window.begin([1; 32], minute(15)));
    }

    #[test]
    fn each_failure_after_the_first_few_waits_twice_as_long() {
        let backoff = Backoff { most: 3, counts: Mutex::default() };
        let let_through: Vec<i64> =
            (0..200).filter(|it| backoff.begin([1; 32], [9; 32], minute(*it))).collect();
        assert_eq!(let_through, [0, 1, 2, 3, 5, 9, 17, 33, 65, 125, 185]);
        assert!(backoff.begin([1; 32], [9; 32], minute(185 + 24 * 60)));
        assert!(backoff.begin([1; 32], [9; 32], minute(185 + 24 * 60)));
    }

    #[test]
    fn whoever_succeeds_takes_back_their_own_failures_and_no_stranger_s() {
        let backoff = Backoff { most: 3, counts: Mutex::default() };
        for from in [[8; 32], [9; 32], [9; 32]] {
            assert!(backoff.begin([1; 32], from, minute(0)));
        }
        assert!(!backoff.begin([1; 32], [9; 32], minute(0)));
        backoff.forgive([1; 32], [9; 32]);
        assert!(backoff.begin([1; 32], [9; 32], minute(0)));
        assert!(backoff.begin([1; 32], [9; 32], minute(0)));
        assert!(!backoff.begin([1; 32], [9; 32], minute(0)));
    }

    #[test]
    fn ten_thousand_guesses_of_a_day_are_tried_fewer_than_fifty_times() {
        let backoff = Backoff { most: 5, counts: Mutex::default() };
        let at = |guess: i64| Instant::UNIX_EPOCH + TimeDelta::milliseconds(guess * 8_640);
        let tried = (0..10_000).filter(|it| backoff.begin([1; 32], [9; 32], at(*it))).count();
        assert!(tried < 50, "{tried}");
    }
}
