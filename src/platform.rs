//! The clock, randomness, keys, configuration, logging and the process itself.
pub mod clock;
pub mod config;
pub mod guessable;
pub mod key;
pub mod outgoing;
pub mod passkey;
pub mod password;
pub mod private_file;
pub mod process;
pub mod provider;
pub mod random;
pub mod seal;
pub mod telemetry;
pub mod totp;
