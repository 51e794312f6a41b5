//! How people reach the service: never in the clear, and by no address that misleads.
use super::{Deployment, Rule};
use crate::platform::config::Refusal;
use crate::platform::private_file::is_open_to_others;

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "listening-in-the-clear",
        refuses: "it listens to other machines, and nothing answers TLS",
        ask: listening_in_the_clear,
    },
    Rule {
        name: "address-in-the-clear",
        refuses: "the address that people type is http://, and not this machine’s own",
        ask: address_in_the_clear,
    },
    Rule {
        name: "address-of-this-machine",
        refuses: "the address is this machine’s own, though others can reach the service",
        ask: address_of_this_machine,
    },
    Rule {
        name: "address-without-tls",
        refuses: "the address is https://, and nothing answers TLS",
        ask: address_without_tls,
    },
    Rule {
        name: "tls-key-open",
        refuses: "every account of the machine can read the certificate’s private key",
        ask: tls_key_open,
    },
];

fn listening_in_the_clear(it: &Deployment<'_>) -> Option<Refusal> {
    let server = &it.config.server;
    Refusal::when(
        server.is_open() && !server.has_tls(),
        "server.listen is open to the network without TLS: set server.tls_certificate and \
         server.tls_key, or server.behind_proxy = true if a proxy answers TLS",
    )
}

fn address_in_the_clear(it: &Deployment<'_>) -> Option<Refusal> {
    let server = &it.config.server;
    Refusal::when(
        !server.is_secure() && !server.is_plain_local(),
        "server.public_url must begin with https://",
    )
}

fn address_of_this_machine(it: &Deployment<'_>) -> Option<Refusal> {
    let server = &it.config.server;
    Refusal::when(
        server.is_plain_local() && (server.is_open() || server.behind_proxy),
        "server.public_url is this machine's own, but others can reach the service: set it to the \
         https:// address that people type",
    )
}

fn address_without_tls(it: &Deployment<'_>) -> Option<Refusal> {
    let server = &it.config.server;
    Refusal::when(
        server.is_secure() && !server.has_tls(),
        "server.public_url is https, but nothing answers TLS: set server.tls_certificate and \
         server.tls_key, or server.behind_proxy = true if a proxy does",
    )
}

fn tls_key_open(it: &Deployment<'_>) -> Option<Refusal> {
    let path = it.config.server.tls_key.as_deref()?;
    let file = path.metadata().ok()?;
    let path = path.display();
    is_open_to_others(&file).then(|| {
        Refusal::new(format!(
            "server.tls_key: every account of this machine can read {path}: run `chmod 640 {path}`"
        ))
    })
}
