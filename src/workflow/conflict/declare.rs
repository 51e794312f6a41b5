//! Declaring an interest of one's own, and recording one for others.
use super::super::{Change, Step, StepError, access, colleague, schedule};
use super::left::{Left, live_listings};
use super::{ask_for_coordinator, leads, tell_leads};
use crate::domain::access::{Duty, Sight};
use crate::domain::conflict::{Exclusion, Interest, Matter, Party};
use crate::domain::ids::{AccountId, AgencyId, CaseId, ExclusionId};
use crate::domain::meeting;
use crate::domain::refusal::Refused;
use crate::domain::research;
use crate::domain::text::Private;
use crate::store;

/// An interest of one's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    /// What ties them to the case.
    pub interest: Interest,
    /// The same in words.
    pub reason: Private,
    /// Who stands in.
    pub replacement: Option<AccountId>,
}

/// An interest of others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The people, of whom there may be several.
    pub people: Vec<AccountId>,
    /// A whole agency.
    pub agency: Option<AgencyId>,
    /// What, why and who stands in.
    pub declared: Declared,
}

/// Where somebody goes on for whom the case is gone.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Where {
    /// To the room of the meeting that is hearing the case.
    Room(String),
    /// To their start page.
    Start,
}

/// Declares an interest of one's own in a case. From then on the case is not there for them.
///
/// # Errors
/// Hidden when they do not see the case; refused without words, or without somebody who stands in
/// where they own an open action, alone answer for an agency, or lead.
pub fn declare(cx: &mut Change<'_, '_>, case: CaseId, new: &Declared) -> Step<Where> {
    access::case(cx, case, Sight::OwnReferral)?;
    let account = cx.member()?.account;
    let room = hearing_room(cx, case)?;
    keep(cx, case, &[Party::Account(account)], new)?;
    Ok(room.map_or(Where::Start, Where::Room))
}

/// Records an interest of others: of one person, of several, or of a whole agency.
///
/// # Errors
/// Hidden from those who do not lead or do not see the case; refused without anybody named, and as
/// [`declare`] is.
pub fn record(cx: &mut Change<'_, '_>, case: CaseId, new: &Recorded) -> Step<()> {
    cx.on_duty(Duty::Record)?;
    access::case(cx, case, Sight::Everything)?;
    let (area, own) = (cx.area_id()?, cx.member()?.account);
    let known = store::membership::colleagues(cx.session, area)?;
    let is_known = |it: &AccountId| known.iter().any(|one| one.account.id == *it);
    if !new.people.iter().all(is_known) {
        return Err(Refused::field("people", "Select people of this area").into());
    }
    if let Some(agency) = new.agency {
        store::agency::find(cx.session, area, agency)?;
    }
    if new.people.contains(&own) {
        let text = "Declare an interest of your own above";
        return Err(Refused::field("people", text).into());
    }
    let people = new.people.iter().copied().map(Party::Account);
    let parties: Vec<Party> = people.chain(new.agency.map(Party::Agency)).collect();
    if parties.is_empty() {
        return Err(Refused::field("people", "Select who has the interest").into());
    }
    keep(cx, case, &parties, &new.declared)
}

/// Keeps somebody from a case.
fn keep(cx: &mut Change<'_, '_>, case: CaseId, parties: &[Party], new: &Declared) -> Step<()> {
    if new.reason.is_blank() {
        return Err(Refused::field("reason", "Enter what the interest is").into());
    }
    let area = cx.area_id()?;
    let known = store::exclusion::of_cases(cx.session, area, &[case])?;
    let is_new = |party: &&Party| {
        let mut of_them = known.iter().filter(|it| it.party() == **party);
        of_them.all(|it| !it.state.keeps_out())
    };
    let parties: Vec<Party> = parties.iter().filter(is_new).copied().collect();
    if parties.is_empty() {
        return Err(Refused::because("This interest is recorded already").into());
    }
    let kept = accounts(cx, &parties)?;
    let left = Left::by(cx, case, &kept)?;
    left.check(new.replacement)?;
    for party in &parties {
        let id = cx.new_id(ExclusionId::from_uuid);
        let exclusion = Exclusion {
            interest: new.interest,
            reason: new.reason.clone(),
            recorded_by: cx.actor.account(),
            replacement_id: new.replacement,
            ..Exclusion::new((area, id), (case, *party), cx.now)
        };
        store::exclusion::insert(cx.session, &exclusion)?;
        cx.record("conflict.declare", id.as_str(), &[case]);
        if let Party::Agency(agency) = party {
            drop_agency(cx, case, *agency)?;
        }
    }
    left.hand_over(cx, new.replacement)?;
    let once = format!("conflict:{case}:{}", cx.now);
    tell_leads(cx, case, Matter::Declared, &once)?;
    if leads(cx, case)?.is_empty() {
        ask_for_coordinator(cx, case, &once)?;
    }
    Ok(())
}

/// Everybody whom some parties name.
fn accounts(cx: &mut Change<'_, '_>, parties: &[Party]) -> Step<Vec<AccountId>> {
    let people = colleague::in_force(cx)?;
    let named = |party: &Party| match party {
        Party::Account(account) => vec![*account],
        Party::Agency(agency) => {
            let theirs = people.iter().filter(|it| it.membership.agency_id == *agency);
            theirs.map(|it| it.account.id).collect()
        }
        Party::Unnamed => Vec::new(),
    };
    Ok(parties.iter().flat_map(named).collect())
}

/// An agency that is kept from a case is not asked about it any more.
fn drop_agency(cx: &mut Change<'_, '_>, case: CaseId, agency: AgencyId) -> Step<()> {
    let (area, listings) = (cx.area_id()?, live_listings(cx, case)?);
    for mut it in store::research::of_listings(cx.session, area, &listings)? {
        if it.agency_id == agency && it.state == research::State::Asked {
            it.state = research::State::Dropped;
            store::research::update(cx.session, &mut it)?;
            cx.record("research.drop_agency", it.id.as_str(), &[case]);
        }
    }
    Ok(())
}

/// The room in which the case is being heard, if it is and they are there.
fn hearing_room(cx: &mut Change<'_, '_>, case: CaseId) -> Step<Option<String>> {
    let area = cx.area_id()?;
    let open = schedule::coming(cx)?.into_iter().find(|it| it.state == meeting::State::Open);
    let Some((meeting, current)) = open.and_then(|it| it.current_id.map(|id| (it, id))) else {
        return Ok(None);
    };
    match store::listing::find(cx.session, area, current) {
        Ok(listing) if listing.case_id == case => Ok(Some(meeting.slug)),
        Ok(_) | Err(store::StoreError::NotFound) => Ok(None),
        Err(error) => Err(StepError::from(error)),
    }
}
