//! Steps over a real store, on both databases.
pub mod action;
mod agenda;
mod attendance;
mod case;
mod conflict;
mod hearing;
mod meeting;
pub mod minutes;
mod post;
mod protected;
mod referral;
mod research;
mod schedule;
mod stand_in;
mod stop;
mod support;
mod triage;
mod untold;
