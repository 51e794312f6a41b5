//! Who looked: the lines of the record, on a case's page and on the page of those who check it.
mod csv;

use serde::Serialize;

pub use self::csv::file;
use super::form::Form;
use super::page::Page;
use crate::domain::text::Private;

/// A line of the record.
#[derive(Clone, Serialize)]
pub struct EntryRow {
    /// "8:34am today".
    pub when: String,
    /// The same for machines.
    pub at: String,
    /// Who; "The service" when it did it by itself.
    pub who: Private,
    /// "Chair, Northshire Police", or blank.
    pub part: String,
    /// "Looked at", "Changed".
    pub deed: &'static str,
    /// The page or step in words.
    pub step: String,
    /// Why, or blank where nobody was asked.
    pub why: &'static str,
    /// "NS-7K4Q, NS-8M2R", or blank.
    pub cases: String,
}

/// One of a list.
#[derive(Clone, Serialize)]
pub struct Choice {
    /// What is posted.
    pub value: String,
    /// What is read.
    pub text: Private,
}

/// A search of the record, and what it found.
#[derive(Clone, Serialize)]
pub struct AuditPage {
    /// `account`, `reference`, `from` and `from_time`, `until` and `until_time`, `kind` and `reason`.
    pub form: Form,
    /// Everybody who can be searched for.
    pub people: Vec<Choice>,
    /// The kinds of thing that can be searched for.
    pub kinds: Vec<Choice>,
    /// Why somebody may look.
    pub reasons: Vec<Choice>,
    /// "What was found", or what is shown without a search.
    pub title: &'static str,
    /// What was found, newest first; none where the search could not be made.
    pub rows: Option<Vec<EntryRow>>,
    /// What is posted to search for the same again.
    pub again: Vec<Choice>,
    /// Where the next part begins, when there is one.
    pub older: Option<String>,
}

impl Page for AuditPage {
    const TEMPLATE: &'static str = "pages/audit/index";
    const SECTION: &'static str = "audit";

    fn title(&self) -> String {
        "Record of who looked".to_owned()
    }

    fn failed(&self) -> bool {
        self.form.failed()
    }
}

#[cfg(test)]
pub(crate) use sample::{row, samples};

#[cfg(test)]
mod sample {
    use super::*;
    use crate::views::sample::Sample;

    /// A line of somebody's.
    pub(crate) fn row(who: &str, step: &str) -> EntryRow {
        EntryRow {
            when: "8:34am today".to_owned(),
            at: "2026-02-12T08:34:00+00:00".to_owned(),
            who: who.into(),
            part: "Agency representative, Housing Options".to_owned(),
            deed: "Looked at",
            step: step.to_owned(),
            why: "",
            cases: "NS-7K4Q, NS-8M2R".to_owned(),
        }
    }

    fn choice(value: &str, text: &str) -> Choice {
        Choice { value: value.to_owned(), text: text.into() }
    }

    fn page(rows: Option<Vec<EntryRow>>) -> AuditPage {
        AuditPage {
            form: Form::empty(),
            people: vec![choice("a", "Marcus Reid, Housing Options")],
            kinds: vec![choice("read", "Looked at"), choice("export", "Printed, copied or mailed")],
            reasons: vec![choice("routine_check", "Routine check")],
            title: "Newest entries",
            rows,
            again: vec![choice("routine_check", "reason")],
            older: None,
        }
    }

    /// The page with lines and more to come, with an error, and with nothing found.
    pub(crate) fn samples() -> Vec<Sample> {
        let searched = EntryRow {
            part: String::new(),
            cases: String::new(),
            why: "Routine check",
            ..row("The service", "Search of the record")
        };
        let full = AuditPage {
            older: Some("12-1".to_owned()),
            title: "What was found",
            ..page(Some(vec![row("Marcus Reid", "Case: history"), searched]))
        };
        let mut wrong = page(None);
        wrong.form.refuse("reference", "No case was found");
        vec![
            Sample::new("entries", &full),
            Sample::new("an error", &wrong),
            Sample::new("nothing found", &page(Some(Vec::new()))),
        ]
    }
}
