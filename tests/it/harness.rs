//! Proves that the things under `support` do what the other tests believe they do.
mod browser;
mod http;
mod postgres;
mod sample;
mod schema;
mod store;
