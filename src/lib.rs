//! The daily risk meeting: from a referral to the minutes in each participant's mailbox.
//!
//! The layers, bottom up; each may use only those above it in this list, and
//! `tests/it/architecture.rs` checks it. ARCHITECTURE.md is the map.
pub mod cli;
pub mod domain;
pub mod jobs;
pub mod mail;
pub mod platform;
pub mod store;
pub mod views;
pub mod web;
pub mod workflow;
