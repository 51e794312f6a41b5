//! How soon the program serves, how large it is, and what a first visit has to load.
use std::collections::BTreeSet;

use super::figure;
use super::gauge::{median, number, rounded};
use crate::support::county::County;
use crate::support::http::{Request, Visitor};
use crate::support::installation::Installation;
use crate::support::store::TestStore;

#[tokio::test]
async fn the_program_and_a_first_visit_are_measured() {
    let installation = Installation::of(County::in_store(TestStore::on_sqlite()).await);
    let took: Vec<f64> = (0..figure::times(2, 20))
        .map(|_| installation.start().took.as_secs_f64() * 1000.0)
        .collect();
    figure::print("day.start_median", rounded(median(&took)), "ms");
    let program = std::fs::metadata(env!("CARGO_BIN_EXE_marac")).unwrap().len();
    let program = number(usize::try_from(program).unwrap());
    figure::print("day.program_size", rounded(program / 1e6), "MB");
    let _server = installation.start();
    let bytes = first_visit(&mut Visitor::new(&installation.address())).await;
    figure::print("day.first_visit", bytes, "bytes");
    assert!(bytes < 120_000, "a first visit takes {bytes} bytes");
}

/// The bytes of the first page and of all that it names, as sent.
async fn first_visit(visitor: &mut Visitor) -> usize {
    let page = ask(visitor, "/sign-in").await;
    let source = String::from_utf8(page.clone()).unwrap();
    let named = source.split('"').filter(|it| it.starts_with("/assets/"));
    let named: BTreeSet<&str> = named.collect();
    assert!(named.len() >= 3, "{named:?}");
    let mut bytes = page.len();
    for path in named {
        bytes += ask(visitor, path).await.len();
    }
    bytes
}

async fn ask(visitor: &mut Visitor, path: &str) -> Vec<u8> {
    let asked = Request::get(path).header("Accept-Encoding", "gzip, deflate, br");
    let answer = visitor.send(asked).await;
    answer.expect_status(200);
    answer.body
}
