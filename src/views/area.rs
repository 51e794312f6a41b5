//! What an area sets for itself: everything at a glance, and a section to change.
use serde::Serialize;

use super::form::Form;
use super::page::Page;
use super::settings::{Choice, Row, Tab};

/// All settings of the area.
#[derive(Serialize)]
pub struct AreaPage {
    /// The way to the other pages of settings.
    pub tabs: Vec<Tab>,
    /// The settings, section by section.
    pub sections: Vec<SectionSummary>,
}

/// A section at a glance.
#[derive(Serialize)]
pub struct SectionSummary {
    /// Its id on the page.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// Where it is changed.
    pub href: String,
    /// The words of the link there.
    pub change: String,
    /// What is set.
    pub rows: Vec<Row>,
}

impl Page for AreaPage {
    const TEMPLATE: &'static str = "pages/area/index";
    const SECTION: &'static str = "settings";

    fn title(&self) -> String {
        "Settings".to_owned()
    }
}

/// A section to change.
#[derive(Serialize)]
pub struct SectionPage {
    /// A value for each field.
    pub form: Form,
    /// Its heading.
    pub title: String,
    /// What to know before changing it.
    pub about: Option<String>,
    /// Where the form posts to.
    pub action: String,
    /// The version of the settings that is shown.
    pub version: i32,
    /// The fields.
    pub fields: Vec<FieldView>,
}

/// A field of a section.
#[derive(Serialize)]
pub struct FieldView {
    /// Its name in the form.
    pub name: &'static str,
    /// What it is called.
    pub label: &'static str,
    /// What helps to fill it in.
    pub hint: &'static str,
    /// What it counts.
    pub unit: &'static str,
    /// "line", "text", "number", "time", "choice" or "many".
    pub kind: &'static str,
    /// What there is to choose from.
    pub items: Vec<Choice>,
}

impl Page for SectionPage {
    const TEMPLATE: &'static str = "pages/area/section";
    const SECTION: &'static str = "settings";

    fn title(&self) -> String {
        self.title.clone()
    }

    fn failed(&self) -> bool {
        self.form.failed()
    }
}

#[cfg(test)]
pub(crate) fn samples() -> Vec<super::sample::Sample> {
    use super::sample::Sample;
    let row = |key: &str, value: &str| Row { key: key.to_owned(), value: value.to_owned() };
    let index = AreaPage {
        tabs: super::settings::tabs("Area"),
        sections: vec![SectionSummary {
            id: "times".to_owned(),
            title: "Days and times".to_owned(),
            href: "/settings/area/times".to_owned(),
            change: "days and times".to_owned(),
            rows: vec![
                row("Days of the meeting", "Monday\nTuesday"),
                row("The meeting starts", "10am"),
                row("The room is free until", ""),
            ],
        }],
    };
    let mut form = Form::new([
        ("name", "Northshire"),
        ("at", "ten"),
        ("number", "8"),
        ("one", "By score"),
        ("many", "Monday"),
        ("many", "Friday"),
        ("text", "One\nTwo"),
    ]);
    let page = |form: &Form| SectionPage {
        form: form.clone(),
        title: "Days and times".to_owned(),
        about: Some("The coming meetings follow when you save.".to_owned()),
        action: "/settings/area/times".to_owned(),
        version: 3,
        fields: [
            ("name", "line"),
            ("at", "time"),
            ("number", "number"),
            ("one", "choice"),
            ("many", "many"),
            ("text", "text"),
        ]
        .map(|(name, kind)| FieldView {
            name,
            label: name,
            hint: if kind == "time" { "For example, 9am" } else { "" },
            unit: if kind == "number" { "working days" } else { "" },
            kind,
            items: ["Monday", "Friday", "By score"].map(|it| Choice::new(it, it)).into(),
        })
        .into(),
    };
    let plain = page(&form);
    form.refuse("at", "Enter a time, such as 9:15am");
    form.refuse("many", "Select at least one day of the week for the meeting");
    vec![Sample::new("", &index), Sample::new("", &plain), Sample::new("refused", &page(&form))]
}
