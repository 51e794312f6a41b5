//! Every address and every form, for everybody, on both databases.
mod access;
pub mod day;
pub mod harvest;
mod leak;
mod other;
pub mod place;
pub mod role;
pub mod sample;
pub mod table;
mod twice;
pub mod walker;
pub mod world;
