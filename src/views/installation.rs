//! The areas of an installation, as far as somebody has a place in them, and one more to add.
use serde::Serialize;

use super::account::PlaceRow;
use super::form::Form;
use super::page::Page;
use super::settings::{Choice, Tab};

/// The areas.
#[derive(Serialize)]
pub struct Areas {
    /// The way to the other pages of settings.
    pub tabs: Vec<Tab>,
    /// The areas that one has a place in.
    pub places: Vec<PlaceRow>,
}

impl Page for Areas {
    const TEMPLATE: &'static str = "pages/installation/areas";
    const SECTION: &'static str = "settings";

    fn title(&self) -> String {
        "Areas".to_owned()
    }
}

/// An area to add.
#[derive(Serialize)]
pub struct AddArea {
    /// `name`, `prefix`, `nation`, `agency` and `kind`.
    pub form: Form,
    /// Whose bank holidays it may keep.
    pub nations: Vec<Choice>,
    /// What kind its first agency may be.
    pub kinds: Vec<Choice>,
}

impl Page for AddArea {
    const TEMPLATE: &'static str = "pages/installation/add-area";
    const SECTION: &'static str = "settings";

    fn title(&self) -> String {
        "Add an area".to_owned()
    }

    fn failed(&self) -> bool {
        self.form.failed()
    }
}

#[cfg(test)]
pub(crate) fn samples() -> Vec<super::sample::Sample> {
    use super::sample::Sample;
    let places = vec![PlaceRow {
        name: "Northshire".to_owned(),
        roles: "Administrator".to_owned(),
        membership: None,
    }];
    let mut wrong = Form::new([("name", "Southshire"), ("prefix", "s")]);
    wrong.refuse("prefix", "The start of case references must be 2 to 4 capital letters, like NS");
    let page = |form: Form| AddArea {
        form,
        nations: vec![Choice::new("scotland", "Scotland")],
        kinds: vec![Choice::new("police", "Police")],
    };
    vec![
        Sample::new("", &Areas { tabs: super::settings::tabs("Areas"), places }),
        Sample::new("new", &page(Form::empty())),
        Sample::new("refused", &page(wrong)),
    ]
}
