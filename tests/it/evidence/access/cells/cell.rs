//! One question of the walk, and what must come of it.
use super::state::{Standing, State};
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
    "message",
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
        let (_, example, _, letters) = *self.row;
        let (condition, standing) = self.state;
        if letters.contains(Who::Nobody.letter()) {
            return Outcome::Answered;
        }
        if standing != Standing::Active || self.who == Who::Nobody {
            return Outcome::SignIn;
        }
        if self.place == Place::Other || !letters.contains(self.who.letter()) {
            return Outcome::Nothing;
        }
        let is_hidden = condition.hides() && is_of_a_case(example);
        match is_hidden {
            false => Outcome::Answered,
            // The case that is being heard is not there for them: nor is the room. What has nothing to
            // fill in is done at once, or not at all.
            true if example.starts_with("/meetings/{live}/live/")
                && !example.ends_with("/remove") =>
            {
                Outcome::Door
            }
            true => Outcome::Nothing,
        }
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
