//! Signing in, choosing a password, and the end of a session.
use serde::Serialize;

use super::form::Form;
use super::page::Page;

/// Somebody signed out, or was signed out because nothing had been done for a while.
#[derive(Serialize)]
pub struct SignedOut {}

impl Page for SignedOut {
    const TEMPLATE: &'static str = "pages/session/signed-out";

    fn title(&self) -> String {
        "You are signed out".to_owned()
    }
}

/// Signing in by address and password.
#[derive(Serialize)]
pub struct SignIn {
    /// `email` and `password`.
    pub form: Form,
    /// Whether a passkey can be used instead.
    pub passkeys: bool,
    /// The directories that can be used instead.
    pub directories: Vec<Directory>,
}

/// The directory of an agency, as one is sent there.
#[derive(Serialize)]
pub struct Directory {
    /// Its name.
    pub name: String,
    /// The address that sends there.
    pub address: String,
}

impl Page for SignIn {
    const TEMPLATE: &'static str = "pages/session/sign-in";

    fn title(&self) -> String {
        "Sign in".to_owned()
    }

    fn failed(&self) -> bool {
        self.form.failed()
    }
}

/// Asking for a link to choose a new password.
#[derive(Serialize)]
pub struct Forgotten {
    /// `email`.
    pub form: Form,
}

impl Page for Forgotten {
    const TEMPLATE: &'static str = "pages/session/forgotten";

    fn title(&self) -> String {
        "Choose a new password".to_owned()
    }

    fn failed(&self) -> bool {
        self.form.failed()
    }
}

/// A link was sent, if there is such an account.
#[derive(Serialize)]
pub struct ForgottenSent {}

impl Page for ForgottenSent {
    const TEMPLATE: &'static str = "pages/session/forgotten-sent";

    fn title(&self) -> String {
        "Look in your mailbox".to_owned()
    }
}

/// Choosing a password by a link from a mail.
#[derive(Serialize)]
pub struct ChoosePassword {
    /// `password` and `again`.
    pub form: Form,
    /// Whether it is their first, by an invitation.
    pub joins: bool,
    /// The directory by which they can sign in instead.
    pub directory: Option<Directory>,
}

impl Page for ChoosePassword {
    const TEMPLATE: &'static str = "pages/session/choose-password";

    fn title(&self) -> String {
        let title =
            if self.joins { "Join the daily risk meeting" } else { "Choose a new password" };
        title.to_owned()
    }

    fn failed(&self) -> bool {
        self.form.failed()
    }
}

/// A link from a mail that was used, is too old, or never was one.
#[derive(Serialize)]
pub struct LinkEnded {}

impl Page for LinkEnded {
    const TEMPLATE: &'static str = "pages/session/link-ended";

    fn title(&self) -> String {
        "This link does not work any more".to_owned()
    }
}

#[cfg(test)]
pub(crate) fn samples() -> Vec<super::sample::Sample> {
    use super::sample::Sample;
    let mut wrong = Form::new([("email", "p.nair@northshire.example"), ("password", "x")])
        .never_shown(&["password"]);
    wrong.refuse("email", "The email address and password do not belong together");
    let mut short = Form::empty();
    short.refuse("password", "Enter a password of at least 15 characters");
    let directory = |name: &str| Directory { name: name.to_owned(), address: "/".to_owned() };
    let both = || vec![directory("Northshire Police"), directory("Northshire Council")];
    let sign_in = |form, all: bool| SignIn {
        form,
        passkeys: all,
        directories: if all { both() } else { Vec::new() },
    };
    let choice = |form, joins: bool| ChoosePassword {
        form,
        joins,
        directory: joins.then(|| directory("Northshire Police")),
    };
    vec![
        Sample::signed_out("", &SignedOut {}),
        Sample::signed_out("", &sign_in(Form::empty(), false)),
        Sample::signed_out("with directories", &sign_in(Form::empty(), true)),
        Sample::signed_out("refused", &sign_in(wrong, false)),
        Sample::signed_out("", &Forgotten { form: Form::empty() }),
        Sample::signed_out("", &ForgottenSent {}),
        Sample::signed_out("", &LinkEnded {}),
        Sample::signed_out("invitation", &choice(Form::empty(), true)),
        Sample::signed_out("refused", &choice(short, false)),
    ]
}
