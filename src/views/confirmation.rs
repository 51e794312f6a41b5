//! Asking somebody who is signed in to show again who they are, with what they sent kept.
use serde::Serialize;

use super::form::Form;
use super::kept::Kept;
use super::page::Page;
use super::session::Directory;

/// The question who it is.
#[derive(Serialize)]
pub struct Confirmation {
    /// `confirm-password` or `confirm-code`.
    pub form: Form,
    /// The directory that they come by, when they have nothing else.
    pub directory: Option<Directory>,
    /// Where the answer posts to.
    pub action: &'static str,
    /// How it is answered.
    pub by: By,
    /// The address that was asked for, and goes on afterwards.
    pub to: String,
    /// Whether it was sent a form, as against asked for a page.
    pub sends: bool,
    /// The operation under which that was sent.
    pub sent_as: String,
    /// What was sent.
    pub fields: Vec<Kept>,
}

/// How somebody shows who they are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// By their password.
    Password,
    /// By a code of their app, or a recovery code.
    Code,
    /// By the directory that they come by.
    Directory,
    /// By a press: in the demo everybody is anybody.
    Press,
}

impl Page for Confirmation {
    const TEMPLATE: &'static str = "pages/session/confirmation";

    fn title(&self) -> String {
        "Confirm it is you".to_owned()
    }

    fn failed(&self) -> bool {
        self.form.failed()
    }
}

#[cfg(test)]
pub(crate) fn samples() -> Vec<super::sample::Sample> {
    use super::sample::Sample;
    let directory = || Directory { name: "Northshire Police".to_owned(), address: "/".to_owned() };
    let page = |form: Form, by: By| Confirmation {
        form,
        directory: (by == By::Directory).then(directory),
        action: "/session/confirmation",
        by,
        to: "/meetings/2026-02-12/minutes/approve".to_owned(),
        sends: true,
        sent_as: "id".to_owned(),
        fields: Kept::all(vec![("version".to_owned(), "3".to_owned())]),
    };
    let mut wrong = Form::empty();
    wrong.refuse("confirm-password", "This is not your password");
    vec![
        Sample::new("", &page(Form::empty(), By::Password)),
        Sample::new("refused", &page(wrong, By::Password)),
        Sample::new("by code", &page(Form::empty(), By::Code)),
        Sample::new("by directory", &page(Form::empty(), By::Directory)),
        Sample::new("demo", &page(Form::empty(), By::Press)),
    ]
}
