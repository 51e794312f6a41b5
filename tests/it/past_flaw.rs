//! Flaws that comparable products had, each tried on this one under the name it was known by.
//!
//! A test of a flaw first shows that what it looks for can be found: by whoever may have it.
mod content;
mod feed;
mod form;
mod library;
mod list;
mod membership;
mod object;
mod scene;
mod telling;
mod twin;
