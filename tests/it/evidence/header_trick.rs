//! The tricks: hosts, forwarding, lengths, codings, methods, targets, ranges, many and huge headers.

mod address;
mod body;
mod line;

use address::{forwarded, hosts, methods, targets};
use body::{chunks, codings, lengths};
use line::{lines_of_the_head, preferences, ranges, sizes, upgrades};

/// What an attacker would like to see again, or to have asked for in a request within a request.
pub const MARK: &str = "evil-mark";

/// One trick.
pub struct Trick {
    /// What it is, for a message.
    pub what: String,
    /// What is sent.
    pub bytes: Vec<u8>,
}

fn trick(what: impl Into<String>, bytes: impl AsRef<[u8]>) -> Trick {
    Trick { what: what.into(), bytes: bytes.as_ref().to_owned() }
}

/// A request with these lines besides its host.
fn lined(target: &str, lines: &str) -> Trick {
    let what = format!("{target} with {}", lines.chars().take(80).collect::<String>());
    trick(what, format!("GET {target} HTTP/1.1\r\nHost: localhost\r\n{lines}\r\n\r\n"))
}

/// Every trick, by somebody who is signed in and by nobody.
pub fn all(token: &str, asset: &str) -> Vec<Trick> {
    let signed_in = format!("Cookie: marac={token}");
    let mut all = hosts(&signed_in);
    all.extend(forwarded(&signed_in));
    all.extend(targets(&signed_in));
    all.extend(methods());
    all.extend(lengths());
    all.extend(codings());
    all.extend(chunks());
    all.extend(lines_of_the_head());
    all.extend(sizes());
    all.extend(ranges(asset));
    all.extend(preferences());
    all.extend(upgrades());
    all
}
