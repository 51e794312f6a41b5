//! What may be mailed to which domain: the list, and one to add or change.
use serde::Serialize;

use super::form::Form;
use super::page::Page;
use super::settings::{Choice, Mark, Tab};
use crate::domain::text::Private;

/// The domains.
#[derive(Serialize)]
pub struct MailDomains {
    /// The way to the other pages of settings.
    pub tabs: Vec<Tab>,
    /// Each domain, by name.
    pub domains: Vec<MailDomainRow>,
}

/// A domain in the list.
#[derive(Serialize)]
pub struct MailDomainRow {
    /// Where it is changed.
    pub href: String,
    /// The domain.
    pub domain: String,
    /// What may go there.
    pub mark: Mark,
    /// Why.
    pub reason: String,
    /// Who decided it.
    pub by: Option<Private>,
    /// When: "12 February 2026".
    pub at: String,
    /// What waits for a second person: "Full copies".
    pub asked: Option<&'static str>,
}

/// More mail that somebody asked for, and that a second person must agree to.
#[derive(Serialize)]
pub struct AskedRow {
    /// What may be mailed then: "Full copies".
    pub text: &'static str,
    /// The same as the form sends it.
    pub rule: &'static str,
    /// Why.
    pub reason: String,
    /// Who asked.
    pub by: Option<Private>,
    /// When: "12 February 2026".
    pub at: String,
    /// Whether whoever looks may agree.
    pub may_agree: bool,
}

impl Page for MailDomains {
    const TEMPLATE: &'static str = "pages/mail-domain/index";
    const SECTION: &'static str = "settings";

    fn title(&self) -> String {
        "Mail domains".to_owned()
    }
}

/// A domain to add or change.
#[derive(Serialize)]
pub struct MailDomainPage {
    /// `domain`, `rule` and `reason`.
    pub form: Form,
    /// Where the form posts to.
    pub action: String,
    /// The version that is shown; none for a new domain.
    pub version: Option<i32>,
    /// The domain, when it is there already.
    pub domain: Option<String>,
    /// What may be decided.
    pub rules: Vec<Choice>,
    /// What somebody asked for.
    pub asked: Option<AskedRow>,
}

impl Page for MailDomainPage {
    const TEMPLATE: &'static str = "pages/mail-domain/form";
    const SECTION: &'static str = "settings";

    fn title(&self) -> String {
        match &self.domain {
            Some(domain) => format!("Mail to {domain}"),
            None => "Add a mail domain".to_owned(),
        }
    }

    fn failed(&self) -> bool {
        self.form.failed()
    }
}

#[cfg(test)]
pub(crate) fn samples() -> Vec<super::sample::Sample> {
    use super::sample::Sample;
    let row = |domain: &str, text, colour, by: Option<&str>| MailDomainRow {
        href: "/settings/mail-domains/police.example".to_owned(),
        domain: domain.to_owned(),
        mark: Mark { text, colour },
        reason: "Secure by the government’s standard, checked with their IT team".to_owned(),
        by: by.map(Private::from),
        at: "12 February 2026".to_owned(),
        asked: None,
    };
    let waiting = MailDomainRow {
        asked: Some("Full copies"),
        ..row("homes.example", "Notice with a link", "grey", Some("Priya Nair"))
    };
    let domains = vec![
        row("*.police.example", "Full copies", "green", Some("Sam Okafor")),
        row("old.example", "No mail", "red", None),
        waiting,
    ];
    let tabs = || super::settings::tabs("Mail domains");
    let page = |form: Form, domain: Option<&str>| MailDomainPage {
        form,
        action: "/settings/mail-domains".to_owned(),
        version: domain.map(|_| 1),
        domain: domain.map(str::to_owned),
        rules: ["Full copies", "Notice with a link", "No mail"]
            .map(|it| Choice::new(it, it))
            .into(),
        asked: None,
    };
    let asked = |may_agree| {
        let form = Form::new([("rule", "Notice with a link"), ("reason", "The usual")]);
        let asked = AskedRow {
            text: "Full copies",
            rule: "secure",
            reason: "Encrypted all the way, checked with their IT team".to_owned(),
            by: Some(Private::from("Sam Okafor")),
            at: "12 February 2026".to_owned(),
            may_agree,
        };
        MailDomainPage { asked: Some(asked), ..page(form, Some("homes.example")) }
    };
    let mut wrong = Form::new([("domain", "police")]);
    wrong.refuse("domain", "Enter a mail domain, such as police.example");
    wrong.refuse("reason", "Enter why");
    vec![
        Sample::new("", &MailDomains { tabs: tabs(), domains }),
        Sample::new("empty", &MailDomains { tabs: tabs(), domains: vec![] }),
        Sample::new("refused", &page(wrong, None)),
        Sample::new("", &page(Form::new([("rule", "No mail")]), Some("police.example"))),
        Sample::new("asked", &asked(true)),
        Sample::new("asked by oneself", &asked(false)),
    ]
}
