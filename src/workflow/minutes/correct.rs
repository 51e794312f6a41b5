//! Changes to minutes: the draft item by item, and a correction of what was approved.
use super::super::{Change, Cx, Step, StepError, access, action, case};
use super::draft::{self, draft};
use super::{newest, overseen, require_chair};
use crate::domain::access::Sight;
use crate::domain::action::{Action, EventKind};
use crate::domain::case::CaseLine;
use crate::domain::hearing::Risk;
use crate::domain::ids::{ActionId, ListingId, RiskId};
use crate::domain::listing::{Listing, RiskLevel};
use crate::domain::meeting::Meeting;
use crate::domain::minutes::State;
use crate::domain::refusal::{Refused, Stale};
use crate::domain::text::Private;
use crate::store;

/// An item of a draft, to be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemDesk {
    /// The meeting.
    pub meeting: Meeting,
    /// The listing, whose version counts the changes.
    pub listing: Listing,
    /// The case.
    pub line: CaseLine,
    /// The risks stated.
    pub risks: Vec<Risk>,
    /// The actions agreed.
    pub actions: Vec<Action>,
}

/// What an item shall say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemEdit {
    /// The level of risk agreed.
    pub risk_level: Option<RiskLevel>,
    /// What was agreed and why.
    pub decision: Private,
    /// Why it was disposed of so.
    pub disposition_reason: Private,
    /// New words of risks.
    pub risks: Vec<(RiskId, Private)>,
    /// New words of actions.
    pub actions: Vec<(ActionId, Private)>,
}

/// An item of a draft.
///
/// # Errors
/// Hidden from those who do not oversee minutes; refused when there is no draft.
pub fn item<Mode>(cx: &mut Cx<'_, '_, Mode>, slug: &str, id: ListingId) -> Step<ItemDesk> {
    let (meeting, versions) = overseen(cx, slug)?;
    let state = newest(versions)?.state;
    let listing = store::listing::find(cx.session, meeting.area_id, id)?;
    if listing.meeting_id != meeting.id {
        return Err(StepError::Hidden);
    }
    let case = access::case(cx, listing.case_id, Sight::Everything)?;
    if state != State::Draft {
        return Err(Refused::because("These minutes are approved. Start a correction first").into());
    }
    let line = case::lines(cx, &[case.id])?.remove(&case.id).ok_or(StepError::Hidden)?;
    let mut actions = store::action::of_cases(cx.session, meeting.area_id, &[case.id])?;
    actions.retain(|it| it.listing_id == id);
    let risks = store::risk::of_listings(cx.session, meeting.area_id, &[id])?;
    Ok(ItemDesk { meeting, listing, line, risks, actions })
}

/// Changes an item of a draft and drafts the minutes anew.
///
/// # Errors
/// As [`item`]; refused beside `action-…` and `risk-…` when their words are missing; stale when
/// somebody else changed the item since `seen`.
pub fn save_item(
    cx: &mut Change<'_, '_>,
    slug: &str,
    id: ListingId,
    seen: i32,
    edit: &ItemEdit,
) -> Step<()> {
    let ItemDesk { meeting, mut listing, risks, actions, .. } = item(cx, slug, id)?;
    let level = listing.risk_level.map_or("", |it| it.as_str());
    let now = [
        ("risk_level", "Risk after discussion", level),
        ("decision", "What was agreed and why", listing.decision.reveal()),
        ("disposition_reason", "Why", listing.disposition_reason.reveal()),
    ];
    Stale::check(listing.version, seen, &now)?;
    save_risks(cx, risks, edit)?;
    save_actions(cx, actions, edit)?;
    listing.risk_level = edit.risk_level;
    listing.decision = edit.decision.clone();
    listing.disposition_reason = edit.disposition_reason.clone();
    store::listing::update(cx.session, &mut listing)?;
    cx.record("minutes.edit", id.as_str(), &[listing.case_id]);
    draft(cx, &meeting)
}

fn save_risks(cx: &mut Change<'_, '_>, risks: Vec<Risk>, edit: &ItemEdit) -> Step<()> {
    for mut risk in risks {
        let new = edit.risks.iter().find(|(id, _)| *id == risk.id).map(|(_, text)| text);
        let Some(text) = new.filter(|it| **it != risk.text) else { continue };
        if text.is_blank() {
            return Err(Refused::field(format!("risk-{}", risk.id), "Enter the risk").into());
        }
        risk.text = text.clone();
        store::risk::update(cx.session, &mut risk)?;
    }
    Ok(())
}

fn save_actions(cx: &mut Change<'_, '_>, actions: Vec<Action>, edit: &ItemEdit) -> Step<()> {
    for mut action in actions {
        let new = edit.actions.iter().find(|(id, _)| *id == action.id).map(|(_, text)| text);
        let Some(text) = new.filter(|it| **it != action.text) else { continue };
        if text.is_blank() {
            let field = format!("action-{}", action.id);
            return Err(Refused::field(field, "Enter what will be done").into());
        }
        let before = std::mem::replace(&mut action.text, text.clone());
        store::action::update(cx.session, &mut action)?;
        action::note(cx, &action, EventKind::Changed, before, text.clone())?;
    }
    Ok(())
}

/// Starts a correction of what was approved: the next version, which says what it changes.
///
/// # Errors
/// Hidden from everybody but the meeting's chair and named substitute; refused beside `note`
/// without words, and when a correction is being drafted already.
pub fn correct(cx: &mut Change<'_, '_>, slug: &str, note: &Private) -> Step<()> {
    let (meeting, versions) = overseen(cx, slug)?;
    require_chair(cx, &meeting)?;
    let newest = newest(versions)?;
    if newest.state == State::Draft {
        return Err(Refused::because("There is a draft already. Change that one").into());
    }
    if note.is_blank() {
        return Err(Refused::field("note", "Enter what changes and why").into());
    }
    draft::start(cx, &meeting, newest.version + 1, note.clone())
}
