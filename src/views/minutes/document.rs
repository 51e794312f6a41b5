//! Minutes as a document: the whole record, or one reader's copy.
use serde::Serialize;

use crate::domain::text::Private;

/// Minutes as a document.
#[derive(Clone, Serialize)]
pub struct Document {
    /// "Copy for Marcus Reid, Housing Options", or "The whole record".
    pub whose: Private,
    /// "Thursday 12 February 2026, 10am to 12:11pm".
    pub when: String,
    /// Who chaired, how many were there and who sent apologies, in sentences.
    pub room: Private,
    /// What this version changes.
    pub change: Private,
    /// "Your 4 actions"; none in the whole record.
    pub actions_heading: Option<String>,
    /// The reader's own actions.
    pub actions: Vec<OwnAction>,
    /// The cases, numbered for the reader.
    pub items: Vec<Item>,
    /// Who was there; only in the whole record.
    pub attendance: Vec<Attended>,
    /// Outstanding actions that the opening went through; only in the whole record.
    pub outstanding: Vec<OwnAction>,
}

/// One of the reader's own actions.
#[derive(Clone, Serialize)]
pub struct OwnAction {
    /// Reference and initials: "NS-7K4Q, T.B.".
    pub case: Private,
    /// Its page.
    pub href: String,
    /// What will be done.
    pub text: Private,
    /// By when.
    pub due: String,
}

/// A case.
#[derive(Clone, Serialize)]
pub struct Item {
    /// Its number for the reader.
    pub number: u32,
    /// "NS-7K4Q, T.B., 29".
    pub title: Private,
    /// Where it is changed; none for those who may not, and in copies.
    pub edit: Option<String>,
    /// The level of risk agreed: "High".
    pub risk: String,
    /// What was agreed and why.
    pub decision: Private,
    /// What became of it: "Heard, plan made".
    pub disposition: String,
    /// Why.
    pub reason: Private,
    /// The risks stated.
    pub risks: Vec<Risk>,
    /// What agencies shared; only in the whole record.
    pub shared: Vec<Shared>,
    /// How many things were read out and not minuted; only in the whole record.
    pub not_minuted: Option<String>,
    /// The victim's views; only in the whole record.
    pub views: Private,
    /// The actions.
    pub actions: Vec<Action>,
}

/// A risk.
#[derive(Clone, Serialize)]
pub struct Risk {
    /// Its number.
    pub number: i32,
    /// "Victim, high".
    pub says: String,
    /// The risk.
    pub text: Private,
    /// Why no action answers it.
    pub no_action: Private,
}

/// What an agency shared.
#[derive(Clone, Serialize)]
pub struct Shared {
    /// The agency.
    pub agency: String,
    /// What it shared.
    pub text: Private,
}

/// An action on a case.
#[derive(Clone, Serialize)]
pub struct Action {
    /// What will be done.
    pub text: Private,
    /// Whether it is the reader's.
    pub yours: bool,
    /// Agency and owner.
    pub by: Private,
    /// By when.
    pub due: String,
}

/// Somebody's attendance.
#[derive(Clone, Serialize)]
pub struct Attended {
    /// Their name.
    pub name: Private,
    /// Their agency.
    pub agency: String,
    /// "Present", "Apologies".
    pub presence: String,
}
