//! One case with its history, people, research and actions; and finding a case.
mod advice;
mod index;
mod protected;
mod show;
mod untold;

pub use advice::AdvicePage;
pub use index::{CaseRow, IndexPage, OwnCasePage};
pub use protected::{Change, LendingView, Opened, Person, ProtectedPage, ShowRow};
pub use show::{
    ActionRow, ActionsPage, Card, CaseHead, EventRow, HistoryPage, LookedPage, PeoplePage,
    PersonRow, ResearchPage, ResearchRow, Tab,
};
pub use untold::{AlikeRow, UntoldPage, UntoldRow};

#[cfg(test)]
pub(crate) fn samples() -> Vec<super::sample::Sample> {
    [advice::samples(), index::samples(), protected::samples(), show::samples(), untold::samples()]
        .into_iter()
        .flatten()
        .collect()
}
