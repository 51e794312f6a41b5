//! The bar of each page in the room.
use super::super::visit::Visit;
use super::{attendance, closing, item};
use crate::domain::ids::ListingId;
use crate::domain::listing::Listing;
use crate::domain::pace::Pace;
use crate::domain::time::Instant;
use crate::views::format;
use crate::views::meeting::{Bar, Clock, ItemOf, Pip, PipState, Turn};
use crate::workflow::meeting::Room;

/// What the page under the bar shows.
pub(in super::super) enum Shown<'a> {
    /// The outstanding actions, before the first case.
    Outstanding,
    /// A case, the listings linked to it and the minutes given to it.
    Case {
        /// The listing.
        listing: &'a Listing,
        /// Those with the same alleged perpetrator.
        linked: &'a [ListingId],
        /// Whole minutes given to it.
        minutes: i64,
    },
    /// The close, after the last case.
    Closing,
}

/// The bar over a page.
pub(in super::super) fn bar(visit: &Visit, room: &Room, shown: &Shown<'_>) -> Bar {
    let slug = &room.meeting.slug;
    let place = match shown {
        Shown::Case { listing, .. } => room.place(listing.id),
        Shown::Outstanding | Shown::Closing => None,
    };
    Bar {
        leave: format!("/meetings/{slug}/agenda"),
        clock: clock(room, shown),
        item: place.map(|it| ItemOf { number: it + 1, of: room.pips.len() }),
        time: format::clock(room.now, visit.zone()),
        pace: room.pace.map(pace),
        present: room.present,
        missing: room.missing,
        attendance: attendance(slug),
        writer: (!room.writer.is_blank()).then(|| room.writer.clone()),
        turns: match (shown, place) {
            (Shown::Case { listing, .. }, Some(place)) => turns(room, listing.id, place),
            (Shown::Closing, _) => back_to_last(room),
            _ => into_the_cases(room),
        },
        pips: pips(room, shown),
    }
}

fn pace(pace: Pace) -> String {
    let minutes = |it: i64| format::count(it.unsigned_abs(), "minute", "minutes");
    match pace {
        Pace::OnTime => "on time".to_owned(),
        Pace::Behind(by) => format!("{} behind", minutes(by)),
        Pace::Ahead(by) => format!("{} ahead", minutes(by)),
    }
}

/// The clock runs while the meeting is on the case that is shown.
fn clock(room: &Room, shown: &Shown<'_>) -> Option<Clock> {
    let Shown::Case { listing, minutes, .. } = shown else { return None };
    let from: Instant = listing.heard_from.filter(|_| listing.heard_to.is_none())?;
    if room.meeting.current_id != Some(listing.id) {
        return None;
    }
    let elapsed = (room.now - from).num_seconds().max(0);
    let total = minutes * 60;
    Some(Clock { shown: as_clock(elapsed), of: as_clock(total), elapsed, total })
}

/// "5:42".
fn as_clock(seconds: i64) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

fn pips(room: &Room, shown: &Shown<'_>) -> Vec<Pip> {
    let (here, links): (Option<ListingId>, &[ListingId]) = match shown {
        Shown::Case { listing, linked, .. } => (Some(listing.id), linked),
        Shown::Outstanding | Shown::Closing => (None, &[]),
    };
    let pip = |it: &crate::workflow::meeting::Pip| Pip {
        number: it.number,
        href: item(&room.meeting.slug, it.listing),
        reference: it.reference.clone(),
        state: match (it.is_current, it.is_heard, it.is_decided) {
            (_, true, true) => PipState::Done,
            (_, true, false) => PipState::Undecided,
            (true, false, _) => PipState::Current,
            (false, false, _) => PipState::Waiting,
        },
        shown: here == Some(it.listing),
        linked: links.contains(&it.listing),
    };
    room.pips.iter().map(pip).collect()
}

fn link(text: &str, says: Option<String>, href: String) -> Turn {
    Turn { text: text.to_owned(), says, href, posts: false, main: false }
}

fn button(text: String, href: String) -> Turn {
    Turn { text, says: None, href, posts: true, main: true }
}

/// Back and on from a case. Only whoever records takes the meeting along, and only from the case
/// that it is on; from elsewhere they may take it to the one shown.
fn turns(room: &Room, here: ListingId, place: usize) -> Vec<Turn> {
    let slug = &room.meeting.slug;
    let before = place.checked_sub(1).and_then(|it| room.pips.get(it));
    let back = if let Some(it) = before {
        let says = format!("to item {}, {}", it.number, it.reference);
        link("Back", Some(says), item(slug, it.listing))
    } else {
        let says = "to the outstanding actions".to_owned();
        link("Back", Some(says), format!("{}/outstanding", super::room(slug)))
    };
    let next = room.pips.get(place + 1);
    let on_it = room.meeting.current_id == Some(here);
    let mut turns = vec![back];
    if room.may_record && !on_it {
        turns.push(button("Hear this case now".to_owned(), format!("{}/hear", item(slug, here))));
    }
    match next {
        Some(it) => {
            let text = format!("Next: {}", it.reference);
            turns.push(if room.may_record && on_it {
                button(text, format!("{}/hear", item(slug, it.listing)))
            } else {
                link(&text, None, item(slug, it.listing))
            });
        }
        None if room.may_record && on_it => {
            turns.push(button("To the close".to_owned(), format!("{}/finish", item(slug, here))));
        }
        None if room.may_record => turns.push(link("To the close", None, closing(slug))),
        None => {}
    }
    turns
}

fn back_to_last(room: &Room) -> Vec<Turn> {
    let last = room.pips.last();
    let back = |it: &crate::workflow::meeting::Pip| {
        let says = format!("to item {}, {}", it.number, it.reference);
        link("Back", Some(says), item(&room.meeting.slug, it.listing))
    };
    last.map(back).into_iter().collect()
}

/// From the opening into the cases: to the one being heard, or to the first.
fn into_the_cases(room: &Room) -> Vec<Turn> {
    let slug = &room.meeting.slug;
    let current = room.pips.iter().find(|it| it.is_current);
    match (current, room.pips.first()) {
        (Some(it), _) => {
            let turn = link(&format!("To {}", it.reference), None, item(slug, it.listing));
            vec![Turn { main: true, ..turn }]
        }
        (None, Some(it)) if room.may_record => {
            let text = format!("First case: {}", it.reference);
            vec![button(text, format!("{}/hear", item(slug, it.listing)))]
        }
        (None, None) if room.may_record => vec![link("To the close", None, closing(slug))],
        _ => Vec::new(),
    }
}
