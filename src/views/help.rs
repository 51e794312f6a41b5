//! Help, and the pages that say how the service treats people and their data.
use serde::Serialize;

use super::page::{Link, Page};

/// How the day goes and what each person does in it.
#[derive(Serialize)]
pub struct Help {
    /// The area's times, in order; empty for somebody who is not signed in.
    pub times: Vec<TimeOfTheDay>,
}

/// A time that the area keeps.
#[derive(Clone, Serialize)]
pub struct TimeOfTheDay {
    /// "9am".
    pub time: String,
    /// "Referrals close. Later ones go to the next meeting".
    pub text: String,
}

impl Page for Help {
    const TEMPLATE: &'static str = "pages/help/index";

    fn title(&self) -> String {
        "Help and guidance".to_owned()
    }
}

/// Why some people get minutes by email and others a link.
#[derive(Serialize)]
pub struct SecureMail {
    /// The domains that the area's coordinator has marked as secure.
    pub domains: Vec<String>,
}

impl Page for SecureMail {
    const TEMPLATE: &'static str = "pages/help/secure-email";

    fn title(&self) -> String {
        "Secure email".to_owned()
    }
}

/// How far everybody can use the service.
#[derive(Serialize)]
pub struct Accessibility {}

impl Page for Accessibility {
    const TEMPLATE: &'static str = "pages/help/accessibility";

    fn title(&self) -> String {
        "Accessibility statement".to_owned()
    }
}

/// What the service keeps about the people who use it and the people in its cases.
#[derive(Serialize)]
pub struct Privacy {
    /// The area's own notices, if it has any.
    pub notices: Vec<Link>,
}

impl Page for Privacy {
    const TEMPLATE: &'static str = "pages/help/privacy";

    fn title(&self) -> String {
        "Privacy".to_owned()
    }
}

#[cfg(test)]
pub(crate) fn samples() -> Vec<super::sample::Sample> {
    use super::sample::Sample;
    let time = |time: &str, text: &str| TimeOfTheDay { time: time.into(), text: text.into() };
    let times = vec![
        time("9am", "Referrals close. Later ones go to the next meeting."),
        time("9:30am", "Research is due."),
        time("9:40am", "The agenda is published."),
        time("10am", "The meeting starts."),
    ];
    let notice = Link {
        href: "https://www.northshire.example/privacy".to_owned(),
        text: "Northshire’s privacy notice for the meeting".to_owned(),
    };
    vec![
        Sample::new("", &Help { times }),
        Sample::signed_out("signed out", &Help { times: vec![] }),
        Sample::new("", &SecureMail { domains: vec!["northshire.police.example".to_owned()] }),
        Sample::new("none", &SecureMail { domains: vec![] }),
        Sample::signed_out("", &Accessibility {}),
        Sample::new("", &Privacy { notices: vec![notice] }),
        Sample::signed_out("signed out", &Privacy { notices: vec![] }),
    ]
}
