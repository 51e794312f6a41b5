//! The start page: the day for chair and coordinator, the agency's own for others.

use super::answer::Answer;
use super::minutes::standing;
use super::routes::{Routes, get};
use super::visit::Visit;
use crate::domain::access::{Duty, may};
use crate::domain::case::CaseLine;
use crate::domain::criterion::Criterion;
use crate::domain::meeting::{AgendaState, Meeting, State};
use crate::domain::minutes::Standing;
use crate::domain::person::initials;
use crate::domain::text::Private;
use crate::domain::time::Instant;
use crate::views::flag::flags;
use crate::views::page::Link;
use crate::views::{format, today as views};
use crate::workflow::agenda::Agenda;
use crate::workflow::research::{AgencyLine, LastContact};
use crate::workflow::today::{self, LastMeeting, OverdueLine, Start, Today, Unfinished};
use crate::workflow::triage::Waiting;

mod home;
mod panel;

pub(super) fn routes(routes: &mut Routes) {
    routes.on(get!("/"), show);
}

async fn show(visit: Visit) -> Answer {
    match visit.look("today", today::start).await? {
        Start::Leading(today) => visit.page(&leading(&visit, &today)).await,
        Start::Agency(home) => visit.page(&home::agency(&visit, &home)).await,
        Start::Plain(meeting) => {
            let meeting = meeting.as_deref();
            let room = meeting.and_then(home::room);
            let meeting = meeting.map(|it| home::next_meeting(&visit, it));
            let record = may(visit.member(), Duty::SearchRecord).then(|| "/audit".to_owned());
            visit.page(&views::Plain { meeting, room, record }).await
        }
        Start::Managing(needs) => visit.page(&home::managing(&needs)).await,
    }
}

/// How many overdue actions the page names.
const MOST: usize = 4;

fn leading(visit: &Visit, today: &Today) -> views::Today {
    let missing: Vec<&AgencyLine> = today.research.iter().flat_map(|it| &it.agencies).collect();
    let (done, missing): (Vec<_>, Vec<_>) =
        missing.into_iter().partition(|it| it.returned == it.asked);
    let done: Vec<&str> = done.iter().map(|it| it.agency.name.as_str()).collect();
    let overdue = today.overdue.len() as u64;
    let research_link = today
        .meeting
        .as_ref()
        .map_or_else(|| "/research".to_owned(), |it| format!("/research/{}", it.slug));
    views::Today {
        day: format::date(today.day),
        unfinished: today.unfinished.iter().map(|it| unfinished(today, it)).collect(),
        meeting: today.meeting.as_ref().map(|meeting| panel::of(visit, today, meeting)),
        before: match &today.meeting {
            Some(meeting)
                if today.is_today
                    && meeting.state == State::Scheduled
                    && visit.now() < meeting.starts_at =>
            {
                format!("Before {}", clock(visit, meeting.starts_at))
            }
            _ => "To do".to_owned(),
        },
        tasks: panel::steps(visit, today),
        waiting: today.waiting.iter().map(|it| waiting(visit, it)).collect(),
        research: missing.into_iter().map(|it| owing(visit, it, &research_link)).collect(),
        research_link,
        returned: (!done.is_empty()).then(|| {
            let agencies = format::count(done.len() as u64, "agency has", "agencies have");
            format!("{agencies} returned everything: {}.", format::list(&done))
        }),
        overdue_title: match overdue {
            0 => "No actions are overdue".to_owned(),
            some => format::count(some, "action is overdue", "actions are overdue"),
        },
        overdue: today.overdue.iter().take(MOST).map(|it| overdue_line(visit, it)).collect(),
        overdue_more: (today.overdue.len() > MOST)
            .then(|| format!("{} more", today.overdue.len() - MOST)),
        nobodys: without_owner(today.nobodys),
        last: today.last.as_ref().map(|it| last(visit, it)),
        returned_mail: (!today.tasks.is_empty()).then(|| {
            let mails = format::count(today.tasks.len() as u64, "mail", "mails");
            format!("{mails} came back or may not have gone.")
        }),
        links: match (&today.meeting, &today.agenda) {
            (Some(meeting), Some(agenda)) => links(meeting, agenda),
            _ => Vec::new(),
        },
        unlisted: (today.unlisted > 0).then(|| unlisted(today)),
    }
}

fn unfinished(today: &Today, it: &Unfinished) -> views::Unfinished {
    let meeting = &it.meeting;
    let title = if Some(meeting.day) == today.day.pred_opt() {
        "Yesterday’s meeting".to_owned()
    } else {
        format!("The meeting of {}", format::date_without_year(meeting.day))
    };
    let live = format!("/meetings/{}/live", meeting.slug);
    if meeting.state == State::Open {
        return views::Unfinished {
            text: format!(
                "{title} is still open. Nobody gets its actions or minutes until it is closed."
            ),
            links: vec![
                link(live, "Go on with it"),
                link(format!("/meetings/{}/closing", meeting.slug), "close it"),
            ],
        };
    }
    let pass = match it.next_day {
        Some(day) => format!("pass its cases on to {}", format::date_without_year(day)),
        None => "pass its cases on".to_owned(),
    };
    views::Unfinished {
        text: format!(
            "{title} was not held: {}.",
            format::count(it.cases as u64, "case waits", "cases wait")
        ),
        links: vec![
            link(live, "Open it"),
            link(format!("/meetings/{}/cancel", meeting.slug), &pass),
        ],
    }
}

