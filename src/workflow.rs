//! What the service does: one function for each step, each in one transaction.
//!
//! Every step decides access, reads or changes, notes what goes into the record, and queues the
//! mail that follows, all or nothing.
pub mod access;
pub mod account;
pub mod action;
pub mod agency;
pub mod agenda;
pub mod area;
pub mod attendance;
pub mod audit;
pub mod case;
mod checkpoint;
pub mod colleague;
pub mod conflict;
mod context;
mod error;
pub mod factor;
pub mod hearing;
pub mod identity;
pub mod installation;
pub mod listing;
pub mod mail_domain;
pub mod meeting;
pub mod membership;
pub mod minutes;
pub mod navigation;
pub mod opening;
pub mod operation;
pub mod operator;
pub mod passkey;
pub mod post;
pub mod protected;
pub mod referral;
pub mod reminder;
pub mod repeat;
pub mod research;
pub mod schedule;
mod service;
pub mod sign_in;
mod stand_in;
pub mod stop;
pub mod support;
pub mod timetable;
pub mod today;
mod tools;
pub mod triage;
pub mod untold;

pub use context::{Change, Cx, Look};
pub use error::{Step, StepError};
pub use operation::Operation;
pub use service::{Asker, Service};
pub use tools::Tools;
