//! What happened in a case, in words.
use super::super::visit::Visit;
use crate::domain::criterion::Criterion;
use crate::domain::meeting::AgendaChangeKind;
use crate::domain::referral::Stage;
use crate::domain::research::State;
use crate::domain::text::Private;
use crate::views::case::EventRow;
use crate::views::format;
use crate::views::page::Link;
use crate::workflow::case::{Event, Hearing, What};

/// One event as the page shows it.
fn row(visit: &Visit, event: &Event) -> EventRow {
    let (title, text, link) = words(&event.what);
    EventRow {
        title,
        by: event.by.clone(),
        when: format::moment_from(visit.now(), event.at, visit.zone()),
        at: event.at.to_rfc3339(),
        text: Private::new(text),
        link,
    }
}

/// All events as the page shows them; what agencies returned one after the other is one row.
pub(super) fn rows(visit: &Visit, events: &[Event]) -> Vec<EventRow> {
    let follow = |one: &Event, two: &Event| is_return(one) && is_return(two);
    let shown = |events: &[Event]| match events {
        [newest, _, ..] => returns(visit, newest, events),
        _ => events.iter().map(|it| row(visit, it)).collect(),
    };
    events.chunk_by(follow).flat_map(shown).collect()
}

fn is_return(event: &Event) -> bool {
    matches!(event.what, What::Returned(..))
}

fn returns(visit: &Visit, newest: &Event, events: &[Event]) -> Vec<EventRow> {
    let of = |wanted: bool| {
        let agency = |it: &Event| match &it.what {
            What::Returned(agency, state) if (*state == State::NothingHeld) == wanted => {
                Some(agency.clone())
            }
            _ => None,
        };
        let mut found: Vec<String> = events.iter().filter_map(agency).collect();
        found.sort_unstable();
        found
    };
    let said = |before: &str, agencies: &[String]| {
        (!agencies.is_empty()).then(|| format!("{before} {}.", format::list(agencies)))
    };
    let parts = [said("Known to", &of(false)), said("Nothing held by", &of(true))];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    vec![EventRow {
        title: format!("Research returned by {} agencies", events.len()),
        by: Private::default(),
        when: format!("By {}", format::moment_from(visit.now(), newest.at, visit.zone())),
        at: newest.at.to_rfc3339(),
        text: Private::new(parts.join(" ")),
        link: None,
    }]
}

fn words(what: &What) -> (String, String, Option<Link>) {
    let plain = |title: &str, text: String| (title.to_owned(), text, None);
    match what {
        What::Referred(number, score, criteria, happened) => {
            let title = if *number == 1 { "Referred" } else { "Referred again" };
            plain(title, referred(*score, criteria, happened.as_ref()))
        }
        What::Decided(stage, reason, note) => {
            let reason = reason.map_or(String::new(), |it| format!("{}. ", it.shown()));
            let title = match stage {
                Stage::Accepted => "Referral accepted",
                Stage::Joined => "Referral joined to this case",
                other => other.shown(),
            };
            plain(title, format!("{reason}{}", note.reveal()))
        }
        What::Said(kind, text) => plain(kind.shown(), text.reveal().to_owned()),
        What::Listed(kind, day, reason) => {
            let reason = reason.as_ref().map_or("", |it| it.reveal());
            plain(&listed(*kind, &format::date_without_weekday(*day)), reason.to_owned())
        }
        What::Returned(agency, state) => {
            let held = if *state == State::NothingHeld { "Nothing held." } else { "" };
            plain(&format!("Research returned, {agency}"), held.to_owned())
        }
        What::Heard(hearing) => heard(hearing),
        What::Agreed(text, agency, due) => {
            let due = format::date_without_weekday(*due);
            plain("Action agreed", format!("{} {agency}, due {due}.", sentence(text)))
        }
        What::Closed(text, state, outcome) => {
            let title = format!("Action closed: {}", state.shown());
            plain(&title, format!("{} {}", sentence(text), outcome.reveal()))
        }
        What::Approved(version, slug) => {
            let href = format!("/meetings/{slug}/minutes");
            let link = Link { href, text: "The minutes".to_owned() };
            (format!("Minutes approved, version {version}"), String::new(), Some(link))
        }
        What::Tried(method, outcome, note) => {
            let title = format!("Victim tried: {}", outcome.shown());
            plain(&title, format!("{}. {}", method.shown(), note.reveal()))
        }
        What::Views(text, none) if text.is_blank() => {
            plain("No views of the victim", none.reveal().to_owned())
        }
        What::Views(text, _) => plain("The victim’s views", text.reveal().to_owned()),
    }
}

fn referred(score: Option<i32>, criteria: &[Criterion], happened: Option<&Private>) -> String {
    let reasons: Vec<&str> = criteria.iter().map(Criterion::shown).collect();
    let score = score.map(|it| {
        format!("{}.", format::count(u64::try_from(it).unwrap_or(0), "yes answer", "yes answers"))
    });
    let reasons = (!reasons.is_empty()).then(|| format!("{}.", format::clauses(&reasons)));
    let happened = happened.map(|it| it.reveal().to_owned());
    let parts: Vec<String> = [score, reasons, happened].into_iter().flatten().collect();
    parts.join(" ")
}

fn listed(kind: AgendaChangeKind, day: &str) -> String {
    match kind {
        AgendaChangeKind::Added => format!("Added to the agenda of {day}"),
        AgendaChangeKind::AddedLate => format!("Added late to the agenda of {day}"),
        AgendaChangeKind::Deferred => format!("Put off from {day}"),
        AgendaChangeKind::Removed => format!("Taken off the agenda of {day}"),
        AgendaChangeKind::CarriedOver => format!("Carried over to {day}"),
        AgendaChangeKind::Moved | AgendaChangeKind::Retimed => format!("Changed on {day}"),
    }
}

fn heard(hearing: &Hearing) -> (String, String, Option<Link>) {
    let risk = hearing.risk.map(|it| format!("Risk {}.", it.shown().to_lowercase()));
    let disposition = hearing.disposition.map(|it| format!("{}.", it.shown()));
    let decision = Some(hearing.decision.reveal().to_owned()).filter(|it| !it.is_empty());
    let parts: Vec<String> = [risk, disposition, decision].into_iter().flatten().collect();
    let title = format!("Heard on {}", format::date_without_weekday(hearing.day));
    let href = format!("/meetings/{}", hearing.slug);
    (title, parts.join(" "), Some(Link { href, text: "That meeting".to_owned() }))
}

/// A text with a full stop at its end.
fn sentence(text: &Private) -> String {
    let text = text.reveal().trim();
    if text.ends_with(['.', '?', '!']) { text.to_owned() } else { format!("{text}.") }
}
