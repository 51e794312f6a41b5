//! Handlebars: page and form types, and the engine that renders them.
pub mod asset;
pub mod engine;
pub mod error;
#[cfg(test)]
mod fixture;
pub mod form;
pub mod format;
pub mod help;
mod helper;
pub mod page;
#[cfg(test)]
pub(crate) mod sample;
pub mod session;
pub mod stale;
