//! How far a meeting's research is, and who is asked on one case.
use serde::Serialize;

use crate::domain::text::Private;
use crate::views::agenda::{CaseName, Flag, Meter};
use crate::views::form::Form;
use crate::views::page::{Link, Page};

/// How far a meeting's research is.
#[derive(Clone, Serialize)]
pub struct Overview {
    /// "Thursday 12 February 2026, due 9:30am".
    pub caption: String,
    /// The day for the title.
    pub day: String,
    /// The page's own address.
    pub href: String,
    /// The meeting's agenda.
    pub agenda: String,
    /// The agencies.
    pub agencies: Vec<AgencyRow>,
    /// The cases.
    pub cases: Vec<CaseRow>,
    /// Whether the reader answers for an agency, too.
    pub may_answer: bool,
    /// What stood in the way.
    pub form: Form,
}

/// One agency.
#[derive(Clone, Serialize)]
pub struct AgencyRow {
    /// Its identifier, as the form names it.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How many cases it has returned.
    pub returned: Meter,
    /// "1 late"; blank for none.
    pub late: String,
    /// "Reminded at 8:30am".
    pub last: String,
    /// Whom to phone.
    pub phone: String,
    /// Whether it can be reminded now.
    pub can_chase: bool,
}

/// One case.
#[derive(Clone, Serialize)]
pub struct CaseRow {
    /// The case.
    pub case: CaseName,
    /// Who is asked on it.
    pub asking: String,
    /// How many have answered.
    pub returned: Meter,
    /// "Housing Options and Probation"; blank for none.
    pub missing: String,
}

impl Page for Overview {
    const TEMPLATE: &'static str = "pages/research/overview";
    const SECTION: &'static str = "research";

    fn title(&self) -> String {
        format!("Research for {}", self.day)
    }

    fn failed(&self) -> bool {
        self.form.failed()
    }
}

/// Which agencies are asked on one case.
#[derive(Clone, Serialize)]
pub struct Asking {
    /// "Thursday 12 February 2026".
    pub day: String,
    /// The page's own address.
    pub href: String,
    /// The overview.
    pub back: String,
    /// The case's reference.
    pub reference: String,
    /// Whom it is about.
    pub name: Private,
    /// The agencies.
    pub agencies: Vec<AskingRow>,
    /// The case, if there are people to look at before they are told of it.
    pub unchecked: Vec<Link>,
    /// What stood in the way.
    pub form: Form,
}

/// One agency.
#[derive(Clone, Serialize)]
pub struct AskingRow {
    /// Its identifier, as the form names it.
    pub id: String,
    /// Its name.
    pub name: String,
    /// When it is asked: "Every case".
    pub rule: &'static str,
    /// Where its research stands; none when it is not asked.
    pub state: Option<Flag>,
    /// Whether it can be asked.
    pub can_add: bool,
    /// Whether it can be dropped.
    pub can_drop: bool,
}

impl Page for Asking {
    const TEMPLATE: &'static str = "pages/research/asking";
    const SECTION: &'static str = "research";

    fn title(&self) -> String {
        format!("Who is asked on {}", self.reference)
    }

    fn failed(&self) -> bool {
        self.form.failed()
    }
}

/// There is no meeting to research for.
#[derive(Clone, Serialize)]
pub struct NoMeeting {
    /// What there would be.
    pub heading: &'static str,
}

impl Page for NoMeeting {
    const TEMPLATE: &'static str = "pages/research/no-meeting";

    fn title(&self) -> String {
        self.heading.to_owned()
    }
}

#[cfg(test)]
pub(super) fn samples() -> Vec<crate::views::sample::Sample> {
    use crate::views::sample::Sample;
    let agency = |name: &str, value, can_chase| AgencyRow {
        id: format!("0198c0de-0000-4000-8000-0000000000{value:02}"),
        name: name.to_owned(),
        returned: Meter::new(value, 14),
        late: if value == 6 { "1 late".to_owned() } else { String::new() },
        last: "Reminded at 8:30am".to_owned(),
        phone: "01632 960 145".to_owned(),
        can_chase,
    };
    let overview = Overview {
        caption: "Thursday 12 February 2026, due 9:30am".to_owned(),
        day: "12 February 2026".to_owned(),
        href: "/research/2026-02-12".to_owned(),
        agenda: "/meetings/2026-02-12/agenda".to_owned(),
        agencies: vec![agency("Housing Options", 6, true), agency("Police", 14, false)],
        cases: vec![CaseRow {
            case: CaseName {
                href: "/cases/0198c0de-0000-4000-8000-000000000001".to_owned(),
                reference: "NS-7K4Q".to_owned(),
                name: "Amira Mansour, 34".into(),
            },
            asking: "/research/2026-02-12/0198c0de-0000-4000-8000-000000000001/agencies".to_owned(),
            returned: Meter::new(9, 11),
            missing: "Housing Options and Probation".to_owned(),
        }],
        may_answer: true,
        form: Form::empty(),
    };
    let mut refused = overview.clone();
    refused.form.refuse_whole("This agency was reminded less than 10 minutes ago");
    let empty = Overview { agencies: vec![], cases: vec![], ..overview.clone() };
    vec![
        Sample::new("", &overview),
        Sample::new("refused", &refused),
        Sample::new("empty", &empty),
        Sample::new("", &asking_sample()),
        Sample::new("", &NoMeeting { heading: "Research" }),
    ]
}

#[cfg(test)]
fn asking_sample() -> Asking {
    let row = |name: &str, state: Option<Flag>, can_add, can_drop| AskingRow {
        id: "0198c0de-0000-4000-8000-000000000001".to_owned(),
        name: name.to_owned(),
        rule: "Every case",
        state,
        can_add,
        can_drop,
    };
    Asking {
        day: "Thursday 12 February 2026".to_owned(),
        href: "/research/2026-02-12/0198c0de-0000-4000-8000-000000000001/agencies".to_owned(),
        back: "/research/2026-02-12".to_owned(),
        reference: "NS-7K4Q".to_owned(),
        name: "Amira Mansour, 34".into(),
        agencies: vec![
            row("Fire and rescue", None, true, false),
            row("Housing Options", Some(Flag::new("Not returned", "yellow")), false, true),
            row("Police", Some(Flag::new("Returned", "green")), false, false),
        ],
        unchecked: vec![Link {
            href: "/cases/0198c0de-0000-4000-8000-00000000000c/untold".to_owned(),
            text: "NS-7K4Q: 2 people who would be told are like somebody of the case".to_owned(),
        }],
        form: Form::empty(),
    }
}
