//! The panel of the day's meeting, its clocks, and the steps that lead to it.
use super::super::visit::Visit;
use super::{clock, is_before, link};
use crate::domain::conflict;
use crate::domain::meeting::{AgendaState, Meeting, State};
use crate::domain::time::Instant;
use crate::views::page::Link;
use crate::views::{format, today as views};
use crate::workflow::agenda::Agenda;
use crate::workflow::conflict::Pending;
use crate::workflow::today::Today;

/// The panel.
pub(super) fn of(visit: &Visit, today: &Today, meeting: &Meeting) -> views::MeetingPanel {
    let finish = today.agenda.as_ref().map_or(meeting.starts_at, |it| it.timetable.finish());
    let (first, second) = links(meeting);
    let waiting = today.waiting.len();
    views::MeetingPanel {
        title: title(visit, today, meeting, finish),
        cases: cases(today.agenda.as_ref(), meeting),
        agenda: format!("/meetings/{}/agenda", meeting.slug),
        finish: clock(visit, finish),
        finish_with_waiting: (waiting > 0 && is_before(meeting))
            .then(|| today.finish_with_waiting.map(|it| clock(visit, it)))
            .flatten(),
        overrun: overrun(visit, today, meeting),
        first,
        second,
        join: (!meeting.join_link.is_empty()).then(|| meeting.join_link.clone()),
        countdown: countdown(visit, meeting),
        line: line(visit, meeting),
    }
}

fn title(visit: &Visit, today: &Today, meeting: &Meeting, finish: Instant) -> String {
    let span = format!("{} to {}", clock(visit, meeting.starts_at), clock(visit, finish));
    match (today.is_today, meeting.state) {
        (true, State::Open) => format!("The meeting is open, {span}"),
        (true, State::Closed) => "Today’s meeting is closed".to_owned(),
        (true, _) => format!("Today’s meeting, {span}"),
        (false, _) => {
            format!("No meeting today. Next: {}, {span}", format::date_without_year(meeting.day))
        }
    }
}

fn cases(agenda: Option<&Agenda>, meeting: &Meeting) -> String {
    let count = agenda.map_or(0, |it| it.items.len()) as u64;
    let agenda = match meeting.agenda {
        AgendaState::Draft => "the draft agenda",
        AgendaState::Frozen => "the agenda, which is closed for referrals",
        AgendaState::Published => "the published agenda",
    };
    format!("{} on {agenda}.", format::count(count, "case is", "cases are"))
}

fn links(meeting: &Meeting) -> (Link, Option<Link>) {
    let agenda = format!("/meetings/{}/agenda", meeting.slug);
    let live = format!("/meetings/{}/live", meeting.slug);
    match meeting.state {
        State::Open => (link(live, "Go on with the meeting"), Some(link(agenda, "See the agenda"))),
        State::Closed => {
            (link(format!("/meetings/{}/minutes", meeting.slug), "Minutes: check and send"), None)
        }
        _ if is_before(meeting) => {
            (link(agenda, "Prepare the agenda"), Some(link(live, "Open the meeting")))
        }
        _ => (link(live, "Open the meeting"), Some(link(agenda, "See the agenda"))),
    }
}

fn overrun(visit: &Visit, today: &Today, meeting: &Meeting) -> Option<String> {
    let until = visit.area().settings.day.room_until?;
    let until = visit.local(meeting.day, until);
    let over = today.agenda.as_ref()?.timetable.overrun(until)?;
    Some(format!("{} after the room is needed", format::duration(over)))
}

/// The day's clocks, in their order.
fn clocks(visit: &Visit, meeting: &Meeting) -> Vec<(Instant, &'static str)> {
    let digest = visit.local(meeting.day, visit.area().settings.day.digest_at);
    let mut clocks = vec![
        (digest, "Agencies are told"),
        (meeting.research_due_at, "Research due"),
        (meeting.publish_at, "Agenda published"),
        (meeting.starts_at, "Meeting starts"),
    ];
    clocks.extend(meeting.cutoff_at.map(|at| (at, "Referrals close")));
    clocks.sort();
    clocks
}

fn line(visit: &Visit, meeting: &Meeting) -> Vec<views::Clock> {
    let now = visit.now();
    let shown = |(at, text): &(Instant, &str)| views::Clock {
        time: clock(visit, *at),
        text: (*text).to_owned(),
        state: if *at <= now { "is-done" } else { "" },
    };
    let clocks = clocks(visit, meeting);
    let mut line: Vec<views::Clock> = clocks.iter().map(shown).collect();
    let is_morning =
        clocks.first().is_some_and(|it| it.0 <= now) && clocks.last().is_some_and(|it| now < it.0);
    if is_morning {
        let place = clocks.iter().filter(|it| it.0 <= now).count();
        let (time, text) = (format!("{}, now", clock(visit, now)), "Triage and chase".to_owned());
        line.insert(place, views::Clock { time, text, state: "is-now" });
    }
    line
}

