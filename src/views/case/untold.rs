//! Who must not be told of a case, and those who get mail and are like them.
use serde::Serialize;

use super::CaseHead;
use crate::domain::text::Private;
use crate::views::form::Form;
use crate::views::page::Page;
use crate::views::referral::Entry;

/// Who must not be told of a case.
#[derive(Clone, Serialize)]
pub struct UntoldPage {
    /// The top of the page.
    pub case: CaseHead,
    /// Its address.
    pub href: String,
    /// The alleged perpetrators.
    pub perpetrators: Vec<Private>,
    /// Others whom somebody recorded.
    pub untold: Vec<UntoldRow>,
    /// Those who are like somebody of the case.
    pub alike: Vec<AlikeRow>,
    /// Whether the reader says who is another person.
    pub may_check: bool,
    /// What is typed.
    pub form: Form,
}

/// Somebody recorded.
#[derive(Clone, Serialize)]
pub struct UntoldRow {
    /// Their identifier.
    pub id: String,
    /// Their name.
    pub name: Private,
    /// What is known of them.
    pub entries: Vec<Entry>,
}

/// Somebody who is like somebody of the case.
#[derive(Clone, Serialize)]
pub struct AlikeRow {
    /// Their account.
    pub account: String,
    /// Name and agency.
    pub who: Private,
    /// "Has the same surname as somebody of this case."
    pub why: String,
    /// What was said of them, or blank.
    pub verdict: &'static str,
    /// Whether it can be said that they are another person.
    pub may_be_other: bool,
    /// Whether it can be said that they get no mail.
    pub may_be_out: bool,
}

impl Page for UntoldPage {
    const TEMPLATE: &'static str = "pages/case/untold";
    const SECTION: &'static str = "cases";

    fn title(&self) -> String {
        format!("Case {}", self.case.reference)
    }

    fn failed(&self) -> bool {
        self.form.failed()
    }
}

#[cfg(test)]
pub(super) fn samples() -> Vec<crate::views::sample::Sample> {
    use crate::views::sample::Sample;
    let row = UntoldRow {
        id: "0198c0de-0000-4000-8000-000000000003".to_owned(),
        name: "Mick Dunmore".into(),
        entries: vec![
            Entry::new("Who they are", "His brother, lends him the car"),
            Entry::new("Works for", "Northshire Police"),
        ],
    };
    let alike = AlikeRow {
        account: "0198c0de-0000-4000-8000-000000000004".to_owned(),
        who: "Ann Dunmore, Housing Options".into(),
        why: "Has the same surname as somebody of this case.".to_owned(),
        verdict: "",
        may_be_other: true,
        may_be_out: true,
    };
    let never = AlikeRow {
        account: "0198c0de-0000-4000-8000-000000000005".to_owned(),
        why:
            "Has the same phone number as somebody of this case. No mail about it leaves for them."
                .to_owned(),
        verdict: "Not told of this case",
        may_be_other: false,
        may_be_out: false,
        ..alike.clone()
    };
    let page = UntoldPage {
        case: super::show::head("Must not be told"),
        href: "/cases/0198c0de-0000-4000-8000-00000000000c/untold".to_owned(),
        perpetrators: vec!["Craig Dunmore".into(), Private::default()],
        untold: vec![row],
        alike: vec![alike, never],
        may_check: true,
        form: Form::empty(),
    };
    let nothing_known = UntoldRow { entries: vec![], ..page.untold[0].clone() };
    let mut wrong = UntoldPage { alike: vec![], untold: vec![nothing_known], ..page.clone() };
    wrong.form.refuse("name", "Enter a name, an email address or a phone number");
    vec![Sample::new("", &page), Sample::new("wrong", &wrong)]
}
