//! Interests in a case, the people named on a restricted one, and what a second person agrees to.
use serde::Serialize;

use super::form::Form;
use super::page::Page;
use crate::domain::conflict::{Interest, Need};
use crate::domain::text::Private;

/// Something to choose.
#[derive(Clone, Serialize)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub text: Private,
}

impl Choice {
    /// A choice.
    pub fn new(value: impl Into<String>, text: impl Into<Private>) -> Self {
        Self { value: value.into(), text: text.into() }
    }
}

/// What may tie somebody to a case.
pub fn interests() -> Vec<Choice> {
    Interest::ALL.iter().map(|it| Choice::new(it.as_str(), it.shown())).collect()
}

/// The same, as somebody says it of themselves.
pub fn own_interests() -> Vec<Choice> {
    let says = |it: &Interest| match it {
        Interest::OwnPerson => "I am in the case myself",
        Interest::KnowsVictim => "I know the victim",
        Interest::KnowsPerpetrator => "I know an alleged perpetrator",
        Interest::Professional | Interest::Other => it.shown(),
    };
    Interest::ALL.iter().map(|it| Choice::new(it.as_str(), says(it))).collect()
}

/// Why a restricted case may have to be opened.
pub fn needs() -> Vec<Choice> {
    Need::ALL.iter().map(|it| Choice::new(it.as_str(), it.shown())).collect()
}

/// The top of each page here.
#[derive(Clone, Serialize)]
pub struct Head {
    /// The case's page.
    pub case_href: String,
    /// Its reference.
    pub reference: String,
}

/// An interest in the list.
#[derive(Clone, Serialize)]
pub struct InterestRow {
    /// Its page.
    pub href: String,
    /// Whom it names.
    pub who: Private,
    /// What ties them to the case.
    pub interest: &'static str,
    /// Where it stands.
    pub state: &'static str,
    /// Whether they are kept from the case.
    pub keeps_out: bool,
}

/// What those who lead see.
#[derive(Clone, Serialize)]
pub struct LedPart {
    /// What is recorded.
    pub interests: Vec<InterestRow>,
    /// Who may have an interest, each as a sentence.
    pub possible: Vec<Private>,
    /// Records one for others.
    pub new_href: String,
    /// Restricts the case.
    pub restriction_href: String,
    /// "Open", or "Restricted to 3 people".
    pub restriction: String,
}

/// Interests in a case.
#[derive(Clone, Serialize)]
pub struct InterestsPage {
    /// The top of the page.
    pub top: Head,
    /// Where the form is sent.
    pub action: String,
    /// An interest of the reader's own.
    pub form: Form,
    /// What may tie them to the case.
    pub interests: Vec<Choice>,
    /// Why somebody has to stand in.
    pub why: Option<String>,
    /// Who could.
    pub substitutes: Vec<Choice>,
    /// What those who lead see.
    pub led: Option<LedPart>,
}

impl Page for InterestsPage {
    const TEMPLATE: &'static str = "pages/conflict/interests";
    const SECTION: &'static str = "cases";

    fn title(&self) -> String {
        format!("Interests in case {}", self.top.reference)
    }

    fn failed(&self) -> bool {
        self.form.failed()
    }
}

/// Recording an interest of others.
#[derive(Clone, Serialize)]
pub struct NewInterestPage {
    /// The top of the page.
    pub top: Head,
    /// Where the form is sent.
    pub action: String,
    /// What was filled in.
    pub form: Form,
    /// The people of the area.
    pub people: Vec<Choice>,
    /// Who could stand in.
    pub substitutes: Vec<Choice>,
    /// The area's agencies.
    pub agencies: Vec<Choice>,
    /// What may tie them to the case.
    pub interests: Vec<Choice>,
}

impl Page for NewInterestPage {
    const TEMPLATE: &'static str = "pages/conflict/new";
    const SECTION: &'static str = "cases";

    fn title(&self) -> String {
        format!("Record an interest in case {}", self.top.reference)
    }

    fn failed(&self) -> bool {
        self.form.failed()
    }
}

/// A line of what is known of an interest.
#[derive(Clone, Serialize)]
pub struct Row {
    /// What it is.
    pub key: &'static str,
    /// What it says.
    pub value: Private,
}

/// One interest, to be ruled on.
#[derive(Clone, Serialize)]
pub struct RulingPage {
    /// The top of the page.
    pub top: Head,
    /// Where the form is sent.
    pub action: String,
    /// Whom it names.
    pub who: Private,
    /// What is known of it.
    pub rows: Vec<Row>,
    /// What the reader may do; empty when nothing.
    pub rulings: Vec<Choice>,
    /// What was filled in.
    pub form: Form,
    /// Counts changes.
    pub version: String,
}

impl Page for RulingPage {
    const TEMPLATE: &'static str = "pages/conflict/ruling";
    const SECTION: &'static str = "cases";

    fn title(&self) -> String {
        format!("Interest in case {}", self.top.reference)
    }

    fn failed(&self) -> bool {
        self.form.failed()
    }
}

/// Who may know of a case.
#[derive(Clone, Serialize)]
pub struct RestrictionPage {
    /// The top of the page.
    pub top: Head,
    /// Where the form is sent.
    pub action: String,
    /// Whether it is restricted.
    pub restricted: bool,
    /// Where two people lift it, if it is.
    pub lift_href: Option<String>,
    /// The people of the area.
    pub people: Vec<Choice>,
    /// What was filled in.
    pub form: Form,
    /// Counts changes of the case.
    pub version: String,
}

impl Page for RestrictionPage {
    const TEMPLATE: &'static str = "pages/conflict/restriction";
    const SECTION: &'static str = "cases";

    fn title(&self) -> String {
        format!("Who may know of case {}", self.top.reference)
    }

