//! Who looked: the entries about one case, and the area's record for those who check it.
mod reading;

pub use reading::{By, Line, Part, Place};

use self::reading::{Amount, FILE, Kept, PAGE, read};
use super::case::{self, CasePage};
use super::post::{self, Unseen};
use super::{Cx, Step, StepError, access};
use crate::domain::access::{Duty, Sight, is_there_for};
use crate::domain::account::Colleague;
use crate::domain::audit::{Deed, Reason, Recorded, Search};
use crate::domain::ids::{CaseId, MessageId};
use crate::domain::reference::CaseReference;
use crate::domain::refusal::Refused;
use crate::domain::step;
use crate::store;

/// A case with who looked at it, newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looked {
    /// The case.
    pub case: CasePage,
    /// A part of who looked.
    pub part: Part,
}

/// Who looked at a case, for those who see everything of it and for those who support its victim:
/// the latter see who read, and nothing of changes that were made to it.
///
/// # Errors
/// Hidden from everybody else.
pub fn looked<Mode>(cx: &mut Cx<'_, '_, Mode>, id: CaseId, place: Place) -> Step<Looked> {
    cx.on_duty(Duty::SeeWhoLooked)?;
    let case = case::show(cx, id)?;
    let sight = match &case {
        CasePage::Own(_) => return Err(StepError::Hidden),
        CasePage::Joined(_) => return Ok(Looked { case, part: Part::default() }),
        CasePage::Whole(view) => view.sight,
    };
    let area = cx.area_id()?;
    let is_shown = |it: &Recorded| {
        sight == Sight::Everything
            || it.entry.deed == Deed::Read && !step::is_for_leads(&it.entry.name)
    };
    let unseen = Unseen::read(cx)?;
    let part = read(
        cx,
        (place, PAGE),
        |cx, stretch| Ok(store::entry::of_case(cx.session, (area, id), stretch)?),
        |cx, found| {
            let kept = but_unseen_mail(cx, &unseen, found)?.into_iter().filter(is_shown);
            Ok(kept.map(|entry| Kept { entry, cases: Vec::new() }).collect())
        },
    )?;
    Ok(Looked { case, part })
}

/// What somebody searches the record for, as they typed it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The case's reference; blank for all.
    pub reference: String,
    /// Everything else.
    pub search: Search,
}

/// The people whose deeds can be searched for: everybody of the area, by name.
///
/// # Errors
/// Hidden from those who do not search the record.
pub fn people<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<Vec<Colleague>> {
    cx.on_duty(Duty::SearchRecord)?;
    let area = cx.area_id()?;
    let mut all = store::membership::colleagues(cx.session, area)?;
    all.dedup_by_key(|it| it.account.id);
    Ok(all)
}

/// A part of the area's record, newest first. Only what is about cases that exist for whoever asks,
/// and, for those who check the whole, what is about none. That it was shown goes on record.
///
/// # Errors
/// Hidden from those who do not search the record, and when no case has the reference.
pub fn search<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    wanted: &Wanted,
    place: Place,
    reason: Reason,
) -> Step<Part> {
    cx.on_duty(Duty::SearchRecord)?;
    found(cx, wanted, (place, PAGE), reason)
}

/// All that [`search`] finds, to be taken out of the service. Only those who showed lately who they
/// are take anything out.
///
/// # Errors
/// As [`search`]; refused when it is more than a file holds.
pub fn export<Mode>(cx: &mut Cx<'_, '_, Mode>, wanted: &Wanted, reason: Reason) -> Step<Part> {
    cx.on_duty(Duty::SearchRecord)?;
    cx.fresh()?;
    let all = found(cx, wanted, (Place::default(), FILE), reason)?;
    if all.older.is_none() {
        return Ok(all);
    }
    let text = format!("A file holds up to {}. Search for fewer days", FILE.shown());
    Err(Refused::field("from", text).into())
}

fn found<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    wanted: &Wanted,
    (place, amount): (Place, Amount),
    reason: Reason,
) -> Step<Part> {
    let mut search = wanted.search.clone();
    if !wanted.reference.is_empty() {
        search.case = Some(referred_to(cx, &wanted.reference)?);
    }
    let (area, first) = (cx.area_id()?, place.or_until(search.until));
    let unseen = Unseen::read(cx)?;
    let part = read(
        cx,
        (first, amount),
        |cx, stretch| match search.case {
            Some(case) => Ok(store::entry::of_case(cx.session, (area, case), stretch)?),
            None => Ok(store::entry::found(cx.session, area, &search, stretch)?),
        },
        |cx, mut found| {
            found.retain(|it| search.fits(&it.entry));
            as_far_as_seen(cx, &unseen, found)
        },
    )?;
    if let Some(case) = search.case {
        cx.saw(case);
    }
    cx.because(reason.as_str());
    cx.searched(search.words());
    Ok(part)
}

/// The case of a reference as somebody typed it, if there is one for them.
fn referred_to<Mode>(cx: &mut Cx<'_, '_, Mode>, typed: &str) -> Step<CaseId> {
    let (area, member) = (cx.area()?, cx.member()?);
    let reference = CaseReference::typed(typed, &area.prefix);
    let reference = reference.map_err(|_not_one| StepError::Hidden)?;
    let found = store::case::by_reference(cx.session, area.id, reference.as_str())?.id;
    let facts = access::facts(cx, &[found])?;
    let exists = facts.get(&found).is_some_and(|it| is_there_for(member.account, it));
    if exists { Ok(found) } else { Err(StepError::Hidden) }
}

/// Entries with the references of those of their cases that exist for whoever asks. One that is
/// about other cases alone is left out.
fn as_far_as_seen<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    unseen: &Unseen,
    found: Vec<Recorded>,
) -> Step<Vec<Kept>> {
    let found = but_unseen_mail(cx, unseen, found)?;
    let (area, member) = (cx.area_id()?, cx.member()?);
    let mut ids: Vec<CaseId> = found.iter().flat_map(|it| it.entry.cases.clone()).collect();
    ids.sort_unstable();
    ids.dedup();
    let facts = access::facts(cx, &ids)?;
    ids.retain(|it| facts.get(it).is_some_and(|it| is_there_for(member.account, it)));
    let seen = store::case::of_ids(cx.session, area, &ids)?;
    let sees_all = cx.on_duty(Duty::SearchWholeRecord).is_ok();
    let kept = |entry: Recorded| {
        let about = seen.iter().filter(|it| entry.entry.cases.contains(&it.id));
        let cases: Vec<String> = about.map(|it| it.reference.clone()).collect();
        let is_shown = !cases.is_empty() || sees_all && entry.entry.cases.is_empty();
        is_shown.then_some(Kept { entry, cases })
    };
    Ok(found.into_iter().filter_map(kept).collect())
}

/// Entries but those about mail that is about cases alone that are not there for whoever asks: what
/// its recipient gets of other cases says that there is a recipient more.
fn but_unseen_mail<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    unseen: &Unseen,
    mut found: Vec<Recorded>,
) -> Step<Vec<Recorded>> {
    let message = |it: &Recorded| {
        let is_mail = it.entry.name.starts_with("mail.");
        MessageId::parse(&it.entry.subject).ok().filter(|_| is_mail)
    };
    let messages: Vec<MessageId> = found.iter().filter_map(message).collect();
    let unseen = post::unseen_among(cx, unseen, &messages)?;
    found.retain(|it| message(it).is_none_or(|it| !unseen.contains(&it)));
    Ok(found)
}
