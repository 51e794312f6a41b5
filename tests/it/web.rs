//! Pages over a real server, without a browser.
mod mail;
mod sign_in;
mod today;
