//! One case with its history, people, research and actions; and finding a case.
mod index;
mod show;

pub use index::{CaseRow, IndexPage, OwnCasePage};
pub use show::{
    ActionRow, ActionsPage, Card, CaseHead, EventRow, HistoryPage, PeoplePage, PersonRow,
    ResearchPage, ResearchRow, Tab,
};

#[cfg(test)]
pub(crate) fn samples() -> Vec<super::sample::Sample> {
    [index::samples(), show::samples()].into_iter().flatten().collect()
}
