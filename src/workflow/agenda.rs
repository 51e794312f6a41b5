//! Agendas: computed from what is listed, closed at the cut-off, published, and changed by hand.
mod change;
mod compile;
mod item;

pub(super) use change::note;
pub use compile::{Agenda, compile};
pub use item::{AgendaItem, ResearchCount};
