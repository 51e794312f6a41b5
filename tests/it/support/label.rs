//! How a test names a control: by its label, or by the heading of its group and its label.
//!
//! ```ignore
//! form.fill("Email address", "…")            // the one control with this label
//! form.choose(("Is she pregnant?", "Yes"))   // the "Yes" inside that fieldset
//! ```
use std::fmt;

/// The words beside a control, and those over its group when the label alone is not enough.
#[derive(Clone, Copy, Debug)]
pub struct Label<'a> {
    /// The legend of a fieldset around the control, however far out.
    pub group: Option<&'a str>,
    /// The label itself.
    pub text: &'a str,
}

impl<'a> From<&'a str> for Label<'a> {
    fn from(text: &'a str) -> Self {
        Self { group: None, text }
    }
}

impl<'a> From<&'a String> for Label<'a> {
    fn from(text: &'a String) -> Self {
        Self { group: None, text }
    }
}

impl<'a> From<(&'a str, &'a str)> for Label<'a> {
    fn from((group, text): (&'a str, &'a str)) -> Self {
        Self { group: Some(group), text }
    }
}

impl fmt::Display for Label<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.group {
            Some(group) => write!(out, "“{}” in “{group}”", self.text),
            None => write!(out, "“{}”", self.text),
        }
    }
}
