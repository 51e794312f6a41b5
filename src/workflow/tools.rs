//! What steps work with besides the database: randomness, calendars, the checklist, keys.
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use crate::domain::area::Nation;
use crate::domain::calendar::{Calendar, CalendarInvalid};
use crate::domain::checklist::{Checklist, ChecklistInvalid};
use crate::platform::key::{Key, Purpose, SubKey};
use crate::platform::random::Random;

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
