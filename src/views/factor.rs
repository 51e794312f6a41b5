//! How somebody signs in: the code of an app, setting one up, recovery codes, and where they are
//! signed in.
use serde::Serialize;

use super::form::Form;
use super::page::Page;
use crate::domain::text::Private;

/// The code, after the password.
#[derive(Serialize)]
pub struct Code {
    /// `code`.
    pub form: Form,
}

impl Page for Code {
    const TEMPLATE: &'static str = "pages/factor/code";

    fn title(&self) -> String {
        "Enter your code".to_owned()
    }

    fn failed(&self) -> bool {
        self.form.failed()
    }
}

/// Setting up an app.
#[derive(Serialize)]
pub struct SetUp {
    /// `code`.
    pub form: Form,
    /// Where it posts to.
    pub action: &'static str,
    /// Whether it has to be done before going on.
    pub needed: bool,
    /// What the secret is worked out from.
    pub seed: String,
    /// The secret, to be typed into the app.
    pub spelled: Private,
    /// The address of the picture that the app reads.
    pub picture: Private,
}

impl Page for SetUp {
    const TEMPLATE: &'static str = "pages/factor/set-up";

    fn title(&self) -> String {
        "Set up an app for codes".to_owned()
    }

    fn failed(&self) -> bool {
        self.form.failed()
    }
}

/// Recovery codes, this once.
#[derive(Serialize)]
pub struct RecoveryCodes {
    /// Each code.
    pub codes: Vec<Private>,
    /// Where to go on.
    pub next: String,
}

impl Page for RecoveryCodes {
    const TEMPLATE: &'static str = "pages/factor/recovery-codes";

    fn title(&self) -> String {
        "Keep your recovery codes".to_owned()
    }
}

/// How one signs in.
#[derive(Serialize)]
pub struct SigningIn {
    /// Nothing is filled in; it says what stands in the way.
    pub form: Form,
    /// When the app was set up, if there is one.
    pub app: Option<String>,
    /// How many recovery codes are unused.
    pub codes: String,
    /// Whether one's role needs a second factor.
    pub needed: bool,
    /// Whether the app may be removed.
    pub may_remove: bool,
    /// The accounts at directories by which one signs in.
    pub joined: Vec<JoinedRow>,
    /// Those that can be added.
    pub addable: Vec<Addable>,
    /// One's passkeys.
    pub passkeys: Vec<PasskeyRow>,
    /// Where another is made, if one can be.
    pub new_passkey: Option<&'static str>,
    /// Whether one is signed in elsewhere too.
    pub others: bool,
    /// Where one is signed in.
    pub sessions: Vec<SessionRow>,
}

/// An account at a directory by which somebody signs in.
#[derive(Serialize)]
pub struct JoinedRow {
    /// The directory's name in addresses.
    pub key: String,
    /// The directory's name.
    pub name: String,
    /// When it was added.
    pub made: String,
    /// When it was last used.
    pub used: Option<String>,
}

/// An account at a directory that can be added.
#[derive(Serialize)]
pub struct Addable {
    /// What the button says.
    pub text: String,
    /// The address that sends there.
    pub address: String,
}

/// A passkey.
#[derive(Serialize)]
pub struct PasskeyRow {
    /// Its identifier.
    pub id: String,
    /// What it is called.
    pub name: Private,
    /// When it was added.
    pub made: String,
    /// When it was last used.
    pub used: Option<String>,
}

/// A sign-in in progress.
#[derive(Serialize)]
pub struct SessionRow {
    /// When it began.
    pub begun: String,
    /// When something was last done there.
    pub seen: String,
    /// Its area.
    pub area: String,
    /// Its identifier, to end it; none for this one.
    pub id: Option<String>,
}

impl Page for SigningIn {
    const TEMPLATE: &'static str = "pages/factor/index";

    fn title(&self) -> String {
        "How you sign in".to_owned()
    }

    fn failed(&self) -> bool {
        self.form.failed()
    }
}

#[cfg(test)]
pub(crate) fn samples() -> Vec<super::sample::Sample> {
    use super::sample::Sample;
    let mut wrong = Form::empty();
    wrong.refuse("code", "This code is not right, or was used before");
    let set_up = |form: Form, needed: bool| SetUp {
        form,
        action: "/account/app",
        needed,
        seed: "9b2d3c4e-0000-4000-8000-000000000000".to_owned(),
        spelled: "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ".into(),
        picture:
            "data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4="
                .into(),
    };
    let codes: Vec<Private> = (0..10).map(|it| Private::new(format!("ab{it}de-fgh23"))).collect();
    let session = |seen: &str, id: Option<&str>| SessionRow {
        begun: "8:02am today".to_owned(),
        seen: seen.to_owned(),
        area: "Northshire".to_owned(),
        id: id.map(str::to_owned),
    };
    let passkey = |made: &str| PasskeyRow {
        id: "1".to_owned(),
        name: "Work phone".into(),
        made: made.to_owned(),
        used: None,
    };
    let joined = |made: &str| JoinedRow {
        key: "police".to_owned(),
        name: "Northshire Police".to_owned(),
        made: made.to_owned(),
        used: Some("8:02am today".to_owned()),
    };
    let addable = || Addable {
        text: "Add your Northshire Police account".to_owned(),
        address: "/account/work-accounts/police".to_owned(),
    };
    let here = || session("8:34am today", None);
    let page = |app: Option<&str>, sessions: Vec<SessionRow>| SigningIn {
        form: Form::empty(),
        app: app.map(str::to_owned),
        codes: "9".to_owned(),
        needed: app.is_some(),
        may_remove: app.is_some(),
        joined: app.map(joined).into_iter().collect(),
        addable: if app.is_none() { vec![addable()] } else { Vec::new() },
        passkeys: app.map(passkey).into_iter().collect(),
        new_passkey: Some("/account/passkeys/new"),
        others: sessions.len() > 1,
        sessions,
    };
    let elsewhere = session("4:50pm on Wednesday 11 February 2026", Some("1"));
    vec![
        Sample::signed_out("", &Code { form: Form::empty() }),
        Sample::signed_out("refused", &Code { form: wrong.clone() }),
        Sample::signed_out("needed", &set_up(Form::empty(), true)),
        Sample::new("refused", &set_up(wrong, false)),
        Sample::new("", &RecoveryCodes { codes, next: "/".to_owned() }),
        Sample::new("without", &page(None, vec![here()])),
        Sample::new("with", &page(Some("10am on Monday 2 February 2026"), vec![here(), elsewhere])),
    ]
}
