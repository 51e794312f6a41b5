//! The brake on guessing passwords: so many tries for an account, and from an address, in a window.
//! It goes by real time, whatever the service's clock says.
use std::num::NonZeroU32;

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use sha2::{Digest, Sha256};

use super::app::AppSettings;

/// The brake on guessing passwords.
pub(super) struct Guard {
    accounts: DefaultKeyedRateLimiter<[u8; 32]>,
    addresses: DefaultKeyedRateLimiter<[u8; 32]>,
}

/// From how many remembered keys on the old ones are forgotten.
const MANY: usize = 10_000;

impl Guard {
    pub(super) fn new(settings: &AppSettings) -> Self {
        let limiter = |tries: u16| {
            let tries = NonZeroU32::new(u32::from(tries)).unwrap_or(NonZeroU32::MIN);
            let window = settings.try_window.to_std().unwrap_or_default();
            let quota = Quota::with_period(window / tries.get())
                .unwrap_or(Quota::per_minute(NonZeroU32::MIN));
            RateLimiter::keyed(quota.allow_burst(tries))
        };
        Self {
            accounts: limiter(settings.tries_for_account),
            addresses: limiter(settings.tries_from_address),
        }
    }

    /// Whether one more try is let through; it counts.
    pub(super) fn lets_through(&self, email: &str, address: &str) -> bool {
        if self.accounts.len() + self.addresses.len() > MANY {
            self.accounts.retain_recent();
            self.addresses.retain_recent();
        }
        let account = self.accounts.check_key(&hash(&email.trim().to_lowercase())).is_ok();
        let address = self.addresses.check_key(&hash(address)).is_ok();
        account && address
    }
}

fn hash(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}
