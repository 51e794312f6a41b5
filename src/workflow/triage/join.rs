//! Joining a referral to an earlier case: one victim, one reference.
use super::super::listing::{self, How};
use super::super::{
    Change, Cx, Step, StepError, access, case, conflict, protected, schedule, untold,
};
use super::decide::{open, settle};
use crate::domain::access::{Duty, Sight};
use crate::domain::area_clock::AreaClock;
use crate::domain::case::{Case, CaseLine, SafeContact};
use crate::domain::ids::{CaseId, MeetingId, ReferralId};
use crate::domain::listing::{Listing, State};
use crate::domain::matching::Likeness;
use crate::domain::person::{Part, Person};
use crate::domain::reference::CaseReference;
use crate::domain::referral::{Referral, Stage};
use crate::domain::refusal::Refused;
use crate::store::{self, StoreError};

/// The earlier case that a referral is put under.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Joining {
    /// Its reference, as typed.
    pub reference: String,
    /// The reference of the case whose victim whoever joins has said to be the same person, after
    /// comparing the two; blank when they have not.
    pub same_as: String,
}

/// The victims of a referral and of the case it would be put under, side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// How alike they are; none when name or date of birth differ.
    pub likeness: Option<Likeness>,
    /// The referral's own case.
    pub own: CaseLine,
    /// The earlier case.
    pub earlier: CaseLine,
}

/// The victims of a referral and of an earlier case, for whoever joins to compare.
///
/// # Errors
/// Hidden from those who do not triage; refused when no such case is found that they may see.
pub fn compare<Mode>(cx: &mut Cx<'_, '_, Mode>, id: ReferralId, typed: &str) -> Step<Compared> {
    cx.on_duty(Duty::Triage)?;
    let area = cx.area_id()?;
    let referral = store::referral::find(cx.session, area, id)?;
    access::case(cx, referral.case_id, Sight::Everything)?;
    let earlier = earlier_case(cx, typed, &referral)?;
    let (own, earlier) = (referral.case_id, earlier.id);
    let mut lines = case::lines(cx, &[own, earlier])?;
    let likeness = likeness(cx, &referral, earlier)?;
    let mut line = |it: CaseId| lines.remove(&it).ok_or(StepError::Hidden);
    Ok(Compared { likeness, own: line(own)?, earlier: line(earlier)? })
}

/// Puts a referral under the reference of an earlier case, with the people it described, and that
/// case onto the meeting of the referral unless a coming meeting hears it already: then the
/// agencies that the referral makes necessary are asked for that meeting.
///
/// # Errors
/// Refused when no such case is found, when its victim is not surely the same person and nobody
/// said so, or the referral is decided already; stale when something was added or decided
/// meanwhile.
pub fn join(cx: &mut Change<'_, '_>, id: ReferralId, seen: i32, to: &Joining) -> Step<()> {
    let mut referral = open(cx, id, seen)?;
    let earlier = earlier_case(cx, &to.reference, &referral)?;
    stands_alone(cx, &referral)?;
    is_of_one_victim(cx, &referral, &earlier, &to.same_as)?;
    let mut emptied = store::case::find(cx.session, referral.area_id, referral.case_id)?;
    move_people(cx, &emptied, &earlier)?;
    let earlier = keep_contacts(cx, &referral, &emptied, earlier)?;
    protected::join(cx, emptied.id, earlier.id)?;
    untold::join(cx, emptied.id, earlier.id)?;
    conflict::carry(cx, &emptied, &earlier)?;
    emptied.joined_to = Some(earlier.id);
    store::case::update(cx.session, &mut emptied)?;
    cx.record("case.join", emptied.id.as_str(), &[emptied.id, earlier.id]);
    referral.case_id = earlier.id;
    // Listings and research need the referral under its new case.
    store::referral::update(cx.session, &mut referral)?;
    let coming = coming_listings(cx, &earlier)?;
    if coming.is_empty() {
        let meeting = schedule::meeting_for(cx, referral.received_at)?;
        listing::add(cx, &referral, &meeting, How::InTime)?;
    }
    for listing in coming {
        listing::extend(cx, &listing, &referral)?;
    }
    settle(cx, &mut referral, Stage::Joined)
}

