//! The letter about a conflict of interest or a restricted case. It says nothing of the case.
use serde::Serialize;

use super::{Office, Told};
use crate::domain::conflict::Matter;
use crate::domain::ids::CaseId;

/// Word that somebody is asked for.
#[derive(Clone, Debug, Serialize)]
pub struct Conflict {
    heading: &'static str,
    text: &'static str,
    press: &'static str,
    path: String,
}

impl Conflict {
    /// Word of a matter; with the case, where it is there for the reader.
    pub fn new(matter: Matter, case: Option<CaseId>) -> Self {
        let (text, press, otherwise) = match matter {
            Matter::Declared => (
                "somebody has an interest in a case. The chair rules on it.",
                "Sign in to look",
                "/",
            ),
            Matter::LiftAsked => (
                "somebody asks that an interest in a case, or its restriction, is lifted. A second \
                 person has to agree.",
                "Sign in to decide",
                "/confirmations",
            ),
            Matter::OpeningAsked => (
                "somebody asks to open a restricted case for an urgent safeguarding need. They need \
                 your agreement now.",
                "Sign in to decide",
                "/confirmations",
            ),
            Matter::Opened => (
                "a restricted case was opened for an urgent safeguarding need, by two people. The \
                 record says who and why.",
                "Sign in to look",
                "/",
            ),
            Matter::CoordinatorNeeded => (
                "a case needs a coordinator from elsewhere: no chair or coordinator of your area \
                 can take it. Name a deputy, who finds it on signing in.",
                "Sign in to name one",
                "/settings/people",
            ),
        };
        let path = case.map_or_else(|| otherwise.to_owned(), |it| format!("/cases/{it}/interests"));
        Self { heading: matter.shown(), text, press, path }
    }
}

impl Told for Conflict {
    fn kind(&self) -> &'static str {
        "conflict"
    }

    fn subject(&self, _office: &Office) -> String {
        self.heading.to_owned()
    }
}
