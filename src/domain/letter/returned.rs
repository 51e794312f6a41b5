//! Letters about what went wrong: mail that did not arrive, and something that may be exposed.
use serde::Serialize;

use super::{Office, Told};
use crate::domain::text::Private;
use crate::domain::wording;

/// Word to chair and coordinator that mail did not reach somebody.
#[derive(Clone, Debug, Serialize)]
pub struct MailReturned {
    /// What it was, as it begins a sentence: "Minutes".
    pub what: String,
    /// How many people it did not reach.
    pub count: u64,
    /// Their names; none where the reader's mail domain gets notices.
    pub people: Option<Vec<Private>>,
}

impl Told for MailReturned {
    fn kind(&self) -> &'static str {
        "mail_returned"
    }

    fn subject(&self, _office: &Office) -> String {
        format!("{} did not reach {}", self.what, wording::count(self.count, "person", "people"))
    }

    fn needs_secure_route(&self) -> bool {
        self.people.is_some()
    }
}

/// Word that somebody says that something is exposed.
#[derive(Clone, Debug, Serialize)]
pub struct ExposureReported {}

impl Told for ExposureReported {
    fn kind(&self) -> &'static str {
        "exposure_reported"
    }

    fn subject(&self, _office: &Office) -> String {
        "Somebody reports that something is exposed".to_owned()
    }
}
