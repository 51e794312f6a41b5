//! Words about people: they print as `[redacted]` wherever a log or a debug print may show them.
use std::fmt;

use serde::{Deserialize, Serialize};

/// A name, an address or free text about somebody. Reading it is deliberate: [`Private::reveal`].
#[derive(Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Private(String);

impl Private {
    /// Wraps text about a person.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself, for a page or letter whose reader may see it.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Whether there is nothing but blanks.
    pub fn is_blank(&self) -> bool {
        self.0.trim().is_empty()
    }
}

impl From<&str> for Private {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl fmt::Debug for Private {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("[redacted]")
    }
}

impl fmt::Display for Private {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("[redacted]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_private_text_never_prints_itself() {
        let name = Private::new("Somebody");
        assert_eq!(
            format!("{name} {name:?} {:?}", Some(&name)),
            "[redacted] [redacted] Some([redacted])"
        );
        assert_eq!(name.reveal(), "Somebody");
    }
}
