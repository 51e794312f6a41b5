//! Steps over a real store, on both databases.
mod attendance;
mod hearing;
mod meeting;
mod post;
