//! Handlebars: page and form types, and the engine that renders them.
//!
//! A page is a struct of plain words in the module of its noun, which implements [`page::Page`], and
//! a template `templates/pages/<noun>/<page>.hbs` that holds one `{{#> layouts/page}}` block. Its
//! samples join the list in `sample.rs`: every one is rendered by the tests, and opened in a browser
//! in light and dark, on a desk and on a phone. Each partial says at its head how to use it;
//! `sample/part.hbs` uses them all.
pub mod account;
pub mod action;
pub mod agency;
pub mod agenda;
pub mod area;
pub mod asset;
pub mod attendance;
pub mod audit;
pub mod case;
pub mod confirmation;
pub mod conflict;
pub mod demo;
pub mod engine;
pub mod error;
pub mod factor;
#[cfg(test)]
mod fixture;
pub mod flag;
pub mod form;
pub mod format;
pub mod hearing;
pub mod help;
mod helper;
pub mod installation;
pub mod kept;
pub mod mail;
pub mod mail_domain;
pub mod meeting;
pub mod membership;
pub mod minutes;
pub mod page;
pub mod passkey;
pub mod provider;
pub mod referral;
pub mod research;
#[cfg(test)]
pub(crate) mod sample;
pub mod schedule;
pub mod session;
pub mod settings;
pub mod stale;
pub mod stop;
pub mod support;
pub mod today;
