//! The list of referrals: those that wait, one's own drafts, and what became of those one sent.
use serde::Serialize;

use crate::domain::text::Private;
use crate::views::flag::FlagView;
use crate::views::page::Page;

/// A referral that waits for triage.
#[derive(Clone, Serialize)]
pub struct WaitingRow {
    /// Its page.
    pub href: String,
    /// The reference of its case.
    pub reference: String,
    /// Initials and age.
    pub who: Private,
    /// The agency it came from.
    pub from: String,
    /// Why it was referred.
    pub reasons: String,
    /// What to know at once.
    pub flags: Vec<FlagView>,
    /// "18 of 24".
    pub score: String,
    /// "6:52am today".
    pub received: String,
    /// Whether a question to the referrer is open.
    pub is_asked: bool,
}

/// A draft.
#[derive(Clone, Serialize)]
pub struct DraftRow {
    /// Its identifier.
    pub id: String,
    /// The initials of the name that was typed, or "No name yet".
    pub who: Private,
    /// "8:42am today".
    pub saved: String,
}

/// A referral that one sent.
#[derive(Clone, Serialize)]
pub struct SentRow {
    /// Its page.
    pub href: String,
    /// The reference of its case.
    pub reference: String,
    /// Initials.
    pub who: Private,
    /// "6:52am today".
    pub received: String,
    /// What became of it, in a line.
    pub outcome: String,
}

/// The list.
#[derive(Clone, Serialize)]
pub struct ListPage {
    /// The referrals that wait; none for those who do not triage.
    pub waiting: Option<Vec<WaitingRow>>,
    /// One's own drafts.
    pub drafts: Vec<DraftRow>,
    /// What one sent.
    pub sent: Vec<SentRow>,
    /// Local services to phone.
    pub numbers: Vec<String>,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "pages/referral/list";
    const SECTION: &'static str = "referrals";

    fn title(&self) -> String {
        if self.waiting.is_some() { "Referrals" } else { "Refer a case" }.to_owned()
    }
}

#[cfg(test)]
pub(crate) fn samples() -> Vec<crate::views::sample::Sample> {
    use crate::domain::flag::Colour;
    use crate::views::sample::Sample;
    let row = WaitingRow {
        href: "/referrals/0198c0de-0000-4000-8000-00000000000a".to_owned(),
        reference: "NS-7K4Q".to_owned(),
        who: "J.F., 31".into(),
        from: "Northshire Police".to_owned(),
        reasons: "Visible high risk".to_owned(),
        flags: vec![
            FlagView::new("Strangulation", Colour::Red),
            FlagView::new("2 children", Colour::Blue),
        ],
        score: "18 of 24".to_owned(),
        received: "6:52am today".to_owned(),
        is_asked: false,
    };
    let asked = WaitingRow { is_asked: true, flags: vec![], ..row.clone() };
    let drafts = vec![DraftRow {
        id: "0198c0de-0000-4000-8000-00000000000b".to_owned(),
        who: "A.M.".into(),
        saved: "8:42am today".to_owned(),
    }];
    let sent = vec![SentRow {
        href: row.href.clone(),
        reference: "NS-Q4R2".to_owned(),
        who: "T.B.".into(),
        received: "1:15pm on Tuesday 10 February".to_owned(),
        outcome: "Accepted. It will be heard on Thursday 12 February at 10am.".to_owned(),
    }];
    let numbers = vec!["Northshire helpline: 01632 960 200".to_owned()];
    let (waiting, none) = (Some(vec![row.clone(), asked]), Some(vec![]));
    let lead = ListPage { waiting, drafts: vec![], sent: vec![], numbers: numbers.clone() };
    let empty = ListPage { waiting: none, ..lead.clone() };
    let long = ListPage { waiting: Some(vec![row; 40]), ..lead.clone() };
    let referrer = ListPage { waiting: None, drafts, sent, numbers };
    vec![
        Sample::new("to triage", &lead),
        Sample::new("all triaged", &empty),
        Sample::new("40", &long),
        Sample::new("referrer", &referrer),
    ]
}
