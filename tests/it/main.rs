//! The tests that need more than one module: layers, databases, pages, whole days, a browser.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot be set up should stop, and say where"
)]
#![expect(clippy::print_stdout, reason = "the sweeps say how much they walked")]
#![expect(
    unreachable_pub,
    reason = "nothing is reachable in a test program; `pub` marks what other modules are to use"
)]

mod architecture;
mod docs;
mod evidence;
mod harness;
mod journey;
mod mail;
mod migrations;
mod past_flaw;
mod store;
mod story;
mod support;
mod sweep;
mod web;
mod workflow;
