//! What people change about an agenda by hand: places and minutes.
use super::super::{Change, Step, StepError, access, schedule};
use super::change::note;
use super::compile::compile;
use super::item::AgendaItem;
use crate::domain::access::{Duty, Sight};
use crate::domain::agenda::{Item, move_to, order};
use crate::domain::area::OrderRule;
use crate::domain::ids::{CaseId, ListingId};
use crate::domain::listing::{Listing, State};
use crate::domain::meeting::{AgendaChangeKind, AgendaState, Meeting};
use crate::domain::refusal::{Refused, Stale};
use crate::domain::text::Private;
use crate::store;

/// Where an item is to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// Before the one that stands before it.
    Up,
    /// After the one that stands after it.
    Down,
    /// To a place on the whole agenda, from 1.
    To(usize),
}

/// The most minutes that a case can be given.
const MOST_MINUTES: i32 = 120;

/// Moves some items of an agenda, which then keep their places. Several go to neighbouring places
/// in the order in which they stand.
///
/// # Errors
/// Refused when one is no longer on the agenda.
pub fn move_items(cx: &mut Change<'_, '_>, place: &str, ids: &[ListingId], to: Move) -> Step<()> {
    let meeting = to_arrange(cx, place)?;
    let listings = items(cx, &meeting, ids)?;
    let agenda = compile(cx, &meeting)?;
    let rule = cx.area()?.settings.order_rule;
    let mut ordered: Vec<Item> = agenda.items.iter().map(AgendaItem::order_by).collect();
    let mut moving: Vec<usize> =
        agenda.items.iter().filter(|it| ids.contains(&it.listing.id)).map(|it| it.number).collect();
    if matches!(to, Move::Down) {
        moving.reverse();
    }
    let is_at_edge = |number: &usize| match to {
        Move::Up => *number == 1,
        Move::Down => *number == agenda.items.len(),
        Move::To(_) => false,
    };
    if moving.iter().all(is_at_edge) {
        return Ok(());
    }
    let before = ordered.clone();
    for (nth, number) in moving.into_iter().enumerate() {
        let target = match to {
            Move::Up => number.saturating_sub(1).max(1),
            Move::Down => number + 1,
            Move::To(target) => target + nth,
        };
        put(&mut ordered, before[number - 1].listing, target, rule);
    }
    for item in &ordered {
        if before.iter().any(|it| it.listing == item.listing && it.pin != item.pin) {
            save_pin(cx, item)?;
        }
    }
    for listing in listings {
        note(cx, meeting.id, listing.id, (AgendaChangeKind::Moved, Private::default()))?;
    }
    record(cx, "agenda.move", &meeting);
    Ok(())
}

fn put(ordered: &mut Vec<Item>, listing: ListingId, target: usize, rule: OrderRule) {
    for (listing, pin) in move_to(ordered, listing, target) {
        if let Some(item) = ordered.iter_mut().find(|it| it.listing == listing) {
            item.pin = Some(pin);
        }
    }
    *ordered = order(std::mem::take(ordered), rule);
}

fn save_pin(cx: &mut Change<'_, '_>, item: &Item) -> Step<()> {
    let area = cx.area_id()?;
    let mut listing = store::listing::find(cx.session, area, item.listing)?;
    listing.pin = item.pin;
    Ok(store::listing::update(cx.session, &mut listing)?)
}

/// Puts an agenda back into the order of the area's rule.
///
/// # Errors
/// Refused when the meeting is over.
pub fn reset_order(cx: &mut Change<'_, '_>, place: &str) -> Step<()> {
    let meeting = to_arrange(cx, place)?;
    let all = store::listing::of_meeting(cx.session, meeting.area_id, meeting.id)?;
    for mut listing in all.into_iter().filter(|it| it.pin.is_some()) {
        listing.pin = None;
        store::listing::update(cx.session, &mut listing)?;
        note(cx, meeting.id, listing.id, (AgendaChangeKind::Moved, Private::default()))?;
    }
    record(cx, "agenda.reset_order", &meeting);
    Ok(())
}

