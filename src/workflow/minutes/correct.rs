//! Changes to minutes: the draft item by item, and a correction of what was approved.
use super::super::{Change, Cx, Step, StepError, access, action, case, protected};
use super::{draft, newest, overseen, require_chair};
use crate::domain::access::Sight;
use crate::domain::action::EventKind;
use crate::domain::case::CaseLine;
use crate::domain::hearing::Risk;
use crate::domain::ids::{ActionId, ListingId, RiskId};
use crate::domain::listing::{Listing, RiskLevel};
use crate::domain::meeting::Meeting;
use crate::domain::minutes::{ActionLine, Item, Minutes, State};
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
    /// The actions agreed, as the draft has them.
    pub actions: Vec<ActionLine>,
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
    Ok(drafted(cx, slug, id)?.1)
}

/// A draft, and an item of it.
fn drafted<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    slug: &str,
    id: ListingId,
) -> Step<(Minutes, ItemDesk)> {
    let (meeting, versions) = overseen(cx, slug)?;
    let draft = newest(versions)?;
    let found = store::listing::find(cx.session, meeting.area_id, id);
    let case = access::case_of(cx, &found, |it| it.case_id)?;
    let (case, listing) = (access::case(cx, case, Sight::Everything)?, found?);
    if listing.meeting_id != meeting.id {
        return Err(StepError::Hidden);
    }
    if draft.state != State::Draft {
        return Err(Refused::because("These minutes are approved. Start a correction first").into());
    }
    let line = case::lines(cx, &[case.id])?.remove(&case.id).ok_or(StepError::Hidden)?;
    let item = draft.content.items.iter().find(|it| it.listing_id == id);
    let actions = item.ok_or(StepError::Hidden)?.actions.clone();
    let risks = store::risk::of_listings(cx.session, meeting.area_id, &[id])?;
    Ok((draft, ItemDesk { meeting, listing, line, risks, actions }))
}

/// Changes an item of a draft, in the record and in the draft. What nobody edits stays as the
/// meeting left it: an action that was done or given more time since is not rewritten.
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
    let (mut draft, ItemDesk { mut listing, risks, actions, .. }) = drafted(cx, slug, id)?;
    let level = listing.risk_level.map_or("", |it| it.as_str());
    let now = [
        ("risk_level", "Risk after discussion", level),
        ("decision", "What was agreed and why", listing.decision.reveal()),
        ("disposition_reason", "Why", listing.disposition_reason.reveal()),
    ];
    Stale::check(listing.version, seen, &now)?;
    keep_out(cx, &listing, edit)?;
    save_risks(cx, &risks, edit)?;
    save_actions(cx, &actions, edit)?;
    listing.risk_level = edit.risk_level;
    listing.decision = edit.decision.clone();
    listing.disposition_reason = edit.disposition_reason.clone();
    store::listing::update(cx.session, &mut listing)?;
    cx.record("minutes.edit", id.as_str(), &[listing.case_id]);
    if let Some(item) = draft.content.items.iter_mut().find(|it| it.listing_id == id) {
        write(item, edit, &risks);
    }
    Ok(store::minutes::update(cx.session, &mut draft)?)
}

/// Refuses an edit that holds what belongs to protected contact.
fn keep_out(cx: &mut Change<'_, '_>, listing: &Listing, edit: &ItemEdit) -> Step<()> {
    let risks = edit.risks.iter().map(|(id, text)| (format!("risk-{id}"), text));
    let actions = edit.actions.iter().map(|(id, text)| (format!("action-{id}"), text));
    let lines: Vec<(String, &Private)> = risks.chain(actions).collect();
    let mut typed =
        vec![("decision", &edit.decision), ("disposition_reason", &edit.disposition_reason)];
    typed.extend(lines.iter().map(|(field, text)| (field.as_str(), *text)));
    protected::keep_out(cx, listing.case_id, &typed)
}

/// Writes an edit into an item of a draft.
fn write(item: &mut Item, edit: &ItemEdit, risks: &[Risk]) {
    item.risk_level = edit.risk_level.map(|it| it.as_str().to_owned()).unwrap_or_default();
    item.decision = edit.decision.clone();
    item.disposition_reason = edit.disposition_reason.clone();
    for (id, text) in &edit.risks {
        let number = risks.iter().find(|it| it.id == *id).map(|it| it.position);
        if let Some(line) = item.risks.iter_mut().find(|it| Some(it.number) == number) {
            line.text = text.clone();
        }
    }
    for (id, text) in &edit.actions {
        if let Some(line) = item.actions.iter_mut().find(|it| it.action_id == *id) {
            line.text = text.clone();
        }
    }
}

fn save_risks(cx: &mut Change<'_, '_>, risks: &[Risk], edit: &ItemEdit) -> Step<()> {
    for risk in risks {
        let new = edit.risks.iter().find(|(id, _)| *id == risk.id).map(|(_, text)| text);
        let Some(text) = new.filter(|it| **it != risk.text) else { continue };
        if text.is_blank() {
            return Err(Refused::field(format!("risk-{}", risk.id), "Enter the risk").into());
        }
        let mut risk = Risk { text: text.clone(), ..risk.clone() };
        store::risk::update(cx.session, &mut risk)?;
    }
    Ok(())
}

fn save_actions(cx: &mut Change<'_, '_>, lines: &[ActionLine], edit: &ItemEdit) -> Step<()> {
    let area = cx.area_id()?;
    for line in lines {
        let new = edit.actions.iter().find(|(id, _)| *id == line.action_id).map(|(_, text)| text);
        let Some(text) = new.filter(|it| **it != line.text) else { continue };
        if text.is_blank() {
            let field = format!("action-{}", line.action_id);
            return Err(Refused::field(field, "Enter what will be done").into());
        }
        let mut action = store::action::find(cx.session, area, line.action_id)?;
        let before = std::mem::replace(&mut action.text, text.clone());
        store::action::update(cx.session, &mut action)?;
        action::note(cx, &action, EventKind::Changed, before, text.clone())?;
    }
    Ok(())
}

/// Starts a correction of what was approved: the next version, which says what it changes and holds
/// all else as it was approved.
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
    protected::keep_out_of_area(&[("note", note)])?;
    draft::start(cx, &meeting, (newest.version + 1, note.clone()), newest.content)
}
