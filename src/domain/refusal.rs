//! Why a step was not taken: sentences for the person, each beside the field it is about.

/// One thing that stands in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The form field it is about; empty when it is about the whole step.
    pub field: String,
    /// What to do, in the reader's words.
    pub text: String,
    /// Where the reader can put it right, when that is another page.
    pub link: Option<String>,
}

/// A step that the rules forbid, with everything that stands in the way.
#[derive(Clone, Debug, Default, PartialEq, Eq, thiserror::Error)]
#[error("the rules forbid it")]
pub struct Refused {
    /// At least one problem.
    pub problems: Vec<Problem>,
}

impl Refused {
    /// A refusal about the whole step.
    pub fn because(text: impl Into<String>) -> Self {
        Self::field("", text)
    }

    /// A refusal about one field.
    pub fn field(field: impl Into<String>, text: impl Into<String>) -> Self {
        let mut refused = Self::default();
        refused.add(field, text);
        refused
    }

    /// Adds a problem.
    pub fn add(&mut self, field: impl Into<String>, text: impl Into<String>) {
        self.problems.push(Problem { field: field.into(), text: text.into(), link: None });
    }

    /// Adds a problem that is put right on another page.
    pub fn add_link(&mut self, text: impl Into<String>, link: impl Into<String>) {
        self.problems.push(Problem {
            field: String::new(),
            text: text.into(),
            link: Some(link.into()),
        });
    }

    /// Refuses when there is any problem.
    ///
    /// # Errors
    /// Gives itself back when it holds a problem.
    pub fn or_go_on(self) -> Result<(), Self> {
        if self.problems.is_empty() { Ok(()) } else { Err(self) }
    }
}

/// One field of which somebody else saved another text meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The field's name in the form.
    pub field: String,
    /// What the field is called on the page.
    pub label: String,
    /// What is saved now.
    pub theirs: String,
}

/// A save made from an older version: nothing was changed, and both texts are kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("somebody else changed this meanwhile")]
pub struct Stale {
    /// The version that is saved now; saving again with it overwrites knowingly.
    pub version: i32,
    /// What is saved now, field by field.
    pub clashes: Vec<Clash>,
}

impl Stale {
    /// Refuses an edit made from another version than the saved one.
    ///
    /// # Errors
    /// When `seen` is not `saved`, with what is saved now as (field, label, text).
    pub fn check(saved: i32, seen: i32, now: &[(&str, &str, &str)]) -> Result<(), Self> {
        if saved == seen {
            return Ok(());
        }
        let clash = |(field, label, theirs): &(&str, &str, &str)| Clash {
            field: (*field).to_owned(),
            label: (*label).to_owned(),
            theirs: (*theirs).to_owned(),
        };
        Err(Self { version: saved, clashes: now.iter().map(clash).collect() })
    }
}
