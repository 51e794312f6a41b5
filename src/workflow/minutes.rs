//! Minutes: drafted from what the meeting recorded, checked, approved, and read as own copies.
mod draft;

pub use draft::draft;
