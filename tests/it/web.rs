//! Pages over a real server, without a browser.
mod agenda;
mod mail;
mod settings;
mod research;
mod schedule;
mod case;
mod mail;
mod referral;
mod sign_in;
mod support;
mod today;
