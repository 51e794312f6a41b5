//! Requests with tricks in their heads, as bytes: each gets one answer or none, nothing of them is
//! repeated, and nobody is sent elsewhere.
use std::collections::BTreeSet;
use std::thread;
use std::time::Duration;

use super::figure;
use super::header_trick::{self, MARK, Trick};
use super::wire::{Reply, Wire};
use crate::support::county::County;
use crate::support::store::TestStore;

/// How long a server that has answered may be silent before nothing more is expected of it.
const QUIET: Duration = Duration::from_millis(250);

#[tokio::test]
async fn no_trick_in_a_head_gets_more_than_a_plain_answer() {
    let county = County::in_store(TestStore::on_sqlite()).await;
    let token = county.token(county.chair()).await;
    let url = county.site().url("/");
    let asset = asset(&url);
    let tricks = header_trick::all(&token, &asset);
    let differ: BTreeSet<&[u8]> = tricks.iter().map(|it| &it.bytes[..]).collect();
    assert!(differ.len() >= 500, "{} tricks", differ.len());
    let parts = tricks.chunks(tricks.len().div_ceil(16));
    let faults: Vec<String> = thread::scope(|scope| {
        let running: Vec<_> = parts
            .map(|part| scope.spawn(|| part.iter().flat_map(|it| faults(&url, it)).collect()))
            .collect();
        running.into_iter().flat_map(|it| -> Vec<String> { it.join().unwrap() }).collect()
    });
    figure::print_of("day.header_faults", faults.len(), "tricks", tricks.len());
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// What is wrong with what the server makes of a trick.
fn faults(url: &str, trick: &Trick) -> Vec<String> {
    let replies = Wire::to(url).all(&trick.bytes, QUIET);
    let mut faults: Vec<String> = replies.iter().flat_map(fault).collect();
    if replies.len() > 1 {
        let heads: Vec<&str> = replies.iter().map(|it| it.head.lines().next().unwrap()).collect();
        faults.push(format!("has {} answers: {heads:?}", replies.len()));
    }
    faults.iter().map(|it| format!("{} {it}", trick.what)).collect()
}

fn fault(reply: &Reply) -> Vec<String> {
    let mut faults = Vec::new();
    if reply.status >= 500 || reply.status == 101 {
        faults.push(format!("is answered {}", reply.status));
    }
    let body = String::from_utf8_lossy(&reply.body);
    // The way to an address of ours is kept by the browser that asked for it, until it has signed in.
    let head = reply.head.lines().filter(|it| !it.starts_with("set-cookie: marac-next=/cases/"));
    if head.into_iter().any(|it| it.contains(MARK)) || body.contains(MARK) {
        faults.push(format!("is repeated: {}", reply.head));
    }
    let leads = reply.header("location").filter(|it| !it.starts_with('/') || it.starts_with("//"));
    faults.extend(leads.map(|it| format!("leads to {it}")));
    faults
}

/// The address of something that is served with a length and can be asked for in parts.
fn asset(url: &str) -> String {
    let page = Wire::to(url).ask(b"GET /sign-in HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    let page = String::from_utf8(page.body).unwrap();
    let (_, rest) = page.split_once("/assets/").unwrap();
    format!("/assets/{}", rest.split('"').next().unwrap())
}
