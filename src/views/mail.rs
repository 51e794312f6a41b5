//! Mail: where each message stands, and what must be put right.
use serde::Serialize;

use super::form::Form;
use super::page::Page;
use crate::domain::text::Private;

/// Where mail stands.
#[derive(Clone, Serialize)]
pub struct Mail {
    /// A sentence on the oldest message that should have left and has not.
    pub oldest_unsent: Option<String>,
    /// What must be put right.
    pub tasks: Vec<MailTask>,
    /// The newest messages.
    pub messages: Vec<MailLine>,
    /// The form of the task that is answered.
    pub form: Form,
}

/// Something that must be put right.
#[derive(Clone, Serialize)]
pub struct MailTask {
    /// Its identifier.
    pub id: String,
    /// "Minutes came back".
    pub title: String,
    /// Who did not get it.
    pub who: Private,
    /// What the mail server said.
    pub answer: String,
    /// When: "8:34am today".
    pub when: String,
    /// Whether it can be tried again now; it cannot while it is tried again by itself.
    pub may_retry: bool,
    /// Who may have it instead.
    pub receivers: Vec<Receiver>,
    /// Where to choose.
    pub field: String,
    /// The version that is shown.
    pub version: String,
}

/// Somebody who may have a message instead.
#[derive(Clone, Serialize)]
pub struct Receiver {
    /// What is posted.
    pub value: String,
    /// Their name.
    pub text: Private,
}

/// A message.
#[derive(Clone, Serialize)]
pub struct MailLine {
    /// Its identifier.
    pub id: String,
    /// What it is.
    pub what: String,
    /// Its reader's name.
    pub name: Private,
    /// The reader's agency.
    pub agency: String,
    /// Where it stands.
    pub state: String,
    /// The colour of that.
    pub colour: Option<&'static str>,
    /// The mail server's last answer, or why it was dropped.
    pub answer: String,
    /// How often it was tried: "2 tries".
    pub tries: String,
    /// When it went, or will be tried: "Next try 8:36am today".
    pub when: String,
    /// What its button says to those who hear the page: "Minutes to Marcus Reid"; none where it
    /// cannot be tried again now.
    pub retry: Option<Private>,
}

impl Page for Mail {
    const TEMPLATE: &'static str = "pages/mail/index";
    const SECTION: &'static str = "minutes";
    fn title(&self) -> String {
        "Mail".to_owned()
    }
    fn failed(&self) -> bool {
        self.form.failed()
    }
}

#[cfg(test)]
pub(crate) use sample::samples;

#[cfg(test)]
mod sample {
    use super::*;
    use crate::views::sample::Sample;

    fn line(number: u32, state: &str, colour: Option<&'static str>) -> MailLine {
        MailLine {
            id: format!("0198c0de-0000-4000-8000-{number:012}"),
            what: "Minutes".to_owned(),
            name: "Marcus Reid".into(),
            agency: "Housing Options".to_owned(),
            state: state.to_owned(),
            colour,
            answer: "the mail server answered 451".to_owned(),
            tries: "2 tries".to_owned(),
            when: "Next try 12:41pm today".to_owned(),
            retry: colour.map(|_| "Minutes to Marcus Reid".into()),
        }
    }

    fn task(number: u32) -> MailTask {
        MailTask {
            id: format!("0198c0de-0000-4000-9000-{number:012}"),
            title: "Minutes: a mail came back".to_owned(),
            who: "Dana Frost, Probation".into(),
            answer: "the mail server answered 550".to_owned(),
            when: "12:40pm today".to_owned(),
            may_retry: true,
            receivers: vec![Receiver { value: "a".to_owned(), text: "Jo Lane".into() }],
            field: format!("receiver-{number}"),
            version: "1".to_owned(),
        }
    }

    /// The page with work to do, with an error, long, and with nothing.
    pub(crate) fn samples() -> Vec<Sample> {
        let empty = Mail {
            oldest_unsent: None,
            tasks: Vec::new(),
            messages: Vec::new(),
            form: Form::empty(),
        };
        let full = Mail {
            oldest_unsent: Some("The oldest email has waited since 12:34pm today".to_owned()),
            tasks: vec![task(1), MailTask { may_retry: false, receivers: Vec::new(), ..task(2) }],
            messages: vec![line(1, "Will be tried again", Some("yellow")), line(2, "Sent", None)],
            form: Form::empty(),
        };
        let mut form = Form::empty();
        form.refuse("receiver-1", "Select who should have it");
        let long = (1..=200).map(|it| line(it, "Sent", None)).collect();
        vec![
            Sample::new("a mail that came back", &full),
            Sample::new("an error", &Mail { form, ..full.clone() }),
            Sample::new("200 messages", &Mail { messages: long, ..empty.clone() }),
            Sample::new("empty", &empty),
        ]
    }
}