    fn failed(&self) -> bool {
        self.form.failed()
    }
}

/// Something that waits for a second person.
#[derive(Clone, Serialize)]
pub struct RequestRow {
    /// Where the agreement is sent.
    pub action: String,
    /// What names its form among the page's.
    pub id: String,
    /// Who asks.
    pub by: Private,
    /// When.
    pub when: String,
    /// Why, of a list.
    pub need: String,
    /// Why, in words.
    pub reason: Private,
    /// Counts changes.
    pub version: String,
}

/// What waits for the reader as the second person.
#[derive(Clone, Serialize)]
pub struct ConfirmationsPage {
    /// Restricted cases to be opened.
    pub openings: Vec<RequestRow>,
    /// Interests to be lifted.
    pub liftings: Vec<RequestRow>,
    /// More mail to domains.
    pub domains: Vec<RequestRow>,
}

impl Page for ConfirmationsPage {
    const TEMPLATE: &'static str = "pages/conflict/confirmations";

    fn title(&self) -> String {
        "What waits for you as the second person".to_owned()
    }
}

/// Asking for a restricted case.
#[derive(Clone, Serialize)]
pub struct OpeningPage {
    /// What was filled in.
    pub form: Form,
    /// Why it may have to be opened.
    pub needs: Vec<Choice>,
    /// Who could agree.
    pub seconds: Vec<Choice>,
}

impl Page for OpeningPage {
    const TEMPLATE: &'static str = "pages/conflict/opening";
    const SECTION: &'static str = "cases";

    fn title(&self) -> String {
        "Open a restricted case".to_owned()
    }

    fn failed(&self) -> bool {
        self.form.failed()
    }
}

#[cfg(test)]
pub(crate) fn samples() -> Vec<crate::views::sample::Sample> {
    use crate::views::sample::Sample;
    let href = "/cases/0198c0de-0000-4000-8000-00000000000c";
    let head = Head { case_href: href.to_owned(), reference: "NS-7K4Q".to_owned() };
    let action = format!("{href}/interests");
    let people =
        vec![Choice::new("a", "Lee Hart, Northshire Police"), Choice::new("b", "Jo March")];
    let own = InterestsPage {
        top: head.clone(),
        action: action.clone(),
        form: Form::empty(),
        interests: own_interests(),
        why: None,
        substitutes: people.clone(),
        led: None,
    };
    let mut refused = InterestsPage {
        why: Some("Choose another chair or coordinator who takes the case".to_owned()),
        led: Some(sample_led(href)),
        ..own.clone()
    };
    refused.form.refuse("replacement", "Choose another chair or coordinator who takes the case");
    let new = NewInterestPage {
        top: head.clone(),
        action: action.clone(),
        form: Form::empty(),
        people: people.clone(),
        substitutes: people.clone(),
        agencies: vec![Choice::new("c", "Housing Options")],
        interests: interests(),
    };
    [
        vec![Sample::new("own", &own), Sample::new("led", &refused), Sample::new("", &new)],
        sample_ruling(head.clone(), action.clone()),
        vec![Sample::new(
            "",
            &RestrictionPage {
                top: head,
                action: format!("{href}/restriction"),
                restricted: true,
                lift_href: Some(format!("{action}/0198c0de-0000-4000-8000-00000000000d")),
                people: people.clone(),
                form: Form::new([("named", "a")]),
                version: "1".to_owned(),
            },
        )],
        sample_requests(people),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
fn sample_led(case: &str) -> LedPart {
    let row = InterestRow {
        href: format!("{case}/interests/0198c0de-0000-4000-8000-00000000000d"),
        who: "Lee Hart, Northshire Police".into(),
        interest: Interest::KnowsPerpetrator.shown(),
        state: "Declared",
        keeps_out: true,
    };
    LedPart {
        interests: vec![row],
        possible: vec![
            "Craig Dunmore, Housing Options has the name of somebody in the case".into(),
        ],
        new_href: format!("{case}/interests/new"),
        restriction_href: format!("{case}/restriction"),
        restriction: "Open to everybody whom the rules let".to_owned(),
    }
}

#[cfg(test)]
fn sample_ruling(head: Head, action: String) -> Vec<crate::views::sample::Sample> {
    use crate::views::sample::Sample;
    let ruling = RulingPage {
        top: head,
        action,
        who: "Lee Hart, Northshire Police".into(),
        rows: vec![Row { key: "Interest", value: "They know an alleged perpetrator".into() }],
        rulings: vec![Choice::new("leave", "They leave"), Choice::new("stay", "They stay")],
        form: Form::empty(),
        version: "1".to_owned(),
    };
    let over = RulingPage { rulings: vec![], ..ruling.clone() };
    vec![Sample::new("", &ruling), Sample::new("over", &over)]
}

#[cfg(test)]
fn sample_requests(people: Vec<Choice>) -> Vec<crate::views::sample::Sample> {
    use crate::views::sample::Sample;
    let row = |id: &str| RequestRow {
        action: "/confirmations/openings/0198c0de-0000-4000-8000-00000000000e".to_owned(),
        id: id.to_owned(),
        by: "Lee Hart, Northshire Police".into(),
        when: "8:21am today".to_owned(),
        need: Need::Danger.shown().to_owned(),
        reason: "He was seen near the school.".into(),
        version: "1".to_owned(),
    };
    let none = ConfirmationsPage { openings: vec![], liftings: vec![], domains: vec![] };
    let (openings, liftings) = (vec![row("one")], vec![row("two")]);
    let some = ConfirmationsPage { openings, liftings, domains: vec![row("three")] };
    let asking = OpeningPage { form: Form::empty(), needs: needs(), seconds: people };
    vec![Sample::new("none", &none), Sample::new("", &some), Sample::new("", &asking)]
}
