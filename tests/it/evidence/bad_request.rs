//! A form sent in ways that no browser has: without parts of it, with more of them, as another kind
//! of content, from elsewhere.
use url::form_urlencoded::byte_serialize;

use super::bad_answer::Field;
use super::bad_value::BadValue;
use crate::support::form::Form;
use crate::support::http::Request;
use crate::sweep::harvest::Found;
use crate::sweep::walker::Walker;

/// A post that no browser sends.
pub struct Odd {
    /// What is odd about it.
    pub what: String,
    /// The post.
    pub request: Request,
    /// Whether it must be refused; otherwise it may be saved too.
    pub is_refused: bool,
}

/// A form under a new operation, as if its page had just been opened.
pub fn fresh(form: &Form) -> Form {
    if form.sent("operation").is_none() {
        return form.clone();
    }
    form.clone().put("operation", &uuid::Uuid::new_v4().to_string())
}

/// A form with a value in a field, and the post of it.
pub fn with(form: &Form, field: &str, value: &BadValue) -> (Form, Request) {
    let form = fresh(form).put(field, &value.text);
    let mut request = form.request();
    let read: String = byte_serialize(value.text.as_bytes()).collect();
    if read != value.sent {
        let body = String::from_utf8(request.body).unwrap();
        request.body = body.replace(&read, &value.sent).into_bytes();
    }
    (form, request)
}

/// All odd posts of a form, as it is shown and as it saves.
pub fn all((shown, form): (&Form, &Form), walkers: &[Walker], found: &Found) -> Vec<Odd> {
    let mut all = parts(shown, form);
    all.extend(days(shown, form));
    all.extend(kinds(form));
    all.extend(from_elsewhere(form, walkers, found));
    if !found.is_plain {
        all.extend(operations(form));
    }
    all
}

/// The post of a form with something added to it.
fn and(form: &Form, name: &str, value: &str) -> Request {
    fresh(form).request().field(name, value)
}

fn maybe(what: impl Into<String>, request: Request) -> Odd {
    Odd { what: what.into(), request, is_refused: false }
}

fn refused(what: impl Into<String>, request: Request) -> Odd {
    Odd { what: what.into(), request, is_refused: true }
}

/// With fields left out, sent twice, and named otherwise.
fn parts(shown: &Form, form: &Form) -> Vec<Odd> {
    let mut all = Vec::new();
    for field in Field::all(shown) {
        let name = field.name.as_str();
        let value = form.sent(name).unwrap_or_default();
        let without = fresh(form).without(name);
        all.push(maybe(format!("without {name}"), without.request()));
        all.push(maybe(format!("{name} twice"), and(form, name, "another")));
        all.push(maybe(
            format!("{name} twice, blank first"),
            without.request().field(name, "").field(name, &value),
        ));
        for other in
            [format!("{name}[]"), format!("{name}[0]"), name.to_uppercase(), format!("{name}.x")]
        {
            all.push(maybe(format!("{name} as {other}"), without.request().field(&other, &value)));
        }
    }
    for (name, value) in [
        ("role", "chair"),
        ("roles", "administrator"),
        ("area_id", "00000000-0000-4000-8000-000000000000"),
        ("state", "approved"),
        ("version", "99"),
        ("_method", "DELETE"),
        ("__proto__", "x"),
        ("", "nameless"),
        ("\0", "\0"),
        ("csrf", "another"),
    ] {
        all.push(maybe(format!("and {name:?}"), and(form, name, value)));
    }
    let many = (0..5_000).fold(fresh(form).request(), |it, at| it.field(&format!("x{at}"), "x"));
    all.push(maybe("and 5,000 fields", many));
    for (what, text) in [("and ampersands", "&&&=&=x&x"), ("and broken escapes", "&a=%&b=%zz&%=%")]
    {
        let mut request = fresh(form).request();
        request.body.extend_from_slice(text.as_bytes());
        all.push(maybe(what, request));
    }
    all
}

/// Days and hours that are none, or twice, in all boxes of days and times at once.
fn days(shown: &Form, form: &Form) -> Vec<Odd> {
    let is_time = |name: &str| name.ends_with("time") || name.ends_with("_at");
    let names: Vec<&str> = shown.controls().iter().map(|it| it.name.as_str()).collect();
    if !names.iter().any(|it| it.ends_with("-day") || it.ends_with("_on") || is_time(it)) {
        return Vec::new();
    }
    let put = |(year, month, day, time): &(&str, &str, &str, &str)| {
        let mut dated = fresh(form);
        for name in &names {
            let value = match *name {
                it if it.ends_with("-day") => (*day).to_owned(),
                it if it.ends_with("-month") => (*month).to_owned(),
                it if it.ends_with("-year") => (*year).to_owned(),
                it if it.ends_with("_on") => format!("{year}-{month:0>2}-{day:0>2}"),
                it if is_time(it) => (*time).to_owned(),
                _ => continue,
            };
            dated = dated.put(name, &value);
        }
        maybe(format!("on {year}-{month}-{day} at {time}"), dated.request())
    };
    DAYS.iter().map(put).collect()
}