/// Gives some items their own minutes, or the meeting's usual ones again.
///
/// # Errors
/// Refused for a number that is out of range.
pub fn set_minutes(
    cx: &mut Change<'_, '_>,
    place: &str,
    ids: &[ListingId],
    minutes: Option<i32>,
) -> Step<()> {
    let meeting = to_arrange(cx, place)?;
    let listings = items(cx, &meeting, ids)?;
    minutes.map_or(Ok(()), check_minutes)?;
    for mut listing in listings {
        listing.minutes = minutes;
        store::listing::update(cx.session, &mut listing)?;
        note(cx, meeting.id, listing.id, (AgendaChangeKind::Retimed, Private::default()))?;
    }
    record(cx, "agenda.set_minutes", &meeting);
    Ok(())
}

/// Sets the usual minutes for a case of one meeting.
///
/// # Errors
/// Refused for a number that is out of range; stale when the meeting was changed since `seen`.
pub fn set_case_minutes(cx: &mut Change<'_, '_>, place: &str, seen: i32, minutes: i32) -> Step<()> {
    let mut meeting = to_arrange(cx, place)?;
    check_minutes(minutes)?;
    if meeting.minutes_per_case == minutes {
        return Ok(());
    }
    let now = meeting.minutes_per_case.to_string();
    Stale::check(meeting.version, seen, &[("minutes", "Minutes for each case", &now)])?;
    meeting.minutes_per_case = minutes;
    meeting.is_by_hand = true;
    if meeting.agenda != AgendaState::Draft {
        meeting.agenda_version += 1;
    }
    store::meeting::update(cx.session, &mut meeting)?;
    record(cx, "agenda.set_minutes", &meeting);
    Ok(())
}

fn check_minutes(minutes: i32) -> Result<(), Refused> {
    let text = format!("Enter a number of minutes from 1 to {MOST_MINUTES}");
    let fits = (1..=MOST_MINUTES).contains(&minutes);
    if fits { Ok(()) } else { Err(Refused::field("minutes", text)) }
}

/// A meeting whose agenda whoever asks may change.
pub(super) fn to_arrange(cx: &mut Change<'_, '_>, place: &str) -> Step<Meeting> {
    cx.on_duty(Duty::ArrangeAgenda)?;
    let meeting = schedule::by_slug(cx, place)?;
    if !meeting.is_live() {
        return Err(Refused::because("This meeting is over or cancelled").into());
    }
    Ok(meeting)
}

/// Some listings of a meeting that have not been heard, for whoever sees all of their cases.
pub(super) fn items(
    cx: &mut Change<'_, '_>,
    meeting: &Meeting,
    ids: &[ListingId],
) -> Step<Vec<Listing>> {
    if ids.is_empty() {
        return Err(Refused::field("items", "Select at least one case").into());
    }
    let listings = store::listing::of_ids(cx.session, meeting.area_id, ids)?;
    if ids.iter().any(|id| listings.iter().all(|it| it.id != *id)) {
        return Err(StepError::Hidden);
    }
    let cases: Vec<CaseId> = listings.iter().map(|it| it.case_id).collect();
    see(cx, &cases)?;
    let stands = |it: &Listing| {
        it.meeting_id == meeting.id && it.state == State::Listed && it.heard_from.is_none()
    };
    if !listings.iter().all(stands) {
        let text = "One of these cases has left the agenda or has been heard. Look at it again";
        return Err(Refused::field("items", text).into());
    }
    Ok(listings)
}

/// Hides cases from those who do not see all of them.
pub(super) fn see(cx: &mut Change<'_, '_>, cases: &[CaseId]) -> Step<()> {
    let sights = access::sights(cx, cases)?;
    let sees = |it| sights.get(it).is_some_and(|sight| *sight == Sight::Everything);
    if cases.iter().all(sees) { Ok(()) } else { Err(StepError::Hidden) }
}

fn record(cx: &mut Change<'_, '_>, name: &str, meeting: &Meeting) {
    cx.record(name, meeting.id.as_str(), &[]);
}