fn unlisted(today: &Today) -> views::Unlisted {
    let cases = format::count(today.unlisted as u64, "case is", "cases are");
    let href = today.next.as_ref().map(|it| format!("/meetings/{}/agenda/add", it.slug));
    views::Unlisted { title: format!("{cases} on no agenda"), href }
}

/// Actions that somebody left behind, in words.
fn without_owner(actions: usize) -> Option<String> {
    let many = "open actions have no owner.";
    (actions > 0).then(|| format::count(actions as u64, "open action has no owner.", many))
}

fn clock(visit: &Visit, at: Instant) -> String {
    format::clock(at, visit.zone())
}

fn waiting(visit: &Visit, it: &Waiting) -> views::Referral {
    let criteria: Vec<&str> = it.criteria.iter().map(Criterion::shown).collect();
    views::Referral {
        href: format!("/referrals/{}", it.referral.id),
        reference: it.line.reference.clone(),
        who: who(visit, &it.line),
        from: it.agency.clone(),
        why: if criteria.is_empty() {
            "No reason given".to_owned()
        } else {
            format::clauses(&criteria)
        },
        flags: flags(&it.flags),
        score: it.referral.score.map_or_else(|| "No score".to_owned(), |it| format!("{it} of 24")),
        received: format::moment_from(visit.now(), it.referral.received_at, visit.zone()),
    }
}

/// Initials and age.
fn who(visit: &Visit, line: &CaseLine) -> Private {
    let letters = initials(line.victim.reveal());
    let initials = letters.unwrap_or_else(|| "Name not known".to_owned());
    let age = line.born_on.and_then(|born| format::age(born, visit.today()));
    let age = age.map(|it| it.to_string()).or_else(|| Some(line.age.clone()));
    match age.filter(|it| !it.is_empty()) {
        Some(age) => Private::new(format!("{initials}, {age}")),
        None => Private::new(initials),
    }
}

fn owing(visit: &Visit, it: &AgencyLine, list: &str) -> views::Agency {
    let contact = it.last.map(|(what, at)| {
        let at = format::moment_from(visit.now(), at, visit.zone());
        match what {
            LastContact::Told => format!("Told {at}"),
            LastContact::Opened => format!("Opened the list {at}"),
            LastContact::Chased => format!("Reminded {at}"),
            LastContact::Returned => format!("Returned {at}"),
        }
    });
    views::Agency {
        name: it.agency.name.clone(),
        href: format!("{list}#agency-{}", it.agency.id),
        value: it.returned,
        of: it.asked,
        kind: (it.returned * 3 < it.asked * 2).then_some("bad"),
        last: contact.unwrap_or_else(|| "Not told yet".to_owned()),
    }
}

fn overdue_line(visit: &Visit, it: &OverdueLine) -> views::Overdue {
    let days = (visit.today() - it.action.due_on).num_days().unsigned_abs();
    views::Overdue {
        href: format!("/actions/{}", it.action.id),
        text: it.action.text.clone(),
        of: format!("{}, {}", it.reference, it.agency),
        late: format!("{} overdue", format::count(days, "day", "days")),
    }
}

fn last(visit: &Visit, it: &LastMeeting) -> views::Last {
    let (text, colour) =
        it.minutes.as_ref().map_or(("Not drafted", "grey"), |it| standing(it, visit.now()));
    let (cases, actions) = it.size;
    views::Last {
        title: format!("Minutes of {}", format::date_without_year(it.meeting.day)),
        tag: views::Mark { text: text.to_owned(), colour },
        size: format!(
            "{}, {}, {}.",
            format::count(cases as u64, "case", "cases"),
            format::count(actions as u64, "action", "actions"),
            format::count(it.copies as u64, "recipient", "recipients"),
        ),
        link: last_link(visit, it),
    }
}

/// What is left to do with the minutes of the last meeting, or where they went.
fn last_link(visit: &Visit, it: &LastMeeting) -> Link {
    let minutes = format!("/meetings/{}/minutes", it.meeting.slug);
    match it.minutes.as_ref().map(|it| it.standing(visit.now())) {
        Some(Standing::Sent | Standing::Final) => {
            link(format!("{minutes}/sends"), "See who has them")
        }
        Some(Standing::Approved | Standing::Stopped) => {
            link(format!("{minutes}/sends"), "See what is about to leave")
        }
        _ => link(minutes, "Check and send"),
    }
}

/// Pairs of cases on the agenda that name the same alleged perpetrator, each pair once.
fn links(meeting: &Meeting, agenda: &Agenda) -> Vec<views::Linked> {
    let mut links = Vec::new();
    for item in &agenda.items {
        let others = item.linked.iter().filter_map(|it| agenda.item(*it));
        for other in others.filter(|it| it.number > item.number) {
            links.push(views::Linked {
                text: format!(
                    "{} and {} name the same alleged perpetrator.",
                    item.case.reference, other.case.reference
                ),
                href: format!("/meetings/{}/agenda", meeting.slug),
            });
        }
    }
    links
}

/// Where the reader goes on from the meeting's panel.
fn link(href: String, text: &str) -> Link {
    Link { href, text: text.to_owned() }
}

/// Whether the agenda can still be prepared.
fn is_before(meeting: &Meeting) -> bool {
    meeting.state == State::Scheduled && meeting.agenda != AgendaState::Published
}
