//! The commands of `marac`.
