//! One question of the walk, and what must come of it.
use super::state::{Condition, Standing, State};
use crate::support::answer::Answer;
use crate::sweep::place::Places;
use crate::sweep::role::Who;
use crate::sweep::table::Row;

/// What must come of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// An answer.
    Answered,
    /// The one "not found".
    Nothing,
    /// The way to the door of the meeting, which says that sharing is paused.
    Door,
    /// The way to sign in.
    SignIn,
}

/// Of which area the things are that an address names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Of the area of whoever asks.
    Own,
    /// Of another.
    Other,
}

impl Place {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Own, Self::Other];
}

/// Kinds of things that are a case, or of one.
const OF_A_CASE: &[&str] = &[
    "case", "listing", "action", "agreed", "waiting", "asked", "said", "risk", "interest", "task",
    "message", "stop",
];

/// One question.
pub struct Cell<'a> {
    /// The address.
    pub row: &'a Row,
    /// Who asks.
    pub who: Who,
    /// Of which area the things are.
    pub place: Place,
    /// How things stand.
    pub state: State,
}

impl Cell<'_> {
    /// Where to ask, and what to send there; none where there is no such question: nobody has but
    /// one standing, and what names nothing is of no area.
    pub fn ask(&self, places: &Places) -> Option<(String, String)> {
        let (_, example, fields, _) = *self.row;
        if self.who == Who::Nobody && self.state.1 != Standing::Active {
            return None;
        }
        match self.place {
            Place::Own => Some((places.path(example), places.path(fields))),
            // A draft begins under a name that the browser made: in each area there is another of it.
            Place::Other if example.starts_with("/drafts/") && !example.ends_with("/discard") => {
                None
            }
            Place::Other => {
                let fields = places.elsewhere(fields).unwrap_or_default();
                Some((places.elsewhere(example)?, fields))
            }
        }
    }

    /// What must come of it.
    pub fn outcome(&self) -> Outcome {
        let letters = self.row.3;
        if letters.contains(Who::Nobody.letter()) {
            return Outcome::Answered;
        }
        if self.state.1 != Standing::Active || self.who == Who::Nobody {
            return Outcome::SignIn;
        }
        let is_hidden = self.is_hidden();
        // The case that is being heard is not there for them: nor is the room.
        if is_hidden && self.leads_to_the_door() {
            return Outcome::Door;
        }
        let is_theirs = self.place == Place::Own && letters.contains(self.who.letter());
        if is_theirs && !is_hidden { Outcome::Answered } else { Outcome::Nothing }
    }

    /// Whether what is named is hidden from everybody as things stand.
    fn is_hidden(&self) -> bool {
        let (method, example, fields, _) = *self.row;
        let condition = self.state.0;
        if example.ends_with("{opening}") {
            // Whoever agrees sees nothing of the case, and needs no name on it.
            return condition == Condition::Conflict;
        }
        if example.ends_with("{lifting}") {
            // It falls to an administrator while nobody who leads could.
            return matches!(condition, Condition::Conflict | Condition::Named);
        }
        condition.hides() && (is_of_a_case(example) || method == "POST" && is_of_a_case(fields))
    }

    /// Whether it is the page of the case that is heard, or a form of it with something to fill in,
    /// asked by somebody of the room. What else is sent there is done at once, or not at all.
    fn leads_to_the_door(&self) -> bool {
        let (method, example, _, letters) = *self.row;
        let Some(rest) = example.strip_prefix("/meetings/{live}/live/{heard_listing}") else {
            return false;
        };
        let is_done_at_once =
            ["/remove", "/finish", "/decision"].iter().any(|it| rest.ends_with(it));
        let of_the_room = if method == "GET" { "coruib" } else { letters };
        self.place == Place::Own && !is_done_at_once && of_the_room.contains(self.who.letter())
    }

    /// Where to ask instead for what is nowhere: what comes of it must be the same.
    pub fn ask_for_nothing(&self, places: &Places) -> Option<(String, String)> {
        Some((places.nowhere(self.row.1)?, places.path(self.row.2)))
    }

    /// What is wrong with an answer that should be one.
    pub fn not_answered(&self, answer: &Answer) -> Option<String> {
        let is_open = self.row.3.contains(Who::Nobody.letter());
        let is_sent_away = !is_open && not_sent(answer, "/sign-in").is_none();
        let is_answered = matches!(answer.status, 200 | 204 | 303 | 400 | 409 | 422);
        (!is_answered || is_sent_away).then(|| format!("was answered {}", answer.status))
    }
}

/// What is wrong with an answer that should lead somewhere and say nothing else.
pub fn not_sent(answer: &Answer, to: &str) -> Option<String> {
    let is_sent = answer.location().as_deref() == Some(to) && answer.body.is_empty();
    (!is_sent).then(|| {
        let found = answer.location().unwrap_or_default();
        format!("was answered {} {found} and not sent to {to}", answer.status)
    })
}

/// Whether an example names a case, or something of one.
fn is_of_a_case(example: &str) -> bool {
    let mut names = example.split('{').skip(1).filter_map(|it| Some(it.split_once('}')?.0));
    names.any(|it| OF_A_CASE.contains(&it.rsplit('_').next().unwrap_or(it)))
}
