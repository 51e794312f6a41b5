//! The start pages of those who do not prepare meetings.
use super::super::visit::Visit;
use super::{MOST, without_owner};
use crate::domain::access::{Duty, may};
use crate::domain::action::Action;
use crate::domain::area::Need;
use crate::domain::meeting::{Meeting, State};
use crate::views::page::Link;
use crate::views::{format, today as views};
use crate::workflow::today::Home;

pub(super) fn managing(needs: &[Need]) -> views::Managing {
    let href = |need| match need {
        Need::Phone => "/settings/area/contact",
        Need::Agencies | Need::IdvaService => "/settings/agencies/new",
        Need::Coordinator | Need::Chair | Need::Idva => "/settings/people/new",
    };
    let link = |it: &Need| Link { href: href(*it).to_owned(), text: it.shown().to_owned() };
    views::Managing { needs: needs.iter().map(link).collect() }
}

pub(super) fn next_meeting(visit: &Visit, meeting: &Meeting) -> String {
    let at = format::moment_from(visit.now(), meeting.starts_at, visit.zone());
    match meeting.state {
        State::Open => format!("The meeting of {at} is open."),
        _ => format!("The next meeting is {at}."),
    }
}

/// The meeting's room, while the meeting is open.
pub(super) fn room(meeting: &Meeting) -> Option<String> {
    (meeting.state == State::Open).then(|| format!("/meetings/{}/live", meeting.slug))
}

pub(super) fn agency(visit: &Visit, home: &Home) -> views::Home {
    let today = visit.today();
    let overdue = home.actions.iter().filter(|(it, _)| it.is_overdue(today)).count();
    let due = home.desk.as_ref().and_then(|desk| {
        let missing = desk.lines.iter().filter(|it| !it.research.is_in()).count();
        let at = format::moment_from(visit.now(), desk.meeting.research_due_at, visit.zone());
        let (is_late, returns) = (
            desk.meeting.research_due_at <= visit.now(),
            format::count(missing as u64, "research return", "research returns"),
        );
        (missing > 0).then(|| views::Due {
            text: match (is_late, missing) {
                (true, _) => format!("{returns} late since {at}"),
                (false, 1) => format!("{returns} is due {at}"),
                (false, _) => format!("{returns} are due {at}"),
            },
            href: format!("/research/{}", desk.meeting.slug),
        })
    });
    let action = |(it, reference): &(Action, String)| views::Overdue {
        href: format!("/actions/{}", it.id),
        text: it.text.clone(),
        of: reference.clone(),
        late: format::due(it.due_on, today),
    };
    let all = home.actions.len();
    views::Home {
        day: format::date(today),
        agency: visit.agency().to_owned(),
        meeting: home.meeting.as_ref().map(|it| next_meeting(visit, it)),
        agenda: may(visit.member(), Duty::SeeAgenda),
        room: home.meeting.as_ref().and_then(room),
        research: due,
        actions_title: match (overdue, all) {
            (_, 0) => "Actions of your agency".to_owned(),
            (0, _) => {
                let open = format::count(all as u64, "open action", "open actions");
                format!("Your agency has {open}")
            }
            (1, _) => format!("1 of your agency’s {all} open actions is overdue"),
            _ => format!("{overdue} of your agency’s {all} open actions are overdue"),
        },
        actions: home.actions.iter().take(MOST).map(action).collect(),
        nobodys: without_owner(home.nobodys),
        actions_more: (all > MOST).then(|| format!("{} more", all - MOST)),
        sent: home
            .sent
            .iter()
            .take(10)
            .map(|it| views::SentLine {
                href: format!("/referrals/{}", it.id),
                reference: it.reference.clone(),
                received: format::moment_from(visit.now(), it.received_at, visit.zone()),
            })
            .collect(),
        is_lead: home.is_lead,
        works: may(visit.member(), Duty::ReturnResearch),
    }
}
