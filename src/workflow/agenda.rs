//! Agendas: computed from what is listed, closed at the cut-off, published, and changed by hand.
mod arrange;
mod change;
mod compile;
mod item;
mod place;
mod publish;
mod reading;
mod show;

pub use arrange::{
    Move, add, defer, move_items, remove, reset_order, set_case_minutes, set_minutes,
};
pub(super) use change::note;
pub use compile::{Agenda, compile};
pub use item::{AgendaItem, ResearchCount};
pub use place::{Place, place_of};
pub(super) use publish::live;
pub use publish::{
    PublishView, close, freeze_due, publish, publish_due, publish_view, tell_changes,
};
pub use reading::{ReadingItem, ReadingView};
pub use show::{
    AddView, AgendaView, Candidate, ChangeLine, Needed, Shown, candidates, history, show,
};
