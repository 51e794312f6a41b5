//! One plain line that says what is wrong with the set-up and what to do.
use std::fmt;

/// Why a set-up is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal(String);

impl Refusal {
    /// A refusal; it is put on one line.
    pub fn new(text: impl AsRef<str>) -> Self {
        Self(text.as_ref().split_whitespace().collect::<Vec<_>>().join(" "))
    }
}

impl Refusal {
    /// A refusal in the words of an error that says what to do, and why it came about.
    pub fn of(error: &impl std::error::Error) -> Self {
        let mut words = error.to_string();
        let mut cause = error.source();
        while let Some(it) = cause {
            words = format!("{words}: {it}");
            cause = it.source();
        }
        Self::new(words)
    }

    /// A refusal if something is so.
    pub fn when(is_so: bool, text: &str) -> Option<Self> {
        is_so.then(|| Self::new(text))
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// The sentences of those rules that are broken.
pub(super) fn of<const N: usize>(rules: [(bool, &str); N]) -> Vec<Refusal> {
    rules.into_iter().filter(|it| it.0).map(|it| Refusal::new(it.1)).collect()
}
