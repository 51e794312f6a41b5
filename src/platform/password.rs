//! Passwords: argon2id on a thread of its own, with memory that is kept from one to the next.
use std::sync::mpsc;
use std::thread;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Block, Params, Version};
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use secrecy::{ExposeSecret, SecretString};
use subtle::ConstantTimeEq;
use tokio::sync::oneshot;

use super::random::Random;

/// What hashing costs: memory in KiB, passes, lanes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Memory, in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

/// Hashing could not be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the password could not be checked")]
pub struct PasswordError;

/// The way to the hashing thread. Cheap to clone.
#[derive(Clone)]
pub struct Passwords {
    queue: mpsc::Sender<Job>,
}

enum Job {
    Hash(SecretString, oneshot::Sender<Option<String>>),
    Verify(SecretString, Option<String>, oneshot::Sender<bool>),
}

impl Passwords {
    /// Starts the thread.
    ///
    /// # Errors
    /// Fails when the cost is out of range or the thread cannot be started.
    pub fn start(cost: Cost, random: Random) -> Result<Self, PasswordError> {
        let (queue, jobs) = mpsc::channel();
        let mut hasher = Hasher::new(cost, random)?;
        thread::Builder::new()
            .name("passwords".to_owned())
            .spawn(move || {
                while let Ok(job) = jobs.recv() {
                    hasher.carry_out(job);
                }
            })
            .map_err(|_error| PasswordError)?;
        Ok(Self { queue })
    }

    /// Hashes a new password, with a salt of its own.
    ///
    /// # Errors
    /// Fails when hashing does.
    pub async fn hash(&self, password: SecretString) -> Result<String, PasswordError> {
        let (answer, answered) = oneshot::channel();
        self.queue.send(Job::Hash(password, answer)).map_err(|_gone| PasswordError)?;
        answered.await.ok().flatten().ok_or(PasswordError)
    }

    /// Says whether a password is the one that was hashed. With nothing to compare it takes as
    /// long and says no.
    ///
    /// # Errors
    /// Fails when the thread has stopped.
    pub async fn verify(
        &self,
        password: SecretString,
        stored: Option<String>,
    ) -> Result<bool, PasswordError> {
        let (answer, answered) = oneshot::channel();
        self.queue.send(Job::Verify(password, stored, answer)).map_err(|_gone| PasswordError)?;
        answered.await.map_err(|_gone| PasswordError)
    }
}

struct Hasher {
    cost: Cost,
    random: Random,
    memory: Vec<Block>,
    /// A hash of no password, compared with when there is no account.
    nobody: String,
}

impl Hasher {
    /// Hashes nothing yet: until somebody signs in, it takes neither time nor memory.
    fn new(cost: Cost, random: Random) -> Result<Self, PasswordError> {
        params(cost).ok_or(PasswordError)?;
        let nobody = spelled(cost, &random.bytes(), &random.bytes());
        Ok(Self { cost, random, memory: Vec::new(), nobody })
    }

    fn carry_out(&mut self, job: Job) {
        // Whoever asked may have gone away.
        match job {
            Job::Hash(password, answer) => {
                let _heard = answer.send(self.hash(&password));
            }
            Job::Verify(password, stored, answer) => {
                let known = stored.is_some();
                let stored = stored.unwrap_or_else(|| self.nobody.clone());
                let same = self.verify(&password, &stored).unwrap_or(false);
                let _heard = answer.send(known && same);
            }
        }
    }

    fn hash(&mut self, password: &SecretString) -> Option<String> {
        let salt: [u8; 16] = self.random.bytes();
        let cost = self.cost;
        Some(spelled(cost, &salt, &self.argon2id(password, &salt, cost)?))
    }

    fn verify(&mut self, password: &SecretString, stored: &str) -> Option<bool> {
        let stored = PasswordHash::new(stored).ok()?;
        let params = Params::try_from(&stored).ok()?;
        let cost =
            Cost { memory_kib: params.m_cost(), passes: params.t_cost(), lanes: params.p_cost() };
        let salt = stored.salt?;
        let hash = self.argon2id(password, salt.as_ref(), cost)?;
        Some(hash.ct_eq(stored.hash?.as_ref()).into())
    }

    fn argon2id(&mut self, password: &SecretString, salt: &[u8], cost: Cost) -> Option<[u8; 32]> {
        let params = params(cost)?;
        self.memory.resize(params.block_count(), Block::default());
        let mut hash = [0; 32];
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into_with_memory(
                password.expose_secret().as_bytes(),
                salt,
                &mut hash,
                &mut self.memory,
            )
            .ok()?;
        Some(hash)
    }
}

fn params(cost: Cost) -> Option<Params> {
    Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(32)).ok()
}

/// A hash as it is kept (PHC string format).
fn spelled(cost: Cost, salt: &[u8; 16], hash: &[u8; 32]) -> String {
    format!(
        "$argon2id$v=19$m={},t={},p={}${}${}",
        cost.memory_kib,
        cost.passes,
        cost.lanes,
        STANDARD_NO_PAD.encode(salt),
        STANDARD_NO_PAD.encode(hash),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_verifies_against_its_own_hash_and_no_other() {
        let cost = Cost { memory_kib: 64, passes: 1, lanes: 1 };
        let passwords = Passwords::start(cost, Random::seeded(1)).unwrap();
        let hash = passwords.hash("correct horse".into()).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=64,t=1,p=1$"));
        assert!(passwords.verify("correct horse".into(), Some(hash.clone())).await.unwrap());
        assert!(!passwords.verify("correct horsf".into(), Some(hash)).await.unwrap());
        assert!(!passwords.verify("correct horse".into(), None).await.unwrap());
        assert!(!passwords.verify("x".into(), Some("nonsense".to_owned())).await.unwrap());
    }
}
