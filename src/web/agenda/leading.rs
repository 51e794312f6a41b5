//! The agenda for those who arrange it, in words.
use super::item::Wording;
use super::{caption, foot, href, span, state, version};
use crate::domain::ids::ListingId;
use crate::domain::meeting::{AgendaState, Meeting, State};
use crate::views::agenda::{Agenda, Away, CaseItem, LinkCard, Needed, Timing};
use crate::views::form::Form;
use crate::views::format;
use crate::web::visit::Visit;
use crate::workflow::agenda::{self, AgendaView, ChangeLine};

/// The agenda for those who arrange it.
pub(super) fn leading(visit: &Visit, view: &AgendaView, mut form: Form) -> Agenda {
    let meeting = &view.meeting;
    let wording = Wording { visit, slug: &meeting.slug, agenda: &view.agenda, marks: &view.marks };
    let sections = wording.sections();
    let items: Vec<&CaseItem> = sections.iter().flat_map(|it| &it.items).collect();
    let link = apart(view, &items);
    if form.error("minutes").is_none() {
        form.set("minutes", &meeting.minutes_per_case.to_string());
    }
    let is_open = meeting.is_live() && meeting.agenda == AgendaState::Draft;
    Agenda {
        caption: caption(visit, meeting),
        day: format::date_without_weekday(meeting.day),
        href: href(&meeting.slug),
        meeting: format!("/meetings/{}", meeting.slug),
        state: state(meeting),
        version: version(visit, meeting),
        can_change: meeting.is_live(),
        publish: publishing(meeting),
        referrals: is_open.then(|| referrals(visit, meeting)),
        meeting_version: meeting.version,
        link,
        count: items.len(),
        all_selected: form.value("select") == "all",
        closing: closing(visit, view),
        timing: timing(visit, view),
        waiting: view.waiting,
        away: waiting(view).into_iter().chain(view.away.iter().map(away)).collect(),
        needed: needed(visit, view),
        foot: foot(visit, meeting),
        sections,
        form,
    }
}

/// "Referrals close at 9am today."
fn referrals(visit: &Visit, meeting: &Meeting) -> String {
    match meeting.cutoff_at {
        None => "Referrals do not go to this meeting by themselves.".to_owned(),
        Some(at) => {
            format!("Referrals close {}.", format::moment_from(visit.now(), at, visit.zone()))
        }
    }
}

/// What publishing is called now; none when there is nothing to tell.
fn publishing(meeting: &Meeting) -> Option<&'static str> {
    match meeting.agenda {
        _ if meeting.state != State::Scheduled => None,
        AgendaState::Draft | AgendaState::Frozen => Some("Publish agenda"),
        AgendaState::Published => {
            (meeting.told_version < meeting.agenda_version).then_some("Tell people what changed")
        }
    }
}

/// The first two items with the same alleged perpetrator that do not follow each other.
fn apart(view: &AgendaView, items: &[&CaseItem]) -> Option<LinkCard> {
    let number = |id: ListingId| view.agenda.item(id).map(|it| it.number);
    view.agenda.items.iter().filter(|_| view.meeting.is_live()).find_map(|item| {
        let later =
            item.linked.iter().filter_map(|it| number(*it)).find(|it| *it > item.number + 1)?;
        let listing = items.get(later - 1)?.listing.clone();
        Some(LinkCard { first: item.number, second: later, listing })
    })
}

/// "12:05pm. Close. The room is booked until 12:30pm."
pub(super) fn closing(visit: &Visit, view: &AgendaView) -> String {
    let zone = visit.zone();
    let finish = format::clock(view.agenda.timetable.finish(), zone);
    match view.room_until {
        Some(until) => {
            format!("{finish}. Close. The room is booked until {}.", format::clock(until, zone))
        }
        None => format!("{finish}. Close."),
    }
}

fn timing(visit: &Visit, view: &AgendaView) -> Timing {
    let finish = view.agenda.timetable.finish();
    let over = view.room_until.and_then(|it| view.agenda.timetable.overrun(it));
    let spare = view.room_until.filter(|it| *it > finish).map(|it| it - finish);
    let room = match (over, spare) {
        (Some(over), _) => Some(format!("{} after the room is needed", format::duration(over))),
        (None, Some(spare)) => {
            Some(format!("{} before the room is needed", format::duration(spare)))
        }
        (None, None) => None,
    };
    let opening = view.agenda.timetable.opening;
    let overdue = u64::try_from(view.agenda.overdue).unwrap_or(u64::MAX);
    let length = format::duration(opening.until - opening.from);
    let actions = format::count(overdue, "overdue action", "overdue actions");
    Timing {
        order: view.order_rule.shown(),
        is_pinned: view.agenda.items.iter().any(|it| it.listing.pin.is_some()),
        finish: format::clock(finish, visit.zone()),
        is_over: over.is_some(),
        opening: match overdue {
            0 => format!("The opening takes {length}."),
            _ => format!("The opening takes {length}, with {actions}."),
        },
        room,
    }
}

/// Referrals that wait for triage, as what is not on the agenda yet.
fn waiting(view: &AgendaView) -> Option<Away> {
    let count = u64::try_from(view.waiting).unwrap_or(u64::MAX);
    let text = format!("{} to triage", format::count(count, "referral", "referrals"));
    let reason = crate::domain::text::Private::default();
    (count > 0).then(|| Away { href: "/referrals".to_owned(), text, reason })
}

fn away(line: &ChangeLine) -> Away {
    let text = match line.now_on {
        Some(day) => format!("{}, put off to {}", line.reference, format::date_without_year(day)),
        None => format!("{}, taken off", line.reference),
    };
    let href = format!("/cases/{}", line.case_id);
    Away { href, text, reason: line.change.reason.clone() }
}

fn needed(visit: &Visit, view: &AgendaView) -> Vec<Needed> {
    let line = |it: &agenda::Needed| Needed {
        when: match it.window {
            None => "All meeting".to_owned(),
            Some(window) if it.items == 1 => {
                format!("{} only", format::clock(window.from, visit.zone()))
            }
            Some(window) => span(visit, window),
        },
        agencies: format::list(&it.agencies),
    };
    view.needed.iter().map(line).collect()
}
