//! One case, as far as its reader sees it.
use serde::Serialize;

use crate::domain::text::Private;
use crate::views::audit::EntryRow;
use crate::views::flag::FlagView;
use crate::views::page::{Link, Page};
use crate::views::referral::Entry;

/// What stands at the top of each page of a case.
#[derive(Clone, Serialize)]
pub struct CaseHead {
    /// "NS-7K4Q. Referral waiting, heard twice before".
    pub caption: String,
    /// Its reference.
    pub reference: String,
    /// The victim's name, with the age.
    pub name: Private,
    /// What to know at once.
    pub flags: Vec<FlagView>,
    /// How the victim can be reached.
    pub safe_contact: Private,
    /// Where that is changed; none for those who may not.
    pub advise: Option<String>,
    /// What to do next.
    pub action: Option<Link>,
    /// The pages of the case.
    pub tabs: Vec<Tab>,
}

/// A page of a case.
#[derive(Clone, Serialize)]
pub struct Tab {
    /// Its address.
    pub href: String,
    /// "Actions (8)".
    pub text: String,
    /// Whether it is this page.
    pub current: bool,
}

/// Something that happened.
#[derive(Clone, Serialize)]
pub struct EventRow {
    /// "Referred again".
    pub title: String,
    /// Who did it, or blank.
    pub by: Private,
    /// "6:52am today".
    pub when: String,
    /// The same for machines.
    pub at: String,
    /// More about it, or blank.
    pub text: Private,
    /// Where more of it stands.
    pub link: Option<Link>,
}

/// A box beside the history.
#[derive(Clone, Serialize)]
pub struct Card {
    /// Its id.
    pub id: &'static str,
    /// Its heading.
    pub title: String,
    /// Its words.
    pub text: String,
}

/// What happened in a case.
#[derive(Clone, Serialize)]
pub struct HistoryPage {
    /// The top of the page.
    pub case: CaseHead,
    /// What happened, newest first.
    pub events: Vec<EventRow>,
    /// What stands beside it.
    pub cards: Vec<Card>,
}

/// Somebody in a case.
#[derive(Clone, Serialize)]
pub struct PersonRow {
    /// Their part.
    pub part: &'static str,
    /// Their name.
    pub name: Private,
    /// What else is known.
    pub entries: Vec<Entry>,
}

/// Everybody in a case.
#[derive(Clone, Serialize)]
pub struct PeoplePage {
    /// The top of the page.
    pub case: CaseHead,
    /// The people.
    pub people: Vec<PersonRow>,
}

/// One agency's research.
#[derive(Clone, Serialize)]
pub struct ResearchRow {
    /// The agency.
    pub agency: String,
    /// The meeting's day.
    pub meeting: String,
    /// "Returned at 8:50am today".
    pub state: String,
    /// What it says, and how far each part may go.
    pub entries: Vec<Entry>,
}

/// What agencies returned.
#[derive(Clone, Serialize)]
pub struct ResearchPage {
    /// The top of the page.
    pub case: CaseHead,
    /// The research.
    pub research: Vec<ResearchRow>,
}

/// An action.
#[derive(Clone, Serialize)]
pub struct ActionRow {
    /// Its page.
    pub href: String,
    /// What will be done.
    pub text: Private,
    /// Agency and owner.
    pub who: Private,
    /// "Today", "2 days overdue", or how it ended.
    pub due: String,
    /// Whether it is overdue.
    pub is_overdue: bool,
}

/// The actions of a case.
#[derive(Clone, Serialize)]
pub struct ActionsPage {
    /// The top of the page.
    pub case: CaseHead,
    /// The actions, newest first.
    pub actions: Vec<ActionRow>,
}

/// Who has looked at a case.
#[derive(Clone, Serialize)]
pub struct LookedPage {
    /// The top of the page.
    pub case: CaseHead,
    /// Whether its reader sees only who read it.
    pub only_reads: bool,
    /// Who looked, newest first.
    pub rows: Vec<EntryRow>,
    /// The first page, when this is a later one.
    pub newest: Option<String>,
    /// The next page, when there is one.
    pub older: Option<String>,
    /// Where the whole record is searched, for those who do.
    pub record: Option<String>,
}

/// Says what each page of a case has in common.
macro_rules! pages {
    ($($page:ident: $template:literal;)+) => {$(
        impl Page for $page {
            const TEMPLATE: &'static str = $template;
            const SECTION: &'static str = "cases";

            fn title(&self) -> String {
                format!("Case {}", self.case.reference)
            }
        }
    )+};
}

