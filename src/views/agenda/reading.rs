//! The agenda as those see it who are asked about cases on it: without times of items.
use serde::Serialize;

use super::{CaseName, Flag};
use crate::domain::text::Private;
use crate::views::page::Page;

/// A meeting's agenda for one agency.
#[derive(Clone, Serialize)]
pub struct Reading {
    /// "Thursday 12 February 2026, 10am, Civic Centre room 2".
    pub caption: String,
    /// The day for the title: "12 February 2026".
    pub day: String,
    /// The page's own address.
    pub href: String,
    /// Draft, closed for referrals, published.
    pub state: Flag,
    /// "10am to 12:15pm".
    pub block: String,
    /// "10am to 11am"; none when the agency is not needed.
    pub window: Option<String>,
    /// The agency; none for somebody who observes.
    pub agency: Option<String>,
    /// The meeting's room, while the meeting is open.
    pub room: Option<String>,
    /// How people join online.
    pub join_link: String,
    /// The cases.
    pub items: Vec<ReadingItem>,
    /// The last line on paper.
    pub foot: Private,
}

/// One case.
#[derive(Clone, Serialize)]
pub struct ReadingItem {
    /// Its number among those that the reader sees.
    pub number: usize,
    /// The case.
    pub case: CaseName,
    /// Who referred it, and how it scored.
    pub meta: String,
    /// What to know at once.
    pub flags: Vec<Flag>,
    /// Where the agency's own research stands.
    pub research: Option<Flag>,
    /// Where it is returned.
    pub research_href: String,
}

impl Page for Reading {
    const TEMPLATE: &'static str = "pages/agenda/reading";
    const SECTION: &'static str = "agenda";

    fn title(&self) -> String {
        format!("Agenda for {}", self.day)
    }
}

#[cfg(test)]
pub(super) fn samples() -> Vec<crate::views::sample::Sample> {
    use crate::views::sample::Sample;
    let flag = |text: &str, colour| Flag { text: text.to_owned(), colour };
    let item = |number: usize| ReadingItem {
        number,
        case: CaseName {
            href: "/cases/0198c0de-0000-4000-8000-000000000001".to_owned(),
            reference: format!("NS-7K{number:02}"),
            name: "Amira Mansour, 34".into(),
        },
        meta: "Children’s services. Checklist 19 of 24".to_owned(),
        flags: vec![flag("Strangulation", "red"), flag("2 children", "blue")],
        research: (number != 3).then(|| flag("Not returned", "yellow")),
        research_href: "/research/2026-02-12/0198c0de-0000-4000-8000-000000000001".to_owned(),
    };
    let page = Reading {
        caption: "Thursday 12 February 2026, 10am, Civic Centre room 2".to_owned(),
        day: "12 February 2026".to_owned(),
        href: "/meetings/2026-02-12/agenda".to_owned(),
        state: flag("Published", "green"),
        block: "10am to 12:15pm".to_owned(),
        window: Some("10am to 11am".to_owned()),
        agency: Some("Housing Options".to_owned()),
        room: Some("/meetings/2026-02-12/live".to_owned()),
        join_link: "https://meet.example/daily".to_owned(),
        items: (1..=3).map(item).collect(),
        foot: "Northshire, 12 February 2026. Copy for Marcus Reid. Printed 8:51am.".into(),
    };
    let empty = Reading { items: vec![], window: None, join_link: String::new(), ..page.clone() };
    let observer = Reading { agency: None, room: None, ..empty.clone() };
    vec![Sample::new("", &page), Sample::new("empty", &empty), Sample::new("observer", &observer)]
}
