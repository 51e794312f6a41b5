//! The agenda for those who are asked about cases on it, in words.
use super::item::meta;
use super::{caption, foot, href, span, state};
use crate::domain::access::{Duty, may};
use crate::domain::ids::ListingId;
use crate::domain::meeting::State;
use crate::domain::research;
use crate::views::agenda::{CaseName, Flag, Reading, ReadingItem};
use crate::views::format;
use crate::web::visit::Visit;
use crate::workflow::agenda::{self, ReadingView};

/// The agenda for those who are asked about cases on it.
pub(super) fn reading(visit: &Visit, view: &ReadingView) -> Reading {
    let own = visit.member().agency;
    let numbers: Vec<ListingId> = view.items.iter().map(|it| it.item.listing.id).collect();
    let number = |id| numbers.iter().position(|it| *it == id).map(|it| it + 1);
    let item = |it: &agenda::ReadingItem| ReadingItem {
        number: it.number,
        case: CaseName::new(&it.item.case, visit.today()),
        meta: meta(it.item.referral.as_ref(), &view.agencies),
        flags: it.item.flags(number).flags.iter().map(Flag::of).collect(),
        research: it.item.research_of(own).map(|state| match state {
            research::State::Asked => Flag::new(state.shown(), "yellow"),
            _ => Flag::new(state.shown(), "green"),
        }),
        research_href: format!("/research/{}/{}", view.meeting.slug, it.item.case.id),
    };
    Reading {
        caption: caption(visit, &view.meeting),
        day: format::date_without_weekday(view.meeting.day),
        href: href(&view.meeting.slug),
        state: state(&view.meeting),
        block: span(visit, view.block),
        window: view.window.map(|it| span(visit, it)),
        agency: may(visit.member(), Duty::TakePart).then(|| visit.agency().to_owned()),
        room: (view.meeting.state == State::Open)
            .then(|| format!("/meetings/{}/live", view.meeting.slug)),
        join_link: view.meeting.join_link.clone(),
        items: view.items.iter().map(item).collect(),
        foot: foot(visit, &view.meeting),
    }
}
