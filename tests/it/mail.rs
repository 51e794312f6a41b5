//! Letters as their readers get them, and a real SMTP relay under them.
mod certificate;
mod folder;
mod letters;
mod messages;
pub mod sample;
pub mod server;
mod smtp;
