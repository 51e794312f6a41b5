//! The clock, randomness, keys, configuration and logging.
pub mod clock;
pub mod config;
pub mod key;
pub mod password;
pub mod private_file;
pub mod random;
pub mod telemetry;
