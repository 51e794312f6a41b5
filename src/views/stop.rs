//! The stop button's pages.
use serde::Serialize;

use crate::domain::text::Private;
use crate::views::form::Form;
use crate::views::page::Page;

/// Reporting that something is exposed.
#[derive(Clone, Serialize)]
pub struct ExposedPage {
    /// What is typed.
    pub form: Form,
    /// Whether the reader can close a case or the area.
    pub may_stop: bool,
}

/// What is reported and what is closed.
#[derive(Clone, Serialize)]
pub struct StopPage {
    /// What is typed.
    pub form: Form,
    /// Whether the reader can close a case or the area now.
    pub may_stop: bool,
    /// What people reported, newest first.
    pub reports: Vec<ReportRow>,
    /// What is closed, oldest first.
    pub stops: Vec<StopRow>,
}

/// A report.
#[derive(Clone, Serialize)]
pub struct ReportRow {
    /// Who.
    pub by: Private,
    /// "8:52am today".
    pub when: String,
    /// What they saw; blank for those who see no case.
    pub words: Private,
}

/// Something closed.
#[derive(Clone, Serialize)]
pub struct StopRow {
    /// Its identifier.
    pub id: String,
    /// "Case NS-7K4Q", "The whole area".
    pub what: String,
    /// Who closed it.
    pub by: Private,
    /// "8:52am today".
    pub when: String,
    /// Why.
    pub words: Private,
    /// Who asked that it is opened again.
    pub asked_by: Option<Private>,
    /// Whether two people open it.
    pub takes_two: bool,
    /// The version that the form was read at.
    pub version: String,
}

impl Page for ExposedPage {
    const TEMPLATE: &'static str = "pages/stop/exposed";

    fn title(&self) -> String {
        "Something is exposed".to_owned()
    }

    fn failed(&self) -> bool {
        self.form.failed()
    }
}

impl Page for StopPage {
    const TEMPLATE: &'static str = "pages/stop/index";

    fn title(&self) -> String {
        "Close and open".to_owned()
    }

    fn failed(&self) -> bool {
        self.form.failed()
    }
}

#[cfg(test)]
pub(crate) fn samples() -> Vec<super::sample::Sample> {
    use super::sample::Sample;
    let exposed = ExposedPage { form: Form::empty(), may_stop: true };
    let mut wrong = ExposedPage { may_stop: false, ..exposed.clone() };
    wrong.form.refuse("words", "Enter what you saw");
    let report = ReportRow {
        by: "Lee Hart".into(),
        when: "8:52am today".to_owned(),
        words: "I can see another area’s agenda on the screen in the corridor".into(),
    };
    let area = StopRow {
        id: "0198c0de-0000-4000-8000-000000000006".to_owned(),
        what: "The whole area".to_owned(),
        by: "Sam Okafor".into(),
        when: "8:53am today".to_owned(),
        words: "Until the screen is off".into(),
        asked_by: Some("Priya Nair".into()),
        takes_two: true,
        version: "2".to_owned(),
    };
    let case = StopRow {
        id: "0198c0de-0000-4000-8000-000000000007".to_owned(),
        what: "Case NS-7K4Q".to_owned(),
        asked_by: None,
        takes_two: false,
        ..area.clone()
    };
    let board = StopPage {
        form: Form::empty(),
        may_stop: true,
        reports: vec![report],
        stops: vec![area, case],
    };
    let empty = StopPage { reports: vec![], stops: vec![], ..board.clone() };
    let mut refused = empty.clone();
    refused.form.refuse("what", "Select what to close");
    vec![
        Sample::new("", &exposed),
        Sample::new("wrong", &wrong),
        Sample::new("", &board),
        Sample::new("empty", &empty),
        Sample::new("refused", &refused),
    ]
}
