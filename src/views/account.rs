//! One's own account: name, phone, password, and one's areas.
use serde::Serialize;

use super::form::Form;
use super::page::Page;
use crate::domain::text::Private;

/// One's own account.
#[derive(Serialize)]
pub struct AccountPage {
    /// `name` and `phone` in one form; `current`, `new` and `again` in the other.
    pub form: Form,
    /// The version that is shown.
    pub version: i32,
    /// The address that one signs in with.
    pub email: Private,
    /// The areas that one has a place in, when there are several.
    pub places: Vec<PlaceRow>,
}

/// An area that somebody has a place in.
#[derive(Serialize)]
pub struct PlaceRow {
    /// Its name.
    pub name: String,
    /// What they are there.
    pub roles: String,
    /// The membership, to go there; none for the area that one is in.
    pub membership: Option<String>,
}

impl Page for AccountPage {
    const TEMPLATE: &'static str = "pages/account/index";

    fn title(&self) -> String {
        "Your account".to_owned()
    }

    fn failed(&self) -> bool {
        self.form.failed()
    }
}

#[cfg(test)]
pub(crate) fn samples() -> Vec<super::sample::Sample> {
    use super::sample::Sample;
    let page = |form: Form, places: Vec<PlaceRow>| AccountPage {
        form,
        version: 3,
        email: "s.okafor@council.example".into(),
        places,
    };
    let place = |name: &str, membership: Option<&str>| PlaceRow {
        name: name.to_owned(),
        roles: "Chair and Coordinator".to_owned(),
        membership: membership.map(str::to_owned),
    };
    let form = Form::new([("name", "Sam Okafor"), ("phone", "01632 960 145")]);
    let mut wrong = form.clone();
    wrong.refuse("current", "This is not your password");
    vec![
        Sample::new("", &page(form, vec![])),
        Sample::new(
            "refused",
            &page(wrong, vec![place("Northshire", None), place("Southshire", Some("1"))]),
        ),
    ]
}
