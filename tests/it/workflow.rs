//! Steps over a real store, on both databases.
mod agenda;
mod attendance;
mod hearing;
mod meeting;
mod post;
mod research;
mod schedule;
