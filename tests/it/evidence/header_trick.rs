//! The tricks: hosts, forwarding, lengths, codings, methods, targets, ranges, many and huge headers.

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

fn hosts(signed_in: &str) -> Vec<Trick> {
    let long = format!("{MARK}.example.").repeat(600);
    let hosts = [
        "evil-mark.example",
        "evil-mark.example:80",
        "evil-mark.example:99999",
        "",
        ":",
        "@evil-mark.example",
        "localhost@evil-mark.example",
        "localhost/evil-mark",
        "localhost?evil-mark",
        "localhost#evil-mark",
        "localhost, evil-mark.example",
        "localhost evil-mark.example",
        "[::1]:evil-mark",
        "[evil-mark",
        "127.0.0.1:8080.evil-mark.example",
        "evil-mark_.example",
        "-evil-mark-",
        "evil-mark.example.",
        "http://evil-mark.example/",
        "//evil-mark.example",
        "evil-mark.example%0d%0aX: y",
        "%65vil-mark",
        "\u{7f}evil-mark",
        "evil-mark\u{e9}.example",
        "xn--evil-mark",
        "169.254.169.254",
        "0",
        "*",
        &long,
        "<script>evil-mark</script>",
        "{{evil-mark}}",
        "evil-mark\"onload=",
        "EVIL-mark.example",
    ];
    let mut all = Vec::new();
    for path in ["/", "/sign-in", "/forgotten"] {
        all.extend(hosts.iter().map(|it| {
            let what = format!("{path} of host {it:.60}");
            trick(what, format!("GET {path} HTTP/1.1\r\nHost: {it}\r\n{signed_in}\r\n\r\n"))
        }));
    }
    for (what, lines) in [
        ("no host", ""),
        ("two hosts", "Host: localhost\r\nHost: evil-mark.example\r\n"),
        ("two hosts, evil first", "Host: evil-mark.example\r\nHost: localhost\r\n"),
        ("a host on two lines", "Host: localhost\r\n evil-mark.example\r\n"),
        ("a host with a blank before the colon", "Host : evil-mark.example\r\n"),
        ("a host with a tab", "Host:\tevil-mark.example\r\n"),
        ("a host underscored", "Host: localhost\r\nHo_st: evil-mark.example\r\n"),
    ] {
        for version in ["1.0", "1.1"] {
            let bytes = format!("GET / HTTP/{version}\r\n{lines}{signed_in}\r\n\r\n");
            all.push(trick(format!("{what} by {version}"), bytes));
        }
    }
    all
}

fn forwarded(signed_in: &str) -> Vec<Trick> {
    let names = [
        "X-Forwarded-Host",
        "X-Forwarded-For",
        "X-Forwarded-Proto",
        "X-Forwarded-Port",
        "X-Forwarded-Prefix",
        "X-Forwarded-Server",
        "X-Forwarded-Scheme",
        "X-Forwarded-Path",
        "Forwarded",
        "X-Real-IP",
        "X-Original-URL",
        "X-Rewrite-URL",
        "X-Original-Host",
        "X-Host",
        "X-HTTP-Host-Override",
        "X-Client-IP",
        "True-Client-IP",
        "CF-Connecting-IP",
        "Client-IP",
        "X-Originating-IP",
        "X-Remote-User",
        "Remote-User",
        "X-Forwarded-User",
        "X-Wap-Profile",
        "Via",
        "Proxy",
        "Base-Url",
        "Request-Uri",
        "X-Envoy-Original-Path",
        "X-Proxy-Url",
        "Referer",
        "Origin",
        "From",
        "User-Agent",
        "X-Request-Id",
        "X-Correlation-Id",
        "Traceparent",
        "Sec-Fetch-Site",
        "Authorization",
        "X-Api-Key",
    ];
    let values = [
        "evil-mark.example",
        "127.0.0.1, evil-mark",
        "/settings/areas?evil-mark",
        "for=evil-mark;host=evil-mark.example;proto=javascript",
        "<script>evil-mark</script>",
    ];
    let each = |name: &&str| {
        let name = (*name).to_owned();
        let line = move |(at, value): (usize, &&str)| {
            // By nobody, and by somebody who is signed in.
            let cookie = if at % 2 == 0 { "X: y" } else { signed_in };
            lined("/", &format!("{name}: {value}\r\n{cookie}"))
        };
        values.iter().enumerate().map(line).collect::<Vec<_>>()
    };
    names.iter().flat_map(each).collect()
}

