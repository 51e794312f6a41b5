//! Every address and every form, for everybody, on both databases.
mod access;
mod day;
mod leak;
mod other;
mod place;
mod role;
mod table;
mod walker;
mod world;
