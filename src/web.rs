//! Pages: forms in, workflow steps, pages out.
mod account;
mod action;
mod agency;
mod agenda;
mod answer;
mod app;
mod area;
mod asset;
mod attempt;
mod case;
mod cookie;
mod error;
#[cfg(test)]
mod gallery;
mod guard;
mod headers;
mod health;
mod help;
mod installation;
mod mail_domain;
mod membership;
mod minutes;
mod navigation;
mod path;
mod posted;
mod referral;
mod research;
mod routes;
mod schedule;
mod server;
mod settings;
mod sign_in;
mod support;
mod today;
mod visit;

pub use app::{App, AppSettings};
pub use server::{Listening, listen};
