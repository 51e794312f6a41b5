//! Pages over a real server, without a browser.
mod sign_in;
mod today;
