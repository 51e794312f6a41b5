//! Outstanding actions of earlier meetings, looked at before the first case.
use serde::Serialize;

use super::bar::Bar;
use crate::domain::text::Private;
use crate::views::flag::FlagView;
use crate::views::page::Page;

/// What is looked at before the first case.
#[derive(Clone, Serialize)]
pub struct Outstanding {
    /// The bar.
    pub bar: Bar,
    /// Whether the reader sees those of every case.
    pub sees_all: bool,
    /// Each agency with something to do.
    pub agencies: Vec<OutstandingAgency>,
}

/// One agency.
#[derive(Clone, Serialize)]
pub struct OutstandingAgency {
    /// Its name.
    pub name: String,
    /// "3 actions, 1 overdue".
    pub count: String,
    /// Its actions.
    pub actions: Vec<OutstandingRow>,
}

/// One action.
#[derive(Clone, Serialize)]
pub struct OutstandingRow {
    /// Its page.
    pub href: String,
    /// What will be done.
    pub text: Private,
    /// Its case's reference.
    pub reference: String,
    /// Who owns it.
    pub owner: Private,
    /// How it stands.
    pub state: FlagView,
    /// "First due 9 February", when it was given more time.
    pub first_due: Option<String>,
}

impl Page for Outstanding {
    const TEMPLATE: &'static str = "pages/meeting/outstanding";
    const SECTION: &'static str = "agenda";
    const BODY: &'static str = "drm-live";
    const NAVIGATION: bool = false;

    fn title(&self) -> String {
        "Outstanding actions".to_owned()
    }
}

#[cfg(test)]
pub(super) fn samples() -> Vec<crate::views::sample::Sample> {
    use crate::domain::flag::Colour;
    use crate::views::sample::Sample;
    let mut bar = super::bar::sample();
    (bar.clock, bar.item) = (None, None);
    let row = |state: &str, colour| OutstandingRow {
        href: "/actions/1".to_owned(),
        text: "Fit locks and a video doorbell".into(),
        reference: "NS-7K4Q".to_owned(),
        owner: "Jan Pell".into(),
        state: FlagView::new(state, colour),
        first_due: Some("First due 9 February".to_owned()),
    };
    let page = Outstanding {
        bar: bar.clone(),
        sees_all: true,
        agencies: vec![OutstandingAgency {
            name: "Fire and rescue".to_owned(),
            count: "2 actions, 1 overdue".to_owned(),
            actions: vec![row("2 days overdue", Colour::Red), row("Today", Colour::Yellow)],
        }],
    };
    let none = Outstanding { bar, sees_all: true, agencies: vec![] };
    let reader = Outstanding { sees_all: false, ..none.clone() };
    vec![Sample::new("", &page), Sample::new("none", &none), Sample::new("a reader", &reader)]
}
