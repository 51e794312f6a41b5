//! What is known of a case: people, why it is here, what agencies hold.
use serde::Serialize;

use crate::domain::text::Private;
use crate::views::flag::FlagView;
use crate::views::page::Link;

/// People with the same part in a case.
#[derive(Clone, Serialize)]
pub struct PeopleCard {
    /// The id of its heading.
    pub id: String,
    /// "Victim", "Alleged perpetrator", "Children".
    pub title: String,
    /// Whether the case's own page is linked here.
    pub main: bool,
    /// What is known, person after person.
    pub facts: Vec<Fact>,
}

/// Something known of somebody.
#[derive(Clone, Serialize)]
pub struct Fact {
    /// What it is: "Wishes", "Home".
    pub key: Private,
    /// What is known.
    pub value: Private,
    /// Where more of it is.
    pub link: Option<Link>,
}

impl Fact {
    /// A fact in words.
    pub fn new(key: &str, value: Private) -> Self {
        Self { key: key.into(), value, link: None }
    }
}

/// Why a case is here.
#[derive(Clone, Serialize)]
pub struct Brought {
    /// "Checklist".
    pub tool: String,
    /// "16 of 24", or the grade.
    pub score: String,
    /// When and where.
    pub when: Private,
    /// What happened.
    pub happened: Private,
    /// More, behind a press: history, whom the victim is afraid of, what has been done.
    pub more: Vec<Fact>,
    /// Who referred it, when and why.
    pub by: Private,
}

/// What an agency knows.
#[derive(Clone, Serialize)]
pub struct AgencyView {
    /// Its name.
    pub name: String,
    /// Where its research stands.
    pub state: Option<FlagView>,
    /// Whether it is shown open.
    pub open: bool,
    /// "Knows the victim and the children".
    pub knows: Option<String>,
    /// What it returned.
    pub returned: Vec<SaidView>,
    /// What it said in the meeting.
    pub added: Vec<SaidView>,
    /// An action that it offers.
    pub offer: Option<Private>,
    /// Where the offer fills in the form of an action, for whoever records.
    pub take: Option<String>,
}

/// A text with how far it may go.
#[derive(Clone, Serialize)]
pub struct SaidView {
    /// The text.
    pub text: Private,
    /// How far it may go, where it is not minuted.
    pub mark: Option<FlagView>,
    /// Where it can be changed, for whoever records.
    pub change: Option<String>,
}

#[cfg(test)]
pub(super) fn sample_flags() -> Vec<FlagView> {
    use crate::domain::flag::Colour;
    vec![
        FlagView::new("Strangulation", Colour::Red),
        FlagView::new("Repeat, 2nd in 12 months", Colour::Purple),
        FlagView::new("Linked to item 9", Colour::Orange),
    ]
}

#[cfg(test)]
pub(super) fn sample_people() -> Vec<PeopleCard> {
    let card = |id: &str, title: &str, main, facts| PeopleCard {
        id: id.to_owned(),
        title: title.to_owned(),
        main,
        facts,
    };
    let linked = Fact {
        link: Some(Link {
            href: "/meetings/2026-02-12/live/9".to_owned(),
            text: "NS-0417, item 9".to_owned(),
        }),
        ..Fact::new("Also in", Private::default())
    };
    let victim = vec![
        Fact::new("Wishes", "“To stay in our home and for him to stay away.”".into()),
        Fact::new("Told", "Yes. Last tried by Aisha Rahman 1:15pm yesterday".into()),
        Fact::new("Home", "14 Mill Lane, Northbridge".into()),
    ];
    vec![
        card("victim", "Victim", true, victim),
        card(
            "perpetrator",
            "Alleged perpetrator",
            false,
            vec![Fact::new("Name", "Craig Dunmore, 33. Ex-partner".into()), linked],
        ),
        card("children", "Children", false, vec![Fact::new("Isla, 8", "Millbrook Primary".into())]),
    ]
}

#[cfg(test)]
pub(super) fn sample_brought() -> Brought {
    Brought {
        tool: "Checklist".to_owned(),
        score: "16 of 24".to_owned(),
        when: "Tuesday 10 February, at home".into(),
        happened: "He forced the back door and held a knife.\nHe left before police arrived."
            .into(),
        more: vec![Fact::new("History", "Three call-outs since November".into())],
        by: "Referred by Lee Hart, Northshire Police, at 7:05am on Wednesday 11 February.".into(),
    }
}

#[cfg(test)]
pub(super) fn sample_agencies() -> Vec<AgencyView> {
    use crate::domain::flag::Colour;
    let said = |text: &str, mark: Option<&str>, change: Option<&str>| SaidView {
        text: text.into(),
        mark: mark.map(|it| FlagView::new(it, Colour::Yellow)),
        change: change.map(ToOwned::to_owned),
    };
    let agency = |name: &str, state: &str, colour, open| AgencyView {
        name: name.to_owned(),
        state: Some(FlagView::new(state, colour)),
        open,
        knows: open.then(|| "Knows the victim and the children".to_owned()),
        returned: if open {
            vec![said("Three call-outs since November.", None, None)]
        } else {
            vec![]
        },
        added: if open {
            let change = "/meetings/2026-02-12/live/4?said=1#said";
            vec![said("Seen near the school.", Some("For the chair only"), Some(change))]
        } else {
            vec![]
        },
        offer: open.then(|| "Mark the address".into()),
        take: open.then(|| "/meetings/2026-02-12/live/4?offer=1#text".to_owned()),
    };
    vec![
        agency("Northshire Police", "Late", Colour::Orange, true),
        agency("Housing Options", "Not returned", Colour::Red, false),
    ]
}
