//! Closing a meeting: what it still lacks, and everything that follows when it closes.
use std::collections::BTreeSet;

use super::super::{Change, Cx, Step, access, attendance, minutes};
use super::room::{Entry, Inside, PAUSED, Room, enter, is_paused, leave};
use super::{attended, being_held, follow_up};
use crate::domain::access::{Duty, Sight};
use crate::domain::action::Action;
use crate::domain::attendance::Presence;
use crate::domain::closing::{Lack, lacks};
use crate::domain::disposition::Disposition;
use crate::domain::hearing::Risk;
use crate::domain::ids::{AccountId, CaseId, ListingId, RiskId};
use crate::domain::listing::Listing;
use crate::domain::meeting::{Meeting, State};
use crate::domain::refusal::Refused;
use crate::domain::time::Day;
use crate::store;

/// Something without which the meeting cannot close.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The case has no disposition.
    Disposition,
    /// A risk, with its number, has neither an action nor a reason for none.
    Answer(RiskId, i32),
}

/// A case as the closing page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClosingLine {
    /// Its number, from 1.
    pub number: usize,
    /// The listing.
    pub listing: ListingId,
    /// The case's reference.
    pub reference: String,
    /// What becomes of it.
    pub disposition: Option<Disposition>,
    /// How many actions were agreed.
    pub actions: usize,
    /// What is missing.
    pub missing: Vec<Missing>,
}

/// What stands before the close, and what will follow it.
#[derive(Clone, Debug)]
pub struct ClosingView {
    /// The room.
    pub room: Room,
    /// Every case, in order.
    pub lines: Vec<ClosingLine>,
    /// How many actions were agreed.
    pub actions: usize,
    /// How many people are told of theirs.
    pub owners: usize,
    /// Minutes from the close until they are told; none when the area does not tell them.
    pub told_after: Option<u16>,
    /// How many victims are to be told what came of it.
    pub heard: usize,
    /// How many cases are carried over.
    pub carried_over: usize,
    /// The day of the meeting that they are carried over to.
    pub next_day: Option<Day>,
}

/// What whoever closes a meeting looks at.
///
/// # Errors
/// Hidden from those who do not record meetings.
pub fn closing<Mode>(cx: &mut Cx<'_, '_, Mode>, slug: &str) -> Step<Entry<ClosingView>> {
    cx.on_duty(Duty::Record)?;
    let Some(Inside { room, items, .. }) = enter(cx, slug)? else { return Ok(Entry::Outside) };
    let listings: Vec<Listing> = items.into_iter().map(|it| it.listing).collect();
    let written = Written::read(cx, &room.meeting, &listings)?;
    let line = |(listing, pip): (&Listing, &super::Pip)| ClosingLine {
        number: pip.number,
        listing: listing.id,
        reference: pip.reference.clone(),
        disposition: disposition(listing),
        actions: written.actions.iter().filter(|it| it.listing_id == listing.id).count(),
        missing: written.missing(listing),
    };
    let lines: Vec<ClosingLine> = listings.iter().zip(&room.pips).map(line).collect();
    let is = |wanted: fn(Disposition) -> bool| {
        lines.iter().filter(|it| it.disposition.is_some_and(wanted)).count()
    };
    let next = follow_up::next_meeting(cx, &room.meeting)?;
    let owners: BTreeSet<AccountId> = written.actions.iter().map(|it| it.owner_id).collect();
    Ok(Entry::Inside(Box::new(ClosingView {
        actions: written.actions.len(),
        owners: owners.len(),
        told_after: follow_up::told_after(cx)?,
        heard: is(Disposition::is_heard),
        carried_over: is(Disposition::is_listed_again),
        next_day: next.map(|it| it.day),
        lines,
        room,
    })))
}

/// What a listing's disposition is.
pub(super) fn disposition(listing: &Listing) -> Option<Disposition> {
    listing.disposition.as_deref().and_then(|it| Disposition::parse(it).ok())
}

/// What was written in the meeting.
struct Written {
    risks: Vec<Risk>,
    actions: Vec<Action>,
}

impl Written {
    fn read<Mode>(
        cx: &mut Cx<'_, '_, Mode>,
        meeting: &Meeting,
        listings: &[Listing],
    ) -> Step<Self> {
        let ids: Vec<ListingId> = listings.iter().map(|it| it.id).collect();
        let cases: Vec<CaseId> = listings.iter().map(|it| it.case_id).collect();
        let risks = store::risk::of_listings(cx.session, meeting.area_id, &ids)?;
        let mut actions = store::action::of_cases(cx.session, meeting.area_id, &cases)?;
        actions.retain(|it| ids.contains(&it.listing_id));
        Ok(Self { risks, actions })
    }

