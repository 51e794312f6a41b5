//! Minutes: the list, checking and sending, changing an item, the way of each copy, own copies.
pub mod document;

use serde::Serialize;

use super::form::Form;
use super::page::Page;
use crate::domain::text::Private;
use document::Document;

/// The newest minutes.
#[derive(Clone, Serialize)]
pub struct MinutesList {
    /// Each meeting's, newest first.
    pub rows: Vec<ListRow>,
}

/// A meeting's minutes in the list.
#[derive(Clone, Serialize)]
pub struct ListRow {
    /// "Thursday 12 February 2026".
    pub day: String,
    /// Where they are.
    pub href: String,
    /// "Draft", "Approved".
    pub state: String,
    /// The colour of that.
    pub colour: &'static str,
    /// "Version 1, approved at 12:40pm today".
    pub says: String,
}

impl Page for MinutesList {
    const TEMPLATE: &'static str = "pages/minutes/list";
    const SECTION: &'static str = "minutes";
    fn title(&self) -> String {
        "Minutes".to_owned()
    }
}

/// Checking minutes, and sending them.
#[derive(Clone, Serialize)]
pub struct Check {
    /// "Thursday 12 February 2026".
    pub day: String,
    /// The page's address.
    pub href: String,
    /// "Draft 1" or "Version 1, approved".
    pub tag: String,
    /// The colour of that.
    pub colour: &'static str,
    /// Whose copies can be looked at.
    pub people: Vec<Person>,
    /// "9 cases, 4 actions".
    pub shown: String,
    /// What is looked at.
    pub document: Document,
    /// What to look at before it goes, and what is in order.
    pub checks: Vec<CheckLine>,
    /// "1 to look at" or "All in order".
    pub checks_say: String,
    /// Who gets what.
    pub recipients: Vec<Recipient>,
    /// Whether it is still a draft.
    pub is_draft: bool,
    /// Whether the reader may approve it.
    pub may_approve: bool,
    /// "Send to 14 people".
    pub send_heading: String,
    /// How many get it by which way, in sentences.
    pub send_says: Vec<String>,
    /// The version of the draft.
    pub version: String,
    /// Who approved it and when, and the digest; for what is approved.
    pub approved: Option<Approved>,
    /// `true_record`; `note` for a correction.
    pub form: Form,
}

/// Somebody whose copy can be looked at.
#[derive(Clone, Serialize)]
pub struct Person {
    /// Their account, or blank for the whole record.
    pub value: String,
    /// Name and agency.
    pub text: Private,
    /// Whether it is shown now.
    pub checked: bool,
}

/// A line of checks.
#[derive(Clone, Serialize)]
pub struct CheckLine {
    /// Whether it is in order.
    pub good: bool,
    /// What it says.
    pub text: Private,
    /// Where it is put right.
    pub fix: Option<String>,
}

/// Somebody who gets a copy.
#[derive(Clone, Serialize)]
pub struct Recipient {
    /// Their name.
    pub name: Private,
    /// Their agency.
    pub agency: String,
    /// "9 cases, 4 actions".
    pub copy: String,
    /// "Secure email".
    pub route: String,
    /// "OK", "Link only", "Fix".
    pub tag: String,
    /// The colour of that.
    pub colour: &'static str,
    /// What is known about the address.
    pub check: String,
    /// Where their copy can be looked at.
    pub preview: String,
}

/// How minutes were approved.
#[derive(Clone, Serialize)]
pub struct Approved {
    /// By whom.
    pub by: Private,
    /// When.
    pub when: String,
    /// SHA-256 of what they say.
    pub digest: String,
}

impl Page for Check {
    const TEMPLATE: &'static str = "pages/minutes/check";
    const SECTION: &'static str = "minutes";
    fn title(&self) -> String {
        format!("Minutes of {}", self.day)
    }
    fn failed(&self) -> bool {
        self.form.failed()
    }
}

/// Changing an item of a draft.
#[derive(Clone, Serialize)]
pub struct ItemForm {
    /// "Thursday 12 February 2026".
    pub day: String,
    /// The minutes.
    pub back: String,
    /// Where the form posts to.
    pub action: String,
    /// The case's reference.
    pub reference: String,
    /// The version of the item.
    pub version: String,
    /// Levels of risk on offer.
    pub levels: Vec<Level>,
    /// The risks stated.
    pub risks: Vec<Line>,
    /// The actions agreed.
    pub actions: Vec<Line>,
    /// All fields.
    pub form: Form,
}

/// A level of risk.
#[derive(Clone, Serialize)]
pub struct Level {
    /// What is posted.
    pub value: String,
    /// Its words.
    pub text: String,
}

/// A risk or an action whose words can be changed.
#[derive(Clone, Serialize)]
pub struct Line {
    /// The field's name.
    pub field: String,
    /// What the field is called.
    pub label: String,
}

impl Page for ItemForm {
    const TEMPLATE: &'static str = "pages/minutes/item";
    const SECTION: &'static str = "minutes";
    fn title(&self) -> String {
        format!("Change {} in the minutes", self.reference)
    }
    fn failed(&self) -> bool {
        self.form.failed()
    }
}

/// Where each copy stands.
#[derive(Clone, Serialize)]
pub struct Sends {
    /// "Thursday 12 February 2026".
    pub day: String,
    /// The minutes.
    pub back: String,
    /// The page's address.
    pub href: String,
    /// "14 people: 11 by secure email, 3 by link".
    pub says: String,
    /// "The emails leave at 12:45pm today."
    pub leaves: Option<String>,
    /// Whether there is something to stop, and the reader may.
    pub may_stop: bool,
    /// Whether there is something stopped, and the reader may send it on.
    pub may_release: bool,
    /// Each person's copy.
    pub rows: Vec<SendRow>,
    /// What went wrong with the last press.
    pub form: Form,
}

/// Where one person's copy stands.
#[derive(Clone, Serialize)]
pub struct SendRow {
    /// "1".
    pub number: String,
    /// Their name.
    pub name: Private,
    /// Their agency.
    pub agency: String,
    /// "Secure email".
    pub route: String,
    /// "Waiting".
    pub state: String,
    /// The colour of that.
    pub colour: &'static str,
    /// Read and confirmed, in words.
    pub answer: String,
    /// The correction asked for.
    pub correction: Private,
}

impl Page for Sends {
    const TEMPLATE: &'static str = "pages/minutes/sends";
    const SECTION: &'static str = "minutes";
    fn title(&self) -> String {
        format!("Who got the minutes of {}", self.day)
    }
    fn failed(&self) -> bool {
        self.form.failed()
    }
}

/// The reader's own copy.
#[derive(Clone, Serialize)]
pub struct Own {
    /// "Thursday 12 February 2026".
    pub day: String,
    /// The page's address.
    pub href: String,
    /// "Version 1, copy 3 of 14".
    pub tag: String,
    /// Who approved it and when.
    pub approved: Approved,
    /// The copy.
    pub document: Document,
    /// Until when corrections are taken; none when the minutes are final.
    pub until: Option<String>,
    /// What the reader said of it so far.
    pub answered: Option<String>,
    /// `correction`.
    pub form: Form,
}

impl Page for Own {
    const TEMPLATE: &'static str = "pages/minutes/own";
    const SECTION: &'static str = "minutes";
    fn title(&self) -> String {
        format!("Minutes of {}", self.day)
    }
    fn failed(&self) -> bool {
        self.form.failed()
    }
}

#[cfg(test)]
mod sample;
#[cfg(test)]
pub(crate) use sample::samples;
