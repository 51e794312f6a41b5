//! What happens by the clock, and the delivery of mail.
mod checkpoint;
pub mod daily;
pub mod post;
mod runner;

pub use checkpoint::Checkpoints;
pub use runner::run;
