//! What the tests stand on: real databases, a visitor without a browser, and a real browser.
pub mod answer;
pub mod axe;
pub mod browser;
pub mod cluster;
pub mod control;
pub mod driver;
pub mod form;
pub mod http;
pub mod label;
pub mod manners;
pub mod page;
pub mod postgres;
pub mod schema;
pub mod setup;
pub mod site;
pub mod store;
pub mod words;