pages! {
    HistoryPage: "pages/case/history";
    PeoplePage: "pages/case/people";
    ResearchPage: "pages/case/research";
    ActionsPage: "pages/case/actions";
    LookedPage: "pages/case/looked";
}

#[cfg(test)]
pub(crate) fn samples() -> Vec<crate::views::sample::Sample> {
    use crate::views::sample::Sample;
    let person = PersonRow {
        part: "Victim",
        name: "Carys Pell".into(),
        entries: vec![
            Entry::new("Born", "2 May 2001 (24)"),
            Entry::new("Lives at", "1 High Street"),
        ],
    };
    let research = ResearchRow {
        agency: "Housing Options".to_owned(),
        meeting: "Thursday 12 February 2026".to_owned(),
        state: "Returned at 8:50am today".to_owned(),
        entries: vec![Entry::new("What matters for the risk", "Tenancy in her name")],
    };
    let action = ActionRow {
        href: "/actions/0198c0de-0000-4000-8000-00000000000e".to_owned(),
        text: "Fit a video doorbell".into(),
        who: "Fire and rescue, Jo March".into(),
        due: "9 days overdue".to_owned(),
        is_overdue: true,
    };
    let closed = ActionRow { due: "Done".to_owned(), is_overdue: false, ..action.clone() };
    let case = head;
    vec![
        Sample::new("", &sample_history()),
        Sample::new("", &PeoplePage { case: case("People (1)"), people: vec![person] }),
        Sample::new("", &ResearchPage { case: case("Research (1)"), research: vec![research] }),
        Sample::new("none", &ResearchPage { case: case("Research (1)"), research: vec![] }),
        Sample::new("", &ActionsPage { case: case("Actions (2)"), actions: vec![action, closed] }),
        Sample::new("none", &ActionsPage { case: case("Actions (2)"), actions: vec![] }),
        Sample::new("", &looked()),
        Sample::new("none", &LookedPage { rows: vec![], older: None, ..looked() }),
    ]
}

#[cfg(test)]
fn looked() -> LookedPage {
    use crate::views::audit::row;
    let older = Some("/cases/0198c0de-0000-4000-8000-00000000000c/looked?older=1-1".to_owned());
    LookedPage {
        case: head("Who has looked"),
        only_reads: true,
        rows: vec![row("Priya Nair", "Case: history"), row("Marcus Reid", "Case: people")],
        newest: Some("/cases/0198c0de-0000-4000-8000-00000000000c/looked".to_owned()),
        older,
        record: Some("/audit".to_owned()),
    }
}

#[cfg(test)]
fn sample_history() -> HistoryPage {
    let event = |title: &str, text: &str| EventRow {
        title: title.to_owned(),
        by: "Aisha Rahman".into(),
        when: "8:21am today".to_owned(),
        at: "2026-02-12T08:21:00Z".to_owned(),
        text: text.into(),
        link: None,
    };
    let heard = EventRow {
        link: Some(Link { href: "/meetings/2026-01-09".into(), text: "That meeting".into() }),
        ..event("Heard", "Risk high. Heard, plan made.")
    };
    let card = Card {
        id: "repeat",
        title: "Why this is a repeat".to_owned(),
        text: "The last referral about these two people was received on 3 November 2025."
            .to_owned(),
    };
    HistoryPage {
        case: head("History"),
        events: vec![event("Referred again", "16 of 24."), heard],
        cards: vec![card],
    }
}

#[cfg(test)]
pub(super) fn head(current: &str) -> CaseHead {
    use crate::domain::flag::Colour;
    let tab = |text: &str| Tab {
        href: "/cases/0198c0de-0000-4000-8000-00000000000c".to_owned(),
        text: text.to_owned(),
        current: text == current,
    };
    CaseHead {
        caption: "NS-7K4Q. Referral waiting, heard 2 times before".to_owned(),
        reference: "NS-7K4Q".to_owned(),
        name: "Carys Pell, 24".into(),
        flags: vec![FlagView::new("Repeat, 3rd in 12 months", Colour::Purple)],
        safe_contact: "Text before 3pm, code word bluebell".into(),
        advise: Some("/cases/0198c0de-0000-4000-8000-00000000000c/safe-contact".to_owned()),
        action: Some(Link { href: "/referrals/x".into(), text: "Triage the referral".into() }),
        tabs: ["History", "People (1)", "Research (1)", "Actions (2)", "Who has looked"]
            .map(tab)
            .into(),
    }
}
