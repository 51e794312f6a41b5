//! What happens by the clock, and the delivery of mail.
pub mod daily;
pub mod post;
mod runner;

pub use runner::run;
