//! The bar of every page in a meeting's room: the time, who is there, and the items.
use serde::Serialize;

use crate::domain::text::Private;

/// The bar.
#[derive(Clone, Serialize)]
pub struct Bar {
    /// Where "Leave meeting view" leads.
    pub leave: String,
    /// How long the meeting has been on the item shown; only while it is on it.
    pub clock: Option<Clock>,
    /// Which item is shown; none around the cases.
    pub item: Option<ItemOf>,
    /// The time when the page was made: "10:37am".
    pub time: String,
    /// "2 minutes behind"; only for those who lead.
    pub pace: Option<String>,
    /// How many people are there.
    pub present: usize,
    /// How many are still expected.
    pub missing: usize,
    /// Where the roll is.
    pub attendance: String,
    /// Who takes the notes.
    pub writer: Option<Private>,
    /// Where to go from here.
    pub turns: Vec<Turn>,
    /// The items.
    pub pips: Vec<Pip>,
}

/// How long the meeting has been on an item.
#[derive(Clone, Serialize)]
pub struct Clock {
    /// "5:42".
    pub shown: String,
    /// "8:00".
    pub of: String,
    /// Seconds since the item began.
    pub elapsed: i64,
    /// Seconds given to it.
    pub total: i64,
}

/// Which item of how many.
#[derive(Clone, Serialize)]
pub struct ItemOf {
    /// Which, from 1.
    pub number: usize,
    /// Of how many.
    pub of: usize,
}

/// A way on: a link, or a button that takes the meeting along.
#[derive(Clone, Serialize)]
pub struct Turn {
    /// Its words.
    pub text: String,
    /// More, for those who hear the page.
    pub says: Option<String>,
    /// Where the link leads, or the button posts to.
    pub href: String,
    /// Whether it is a button.
    pub posts: bool,
    /// Whether it is the one that is usually wanted.
    pub main: bool,
}

/// An item in the numbered strip.
#[derive(Clone, Serialize)]
pub struct Pip {
    /// Its number.
    pub number: usize,
    /// Its page.
    pub href: String,
    /// Its case's reference.
    pub reference: String,
    /// How far it has come.
    pub state: PipState,
    /// Whether it is the one shown.
    pub shown: bool,
    /// Whether it has an alleged perpetrator in common with the one shown.
    pub linked: bool,
}

/// How far an item has come.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PipState {
    /// Still to come.
    Waiting,
    /// Being heard.
    Current,
    /// Heard and decided.
    Done,
    /// Left without a decision.
    Undecided,
}

#[cfg(test)]
pub(crate) fn sample() -> Bar {
    let pip = |number| Pip {
        number,
        href: format!("/meetings/2026-02-12/live/{number}"),
        reference: format!("NS-04{number:02}"),
        state: match number {
            3 => PipState::Undecided,
            4 => PipState::Current,
            1 | 2 => PipState::Done,
            _ => PipState::Waiting,
        },
        shown: number == 4,
        linked: number == 9,
    };
    let turn = |text: &str, posts, main| Turn {
        text: text.to_owned(),
        says: None,
        href: "/meetings/2026-02-12/live/5".to_owned(),
        posts,
        main,
    };
    Bar {
        leave: "/meetings/2026-02-12/agenda".to_owned(),
        clock: Some(Clock {
            shown: "5:42".to_owned(),
            of: "8:00".to_owned(),
            elapsed: 342,
            total: 480,
        }),
        item: Some(ItemOf { number: 4, of: 14 }),
        time: "10:37am".to_owned(),
        pace: Some("2 minutes behind".to_owned()),
        present: 13,
        missing: 1,
        attendance: "/meetings/2026-02-12/attendance".to_owned(),
        writer: Some("Sam Okafor".into()),
        turns: vec![turn("Back", false, false), turn("Next: NS-0405", true, true)],
        pips: (1..15).map(pip).collect(),
    }
}
