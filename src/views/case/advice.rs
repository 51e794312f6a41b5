//! Changing how and when a victim may be reached.
use serde::Serialize;

use crate::domain::text::Private;
use crate::views::form::Form;
use crate::views::page::Page;

/// Changing how and when a victim may be reached.
#[derive(Clone, Serialize)]
pub struct AdvicePage {
    /// The case's page.
    pub href: String,
    /// Its reference.
    pub reference: String,
    /// The victim's name, with the age.
    pub name: Private,
    /// What is typed.
    pub form: Form,
    /// The version that the form was read at.
    pub version: String,
}

impl Page for AdvicePage {
    const TEMPLATE: &'static str = "pages/case/safe-contact";
    const SECTION: &'static str = "cases";

    fn title(&self) -> String {
        format!("Case {}", self.reference)
    }

    fn failed(&self) -> bool {
        self.form.failed()
    }
}

#[cfg(test)]
pub(super) fn samples() -> Vec<crate::views::sample::Sample> {
    use crate::views::sample::Sample;
    let page = AdvicePage {
        href: "/cases/0198c0de-0000-4000-8000-00000000000c".to_owned(),
        reference: "NS-7K4Q".to_owned(),
        name: "Carys Pell, 24".into(),
        form: Form::new([("safe_contact", "Text before 3pm, code word bluebell")]),
        version: "3".to_owned(),
    };
    let mut wrong = page.clone();
    wrong.form.refuse("safe_contact", "Take out the phone number: it is protected contact");
    vec![Sample::new("", &page), Sample::new("wrong", &wrong)]
}
