//! Letters and how they leave.
//!
//! [`post::Post`] is the way in: it writes a letter by its templates, composes one message for one
//! reader, and hands it to an SMTP relay over TLS, to a folder, or to memory.
mod channel;
pub mod compose;
pub mod folder;
pub mod letters;
pub mod memory;
pub mod outcome;
mod phrases;
pub mod post;
pub mod posted;
pub mod relay;
mod style;
pub mod transport;
mod wrap;
