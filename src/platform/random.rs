//! Randomness: identifiers, tokens and plain bytes.
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::SecretString;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// Where random values come from. Cheap to clone; clones share one sequence.
#[derive(Clone, Debug)]
pub enum Random {
    /// The operating system.
    System,
    /// A sequence that is the same each time, for tests and the demonstration's made-up data.
    Seeded(Seeded),
}

impl Random {
    /// The same sequence for the same seed.
    pub fn seeded(seed: u64) -> Self {
        Self::Seeded(Seeded { seed, drawn: Arc::new(AtomicU64::new(0)) })
    }

    /// A random UUID (version 4), for an identifier.
    pub fn uuid(&self) -> uuid::Uuid {
        uuid::Builder::from_random_bytes(self.bytes()).into_uuid()
    }

    /// 256 random bits as base64url, for a session, a link or a form.
    pub fn token(&self) -> SecretString {
        let bytes = Zeroizing::new(self.bytes::<32>());
        SecretString::from(URL_SAFE_NO_PAD.encode(bytes.as_slice()))
    }

    /// Random bytes, for a salt, a key or a case reference.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        match self {
            Self::System => fill_from_system(&mut bytes),
            Self::Seeded(seeded) => seeded.fill(&mut bytes),
        }
        bytes
    }
}

/// A sequence that follows from its seed.
#[derive(Clone, Debug)]
pub struct Seeded {
    seed: u64,
    drawn: Arc<AtomicU64>,
}

impl Seeded {
    fn fill(&self, bytes: &mut [u8]) {
        for block in bytes.chunks_mut(32) {
            let number = self.drawn.fetch_add(1, Ordering::AcqRel);
            let digest = Sha256::new()
                .chain_update(self.seed.to_be_bytes())
                .chain_update(number.to_be_bytes())
                .finalize();
            block.copy_from_slice(&digest[..block.len()]);
        }
    }
}

/// Without randomness no identifier, session or key is safe, so there is nothing to go on with.
fn fill_from_system(bytes: &mut [u8]) {
    if let Err(error) = getrandom::fill(bytes) {
        tracing::error!(%error, "the operating system gives no random values");
        std::process::abort();
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use secrecy::ExposeSecret;

    use super::*;

    #[test]
    fn a_seed_gives_the_same_sequence_and_another_seed_another() {
        let draw = |random: &Random| (random.uuid(), random.bytes::<40>());
        let (first, again, other) = (Random::seeded(1), Random::seeded(1), Random::seeded(2));
        assert_eq!(draw(&first), draw(&again));
        assert_ne!(draw(&first), draw(&other));
    }

    #[test]
    fn nothing_comes_twice() {
        for random in [Random::System, Random::seeded(7)] {
            let ids: BTreeSet<_> = (0..1000).map(|_| random.uuid()).collect();
            assert_eq!(ids.len(), 1000);
            assert!(ids.iter().all(|it| it.get_version_num() == 4));
        }
    }

    #[test]
    fn a_token_holds_256_bits_and_does_not_print_itself() {
        let token = Random::System.token();
        assert_eq!(URL_SAFE_NO_PAD.decode(token.expose_secret()).unwrap().len(), 32);
        assert!(!format!("{token:?}").contains(token.expose_secret()));
    }
}
