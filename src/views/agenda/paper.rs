//! The agenda on paper, and its history.
use serde::Serialize;

use super::CaseItem;
use crate::domain::text::Private;
use crate::views::page::Page;

/// The agenda as it is printed: two lines for notes under each case.
#[derive(Clone, Serialize)]
pub struct Paper {
    /// "Thursday 12 February 2026, 10am, Civic Centre room 2".
    pub caption: String,
    /// The day for the title.
    pub day: String,
    /// "Draft", "Version 2, published at 9:40am".
    pub state: String,
    /// The agenda.
    pub back: String,
    /// The items.
    pub sections: Vec<PaperSection>,
    /// "12:05pm. Close."; blank for those who see no times.
    pub closing: String,
    /// The last line: whose copy it is, when it was printed, and what to do with it.
    pub foot: Private,
}

/// A part of the agenda.
#[derive(Clone, Serialize)]
pub struct PaperSection {
    /// Its heading; blank for a list without parts.
    pub title: &'static str,
    /// "6 cases, 10:05am to 10:53am".
    pub summary: String,
    /// The number of its first item.
    pub start: usize,
    /// Its items.
    pub items: Vec<CaseItem>,
    /// The row after it.
    pub pause: Option<String>,
}

impl Page for Paper {
    const TEMPLATE: &'static str = "pages/agenda/paper";
    const SECTION: &'static str = "agenda";
    const BODY: &'static str = "drm-paper";

    fn title(&self) -> String {
        format!("Print the agenda for {}", self.day)
    }
}

/// What was changed about an agenda.
#[derive(Clone, Serialize)]
pub struct History {
    /// "Thursday 12 February 2026".
    pub day: String,
    /// The agenda.
    pub back: String,
    /// The changes, newest first.
    pub changes: Vec<HistoryLine>,
}

/// One change.
#[derive(Clone, Serialize)]
pub struct HistoryLine {
    /// "8:51am today".
    pub at: String,
    /// "Added late".
    pub what: &'static str,
    /// The case's page.
    pub href: String,
    /// Its reference.
    pub reference: String,
    /// Why; blank when no reason was asked.
    pub reason: Private,
    /// Who did it; blank when the service did.
    pub by: Private,
    /// "Version 2"; none while referrals were open.
    pub version: Option<String>,
}

impl Page for History {
    const TEMPLATE: &'static str = "pages/agenda/history";
    const SECTION: &'static str = "agenda";

    fn title(&self) -> String {
        format!("Changes to the agenda, {}", self.day)
    }
}

#[cfg(test)]
pub(super) fn sample_history() -> Vec<HistoryLine> {
    let line = |what, reason: &str, by: &str, version: Option<&str>| HistoryLine {
        at: "8:51am today".to_owned(),
        what,
        href: "/cases/0198c0de-0000-4000-8000-000000000001".to_owned(),
        reference: "NS-7K4Q".to_owned(),
        reason: reason.into(),
        by: by.into(),
        version: version.map(Into::into),
    };
    vec![
        line("Added late", "He is released today", "Priya Nair", Some("Version 2")),
        line("Added", "", "", None),
    ]
}

#[cfg(test)]
pub(super) fn samples() -> Vec<crate::views::sample::Sample> {
    use crate::views::sample::Sample;
    let whole = super::page::sample(14);
    let sections = whole.sections.into_iter().map(|it| PaperSection {
        title: it.title,
        summary: it.summary,
        start: it.start,
        items: it.items,
        pause: it.pause,
    });
    let paper = Paper {
        caption: whole.caption,
        day: whole.day,
        state: "Version 2, published at 9:40am".to_owned(),
        back: "/meetings/2026-02-12/agenda".to_owned(),
        sections: sections.collect(),
        closing: "12:05pm. Close.".to_owned(),
        foot: whole.foot,
    };
    let empty = Paper { sections: vec![], closing: String::new(), ..paper.clone() };
    let history = History {
        day: "Thursday 12 February 2026".to_owned(),
        back: "/meetings/2026-02-12/agenda".to_owned(),
        changes: sample_history(),
    };
    let none = History { changes: vec![], ..history.clone() };
    vec![
        Sample::new("", &paper),
        Sample::new("empty", &empty),
        Sample::new("", &history),
        Sample::new("none", &none),
    ]
}
