//! Closing a meeting: what is still missing, and what follows.
use serde::Serialize;

use super::bar::Bar;
use crate::views::form::Form;
use crate::views::page::{Link, Page};

/// What stands before the close, and what will follow it.
#[derive(Clone, Serialize)]
pub struct Closing {
    /// The bar.
    pub bar: Bar,
    /// Where the close posts to.
    pub action: String,
    /// What was wrong with the close.
    pub form: Form,
    /// What is missing, each with where it is put right.
    pub missing: Vec<Lacking>,
    /// Every case.
    pub rows: Vec<ClosingRow>,
    /// What follows the close, in sentences.
    pub follows: Vec<String>,
    /// People who are expected and have not come: they will be marked absent.
    pub not_here: Option<String>,
    /// Where the roll is.
    pub attendance: String,
}

/// Something that is missing.
#[derive(Clone, Serialize)]
pub struct Lacking {
    /// The case's reference.
    pub reference: String,
    /// Where it is put right.
    pub link: Link,
}

/// One case.
#[derive(Clone, Serialize)]
pub struct ClosingRow {
    /// Its number.
    pub number: usize,
    /// Its page.
    pub href: String,
    /// Its reference.
    pub reference: String,
    /// What becomes of it; blank while nobody said.
    pub disposition: String,
    /// How many actions.
    pub actions: usize,
}

impl Page for Closing {
    const TEMPLATE: &'static str = "pages/meeting/closing";
    const SECTION: &'static str = "agenda";
    const BODY: &'static str = "drm-live";
    const NAVIGATION: bool = false;

    fn title(&self) -> String {
        "Close the meeting".to_owned()
    }

    fn failed(&self) -> bool {
        self.form.failed()
    }
}

#[cfg(test)]
pub(super) fn samples() -> Vec<crate::views::sample::Sample> {
    use crate::views::sample::Sample;
    let mut bar = super::bar::sample();
    (bar.clock, bar.item) = (None, None);
    let row = |number, disposition: &str| ClosingRow {
        number,
        href: format!("/meetings/2026-02-12/live/{number}"),
        reference: format!("NS-04{number:02}"),
        disposition: disposition.to_owned(),
        actions: number,
    };
    let lacking = |text: &str| Lacking {
        reference: "NS-0402".to_owned(),
        link: Link {
            href: "/meetings/2026-02-12/live/2#disposition".to_owned(),
            text: text.to_owned(),
        },
    };
    let ready = Closing {
        bar,
        action: "/meetings/2026-02-12/closing".to_owned(),
        form: Form::empty(),
        missing: vec![],
        rows: vec![row(1, "Heard, plan made"), row(2, "Carried over to the next meeting")],
        follows: vec![
            "The minutes are drafted. The chair checks and approves them.".to_owned(),
            "4 people are told of their 11 actions 10 minutes later.".to_owned(),
        ],
        not_here: None,
        attendance: "/meetings/2026-02-12/attendance".to_owned(),
    };
    let mut missing = ready.clone();
    missing.missing = vec![
        lacking("Say what happens with the case"),
        lacking("Add an action for risk 2, or say why there is none"),
    ];
    missing.rows[1].disposition = String::new();
    missing.not_here = Some("2 people are expected and not marked as here".to_owned());
    missing.form.refuse_whole("The meeting cannot close yet: 2 things are missing");
    vec![Sample::new("", &ready), Sample::new("things are missing", &missing)]
}
