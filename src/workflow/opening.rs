//! Opening a restricted case for an urgent safeguarding need, for which it takes two.
use chrono::TimeDelta;

use super::{Change, Cx, Step, StepError, access, colleague, stand_in};
use crate::domain::access::{CaseFacts, Duty};
use crate::domain::account::Colleague;
use crate::domain::actor::Role;
use crate::domain::case::Restriction;
use crate::domain::conflict::{Matter, Need, Opening};
use crate::domain::ids::{AccountId, CaseId, OpeningId};
use crate::domain::notice::Notice;
use crate::domain::reference::CaseReference;
use crate::domain::refusal::{Refused, Stale};
use crate::domain::text::Private;
use crate::store;

/// How long a second person may take to agree.
const TO_AGREE: TimeDelta = TimeDelta::hours(1);
/// How long a case stays open for whoever was let in.
const LASTS: TimeDelta = TimeDelta::hours(8);

/// What somebody asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The reference, as typed.
    pub reference: String,
    /// Why.
    pub need: Need,
    /// The same in words.
    pub reason: Private,
    /// Who is to agree.
    pub second: AccountId,
}

/// Who could agree: others who lead, and whoever stands in.
///
/// # Errors
/// Hidden from those who do not take part in meetings.
pub fn seconds<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<Vec<Colleague>> {
    cx.on_duty(Duty::TakePart)?;
    let own = cx.member()?.account;
    let stand_in = stand_in::find(cx)?.map(|it| it.account.id);
    let mut people = colleague::in_force(cx)?;
    people.retain(|it| {
        (it.may(Duty::Record) || Some(it.account.id) == stand_in) && it.account.id != own
    });
    people.dedup_by_key(|it| it.account.id);
    Ok(people)
}

/// Asks a second person to agree that a restricted case is opened. Whether there is such a case is
/// told to nobody: the answer is the same.
///
/// # Errors
/// Hidden from those who do not take part in meetings; refused without words or a second person.
pub fn ask(cx: &mut Change<'_, '_>, asked: &Asked) -> Step<()> {
    if seconds(cx)?.iter().all(|it| it.account.id != asked.second) {
        return Err(Refused::field("second", "Select who is to agree").into());
    }
    if asked.reason.is_blank() {
        return Err(Refused::field("reason", "Enter what the need is").into());
    }
    let Some(case_id) = restricted(cx, asked)? else { return Ok(()) };
    let member = cx.member()?;
    let opening = Opening {
        area_id: member.area,
        id: cx.new_id(OpeningId::from_uuid),
        case_id,
        account_id: member.account,
        need: asked.need,
        reason: asked.reason.clone(),
        asked_at: cx.now,
        second_id: asked.second,
        confirmed_at: None,
        ends_at: cx.now + TO_AGREE,
        version: 1,
    };
    store::opening::insert(cx.session, &opening)?;
    cx.record("opening.ask", opening.id.as_str(), &[]);
    let notice = Notice::Conflict { matter: Matter::OpeningAsked, case: case_id };
    let once = format!("opening_asked:{}", opening.id);
    cx.tell(asked.second, notice, &once, cx.now)?;
    Ok(())
}

/// The restricted case that is asked for, unless it is kept from whoever asks or is to agree.
fn restricted(cx: &mut Change<'_, '_>, asked: &Asked) -> Step<Option<CaseId>> {
    let (area, own) = (cx.area()?, cx.member()?.account);
    let Ok(reference) = CaseReference::typed(&asked.reference, &area.prefix) else {
        return Ok(None);
    };
    let found = match store::case::by_reference(cx.session, area.id, reference.as_str()) {
        Err(store::StoreError::NotFound) => return Ok(None),
        other => super::case::end(cx, other?)?.id,
    };
    let facts = access::facts(cx, &[found])?;
    let fits = |it: &CaseFacts| {
        it.restriction == Restriction::Restricted
            && ![own, asked.second].iter().any(|who| it.excluded.contains(who))
    };
    Ok(facts.get(&found).filter(|it| fits(it)).map(|_| found))
}

/// A request that waits for its second person, with nothing of the case but what its asker wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The request.
    pub opening: Opening,
    /// Who asks, with their agency.
    pub by: Private,
}

/// The requests that wait for whoever asks.
///
/// # Errors
/// Fails when the database does.
pub fn waiting<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<Vec<Waiting>> {
    let member = cx.member()?;
    if !may_agree(cx)? {
        return Ok(Vec::new());
    }
    let mut found = store::opening::waiting_for(cx.session, member.area, member.account, cx.now)?;
    let cases: Vec<CaseId> = found.iter().map(|it| it.case_id).collect();
    let facts = access::facts(cx, &cases)?;
    found.retain(|it| {
        facts.get(&it.case_id).is_some_and(|of| !of.excluded.contains(&member.account))
    });
    let people = store::membership::colleagues(cx.session, member.area)?;
    let by = |id: AccountId| {
        let person = people.iter().find(|it| it.account.id == id);
        let named = |it: &Colleague| format!("{}, {}", it.account.name.reveal(), it.agency);
        Private::new(person.map(named).unwrap_or_default())
    };
    Ok(found.into_iter().map(|it| Waiting { by: by(it.account_id), opening: it }).collect())
}

fn may_agree<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<bool> {
    Ok(cx.on_duty(Duty::Record).is_ok() || stand_in::is(cx)?)
}

/// Agrees that a restricted case is opened for whoever asked. The chair is told at once.
///
/// # Errors
/// Hidden when it does not wait for whoever agrees; stale when it was agreed to meanwhile.
pub fn agree(cx: &mut Change<'_, '_>, id: OpeningId, seen: i32) -> Step<()> {
    let found = waiting(cx)?.into_iter().find(|it| it.opening.id == id);
    let mut opening = found.ok_or(StepError::Hidden)?.opening;
    Stale::check(opening.version, seen, &[])?;
    cx.fresh()?;
    (opening.confirmed_at, opening.ends_at) = (Some(cx.now), cx.now + LASTS);
    store::opening::update(cx.session, &mut opening)?;
    cx.record("opening.agree", id.as_str(), &[opening.case_id]);
    tell_chairs(cx, &opening)
}

/// Tells the chairs who are named on the case, or else those from whom it is not kept.
fn tell_chairs(cx: &mut Change<'_, '_>, opening: &Opening) -> Step<()> {
    let facts = access::facts(cx, &[opening.case_id])?;
    let Some(facts) = facts.get(&opening.case_id) else { return Ok(()) };
    let mut chairs = colleague::in_force(cx)?;
    chairs.retain(|it| {
        it.membership.roles.contains(&Role::Chair) && !facts.excluded.contains(&it.account.id)
    });
    let is_named = |it: &&Colleague| facts.named.contains(&it.account.id);
    let named: Vec<AccountId> = chairs.iter().filter(is_named).map(|it| it.account.id).collect();
    let everybody = chairs.iter().map(|it| it.account.id);
    let told = if named.is_empty() { everybody.collect() } else { named };
    let once = format!("opened:{}", opening.id);
    for chair in told {
        let (matter, case) = (Matter::Opened, opening.case_id);
        let notice = Notice::Conflict { matter, case };
        cx.tell(chair, notice, &once, cx.now)?;
    }
    Ok(())
}
