//! The IDVA's step: reaching the victim before the hearing, and the victim's views for it.
use std::collections::HashMap;

use super::access::{self, require};
use super::{Change, Cx, Step, StepError, case, protected, schedule};
use crate::domain::access::{Duty, Sight, Wish};
use crate::domain::action::{Action, Kind};
use crate::domain::case::CaseLine;
use crate::domain::ids::{CaseId, ContactId, ListingId, MeetingId};
use crate::domain::listing::{Listing, State};
use crate::domain::meeting::Meeting;
use crate::domain::refusal::{Refused, Stale};
use crate::domain::support::{Contact, Method, Outcome, Views};
use crate::domain::text::Private;
use crate::domain::time::Instant;
use crate::store;

/// A case that is to be heard, as the IDVA's list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The case.
    pub line: CaseLine,
    /// How the victim can be reached.
    pub safe_contact: Private,
    /// When it is heard, or was to be heard in a meeting that was not finished.
    pub heard_at: Instant,
    /// How often the victim was tried for this hearing or before.
    pub attempts: usize,
    /// The newest attempt.
    pub last: Option<Contact>,
    /// Whether the victim's views are there, or the reason why there are none.
    pub has_views: bool,
}

/// An open action that is to tell a victim what came of the meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToTell {
    /// The case.
    pub line: CaseLine,
    /// The action.
    pub action: Action,
}

/// What an IDVA has before them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Board {
    /// Cases to be heard, soonest first.
    pub waiting: Vec<Waiting>,
    /// Victims to tell what came of the meeting, first due first.
    pub to_tell: Vec<ToTell>,
}

/// One case, as the IDVA works on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desk {
    /// The case.
    pub line: CaseLine,
    /// How the victim can be reached.
    pub safe_contact: Private,
    /// Attempts to reach the victim, oldest first.
    pub contacts: Vec<Contact>,
    /// The hearings to come, each with the views that are there.
    pub hearings: Vec<(Listing, Meeting, Option<Views>)>,
}

/// An attempt to reach a victim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewContact {
    /// When.
    pub tried_at: Instant,
    /// How.
    pub method: Method,
    /// What came of it.
    pub outcome: Outcome,
    /// More about it.
    pub note: Private,
}

/// What waits for the IDVAs of whoever asks.
///
/// # Errors
/// Hidden from those who do not support victims.
pub fn board<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<Board> {
    cx.on_duty(Duty::Support)?;
    let area = cx.area_id()?;
    let mut meetings = schedule::unfinished(cx)?;
    let left: Vec<MeetingId> = meetings.iter().map(|it| it.id).collect();
    meetings.extend(schedule::coming(cx)?);
    let ids: Vec<MeetingId> = meetings.iter().map(|it| it.id).collect();
    let mut listings = store::listing::of_meetings(cx.session, area, &ids)?;
    listings.retain(|it| it.disposition.is_none() || !left.contains(&it.meeting_id));
    let actions = own_feedback(cx)?;
    let cases: Vec<CaseId> =
        listings.iter().map(|it| it.case_id).chain(actions.iter().map(|it| it.case_id)).collect();
    let sights = access::sights(cx, &cases)?;
    let seen = |case: &CaseId| sights.get(case).is_some_and(|it| *it >= Sight::Asked);
    let lines = case::lines(cx, &cases)?;
    let to_tell = actions
        .into_iter()
        .filter(|it| seen(&it.case_id))
        .filter_map(|action| Some(ToTell { line: lines.get(&action.case_id)?.clone(), action }))
        .collect();
    let listings: Vec<Listing> = listings.into_iter().filter(|it| seen(&it.case_id)).collect();
    let board = Board { waiting: waiting(cx, &meetings, &listings, &lines)?, to_tell };
    let shown = board.waiting.iter().map(|it| it.line.id);
    let shown: Vec<CaseId> = shown.chain(board.to_tell.iter().map(|it| it.line.id)).collect();
    for case in shown {
        cx.saw(case);
    }
    Ok(board)
}

/// The open feedback actions of the agency of whoever asks.
fn own_feedback<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<Vec<Action>> {
    let member = cx.member()?;
    let mut actions = store::action::open(cx.session, member.area)?;
    actions.retain(|it| it.kind == Kind::Feedback && it.agency_id == member.agency);
    Ok(actions)
}

fn waiting<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    meetings: &[Meeting],
    listings: &[Listing],
    lines: &HashMap<CaseId, CaseLine>,
) -> Step<Vec<Waiting>> {
    let area = cx.area_id()?;
    let cases: Vec<CaseId> = listings.iter().map(|it| it.case_id).collect();
    let ids: Vec<ListingId> = listings.iter().map(|it| it.id).collect();
    let contacts = store::contact::of_cases(cx.session, area, &cases)?;
    let views = store::views::of_listings(cx.session, area, &ids)?;
    let found = store::case::of_ids(cx.session, area, &cases)?;
    let one = |listing: &Listing| {
        let tried = || contacts.iter().filter(|it| it.case_id == listing.case_id);
        let of_case = found.iter().find(|it| it.id == listing.case_id)?;
        Some(Waiting {
            line: lines.get(&listing.case_id)?.clone(),
            safe_contact: of_case.safe_contact.clone(),
            heard_at: meetings.iter().find(|it| it.id == listing.meeting_id)?.starts_at,
            attempts: tried().count(),
            last: tried().next_back().cloned(),
            has_views: views.iter().any(|it| it.listing_id == listing.id),
        })
    };
    let mut waiting: Vec<Waiting> = listings.iter().filter_map(one).collect();
    waiting.sort_by_key(|it| (it.heard_at, it.has_views, it.attempts, it.line.reference.clone()));
    Ok(waiting)
}

