//! What people see when a page cannot be shown, or a form cannot be read.
use serde::Serialize;

use super::kept::Kept;
use super::page::Page;
use crate::domain::text::Private;

/// There is no such page, or none for this reader: the two look the same.
#[derive(Serialize)]
pub struct NotFound {}

impl Page for NotFound {
    const TEMPLATE: &'static str = "pages/error/not-found";

    fn title(&self) -> String {
        "Page not found".to_owned()
    }
}

/// A case or the whole area is closed for the time being.
#[derive(Serialize)]
pub struct Closed {}

impl Page for Closed {
    const TEMPLATE: &'static str = "pages/error/closed";

    fn title(&self) -> String {
        "Closed for now".to_owned()
    }
}

/// Something went wrong inside the service.
#[derive(Serialize)]
pub struct Failed {
    /// What to quote, so that the entry in the log is found.
    pub reference: String,
}

impl Page for Failed {
    const TEMPLATE: &'static str = "pages/error/failed";

    fn title(&self) -> String {
        "There is a problem with the service".to_owned()
    }
}

/// The service cannot answer for the moment.
#[derive(Serialize)]
pub struct Unavailable {
    /// When it will be back, if that is known: "2pm today".
    pub back: Option<String>,
}

impl Page for Unavailable {
    const TEMPLATE: &'static str = "pages/error/unavailable";

    fn title(&self) -> String {
        "The service is not available".to_owned()
    }
}

/// What was sent could not be saved; it is all on this page, to be sent again.
#[derive(Serialize)]
pub struct NotSaved {
    action: String,
    /// The operation under which it was sent, so that it is saved once.
    sent_as: String,
    fields: Vec<Kept>,
    /// What people type, as against choose.
    typed: Vec<Private>,
    reference: String,
}

impl NotSaved {
    /// What was sent where under which operation, and what to quote when asking about it.
    pub fn new(
        action: &str,
        sent_as: String,
        fields: Vec<(String, String)>,
        reference: String,
    ) -> Self {
        let fields = Kept::all(fields);
        let typed = fields.iter().filter(|it| is_typed(it.value().reveal()));
        let typed = typed.map(|it| it.value().clone()).collect();
        Self { action: action.to_owned(), sent_as, fields, typed, reference }
    }
}

/// Whether a value is words of a person, and not one of a list or an identifier.
fn is_typed(value: &str) -> bool {
    let is_chosen = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || "-_:".contains(it);
    !value.trim().is_empty() && !value.chars().all(is_chosen)
}

impl Page for NotSaved {
    const TEMPLATE: &'static str = "pages/error/not-saved";

    fn title(&self) -> String {
        "Not saved: keep this page open".to_owned()
    }
}

/// A form could not be read, and nothing was saved.
#[derive(Serialize)]
pub struct Unread {
    /// What was wrong with it.
    pub why: Why,
}

/// Why a form could not be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Something was missing, or it was not a form.
    Damaged,
    /// It was longer than the service takes.
    TooLarge,
    /// Its token was from another session.
    OutOfDate,
}

impl Page for Unread {
    const TEMPLATE: &'static str = "pages/error/unread";

    fn title(&self) -> String {
        let title = match self.why {
            Why::Damaged => "We could not read that form",
            Why::TooLarge => "That was too long to send",
            Why::OutOfDate => "That page was out of date",
        };
        title.to_owned()
    }
}

#[cfg(test)]
pub(crate) fn samples() -> Vec<super::sample::Sample> {
    use super::sample::Sample;
    let failed = Failed { reference: "7F3K-92QD".to_owned() };
    vec![
        Sample::new("", &NotFound {}),
        Sample::signed_out("signed out", &NotFound {}),
        Sample::new("", &Closed {}),
        Sample::new("", &failed),
        Sample::new(
            "with words",
            &NotSaved::new(
                "/actions",
                "id".to_owned(),
                vec![
                    ("text".to_owned(), "Fit locks.\n\nA video doorbell, too.".to_owned()),
                    ("due".to_owned(), "next_day".to_owned()),
                ],
                failed.reference.clone(),
            ),
        ),
        Sample::signed_out("soon", &Unavailable { back: None }),
        Sample::signed_out("later", &Unavailable { back: Some("2pm today".to_owned()) }),
        Sample::new("damaged", &Unread { why: Why::Damaged }),
        Sample::new("too large", &Unread { why: Why::TooLarge }),
        Sample::new("out of date", &Unread { why: Why::OutOfDate }),
    ]
}
