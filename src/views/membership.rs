//! The people of an area: the list, an invitation, and one person to change.
use serde::Serialize;

use super::form::Form;
use super::page::Page;
use super::settings::{Choice, Mark, Tab};
use crate::domain::text::Private;

/// The people.
#[derive(Serialize)]
pub struct People {
    /// The way to the other pages of settings.
    pub tabs: Vec<Tab>,
    /// Each person, by name.
    pub people: Vec<PersonRow>,
}

/// A person in the list.
#[derive(Serialize)]
pub struct PersonRow {
    /// Their page.
    pub href: String,
    /// What they are called.
    pub name: Private,
    /// Their post.
    pub job_title: String,
    /// Their agency.
    pub agency: String,
    /// What they are.
    pub roles: String,
    /// Whether they can sign in, and why not.
    pub mark: Mark,
    /// When they last did: "10am today".
    pub signed_in: Option<String>,
}

impl Page for People {
    const TEMPLATE: &'static str = "pages/membership/index";
    const SECTION: &'static str = "settings";

    fn title(&self) -> String {
        "People".to_owned()
    }
}

/// An invitation.
#[derive(Serialize)]
pub struct Invite {
    /// `name`, `email`, and what they will be: see [`PersonPage::form`].
    pub form: Form,
    /// The agencies.
    pub agencies: Vec<Choice>,
    /// The roles.
    pub roles: Vec<Choice>,
}

impl Page for Invite {
    const TEMPLATE: &'static str = "pages/membership/invite";
    const SECTION: &'static str = "settings";

    fn title(&self) -> String {
        "Invite somebody".to_owned()
    }

    fn failed(&self) -> bool {
        self.form.failed()
    }
}

/// One person.
#[derive(Serialize)]
pub struct PersonPage {
    /// `agency`, `role`, `job_title`, `starts` and `ends`.
    pub form: Form,
    /// Their page.
    pub href: String,
    /// The version that is shown.
    pub version: i32,
    /// What they are called.
    pub name: Private,
    /// Where mail to them goes.
    pub email: Private,
    /// Where colleagues call them.
    pub phone: Private,
    /// Whether they can sign in, and why not.
    pub mark: Mark,
    /// When they last signed in.
    pub signed_in: Option<String>,
    /// Their roles in words, when they are one's own.
    pub own_roles: Option<String>,
    /// The open actions that they left without an owner, in words.
    pub left: Option<String>,
    /// Where they are made a deputy, when they can be.
    pub deputy: Option<String>,
    /// What else can be done.
    pub acts: Vec<Act>,
    /// The agencies.
    pub agencies: Vec<Choice>,
    /// The roles.
    pub roles: Vec<Choice>,
}

/// Making somebody a deputy.
#[derive(Serialize)]
pub struct DeputyPage {
    /// `role`, `starts` and `ends`.
    pub form: Form,
    /// Where the form posts to.
    pub href: String,
    /// The person's page.
    pub person: String,
    /// What they are called.
    pub name: Private,
    /// What they may stand in as.
    pub roles: Vec<Choice>,
}

impl Page for DeputyPage {
    const TEMPLATE: &'static str = "pages/membership/deputy";
    const SECTION: &'static str = "settings";

    fn title(&self) -> String {
        "Make somebody a deputy".to_owned()
    }

    fn failed(&self) -> bool {
        self.form.failed()
    }
}

/// Something that one press does.
#[derive(Serialize)]
pub struct Act {
    /// Its name on the page.
    pub name: &'static str,
    /// Where it posts to.
    pub action: String,
    /// The button's words.
    pub text: &'static str,
    /// Whether it takes something away.
    pub warning: bool,
}

impl Page for PersonPage {
    const TEMPLATE: &'static str = "pages/membership/show";
    const SECTION: &'static str = "settings";

    fn title(&self) -> String {
        "Change a person".to_owned()
    }

    fn failed(&self) -> bool {
        self.form.failed()
    }
}

#[cfg(test)]
pub(crate) fn samples() -> Vec<super::sample::Sample> {
    use super::sample::Sample;
    let mark = |text, colour| Mark { text, colour };
    let row = |mark: Mark, signed_in: Option<&str>| PersonRow {
        href: "/settings/people/1".to_owned(),
        name: "Aisha Rahman".into(),
        job_title: "Senior IDVA".to_owned(),
        agency: "Safe Haven".to_owned(),
        roles: "IDVA and Agency representative".to_owned(),
        mark,
        signed_in: signed_in.map(str::to_owned),
    };
    let people = vec![
        row(mark("Active", "green"), Some("8:30am today")),
        row(mark("Invited", "blue"), None),
        row(mark("Suspended", "red"), None),
    ];
    let choices = |all: &[&str]| all.iter().map(|it| Choice::new(*it, *it)).collect::<Vec<_>>();
    let (agencies, roles) = (choices(&["Safe Haven"]), choices(&["Chair", "IDVA"]));
    let form = Form::new([("agency", "Safe Haven"), ("role", "IDVA"), ("starts-day", "12")]);
    let mut wrong = form.clone();
    wrong.refuse("role", "Select at least one role");
    wrong.refuse_at("ends", "ends-day", "The last day must be the first day or later");
    wrong.refuse("email", "Enter an email address, such as name@agency.example");
    let person = |own: Option<&str>| PersonPage {
        form: form.clone(),
        href: "/settings/people/1".to_owned(),
        version: 2,
        name: "Aisha Rahman".into(),
        email: "a.rahman@safehaven.example".into(),
        phone: Private::default(),
        mark: mark("Invited", "blue"),
        signed_in: None,
        own_roles: own.map(str::to_owned),
        deputy: own.is_none().then(|| "/settings/people/1/deputy".to_owned()),
        left: Some("They left 3 open actions without an owner.".to_owned()),
        acts: acts(),
        agencies: agencies.clone(),
        roles: roles.clone(),
    };
    let mut long = Form::new([("role", "Chair"), ("starts-day", "12"), ("ends-year", "2027")]);
    long.refuse_at("ends", "ends-day", "The last day must be within three months of the first");
    let invite = |form: Form| Invite { form, agencies: agencies.clone(), roles: roles.clone() };
    vec![
        Sample::new("", &People { tabs: super::settings::tabs("People"), people }),
        Sample::new("new", &invite(Form::empty())),
        Sample::new("refused", &invite(wrong)),
        Sample::new("", &person(None)),
        Sample::new("own", &person(Some("Chair"))),
        deputy("", Form::empty()),
        deputy("refused", long),
    ]
}

#[cfg(test)]
fn deputy(name: &'static str, form: Form) -> super::sample::Sample {
    let page = DeputyPage {
        form,
        href: "/settings/people/1".to_owned(),
        person: "/settings/people/1".to_owned(),
        name: "Aisha Rahman".into(),
        roles: ["Chair", "Coordinator"].map(|it| Choice::new(it, it)).to_vec(),
    };
    super::sample::Sample::new(name, &page)
}

#[cfg(test)]
fn acts() -> Vec<Act> {
    vec![
        Act {
            name: "again",
            action: "/settings/people/1/invitation".to_owned(),
            text: "Send the invitation again",
            warning: false,
        },
        Act {
            name: "suspend",
            action: "/settings/people/1/suspension".to_owned(),
            text: "Suspend",
            warning: true,
        },
    ]
}
