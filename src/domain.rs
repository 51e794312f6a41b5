//! The rules: values in, values out. No I/O, no clock, no framework.
pub mod ids;
pub mod text;
pub mod time;
