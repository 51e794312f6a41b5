//! Referrals: the form, the list, what became of one, and the triage of those that wait.
mod entry;
mod form;
mod list;
mod own;
mod triage;

pub use entry::{Entry, NoteRow, answers, entries, score_of};
pub use form::{DraftState, MOST_PEOPLE, ReferralForm};
pub use list::{DraftRow, ListPage, SentRow, WaitingRow};
pub use own::{OwnPage, SentPage};
pub use triage::{Compared, MatchRow, MeetingChoice, Reason, TriagePage, reasons};

#[cfg(test)]
pub(crate) fn samples() -> Vec<super::sample::Sample> {
    [form::samples(), list::samples(), own::samples(), triage::samples()]
        .into_iter()
        .flatten()
        .collect()
}

/// A made-up area.
#[cfg(test)]
fn sample_area() -> crate::domain::area::Area {
    use crate::domain::area::{Area, AreaSettings};
    let mut settings = AreaSettings::default();
    settings.contact.local_numbers =
        vec!["Northshire helpline, day and night: 01632 960 200".to_owned()];
    settings.contact.out_of_hours = "Out of hours: duty social work team, 01632 960 210".to_owned();
    Area {
        id: crate::domain::ids::AreaId::parse("0198c0de-0000-4000-8000-000000000001").unwrap(),
        name: "Northshire".to_owned(),
        prefix: "NS".to_owned(),
        settings,
        statement_version: 1,
        version: 1,
        created_at: crate::domain::time::Instant::UNIX_EPOCH,
    }
}