    fn missing(&self, listing: &Listing) -> Vec<Missing> {
        let risk = |number| {
            let of = |it: &&Risk| it.listing_id == listing.id && it.position == number;
            self.risks.iter().find(of).map(|it| Missing::Answer(it.id, number))
        };
        let missing = |lack| match lack {
            Lack::Disposition => Some(Missing::Disposition),
            Lack::Answer(number) => risk(number),
        };
        lacks(listing, &self.risks, &self.actions).into_iter().filter_map(missing).collect()
    }
}

/// Closes a meeting: its minutes are drafted, victims are to be told, cases carried over are listed
/// again, and owners are told of their actions. Closing one that has closed changes nothing.
///
/// # Errors
/// Hidden from those who do not record meetings. Refused while a case has no disposition or a risk
/// has neither an action nor a reason, with links to each; before the statement is accepted; and
/// when a case is carried over but no meeting comes.
pub fn close(cx: &mut Change<'_, '_>, slug: &str) -> Step<()> {
    cx.on_duty(Duty::Record)?;
    if attended(cx, slug)?.state == State::Closed {
        return Ok(());
    }
    let mut meeting = being_held(cx, slug)?;
    if !attendance::is_admitted(cx, &meeting)? {
        return Err(Refused::because("Accept the confidentiality statement first").into());
    }
    if is_paused(cx, &meeting)? {
        return Err(Refused::because(PAUSED).into());
    }
    let mut listings = store::listing::of_meeting(cx.session, meeting.area_id, meeting.id)?;
    put_off_absent(cx, &mut listings)?;
    let written = Written::read(cx, &meeting, &listings)?;
    refuse_missing(cx, slug, &listings, &written)?;
    leave(cx, &meeting)?;
    mark_absent(cx, &meeting)?;
    follow_up::carry_over(cx, &meeting, &listings)?;
    let mut actions = written.actions;
    actions.extend(follow_up::ask_to_tell(cx, &listings)?);
    meeting.state = State::Closed;
    meeting.closed_at = Some(cx.now);
    meeting.current_id = None;
    store::meeting::update(cx.session, &mut meeting)?;
    let cases: Vec<CaseId> = listings.iter().map(|it| it.case_id).collect();
    cx.record("meeting.close", meeting.id.as_str(), &cases);
    minutes::draft(cx, &meeting)?;
    follow_up::tell_owners(cx, &meeting, &actions)
}

/// Why a case goes to the next meeting that nobody decided before this one closed.
const UNDECIDED: &str = "Not decided before the meeting closed";

/// Carries over what nobody has decided among the cases that are not there for whoever closes: they
/// can neither be told of it nor be kept from closing, and it must not be lost.
fn put_off_absent(cx: &mut Change<'_, '_>, listings: &mut [Listing]) -> Step<()> {
    let absent = cx.absent()?;
    let is_left = |it: &&mut Listing| absent.contains(&it.case_id) && it.disposition.is_none();
    for listing in listings.iter_mut().filter(is_left) {
        listing.disposition = Some(Disposition::CarryOver.as_str().to_owned());
        listing.disposition_reason = UNDECIDED.into();
        store::listing::update(cx.session, listing)?;
        cx.record("decision.save", listing.id.as_str(), &[listing.case_id]);
    }
    Ok(())
}

/// Refuses what the cases lack that are there for whoever closes.
fn refuse_missing(
    cx: &mut Change<'_, '_>,
    slug: &str,
    listings: &[Listing],
    written: &Written,
) -> Step<()> {
    let cases: Vec<CaseId> = listings.iter().map(|it| it.case_id).collect();
    let sights = access::sights(cx, &cases)?;
    let known = store::case::of_ids(cx.session, cx.area_id()?, &cases)?;
    let mut refused = Refused::default();
    for listing in listings {
        let case = known.iter().find(|it| it.id == listing.case_id);
        let Some(case) = case.filter(|it| sights.get(&it.id) >= Some(&Sight::Asked)) else {
            continue;
        };
        for missing in written.missing(listing) {
            add_missing(&mut refused, &case.reference, slug, listing.id, missing);
        }
    }
    Ok(refused.or_go_on()?)
}

fn add_missing(
    refused: &mut Refused,
    reference: &str,
    slug: &str,
    listing: ListingId,
    missing: Missing,
) {
    let page = format!("/meetings/{slug}/live/{listing}");
    match missing {
        Missing::Disposition => refused.add_link(
            format!("{reference}: say what happens with the case"),
            format!("{page}#disposition"),
        ),
        Missing::Answer(id, number) => refused.add_link(
            format!("{reference}: add an action for risk {number}, or say why there is none"),
            format!("{page}?risk={id}#reason"),
        ),
    }
}

/// Whoever was expected and never came was absent.
fn mark_absent(cx: &mut Change<'_, '_>, meeting: &Meeting) -> Step<()> {
    let rows = store::attendance::of_meeting(cx.session, meeting.area_id, meeting.id)?;
    for mut row in rows.into_iter().filter(|it| it.presence == Presence::Expected) {
        row.presence = Presence::Absent;
        store::attendance::update(cx.session, &mut row)?;
    }
    Ok(())
}