/// The hour of 29 March 2026 from 1am does not exist in London; that of 25 October comes twice.
const DAYS: &[(&str, &str, &str, &str)] = &[
    ("2026", "3", "29", "01:30"),
    ("2026", "3", "29", "00:59"),
    ("2026", "10", "25", "01:30"),
    ("2025", "10", "26", "01:00"),
    ("2025", "3", "30", "01:00"),
    ("2026", "4", "31", "10:00"),
    ("2026", "2", "29", "10:00"),
    ("2028", "2", "29", "10:00"),
    ("0", "1", "1", "00:00"),
    ("0000", "0", "0", "24:00"),
    ("1", "1", "1", "10:00"),
    ("1000", "1", "1", "10:00"),
    ("9999", "12", "31", "23:59"),
    ("10000", "1", "1", "10:00"),
    ("-2026", "2", "12", "10:00"),
    ("262143", "12", "31", "10:00"),
    ("2026", "13", "1", "10:00"),
    ("1900", "2", "29", "12:00"),
];

/// As another kind of content, with other methods, and with nothing.
fn kinds(form: &Form) -> Vec<Odd> {
    let body = fresh(form).request().body;
    let plain = || fresh(form).request();
    let mut all = Vec::new();
    for kind in [
        "multipart/form-data; boundary=x",
        "multipart/form-data",
        "application/json",
        "text/plain",
        "application/x-www-form-urlencodedx",
        "application/x-www-form-urlencoded, text/plain",
        "",
        ";",
        "*/*",
    ] {
        all.push(refused(
            format!("as {kind:?}"),
            Request { body: body.clone(), ..plain() }.body(kind, &body),
        ));
    }
    all.push(refused("as no kind", plain().without_header("content-type")));
    all.push(refused("as JSON", plain().body("application/json", b"{\"csrf\": null}")));
    let of_sets = "application/x-www-form-urlencoded; charset=";
    for set in ["utf-16", "utf-7", "x-user-defined", "\""] {
        all.push(maybe(
            format!("in {set}"),
            plain().header("content-type", &format!("{of_sets}{set}")),
        ));
    }
    for coding in ["gzip", "br", "deflate, gzip", "identity", "compress"] {
        all.push(maybe(format!("coded as {coding}"), plain().header("content-encoding", coding)));
    }
    for method in ["PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "post"] {
        all.push(refused(format!("by {method}"), Request { method: method.to_owned(), ..plain() }));
    }
    for (what, bytes) in [
        ("nothing", &b""[..]),
        ("ampersands", b"&&&&"),
        ("zeros", &[0; 4_096]),
        ("bytes", b"\xff\xfe\xfd=\x80&csrf=%ff"),
    ] {
        all.push(refused(format!("{what} alone"), Request { body: bytes.to_owned(), ..plain() }));
    }
    let full = [&body[..], b"&x=", &vec![b'a'; 600 * 1024]].concat();
    all.push(refused("and 600 kB", Request { body: full, ..plain() }));
    all
}

/// From other sites and sessions.
fn from_elsewhere(form: &Form, walkers: &[Walker], found: &Found) -> Vec<Odd> {
    let put = |token: &str| fresh(form).put("csrf", token).request();
    let own = form.sent("csrf").unwrap_or_default();
    let mut all = vec![
        refused("without a token", fresh(form).without("csrf").request()),
        refused("with a blank token", put("")),
        refused("with a made-up token", put("guessed")),
        refused("with part of the token", put(&own[..own.len() / 2])),
        refused("with more than the token", put(&format!("{own}a"))),
        refused("with the token in capitals", put(&own.to_uppercase())),
        refused(
            "with a wrong token first",
            fresh(form).without("csrf").request().field("csrf", "x").field("csrf", &own),
        ),
        refused("with the token in the address", {
            let bare = fresh(form).without("csrf").request();
            Request { path: format!("{}?csrf={own}", bare.path), ..bare }
        }),
    ];
    for other in walkers.iter().enumerate().filter(|it| it.0 != found.walker) {
        all.push(refused(format!("with the token of {}", other.1.letter()), put(other.1.csrf())));
    }
    for site in ["cross-site", "same-site", "", "None", "same-origin, cross-site"] {
        let request = fresh(form).request().header("sec-fetch-site", site);
        all.push(refused(format!("from {site:?}"), request));
    }
    all
}

/// Under operations that are none.
fn operations(form: &Form) -> Vec<Odd> {
    let put = |id: &str| form.clone().put("operation", id).request();
    let mut all =
        vec![refused("without an operation", form.clone().without("operation").request())];
    for id in ["", "0", "operation", "00000000-0000-0000-0000-00000000000g", "%00"] {
        all.push(refused(format!("as operation {id:?}"), put(id)));
    }
    all.push(maybe("as operation 0", put("00000000-0000-0000-0000-000000000000")));
    let capitals = uuid::Uuid::new_v4().to_string().to_uppercase();
    all.push(maybe("as an operation in capitals", put(&capitals)));
    all.push(maybe("as two operations", put(&capitals).field("operation", "x")));
    all
}
