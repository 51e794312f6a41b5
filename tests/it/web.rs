//! Pages over a real server, without a browser.
mod action;
mod agenda;
mod audit;
mod case;
mod confirmation;
mod links;
mod mail;
mod meeting;
mod minutes;
mod protected;
mod referral;
mod research;
mod schedule;
mod settings;
mod sign_in;
mod support;
mod today;
