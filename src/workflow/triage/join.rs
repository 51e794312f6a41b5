//! Joining a referral to an earlier case: one victim, one reference.
use super::super::listing::{self, How};
use super::super::{Change, Step, access, schedule};
use super::decide::{open, settle};
use crate::domain::access::Sight;
use crate::domain::case::Case;
use crate::domain::ids::{MeetingId, ReferralId};
use crate::domain::listing::State;
use crate::domain::matching::Identity;
use crate::domain::person::{Part, Person};
use crate::domain::reference::CaseReference;
use crate::domain::referral::{Referral, Stage};
use crate::domain::refusal::Refused;
use crate::store::{self, StoreError};

/// Puts a referral under the reference of an earlier case, with the people it described, and that
/// case onto the meeting of the referral unless a coming meeting hears it already.
///
/// # Errors
/// Refused when no such case is found, or the referral is decided already; stale when something
/// was added or decided meanwhile.
pub fn join(cx: &mut Change<'_, '_>, id: ReferralId, seen: i32, reference: &str) -> Step<()> {
    let mut referral = open(cx, id, seen)?;
    let mut earlier = earlier_case(cx, reference, &referral)?;
    let mut emptied = store::case::find(cx.session, referral.area_id, referral.case_id)?;
    move_people(cx, &emptied, &earlier)?;
    if !emptied.safe_contact.is_blank() {
        earlier.safe_contact = emptied.safe_contact.clone();
        store::case::update(cx.session, &mut earlier)?;
    }
    emptied.joined_to = Some(earlier.id);
    store::case::update(cx.session, &mut emptied)?;
    cx.record("case.join", emptied.id.as_str(), &[emptied.id, earlier.id]);
    referral.case_id = earlier.id;
    if !is_to_be_heard(cx, &earlier)? {
        let meeting = schedule::meeting_for(cx, referral.received_at)?;
        // The listing needs the referral under its new case.
        store::referral::update(cx.session, &mut referral)?;
        listing::add(cx, &referral, &meeting, How::InTime)?;
    }
    settle(cx, &mut referral, Stage::Joined)
}

/// The case of a reference as it was typed, as far as whoever asks may see it.
fn earlier_case(cx: &mut Change<'_, '_>, typed: &str, referral: &Referral) -> Step<Case> {
    let area = cx.area()?;
    let none = || Refused::field("join", "Enter the reference of an earlier case, like NS-7K4Q");
    let reference = CaseReference::typed(typed, &area.prefix).map_err(|_not_one| none())?;
    let mut found = match store::case::by_reference(cx.session, area.id, reference.as_str()) {
        Err(StoreError::NotFound) => return Err(none().into()),
        other => other?,
    };
    if let Some(further) = found.joined_to {
        found = store::case::find(cx.session, area.id, further)?;
    }
    let sights = access::sights(cx, &[found.id])?;
    if found.id == referral.case_id || sights.get(&found.id) != Some(&Sight::Everything) {
        return Err(none().into());
    }
    cx.saw(found.id);
    Ok(found)
}

/// Whether a coming meeting hears the case already.
fn is_to_be_heard(cx: &mut Change<'_, '_>, case: &Case) -> Step<bool> {
    let coming: Vec<MeetingId> = schedule::coming(cx)?.iter().map(|it| it.id).collect();
    let listings = store::listing::of_cases(cx.session, case.area_id, &[case.id])?;
    Ok(listings.iter().any(|it| it.state == State::Listed && coming.contains(&it.meeting_id)))
}

/// Brings the people of a case into an earlier one: those who are there already are brought up to
/// date, the others are added.
fn move_people(cx: &mut Change<'_, '_>, from: &Case, to: &Case) -> Step<()> {
    let all = store::person::of_cases(cx.session, from.area_id, &[from.id, to.id])?;
    let (there, coming): (Vec<Person>, Vec<Person>) =
        all.into_iter().partition(|it| it.case_id == to.id);
    let mut there = there;
    for mut person in coming {
        let same = there.iter_mut().find(|it| is_same(it, &person));
        if let Some(known) = same {
            known.bring_up_to_date(&person);
            store::person::update(cx.session, known)?;
            store::person::remove(cx.session, from.area_id, person.id)?;
        } else {
            let last = there.iter().filter(|it| it.part == person.part).map(|it| it.position);
            person.position = last.max().unwrap_or(0) + 1;
            person.case_id = to.id;
            store::person::update(cx.session, &mut person)?;
            there.push(person);
        }
    }
    Ok(())
}

/// Whether two descriptions are of one person of the case, which has only one victim.
fn is_same(known: &Person, other: &Person) -> bool {
    let identity = |it: &Person| Identity::new(&it.name, &it.particulars.also_known_as, it.born_on);
    known.part == other.part
        && (known.part == Part::Victim || identity(known).likeness(&identity(other)).is_some())
}
