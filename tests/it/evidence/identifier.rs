//! Bad values for every identifier in every address: each is the one "not found", byte for byte.
use std::collections::BTreeMap;

use super::figure;
use super::wire::{Reply, Wire};
use crate::support::http::Visitor;
use crate::support::store::on_both;
use crate::sweep::role::Who;
use crate::sweep::table::{Row, TABLE};
use crate::sweep::world::World;

on_both! {
    async fn a_bad_identifier_is_the_one_not_found(store) {
        let name = store.name();
        let world = World::in_store(store).await;
        let mut seekers = BTreeMap::new();
        for who in Who::ALL.into_iter().filter(|it| *it != Who::Nobody) {
            seekers.insert(who.letter(), Seeker::new(&world, who).await);
        }
        let (mut faults, mut at, mut sent) = (Vec::new(), 0, 0);
        let stride = figure::times(11, 1);
        for row in TABLE.iter().filter(|it| it.1.contains('{') && !it.1.contains("{own}")) {
            let seeker = seekers.iter_mut().find(|it| row.3.contains(*it.0)).unwrap().1;
            for path in paths(&world, row) {
                at += 1;
                if at % stride != 0 {
                    continue;
                }
                sent += 1;
                let fields = world.places.path(row.2).replace("{own}", &seeker.membership);
                faults.extend(seeker.fault(row.0, &path, &fields));
            }
        }
        figure::print_of(&format!("day.identifier_faults.{name}"), faults.len(), "requests", sent);
        assert!(faults.is_empty(), "\n{}", faults.join("\n"));
    }
}

/// Somebody who asks for what there is not.
struct Seeker {
    wire: Wire,
    token: String,
    csrf: String,
    membership: String,
    nothing: Reply,
    no_link: Reply,
}

impl Seeker {
    async fn new(world: &World, who: Who) -> Self {
        let person = who.person(&world.county).unwrap();
        let membership = person.membership.to_string();
        let token = world.county.token(person).await;
        let url = world.county.site().url("/");
        let csrf = Visitor::new(&url).with_session(&token).get("/account").await.csrf();
        let mut wire = Wire::to(&url);
        let mut ask = |path: &str| {
            let head = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nCookie: marac={token}");
            wire.ask(format!("{head}\r\n\r\n").as_bytes()).unwrap()
        };
        let (nothing, no_link) = (ask("/nothing"), ask("/password/nothing"));
        Self { wire, token, csrf, membership, nothing, no_link }
    }

    /// What is wrong with the answer.
    fn fault(&mut self, method: &str, path: &str, fields: &str) -> Option<String> {
        let shown: String = path.chars().take(160).collect();
        let Some(reply) = self.wire.ask(&self.request(method, path, fields)) else {
            return Some(format!("{method} {shown} was not answered"));
        };
        // What is no request is refused before anybody looks for anything.
        let is_bare = reply.status == 400 && reply.header("content-security-policy").is_none();
        // A link that has ended says so; the page is the same for every link that is none.
        let is_link = path.starts_with("/password/") && reply.shown() == self.no_link.shown();
        if is_bare || is_link || reply.shown() == self.nothing.shown() {
            return None;
        }
        Some(format!("{method} {shown} was answered {}", reply.head))
    }

    fn request(&self, method: &str, path: &str, fields: &str) -> Vec<u8> {
        let operation = uuid::Uuid::new_v4();
        let (query, body) = match (method, fields) {
            ("GET", "") => (String::new(), String::new()),
            ("GET", fields) => (format!("?{fields}"), String::new()),
            _ => (String::new(), format!("csrf={}&operation={operation}&{fields}", self.csrf)),
        };
        format!(
            "{method} {path}{query} HTTP/1.1\r\nHost: localhost\r\nCookie: marac={}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            self.token,
            body.len()
        )
        .into_bytes()
    }
}

/// An address with every bad value in place of each of its identifiers.
fn paths(world: &World, row: &Row) -> Vec<String> {
    let names = row.1.split('{').skip(1).filter_map(|it| Some(it.split_once('}')?.0));
    let mut paths = Vec::new();
    for name in names {
        let part = format!("{{{name}}}");
        let (good, elsewhere) = (world.places.path(&part), world.places.elsewhere(&part));
        for value in values(world, &good).into_iter().chain(elsewhere) {
            let is_id = uuid::Uuid::try_parse(&value).is_ok();
            // A new draft is known by whatever identifier its page was made with.
            if value != good && !(name == "draft" && is_id) {
                paths.push(world.places.path(&row.1.replace(&part, &value)));
            }
        }
    }
    paths
}

/// At least sixty values that are no identifier of anything of this kind.
fn values(world: &World, good: &str) -> Vec<String> {
    let mut all: Vec<String> = PLAIN.iter().map(|it| (*it).to_owned()).collect();
    all.extend([10_000, 60_000].map(|it| "a".repeat(it)));
    let wide = |it: char| match it {
        '0'..='9' => format!("%EF%BC%{:02X}", 0x90 + u32::from(it) - 0x30),
        other => other.to_string(),
    };
    all.push(good.chars().map(wide).collect());
    all.extend([good.to_uppercase(), good.replace('-', ""), good.chars().rev().collect()]);
    all.extend([&good[1..], &good[..good.len() - 1]].map(str::to_owned));
    for (before, after) in AROUND {
        all.push(format!("{before}{good}{after}"));
    }
    for other in ["membership", "agency", "message", "task", "said", "domain", "token"] {
        let other = world.places.path(&format!("{{{other}}}"));
        // One of the same kind is no bad one.
        if other != good {
            all.push(other);
        }
    }
    all.push(uuid::Uuid::new_v4().to_string());
    all
}

const AROUND: &[(&str, &str)] = &[
    ("", "%00"),
    ("%00", ""),
    ("", "/"),
    ("/", ""),
    ("", ";a=b"),
    ("", "%3Ba=b"),
    ("", "%2F"),
    ("", "%2f.."),
    ("..%2f", ""),
    ("%2e%2e/", ""),
    ("./", ""),
    ("", "%20"),
    ("%20", ""),
    ("", "+"),
    ("", "%0a"),
    ("", "%0d%0aX:%20y"),
    ("", ".json"),
    ("", "."),
    ("", "'"),
    ("", "0"),
    ("0", ""),
    ("%7B", "%7D"),
    ("urn:uuid:", ""),
    ("", "%E2%80%8B"),
    ("%EF%BB%BF", ""),
];

const PLAIN: &[&str] = &[
    "0",
    "-1",
    "1",
    "007",
    "1e3",
    "9223372036854775808",
    "%00",
    "%",
    "%zz",
    "%ff",
    "%ED%A0%80",
    "%D9%A3",
    "%F0%9F%91%A9",
    "%20",
    "%25",
    "%2525",
    "..",
    ".",
    "%2e%2e",
    "..%2f..%2fetc%2fpasswd",
    "..%5c..%5c",
    "*",
    "null",
    "undefined",
    "true",
    "__proto__",
    "con",
    "'%20OR%20'1'='1",
    "%22",
    "%3Cscript%3E",
    "%7B%7Bx%7D%7D",
    "00000000-0000-0000-0000-000000000000",
    "ffffffff-ffff-ffff-ffff-ffffffffffff",
    "2026-02-30",
    "2026-2-12",
    "0000-00-00",
    "9999-12-31",
    "2026-02-12T00:00",
    "2026-02-12-9",
];
