//! Pages over a real server, without a browser.
mod mail;
mod settings;
mod sign_in;
mod today;
