//! Passkeys: making one, and signing in by one.
use serde::Serialize;

use super::form::Form;
use super::page::Page;
use crate::domain::text::Private;

/// Making a passkey.
#[derive(Serialize)]
pub struct NewPasskey {
    /// `name`.
    pub form: Form,
    /// Which question the browser answers.
    pub ceremony: String,
    /// The question, as JSON.
    pub question: Private,
}

impl Page for NewPasskey {
    const TEMPLATE: &'static str = "pages/passkey/new";

    fn title(&self) -> String {
        "Add a passkey".to_owned()
    }

    fn failed(&self) -> bool {
        self.form.failed()
    }
}

/// Signing in by a passkey.
#[derive(Serialize)]
pub struct SignInByPasskey {
    /// Nothing is filled in; it says what stands in the way.
    pub form: Form,
    /// Which question the browser answers.
    pub ceremony: String,
    /// The question, as JSON.
    pub question: Private,
}

impl Page for SignInByPasskey {
    const TEMPLATE: &'static str = "pages/passkey/sign-in";

    fn title(&self) -> String {
        "Sign in with a passkey".to_owned()
    }

    fn failed(&self) -> bool {
        self.form.failed()
    }
}

#[cfg(test)]
pub(crate) fn samples() -> Vec<super::sample::Sample> {
    use super::sample::Sample;
    let mut none = Form::empty();
    none.refuse_whole("No passkey of yours answered. Try again, or use your password");
    let new = NewPasskey { form: Form::empty(), ceremony: "id".to_owned(), question: "{}".into() };
    let ask =
        |form: Form| SignInByPasskey { form, ceremony: "id".to_owned(), question: "{}".into() };
    vec![
        Sample::new("", &new),
        Sample::signed_out("", &ask(Form::empty())),
        Sample::signed_out("refused", &ask(none)),
    ]
}
