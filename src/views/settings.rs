//! What the pages of settings share: the way between them, and choices.
use serde::Serialize;

/// One of the pages of settings, in the navigation between them.
#[derive(Clone, Debug, Serialize)]
pub struct Tab {
    /// Where it leads.
    pub href: &'static str,
    /// Its words.
    pub text: &'static str,
    /// Whether it is the one that is open.
    pub current: bool,
}

/// One of the values that a field offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// What is posted.
    pub value: String,
    /// Its words.
    pub text: String,
}

impl Choice {
    /// A value with its words.
    pub fn new(value: impl Into<String>, text: impl Into<String>) -> Self {
        Self { value: value.into(), text: text.into() }
    }
}

/// A name and what it is set to.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// What it is called.
    pub key: String,
    /// What it is set to.
    pub value: String,
}

/// A state as a coloured mark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// Its words.
    pub text: &'static str,
    /// Its colour.
    pub colour: &'static str,
}

#[cfg(test)]
pub(super) fn tabs(open: &str) -> Vec<Tab> {
    [
        ("/settings", "Area"),
        ("/settings/agencies", "Agencies"),
        ("/settings/people", "People"),
        ("/settings/mail-domains", "Mail domains"),
        ("/settings/areas", "Areas"),
    ]
    .map(|(href, text)| Tab { href, text, current: text == open })
    .into()
}
