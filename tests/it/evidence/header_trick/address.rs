//! Hosts, forwarding, targets and methods.
use super::{MARK, Trick, lined, trick};

pub fn hosts(signed_in: &str) -> Vec<Trick> {
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

pub fn forwarded(signed_in: &str) -> Vec<Trick> {
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

pub fn targets(signed_in: &str) -> Vec<Trick> {
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

pub fn methods() -> Vec<Trick> {
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
