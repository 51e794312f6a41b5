//! Every address and every form, for everybody, on both databases.
mod access;
pub mod day;
mod form;
mod harvest;
mod leak;
mod other;
mod place;
mod role;
mod table;
mod twice;
mod walker;
mod world;