fn targets(signed_in: &str) -> Vec<Trick> {
    let long = format!("/{}", "evil-mark/".repeat(8_000));
    let targets = [
        "http://evil-mark.example/",
        "https://evil-mark.example/",
        "http://evil-mark.example:80/cases",
        "//evil-mark.example/",
        "//evil-mark.example/%2e%2e",
        "/\\evil-mark.example",
        "\\\\evil-mark.example",
        "http:/evil-mark",
        "http:evil-mark",
        "javascript:evil-mark",
        "file:///evil-mark",
        "evil-mark",
        "evil-mark.example:443",
        "*",
        "",
        "/evil-mark\u{e9}",
        "/%00evil-mark",
        "/%",
        "/%zz",
        "/%c0%ae%c0%ae/evil-mark",
        "/..",
        "/../../evil-mark",
        "/./evil-mark",
        "//",
        "///",
        "/;evil-mark",
        "/sign-in;evil-mark=1",
        "/sign-in?next=//evil-mark.example/",
        "/sign-in?next=https://evil-mark.example",
        "/?evil-mark=%0d%0aSet-Cookie:%20x=y",
        "/evil-mark%0d%0aX:%20y",
        "/#evil-mark",
        "/?a=evil-mark&a=evil-mark",
        "/assets/../../Cargo.toml?evil-mark",
        "/assets/%2e%2e%2fCargo.toml?evil-mark",
        "/assets/..%5c..%5cevil-mark",
        "/assets/%252e%252e%252fevil-mark",
        "/assets//etc/passwd?evil-mark",
        "/{{evil-mark}}",
        "/<script>evil-mark</script>",
        "/%3Cscript%3Eevil-mark%3C/script%3E",
        "/password/evil-mark",
        "/cases/evil-mark",
        &long,
    ];
    let mut all = Vec::new();
    for cookie in ["X: y", signed_in] {
        all.extend(targets.iter().map(|it| lined(it, cookie)));
    }
    all
}

fn methods() -> Vec<Trick> {
    let long = MARK.to_uppercase().repeat(1_000);
    let mut all = Vec::new();
    for method in [
        "TRACE",
        "TRACK",
        "CONNECT",
        "OPTIONS",
        "HEAD",
        "PUT",
        "DELETE",
        "PATCH",
        "PROPFIND",
        "DEBUG",
        "get",
        "Get",
        "GE T",
        "GET\t",
        "",
        "EVIL-MARK",
        "G\u{e9}T",
        "PRI",
        "QUERY",
        "PURGE",
        "LOCK",
        &long,
    ] {
        for target in ["/", "/sign-in", "*"] {
            let line = "Max-Forwards: 0\r\nX-Mark: evil-mark";
            let bytes = format!("{method} {target} HTTP/1.1\r\nHost: localhost\r\n{line}\r\n\r\n");
            all.push(trick(format!("{method:.20} {target}"), bytes));
        }
    }
    for header in ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "_method"] {
        for method in ["DELETE", "PUT", "POST", "TRACE", "evil-mark"] {
            all.push(lined("/sign-in", &format!("{header}: {method}")));
        }
    }
    for version in [
        "",
        "HTTP/0.9",
        "HTTP/1.2",
        "HTTP/2.0",
        "HTTP/3",
        "HTTP/9.9",
        "http/1.1",
        "HTTP/1.1 evil-mark",
        "HTTP/01.1",
        "HTTP/1.1.1",
        "ICY",
    ] {
        let bytes = format!("GET / {version}\r\nHost: localhost\r\n\r\n");
        all.push(trick(format!("version {version:?}"), bytes));
    }
    all.push(trick("HTTP/2 at once", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0"));
    all.push(trick("TLS at once", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"));
    all.push(trick("NULs", [0; 4_096]));
    all.push(trick("lines", "\r\n".repeat(4_096)));
    all
}

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
fn lengths() -> Vec<Trick> {
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
fn codings() -> Vec<Trick> {
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
fn chunks() -> Vec<Trick> {
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
fn lines_of_the_head() -> Vec<Trick> {
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

fn sizes() -> Vec<Trick> {
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

fn ranges(asset: &str) -> Vec<Trick> {
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

fn preferences() -> Vec<Trick> {
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

fn upgrades() -> Vec<Trick> {
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
