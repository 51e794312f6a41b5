//! How letters leave: from somebody, to somebody, and over TLS.
use super::{Deployment, Rule};
use crate::platform::config::Refusal;

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "mail-nowhere",
        refuses: "no server takes letters, so that nobody is told anything",
        ask: mail_nowhere,
    },
    Rule {
        name: "mail-left-here",
        refuses: "letters are left in a folder, which is for a trial",
        ask: mail_left_here,
    },
    Rule {
        name: "mail-between-servers",
        refuses: "letters go to port 25, where nobody signs in and TLS is a matter of luck",
        ask: mail_between_servers,
    },
    Rule {
        name: "mail-from-nobody",
        refuses: "the sender’s address is none",
        ask: mail_from_nobody,
    },
];

fn mail_nowhere(it: &Deployment<'_>) -> Option<Refusal> {
    let mail = &it.config.mail;
    Refusal::when(
        mail.host.is_none() && mail.folder.is_none(),
        "mail.host is not set: name the server that takes letters",
    )
}

fn mail_left_here(it: &Deployment<'_>) -> Option<Refusal> {
    Refusal::when(
        it.config.mail.folder.is_some() && !it.config.server.is_local(),
        "mail.folder leaves letters on this machine instead of sending them, and is for a trial: \
         remove it and set mail.host",
    )
}

fn mail_between_servers(it: &Deployment<'_>) -> Option<Refusal> {
    let mail = &it.config.mail;
    Refusal::when(
        mail.host.is_some() && mail.port == 25,
        "mail.port 25 is for servers among themselves: use 587 or 465",
    )
}

fn mail_from_nobody(it: &Deployment<'_>) -> Option<Refusal> {
    Refusal::when(
        !it.config.mail.is_from_an_address(),
        "mail.from is not set to an address: letters need one to be from, such as \
         meeting@northshire.example",
    )
}