fn countdown(visit: &Visit, meeting: &Meeting) -> Option<views::Countdown> {
    let now = visit.now();
    if meeting.state != State::Scheduled || meeting.day != visit.today() {
        return None;
    }
    let (at, until, note) = match meeting.cutoff_at {
        Some(at) if now < at => (
            at,
            "until referrals close at",
            "Later referrals go to the next meeting unless you add them.",
        ),
        _ if now < meeting.starts_at => {
            (meeting.starts_at, "until the meeting starts at", "Urgent cases can still be added.")
        }
        _ => return None,
    };
    let seconds = (at - now).num_seconds();
    let minutes = seconds / 60 + i64::from(seconds % 60 > 0);
    let unit = if minutes == 1 { "minute" } else { "minutes" };
    let until = format!("{until} {}", clock(visit, at));
    Some(views::Countdown { seconds, minutes, unit, until, note: note.to_owned() })
}

/// What is left to do, in its order.
pub(super) fn steps(visit: &Visit, today: &Today) -> Vec<views::Step> {
    let mut steps: Vec<views::Step> =
        today.interests.iter().map(|it| interest(visit, it)).collect();
    if let Some(meeting) = today.meeting.as_ref().filter(|it| it.is_live()) {
        steps.extend([triage(visit, today), research(today, meeting), publish(visit, meeting)]);
    }
    steps
}

/// An interest that waits for a word of the reader's.
fn interest(visit: &Visit, it: &Pending) -> views::Step {
    let (exclusion, reference) = (&it.exclusion, &it.reference);
    let title = match exclusion.state {
        conflict::State::LiftAsked => format!("Agree, or not, to what is lifted on {reference}"),
        _ => format!("Rule on an interest in {reference}"),
    };
    let at = exclusion.ruled_at.unwrap_or(exclusion.recorded_at);
    let hint = format!("Since {}", format::moment_from(visit.now(), at, visit.zone()));
    let href = format!("/cases/{}/interests/{}", exclusion.case_id, exclusion.id);
    step(&title, href, hint, ("To do".to_owned(), "red"))
}

fn step(title: &str, href: String, hint: String, state: (String, &'static str)) -> views::Step {
    let (status, colour) = state;
    views::Step { title: title.to_owned(), href: Some(href), hint, status, colour: Some(colour) }
}

fn done() -> (String, &'static str) {
    ("Done".to_owned(), "green")
}

fn triage(visit: &Visit, today: &Today) -> views::Step {
    let count = today.waiting.len();
    let (hint, state) = match today.waiting.first() {
        None => ("All referrals are triaged".to_owned(), done()),
        Some(oldest) => {
            let at = format::moment_from(visit.now(), oldest.referral.received_at, visit.zone());
            let hint = match count {
                1 => format!("1 waiting since {at}"),
                _ => format!("{count} waiting, the oldest since {at}"),
            };
            (hint, (format!("{count} to do"), "red"))
        }
    };
    step("Triage referrals", "/referrals".to_owned(), hint, state)
}

fn research(today: &Today, meeting: &Meeting) -> views::Step {
    let agencies = today.research.iter().flat_map(|it| &it.agencies);
    let owing: Vec<usize> =
        agencies.map(|it| it.asked - it.returned).filter(|it| *it > 0).collect();
    let missing: usize = owing.iter().sum();
    let (hint, state) = if missing == 0 {
        ("Every agency has answered".to_owned(), done())
    } else {
        let returns = format::count(missing as u64, "return", "returns");
        let agencies = format::count(owing.len() as u64, "agency", "agencies");
        (format!("{returns} from {agencies}"), ("In progress".to_owned(), "yellow"))
    };
    step("Chase missing research", format!("/research/{}", meeting.slug), hint, state)
}

fn publish(visit: &Visit, meeting: &Meeting) -> views::Step {
    let title = "Publish the agenda";
    let href = format!("/meetings/{}/agenda", meeting.slug);
    match meeting.agenda {
        AgendaState::Published => {
            let at = meeting.published_at.map_or_else(String::new, |it| {
                format!("Published {}", format::moment_from(visit.now(), it, visit.zone()))
            });
            step(title, href, at, done())
        }
        AgendaState::Frozen => {
            let at = format!("Referrals are closed. Due at {}", clock(visit, meeting.publish_at));
            step(title, href, at, ("To do".to_owned(), "red"))
        }
        AgendaState::Draft => views::Step {
            title: title.to_owned(),
            href: None,
            hint: meeting.cutoff_at.map_or_else(
                || "Check the agenda first".to_owned(),
                |at| format!("Opens at {}, or sooner if you close referrals", clock(visit, at)),
            ),
            status: "Cannot start yet".to_owned(),
            colour: None,
        },
    }
}
