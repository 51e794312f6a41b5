//! Pages over a real server, without a browser.
mod agenda;
mod mail;
mod settings;
mod research;
mod schedule;
mod sign_in;
mod today;