/// One case as the IDVA works on it.
///
/// # Errors
/// Hidden from those who do not support victims, and on cases that are not theirs.
pub fn desk<Mode>(cx: &mut Cx<'_, '_, Mode>, id: CaseId) -> Step<Desk> {
    cx.on_duty(Duty::Support)?;
    let case = access::case(cx, id, Sight::Asked)?;
    let area = case.area_id;
    let line = case::lines(cx, &[id])?.remove(&id).ok_or(StepError::Hidden)?;
    let mut listings = store::listing::of_cases(cx.session, area, &[id])?;
    listings.retain(|it| it.state == State::Listed);
    let ids: Vec<ListingId> = listings.iter().map(|it| it.id).collect();
    let views = store::views::of_listings(cx.session, area, &ids)?;
    let meetings: Vec<MeetingId> = listings.iter().map(|it| it.meeting_id).collect();
    let meetings = store::meeting::of_ids(cx.session, area, &meetings)?;
    let hearing = |listing: Listing| {
        let meeting = meetings.iter().find(|it| it.id == listing.meeting_id)?;
        let found = views.iter().find(|it| it.listing_id == listing.id).cloned();
        meeting.is_live().then(|| (listing, meeting.clone(), found))
    };
    Ok(Desk {
        line,
        safe_contact: case.safe_contact.clone(),
        contacts: store::contact::of_cases(cx.session, area, &[id])?,
        hearings: listings.into_iter().filter_map(hearing).collect(),
    })
}

/// Keeps an attempt to reach the victim.
///
/// # Errors
/// Hidden as in [`desk`]; refused when it lies in the future.
pub fn record_contact(cx: &mut Change<'_, '_>, id: CaseId, new: &NewContact) -> Step<()> {
    require_support(cx, id)?;
    if new.tried_at > cx.now {
        let text = "The time of the attempt must be in the past";
        return Err(Refused::field("tried_time", text).into());
    }
    protected::keep_out(cx, id, &[("note", &new.note)])?;
    let member = cx.member()?;
    let contact = Contact {
        area_id: member.area,
        id: cx.new_id(ContactId::from_uuid),
        case_id: id,
        account_id: member.account,
        tried_at: new.tried_at,
        method: new.method,
        outcome: new.outcome,
        note: new.note.clone(),
    };
    store::contact::insert(cx.session, &contact)?;
    cx.record("contact.add", contact.id.as_str(), &[id]);
    Ok(())
}

/// Keeps the victim's views for a hearing, or why there are none; `seen` is the version they were
/// written over, 0 for the first.
///
/// # Errors
/// Hidden as in [`desk`]; refused when neither is said; stale when somebody else wrote meanwhile.
pub fn record_views(
    cx: &mut Change<'_, '_>,
    id: ListingId,
    seen: i32,
    text: &Private,
    none_reason: &Private,
) -> Step<CaseId> {
    let area = cx.area_id()?;
    let listing = store::listing::find(cx.session, area, id)?;
    require_support(cx, listing.case_id)?;
    if text.is_blank() && none_reason.is_blank() {
        let ask = "Enter what the victim wants, or why there are no views";
        return Err(Refused::field("text", ask).into());
    }
    let known = store::views::of_listings(cx.session, area, &[id])?.pop();
    let now = known.as_ref().map_or(("", ""), |it| (it.text.reveal(), it.none_reason.reveal()));
    let fields = [
        ("text", "What the victim wants and fears", now.0),
        ("none_reason", "Why there are no views", now.1),
    ];
    Stale::check(known.as_ref().map_or(0, |it| it.version), seen, &fields)?;
    let typed = [("text", text), ("none_reason", none_reason)];
    protected::keep_out(cx, listing.case_id, &typed)?;
    let mut views = Views {
        area_id: area,
        listing_id: id,
        text: text.clone(),
        none_reason: none_reason.clone(),
        made_by: cx.member()?.account,
        made_at: cx.now,
        version: known.as_ref().map_or(1, |it| it.version),
    };
    match known {
        Some(_) => store::views::update(cx.session, &mut views)?,
        None => store::views::insert(cx.session, &views)?,
    }
    cx.record("views.save", id.as_str(), &[listing.case_id]);
    Ok(listing.case_id)
}

fn require_support(cx: &mut Change<'_, '_>, id: CaseId) -> Step<()> {
    let facts = access::facts(cx, &[id])?;
    let facts = facts.get(&id).ok_or(StepError::Hidden)?;
    require(cx, Wish::Change(Duty::Support, facts))
}
