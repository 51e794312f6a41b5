//! The hearing of one case: what the room looks at, and the forms of those who record.
mod known;
mod plan;
mod record;

pub use known::{AgencyView, Brought, Fact, PeopleCard, SaidView};
pub use plan::{ActionView, DecisionView, EarlierAction, EarlierView, RiskView};
pub use record::{Choice, DecisionForm, Record, Writing};

use serde::Serialize;

use super::flag::FlagView;
use super::meeting::Bar;
use super::page::{Link, Page};
use crate::domain::text::Private;

/// One case in the room.
#[derive(Clone, Serialize)]
pub struct Hearing {
    /// The bar.
    pub bar: Bar,
    /// The case's reference.
    pub reference: String,
    /// The victim's name and age.
    pub name: Private,
    /// What to know at once.
    pub flags: Vec<FlagView>,
    /// That this is not the case being heard, with where that one is.
    pub elsewhere: Option<Elsewhere>,
    /// How the victim can be reached safely; none when nobody knows a way.
    pub safe_contact: Option<Private>,
    /// The case's own page.
    pub case: String,
    /// The meeting's room, where the reader goes when the case is not there any more.
    pub room: String,
    /// Who is in it: the victim first, whose wishes come first of all.
    pub people: Vec<PeopleCard>,
    /// Why it is here.
    pub brought: Option<Brought>,
    /// What each agency knows, but for those that hold nothing.
    pub agencies: Vec<AgencyView>,
    /// "10 of 11 returned".
    pub returned: String,
    /// The agencies that hold nothing: "Adult social care and Fire and rescue".
    pub nothing_held: Option<String>,
    /// The risks stated.
    pub risks: Vec<RiskView>,
    /// The decision as it is saved.
    pub decision: DecisionView,
    /// The actions agreed.
    pub actions: Vec<ActionView>,
    /// Earlier hearings.
    pub earlier: Vec<EarlierView>,
    /// The forms of whoever records; none for everybody else.
    pub record: Option<Record>,
}

/// That another case is being heard.
#[derive(Clone, Serialize)]
pub struct Elsewhere {
    /// In a sentence.
    pub text: String,
    /// Where that case is, when the reader may see it.
    pub link: Option<Link>,
}

impl Page for Hearing {
    const TEMPLATE: &'static str = "pages/hearing/index";
    const SECTION: &'static str = "agenda";
    const BODY: &'static str = "drm-live";
    const NAVIGATION: bool = false;

    fn title(&self) -> String {
        self.reference.clone()
    }

    fn failed(&self) -> bool {
        self.record.as_ref().is_some_and(Record::failed)
    }
}

#[cfg(test)]
pub(crate) fn samples() -> Vec<super::sample::Sample> {
    use super::sample::Sample;
    let whole = Hearing {
        bar: super::meeting::sample_bar(),
        reference: "NS-7K4Q".to_owned(),
        name: "Tamsin Bright, 29".into(),
        flags: known::sample_flags(),
        elsewhere: None,
        safe_contact: Some("her work phone, weekdays 9am to 3pm. He checks her mobile.".into()),
        case: "/cases/1".to_owned(),
        room: "/meetings/2026-02-12/live".to_owned(),
        people: known::sample_people(),
        brought: Some(known::sample_brought()),
        agencies: known::sample_agencies(),
        returned: "4 of 5 returned".to_owned(),
        nothing_held: Some("Adult social care and Fire and rescue".to_owned()),
        risks: plan::sample_risks(),
        decision: plan::sample_decision(),
        actions: plan::sample_actions(),
        earlier: plan::sample_earlier(),
        record: Some(record::sample()),
    };
    let mut wrong = whole.clone();
    wrong.record = Some(record::sample_refused());
    let mut reading = whole.clone();
    reading.record = None;
    reading.elsewhere = Some(Elsewhere {
        text: "The meeting is on another case.".to_owned(),
        link: Some(Link {
            href: "/meetings/2026-02-12/live".to_owned(),
            text: "Go there".to_owned(),
        }),
    });
    let empty = Hearing {
        flags: vec![],
        safe_contact: None,
        brought: None,
        agencies: vec![],
        nothing_held: None,
        risks: vec![],
        decision: DecisionView::default(),
        actions: vec![],
        earlier: vec![],
        record: Some(record::sample_empty()),
        ..whole.clone()
    };
    vec![
        Sample::new("recording", &whole),
        Sample::new("errors", &wrong),
        Sample::new("an agency", &reading),
        Sample::new("nothing yet", &empty),
    ]
}
