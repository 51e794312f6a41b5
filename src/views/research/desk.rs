//! An agency's desk: its cases on the left, the one it works on at the right.
use serde::Serialize;

use crate::domain::text::Private;
use crate::views::agenda::{Flag, Meter};
use crate::views::form::Form;
use crate::views::page::Page;

/// An agency's cases for a meeting.
#[derive(Clone, Serialize)]
pub struct Desk {
    /// "Thursday 12 February 2026, due 9:30am".
    pub caption: String,
    /// The day for the title.
    pub day: String,
    /// "Housing Options".
    pub agency: String,
    /// "38 minutes left", "Late since 9:30am", "The meeting is over".
    pub left: String,
    /// The desk's own address.
    pub href: String,
    /// "14 cases".
    pub count: String,
    /// How many are returned.
    pub returned: Meter,
    /// The cases.
    pub lines: Vec<DeskLine>,
    /// How many nobody has begun on; "7 cases", or blank for none.
    pub untouched: String,
    /// The case that is worked on.
    pub case: Option<DeskCase>,
    /// What the list says when there is nothing to research.
    pub none: String,
    /// `known`, `text`, `share`, `not_minuted`, `chair_only` and `offer`.
    pub form: Form,
}

/// One case of the list.
#[derive(Clone, Serialize)]
pub struct DeskLine {
    /// Its form.
    pub href: String,
    /// Its reference.
    pub reference: String,
    /// The victim's initials and age.
    pub initials: Private,
    /// Where it stands.
    pub state: Flag,
    /// Whether it is the one at the right.
    pub is_current: bool,
}

/// The case that is worked on.
#[derive(Clone, Serialize)]
pub struct DeskCase {
    /// Where the form posts to.
    pub action: String,
    /// Its reference.
    pub reference: String,
    /// "Returned at 8:52am by Marcus Reid", "Saved, not yet returned"; blank before that.
    pub state: Private,
    /// Whether it is in, so that saving changes what others read.
    pub is_in: bool,
    /// Whether it can still be answered.
    pub is_open: bool,
    /// The version that the form was read at.
    pub version: i32,
    /// How the victim can be reached.
    pub safe_contact: Private,
    /// Whom to search for.
    pub people: Vec<Searched>,
    /// What other agencies said, once that may be seen.
    pub others: Vec<Other>,
    /// What the agency knows people as: "Who is known to Housing Options?"
    pub question: String,
}

/// Somebody to search for.
#[derive(Clone, Serialize)]
pub struct Searched {
    /// "Victim".
    pub part: &'static str,
    /// Name, date of birth, address, other names.
    pub text: Private,
}

/// What another agency said.
#[derive(Clone, Serialize)]
pub struct Other {
    /// The agency.
    pub agency: String,
    /// What it said; blank when nothing is held, or it is not for everybody.
    pub text: Private,
    /// What it said that is not to be minuted.
    pub not_minuted: Private,
}

impl Page for Desk {
    const TEMPLATE: &'static str = "pages/research/desk";
    const SECTION: &'static str = "research";

    fn title(&self) -> String {
        match &self.case {
            Some(case) => format!("Research on {}, {}", case.reference, self.day),
            None => format!("Research for {}", self.day),
        }
    }

    fn failed(&self) -> bool {
        self.form.failed()
    }
}

/// The page that lists what will be returned as "nothing held".
#[derive(Clone, Serialize)]
pub struct NothingHeld {
    /// "Thursday 12 February 2026, due 9:30am".
    pub caption: String,
    /// The day for the title.
    pub day: String,
    /// The desk.
    pub back: String,
    /// The cases, all ticked at first.
    pub cases: Vec<NothingHeldCase>,
    /// `cases`.
    pub form: Form,
}

/// One case of them.
#[derive(Clone, Serialize)]
pub struct NothingHeldCase {
    /// The case.
    pub value: String,
    /// Its reference and whom it is about.
    pub text: Private,
}

impl Page for NothingHeld {
    const TEMPLATE: &'static str = "pages/research/nothing-held";
    const SECTION: &'static str = "research";

    fn title(&self) -> String {
        format!("Nothing held, {}", self.day)
    }

    fn failed(&self) -> bool {
        self.form.failed()
    }
}

#[cfg(test)]
mod samples;
#[cfg(test)]
pub(super) use samples::samples;
