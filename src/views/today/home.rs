//! The start pages of those who do not prepare meetings.
use serde::Serialize;

use super::super::page::{Link, Page};
use super::Overdue;

/// The day as somebody from an agency sees it.
#[derive(Serialize)]
pub struct Home {
    /// "Thursday 12 February 2026".
    pub day: String,
    /// The agency.
    pub agency: String,
    /// The next meeting, in words.
    pub meeting: Option<String>,
    /// Whether the reader may see agendas.
    pub agenda: bool,
    /// The meeting's room, while the meeting is open.
    pub room: Option<String>,
    /// Research that is due, in words: how many and when.
    pub research: Option<Due>,
    /// The heading over the agency's actions.
    pub actions_title: String,
    /// The agency's actions, first due first.
    pub actions: Vec<Overdue>,
    /// How many of them have lost their owner, in words.
    pub nobodys: Option<String>,
    /// How many more there are, in words.
    pub actions_more: Option<String>,
    /// What the reader sent.
    pub sent: Vec<SentLine>,
    /// Whether the reader is the agency's lead contact.
    pub is_lead: bool,
    /// Whether the reader answers research and owns actions.
    pub works: bool,
}

/// Research that is due.
#[derive(Serialize)]
pub struct Due {
    /// "8 research returns are due at 9:30am".
    pub text: String,
    /// Where they are returned.
    pub href: String,
}

/// A referral that the reader sent.
#[derive(Serialize)]
pub struct SentLine {
    /// Its page.
    pub href: String,
    /// The case's reference.
    pub reference: String,
    /// When it was received.
    pub received: String,
}

impl Page for Home {
    const TEMPLATE: &'static str = "pages/today/home";
    const SECTION: &'static str = "today";

    fn title(&self) -> String {
        format!("Home, {}", self.day)
    }
}

/// The start page of somebody with neither cases nor actions.
#[derive(Serialize)]
pub struct Plain {
    /// The next meeting, in words, for those who may see its agenda.
    pub meeting: Option<String>,
    /// The meeting's room, while the meeting is open.
    pub room: Option<String>,
    /// Where they check the record, for those who do.
    pub record: Option<String>,
}

impl Page for Plain {
    const TEMPLATE: &'static str = "pages/today/plain";
    const SECTION: &'static str = "today";

    fn title(&self) -> String {
        "Home".to_owned()
    }
}

/// The start page of an administrator.
#[derive(Serialize)]
pub struct Managing {
    /// What the area lacks before its first meeting, with where to put it right.
    pub needs: Vec<Link>,
}

impl Page for Managing {
    const TEMPLATE: &'static str = "pages/today/managing";
    const SECTION: &'static str = "today";

    fn title(&self) -> String {
        "Home".to_owned()
    }
}
