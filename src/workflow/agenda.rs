//! Agendas: computed from what is listed, closed at the cut-off, published, and changed by hand.
mod arrange;
mod candidate;
mod change;
mod compile;
mod history;
mod item;
mod listed;
mod place;
mod publish;
mod reading;
mod show;

pub use arrange::{Move, move_items, reset_order, set_case_minutes, set_minutes};
pub use candidate::{AddView, Candidate, candidates, unlisted};
pub(super) use change::note;
pub use compile::{Agenda, compile};
pub(super) use history::counted;
pub use history::{ChangeLine, history};
pub use item::{AgendaItem, ResearchCount};
pub use listed::{add, defer, remove};
pub use place::{Place, place_of};
pub use publish::{
    PublishView, close, freeze_due, publish, publish_due, publish_view, tell_changes,
};
pub use reading::{ReadingItem, ReadingView};
pub use show::{AgendaView, Needed, Shown, show};