/// The case of a reference as it was typed, as far as whoever asks may see it.
fn earlier_case<Mode>(cx: &mut Cx<'_, '_, Mode>, typed: &str, referral: &Referral) -> Step<Case> {
    let area = cx.area()?;
    let none = || Refused::field("join", "Enter the reference of an earlier case, like NS-7K4Q");
    let reference = CaseReference::typed(typed, &area.prefix).map_err(|_not_one| none())?;
    let found = match store::case::by_reference(cx.session, area.id, reference.as_str()) {
        Err(StoreError::NotFound) => return Err(none().into()),
        other => case::end(cx, other?)?,
    };
    let sights = access::sights(cx, &[found.id])?;
    if found.id == referral.case_id || sights.get(&found.id) != Some(&Sight::Everything) {
        return Err(none().into());
    }
    cx.saw(found.id);
    Ok(found)
}

/// Refuses to take the people out of a case that holds more than one referral.
fn stands_alone(cx: &mut Change<'_, '_>, referral: &Referral) -> Step<()> {
    let (area, case) = (referral.area_id, [referral.case_id]);
    let referrals = store::referral::of_cases(cx.session, area, &case)?;
    if referrals.len() > 1 || !store::listing::of_cases(cx.session, area, &case)?.is_empty() {
        let text = "Another referral was joined to this one, or its case is on an agenda. Add this \
                    one to a meeting instead";
        return Err(Refused::field("join", text).into());
    }
    Ok(())
}

/// Refuses two victims who may be different people, unless whoever joins has compared them.
fn is_of_one_victim(
    cx: &mut Change<'_, '_>,
    referral: &Referral,
    earlier: &Case,
    same_as: &str,
) -> Step<()> {
    let likeness = likeness(cx, referral, earlier.id)?;
    if likeness == Some(Likeness::Same) || same_as == earlier.reference {
        return Ok(());
    }
    let reference = &earlier.reference;
    let other = "has another name or date of birth. Check the reference";
    Err(match likeness {
        Some(_) => Refused::field("same_as", "Compare the two people, and tick if they are one"),
        None => Refused::field("join", format!("The victim of {reference} {other}")),
    }
    .into())
}

/// How alike the victims of a referral's case and an earlier one are.
fn likeness<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    referral: &Referral,
    earlier: CaseId,
) -> Step<Option<Likeness>> {
    let cases = [referral.case_id, earlier];
    let people = store::person::of_cases(cx.session, referral.area_id, &cases)?;
    let victim = |case| people.iter().find(|it| it.case_id == case && it.part == Part::Victim);
    let both = victim(referral.case_id).zip(victim(earlier));
    Ok(both.and_then(|(own, earlier)| own.identity().likeness(&earlier.identity())))
}

/// The listings by which a coming meeting hears the case already.
fn coming_listings(cx: &mut Change<'_, '_>, case: &Case) -> Step<Vec<Listing>> {
    let coming: Vec<MeetingId> = schedule::coming(cx)?.iter().map(|it| it.id).collect();
    let mut listings = store::listing::of_cases(cx.session, case.area_id, &[case.id])?;
    listings.retain(|it| it.state == State::Listed && coming.contains(&it.meeting_id));
    Ok(listings)
}

/// Keeps both ways to reach the victim, the newer first.
fn keep_contacts(
    cx: &mut Change<'_, '_>,
    referral: &Referral,
    emptied: &Case,
    mut earlier: Case,
) -> Step<Case> {
    let clock = AreaClock::new(cx.area()?.settings.timezone);
    let known = store::referral::of_cases(cx.session, earlier.area_id, &[earlier.id])?;
    let known_at = known.last().map_or(earlier.created_at, |it| it.received_at);
    let joined_at = referral.received_at;
    let said = SafeContact { way: &emptied.safe_contact, on: clock.day_of(joined_at) };
    let known = SafeContact { way: &earlier.safe_contact, on: clock.day_of(known_at) };
    earlier.safe_contact =
        if joined_at < known_at { known.with_older(said) } else { said.with_older(known) };
    store::case::update(cx.session, &mut earlier)?;
    Ok(earlier)
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

/// Whether two descriptions are of one person of the case, whose victims are known to be one.
fn is_same(known: &Person, other: &Person) -> bool {
    known.part == other.part
        && (known.part == Part::Victim || known.identity().likeness(&other.identity()).is_some())
}
