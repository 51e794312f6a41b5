//! What was sent and is kept on a page, unseen, to be sent again from there.
use serde::Serialize;

use crate::domain::text::Private;

/// A name and value to send again.
#[derive(Clone, Serialize)]
pub struct Kept {
    name: String,
    value: Private,
}

impl Kept {
    /// All that was sent, in its order.
    pub fn all(sent: Vec<(String, String)>) -> Vec<Self> {
        let kept = |(name, value)| Self { name, value: Private::new(value) };
        sent.into_iter().map(kept).collect()
    }

    /// What was sent under the name.
    pub fn value(&self) -> &Private {
        &self.value
    }
}
