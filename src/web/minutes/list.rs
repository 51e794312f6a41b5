//! The list of minutes.
use super::href;
use crate::domain::minutes::{Issue, Standing};
use crate::domain::time::Instant;
use crate::views::format;
use crate::views::minutes::{ListRow, MinutesList};
use crate::web::answer::Answer;
use crate::web::visit::Visit;
use crate::workflow::minutes::{self, Line};

pub(super) async fn show(visit: Visit) -> Answer {
    let lines = visit.look("minutes.list", minutes::list).await?;
    let rows = lines.iter().map(|it| row(&visit, it)).collect();
    visit.page(&MinutesList { rows }).await
}

fn row(visit: &Visit, line: &Line) -> ListRow {
    let version = line.issue.version;
    let own = if visit.member().leads() { "" } else { "/mine" };
    let says = match line.issue.approved_at {
        None => format!("Version {version}"),
        Some(at) => {
            let at = format::moment_from(visit.now(), at, visit.zone());
            format!("Version {version}, approved {at}")
        }
    };
    let (state, colour) = standing(&line.issue, visit.now());
    ListRow {
        day: format::date(line.meeting.day),
        href: format!("{}{own}", href(&line.meeting.slug)),
        state: state.to_owned(),
        colour,
        says,
    }
}

/// How far a version has come, and its colour.
pub(in super::super) fn standing(issue: &Issue, now: Instant) -> (&'static str, &'static str) {
    match issue.standing(now) {
        Standing::Draft if issue.version > 1 => ("Correction to check", "yellow"),
        Standing::Draft => ("To check", "yellow"),
        Standing::Approved => ("Approved", "green"),
        Standing::Stopped => ("Stopped", "red"),
        Standing::Sent => ("Sent", "green"),
        Standing::Final => ("Final", "green"),
        Standing::Superseded => ("Replaced by a later version", "grey"),
    }
}
