//! Actions: lists of what is open, and one with its history.
use serde::Serialize;

use super::form::Form;
use super::page::Page;
use crate::domain::text::Private;

/// A list of open actions.
#[derive(Clone, Serialize)]
pub struct ActionList {
    /// The heading: "Actions for Housing Options".
    pub heading: String,
    /// Research that is owed: how much, and when it is due.
    pub research: Option<ResearchOwed>,
    /// Whose actions to show.
    pub tabs: Vec<Choice>,
    /// Which to show, by when they are due.
    pub terms: Vec<Choice>,
    /// The actions, by when they are due.
    pub groups: Vec<Group>,
    /// What stands there when there are none.
    pub empty: String,
    /// The form of the action that is opened.
    pub form: Form,
}

/// Research that is owed.
#[derive(Clone, Serialize)]
pub struct ResearchOwed {
    /// "8 research returns".
    pub count: String,
    /// "Those for the next meeting are due at 9:30am today".
    pub due: String,
}

/// One of the lists or filters on offer.
#[derive(Clone, Serialize)]
pub struct Choice {
    /// Where it leads.
    pub href: String,
    /// Its words, with its number.
    pub text: String,
    /// Whether it is shown now.
    pub current: bool,
}

/// Actions that are due in the same term.
#[derive(Clone, Serialize)]
pub struct Group {
    /// "Overdue".
    pub title: String,
    /// The stored word of the term, which is the heading's id.
    pub term: String,
    /// The list of these alone.
    pub href: String,
    /// How many.
    pub count: usize,
    /// The actions.
    pub actions: Vec<ActionLine>,
}

/// An action in a list.
#[derive(Clone, Serialize)]
pub struct ActionLine {
    /// Its identifier.
    pub id: String,
    /// What will be done.
    pub text: Private,
    /// The case's reference.
    pub reference: String,
    /// The page of the case.
    pub case_href: String,
    /// The victim's name.
    pub name: Private,
    /// When it was agreed: "Monday 9 February".
    pub agreed: String,
    /// Agency and owner, in lists that hold those of several people.
    pub owner: Option<Private>,
    /// More time that is asked for: "More time asked, until Friday 20 February".
    pub asked: Option<String>,
    /// "2 days overdue".
    pub due: String,
    /// Where it is brought up to date in place; none for those who may not.
    pub update: Option<String>,
    /// The form, when it is opened.
    pub opened: Option<Update>,
}

/// The form that brings an action up to date.
#[derive(Clone, Serialize)]
pub struct Update {
    /// Where it posts to.
    pub action: String,
    /// The version that it shows.
    pub version: String,
    /// The list to go back to.
    pub back: String,
    /// Where "Cancel" leads.
    pub cancel: String,
    /// What may have happened.
    pub states: Vec<Item>,
    /// What the sentence is asked with.
    pub asks: String,
}

/// A value on offer in a form.
#[derive(Clone, Serialize)]
pub struct Item {
    /// What is posted.
    pub value: String,
    /// Its words.
    pub text: Private,
}

impl Page for ActionList {
    const TEMPLATE: &'static str = "pages/action/list";
    const SECTION: &'static str = "actions";
    fn title(&self) -> String {
        self.heading.clone()
    }
}

/// One action with its history.
#[derive(Clone, Serialize)]
pub struct ActionDetail {
    /// Its page.
    pub href: String,
    /// The case's reference.
    pub reference: String,
    /// The page of the case.
    pub case_href: String,
    /// The victim's name.
    pub name: Private,
    /// How the victim can be reached.
    pub safe_contact: Private,
    /// What will be done.
    pub text: Private,
    /// Where it stands: "2 days overdue" or "Done".
    pub standing: String,
    /// The colour of that.
    pub colour: Option<&'static str>,
    /// What is known of it, name and value.
    pub rows: Vec<Row>,
    /// The form to close it.
    pub update: Option<Update>,
    /// Whether more time can be asked.
    pub may_ask: bool,
    /// More time that is asked for, and why.
    pub asked: Option<Asked>,
    /// People to whom it can be given.
    pub colleagues: Vec<Item>,
    /// Whether it can be opened again.
    pub may_reopen: bool,
    /// The version shown.
    pub version: String,
    /// What happened to it, newest first.
    pub past: Vec<Past>,
    /// All its forms; their fields have different names.
    pub form: Form,
}

/// More time that is asked for.
#[derive(Clone, Serialize)]
pub struct Asked {
    /// Until when.
    pub until: String,
    /// Why.
    pub reason: Private,
    /// Whether the reader decides on it.
    pub may_decide: bool,
}

/// A row of a summary.
#[derive(Clone, Serialize)]
pub struct Row {
    /// What it is.
    pub key: String,
    /// What it says.
    pub value: Private,
}

/// One thing that happened.
#[derive(Clone, Serialize)]
pub struct Past {
    /// What.
    pub title: String,
    /// By whom.
    pub by: Private,
    /// When, in words.
    pub when: String,
    /// When, for machines.
    pub at: String,
    /// What changed.
    pub change: Private,
    /// The sentence given with it.
    pub note: Private,
}

impl Page for ActionDetail {
    const TEMPLATE: &'static str = "pages/action/detail";
    const SECTION: &'static str = "actions";
    fn title(&self) -> String {
        format!("Action on {}", self.reference)
    }
    fn failed(&self) -> bool {
        self.form.failed()
    }
}

#[cfg(test)]
mod sample;
#[cfg(test)]
pub(crate) use sample::samples;
