//! What steps work with besides the database: randomness, calendars, the checklist, keys.
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use crate::domain::account::Account;
use crate::domain::area::Nation;
use crate::domain::calendar::{Calendar, CalendarInvalid};
use crate::domain::checklist::{Checklist, ChecklistInvalid};
use crate::domain::ids::AccountId;
use crate::platform::key::{Key, Purpose, SubKey};
use crate::platform::random::Random;
use crate::platform::totp::Shared;

/// What steps work with besides the database.
pub struct Tools {
    /// Where identifiers and tokens come from.
    pub random: Random,
    /// The questions of the checklist.
    pub checklist: Checklist,
    /// The address under which people reach the service, without a slash at the end.
    pub public_url: String,
    calendars: Vec<Calendar>,
    link_key: SubKey,
    session_key: SubKey,
    factor_key: SubKey,
}

/// The program carries data that it cannot read.
#[derive(Debug, thiserror::Error)]
pub enum ToolsError {
    /// A calendar.
    #[error("the bank holidays cannot be read")]
    Calendar(#[from] CalendarInvalid),
    /// The checklist.
    #[error("the checklist cannot be read")]
    Checklist(#[from] ChecklistInvalid),
}

impl Tools {
    /// Prepares the tools.
    ///
    /// # Errors
    /// Fails when the data that the program carries cannot be read.
    pub fn new(key: &Key, random: Random, public_url: String) -> Result<Self, ToolsError> {
        let calendars =
            Nation::ALL.iter().map(|it| Calendar::included(*it)).collect::<Result<_, _>>()?;
        Ok(Self {
            random,
            checklist: Checklist::included()?,
            public_url,
            calendars,
            link_key: key.derive(Purpose::Link),
            session_key: key.derive(Purpose::Session),
            factor_key: key.derive(Purpose::Factor),
        })
    }

    /// A nation's bank holidays.
    pub fn calendar(&self, nation: Nation) -> &Calendar {
        // Every nation has one, in the order of the list.
        let place = Nation::ALL.iter().position(|it| *it == nation).unwrap_or_default();
        &self.calendars[place]
    }

    /// The text that proves that a link was made here, worked out from its identifier.
    pub fn link_proof(&self, id: &str) -> String {
        keyed(&self.link_key, id)
    }

    /// What is kept of a session's token.
    pub fn session_hash(&self, token: &str) -> String {
        keyed(&self.session_key, token)
    }
}

impl Tools {
    /// The secret that an account's app shares with the service, worked out from its seed.
    pub fn shared(&self, account: &Account, seed: &str) -> Option<Shared> {
        let digits = keyed(&self.factor_key, &format!("app {} {seed}", account.id));
        let mut secret = [0; 20];
        hex::decode_to_slice(digits.get(..40)?, &mut secret).ok()?;
        Shared::new(secret, "Daily risk meeting", account.email.reveal())
    }

    /// The text that proves that a mark in a browser was made here.
    pub fn device_proof(&self, mark: &str) -> String {
        keyed(&self.factor_key, &format!("device {mark}"))
    }

    /// What is kept of a recovery code.
    pub fn recovery_hash(&self, account: AccountId, code: &str) -> String {
        keyed(&self.factor_key, &format!("recovery {account} {code}"))
    }

    /// A new recovery code of ten letters and digits that are not mistaken for one another.
    pub fn recovery_code(&self) -> String {
        const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";
        let letter = |it: u8| char::from(LETTERS[usize::from(it % 32)]);
        self.random.bytes::<10>().into_iter().map(letter).collect()
    }
}

fn keyed(key: &SubKey, text: &str) -> String {
    // A key of 32 bytes always fits.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key.bytes()) else {
        return String::new();
    };
    mac.update(text.as_bytes());
    hex::encode(mac.finalize().into_bytes())
}

/// SHA-256 in hexadecimal.
pub(super) fn digest(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}
