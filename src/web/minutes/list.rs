//! The list of minutes.
use super::href;
use crate::domain::minutes::State;
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
    ListRow {
        day: format::date(line.meeting.day),
        href: format!("{}{own}", href(&line.meeting.slug)),
        state: line.issue.state.shown().to_owned(),
        colour: match line.issue.state {
            State::Draft => "yellow",
            State::Approved => "green",
            State::Superseded => "grey",
        },
        says,
    }
}
