//! Lines of the head: broken, huge, about ranges, preferences and upgrades.
use super::{Trick, lined, trick};

/// Lines that are no headers, or say more than they may.
const LINES: &[&str] = &[
    "X: evil-mark\r\n folded",
    "X: evil-mark\r\n\tfolded",
    "evil-mark",
    ": evil-mark",
    "X Y: evil-mark",
    "X\u{0}: evil-mark",
    "X: evil-mark\u{0}",
    "X: \u{1b}[31mevil-mark",
    "X\u{e9}: evil-mark",
    "X: evil-mark\u{e9}\u{ff}",
    "X: evil-mark\rY: z",
    "X: evil-mark\nY: z",
    "X:evil-mark",
    "\tX: evil-mark",
    "X: evil-mark\r\r",
    "X: evil-mark\n",
    "(X): evil-mark",
    "X;: evil-mark",
    "\"X\": evil-mark",
    "X: evil-mark\u{7f}",
    "Content-Type: evil-mark",
    "Cookie: evil-mark",
    "Cookie: =evil-mark; ;;=;",
    "Cookie: marac-said=%3Cscript%3Ealert(1)%3C/script%3E",
    "Cookie: marac-next=//evil-mark.example",
    "Cookie: marac=\u{0}",
    "Expect: 100-continue",
    "Expect: evil-mark",
    "Connection: evil-mark, cookie",
    "Connection: close, keep-alive",
    "Keep-Alive: evil-mark",
    "Trailer: evil-mark",
    "Pragma: evil-mark",
    "Cache-Control: evil-mark",
    "If-None-Match: *",
    "If-None-Match: \"evil-mark\"",
    "If-Modified-Since: evil-mark",
    "If-Match: *",
    "If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT",
    "If-Range: \"evil-mark\"",
    "Date: evil-mark",
    "DNT: evil-mark",
    "Proxy-Connection: keep-alive",
    "Proxy-Authorization: Basic evil-mark",
];

/// Lines that are no headers, and bytes that are in none.
pub fn lines_of_the_head() -> Vec<Trick> {
    let mut all: Vec<Trick> = LINES.iter().map(|it| lined("/sign-in", it)).collect();
    for bytes in [
        "GET / HTTP/1.1\nHost: localhost\n\n",
        "GET / HTTP/1.1\rHost: localhost\r\r",
        "\r\nGET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        " GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET  /  HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET\t/\tHTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET /\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\n",
        "\u{feff}GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ] {
        all.push(trick(format!("{bytes:?}"), bytes));
    }
    all
}

pub fn sizes() -> Vec<Trick> {
    let mut all = Vec::new();
    for count in [90, 95, 96, 97, 100, 128, 200, 1_000, 10_000] {
        let lines: Vec<_> = (0..count).map(|it| format!("X-{it}: evil-mark")).collect();
        all.push(Trick {
            what: format!("{count} headers"),
            ..lined("/sign-in", &lines.join("\r\n"))
        });
    }
    for length in [1_000, 8_000, 16_000, 65_000, 131_000, 132_000, 1_000_000] {
        let value = "a".repeat(length);
        for name in ["X", "Cookie: marac", "Accept", "User-Agent", "If-None-Match"] {
            let glue = if name.contains(':') { "=" } else { ": " };
            let what = format!("{name} of {length}");
            all.push(Trick { what, ..lined("/sign-in", &format!("{name}{glue}{value}")) });
        }
        all.push(Trick {
            what: format!("a name of {length}"),
            ..lined("/sign-in", &format!("{value}: x"))
        });
    }
    all
}

pub fn ranges(asset: &str) -> Vec<Trick> {
    let storm = format!("bytes={}", "0-0,".repeat(1_300));
    let ranges = [
        "bytes=0-",
        "bytes=-1",
        "bytes=-0",
        "bytes=0-0",
        "bytes=1-0",
        "bytes=",
        "bytes",
        "bytes=-",
        "bytes=0-0,0-0",
        "bytes=0-,0-,0-",
        "bytes=99999999-",
        "bytes=0-18446744073709551615",
        "bytes=18446744073709551616-",
        "bytes=-18446744073709551616",
        "bytes=a-b",
        "bytes=0--1",
        "bytes= 0 - 1 ",
        "lines=1-2",
        "evil-mark",
        "bytes=0-1;evil-mark",
        "BYTES=0-1",
        "bytes=٣-٤",
        "=",
        &storm,
    ];
    let mut all = Vec::new();
    for target in [asset, "/sign-in"] {
        all.extend(ranges.iter().map(|it| lined(target, &format!("Range: {it}"))));
    }
    all
}

pub fn preferences() -> Vec<Trick> {
    let storm = (0..1_000).map(|it| format!("a{it}/b;q=0.{it}")).collect::<Vec<_>>().join(",");
    let values = [
        "*/*",
        "text/evil-mark",
        "*/*;q=0",
        "text/html;q=9",
        "text/html;q=-1",
        "text/html;q=NaN",
        ",,,,",
        ";;;;",
        "/",
        "*",
        "identity;q=0",
        "*;q=0",
        "gzip;q=evil-mark",
        "br, gzip, zstd, deflate, compress",
        "evil-mark",
        "q=1",
        "cy;q=1, en-GB;q=0",
        "\u{0}",
        "\"",
        &storm,
    ];
    let mut all = Vec::new();
    for name in ["Accept", "Accept-Encoding", "Accept-Language", "Accept-Charset", "TE"] {
        all.extend(values.iter().map(|it| lined("/sign-in", &format!("{name}: {it}"))));
    }
    all
}

pub fn upgrades() -> Vec<Trick> {
    let mut all = Vec::new();
    for upgrade in ["h2c", "websocket", "TLS/1.2", "HTTP/2.0", "evil-mark", "h2c, websocket"] {
        for more in [
            "X: y",
            "HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA",
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ZXZpbC1tYXJrLWtleS0xMg==",
        ] {
            for connection in ["Upgrade", "Upgrade, HTTP2-Settings", "close"] {
                all.push(lined(
                    "/",
                    &format!("Connection: {connection}\r\nUpgrade: {upgrade}\r\n{more}"),
                ));
            }
        }
    }
    all
}
