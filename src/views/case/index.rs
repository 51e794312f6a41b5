//! Finding a case by its reference, and the newest cases for those who lead the meetings.
use serde::Serialize;

use crate::domain::text::Private;
use crate::views::form::Form;
use crate::views::page::Page;
use crate::views::referral::SentRow;

/// A case in the list.
#[derive(Clone, Serialize)]
pub struct CaseRow {
    /// Its page.
    pub href: String,
    /// Its reference.
    pub reference: String,
    /// Initials and age.
    pub who: Private,
    /// "2 children", or blank.
    pub children: String,
    /// "10 February 2026".
    pub since: String,
}

/// Finding a case.
#[derive(Clone, Serialize)]
pub struct IndexPage {
    /// What was searched for.
    pub form: Form,
    /// The newest cases; none for those who do not lead the meetings.
    pub recent: Option<Vec<CaseRow>>,
    /// Whether the reader may ask for a restricted case.
    pub opens: bool,
}

impl Page for IndexPage {
    const TEMPLATE: &'static str = "pages/case/index";
    const SECTION: &'static str = "cases";

    fn title(&self) -> String {
        "Cases".to_owned()
    }

    fn failed(&self) -> bool {
        self.form.failed()
    }
}

/// A case for somebody who has only referred it: their own referrals of it.
#[derive(Clone, Serialize)]
pub struct OwnCasePage {
    /// Its reference.
    pub reference: String,
    /// The referrals.
    pub sent: Vec<SentRow>,
}

impl Page for OwnCasePage {
    const TEMPLATE: &'static str = "pages/case/own";
    const SECTION: &'static str = "cases";

    fn title(&self) -> String {
        format!("Case {}", self.reference)
    }
}

#[cfg(test)]
pub(crate) fn samples() -> Vec<crate::views::sample::Sample> {
    use crate::views::sample::Sample;
    let row = CaseRow {
        href: "/cases/0198c0de-0000-4000-8000-00000000000c".to_owned(),
        reference: "NS-7K4Q".to_owned(),
        who: "J.F., 31".into(),
        children: "2 children".to_owned(),
        since: "10 February 2026".to_owned(),
    };
    let lead = IndexPage { form: Form::empty(), recent: Some(vec![row; 3]), opens: true };
    let mut nothing =
        IndexPage { form: Form::new([("reference", "ns 7k4x")]), recent: None, opens: false };
    nothing.form.refuse("reference", "No case was found");
    let sent = vec![SentRow {
        href: "/referrals/0198c0de-0000-4000-8000-00000000000a".to_owned(),
        reference: "NS-7K4Q".to_owned(),
        who: "J.F.".into(),
        received: "6:52am today".to_owned(),
        outcome: "It waits for triage.".to_owned(),
    }];
    vec![
        Sample::new("lead", &lead),
        Sample::new("nothing found", &nothing),
        Sample::new("", &OwnCasePage { reference: "NS-7K4Q".to_owned(), sent }),
    ]
}
