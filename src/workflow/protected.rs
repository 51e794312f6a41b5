//! Protected contact: shown on a press with a reason, written down, lent, and kept out of all else.
mod keep_out;
mod leave;

pub use keep_out::{Typed, keep_out, keep_out_of_area};
pub use leave::{give, take};

use super::access::{self, Visible, require};
use super::{Change, Cx, Step, StepError, case};
use crate::domain::access::{Duty, Sight, Wish, allows, sees_protected};
use crate::domain::account::Colleague;
use crate::domain::actor::Actor;
use crate::domain::case::{Case, CaseLine};
use crate::domain::ids::{AccountId, CaseId, ShowId};
use crate::domain::protected::{Details, Leave, ProtectedContact, Reason, Show};
use crate::domain::refusal::{Refused, Stale};
use crate::domain::text::Private;
use crate::domain::time::Instant;
use crate::store;

/// How many of the newest shows are listed.
const LISTED: i64 = 50;

/// The page of protected contact before anything of it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desk {
    /// The case.
    pub line: CaseLine,
    /// How the victim can be reached.
    pub safe_contact: Private,
    /// Whether a reason is asked: none was given within the last quarter of an hour.
    pub asks_reason: bool,
    /// Whether whoever asks may write it down.
    pub may_keep: bool,
    /// Whom it was shown to, newest first.
    pub shows: Vec<Shown>,
    /// Representatives who may see it, and those who could be let; none for those who let nobody.
    pub lending: Option<Lending>,
}

/// One time that it was shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// To whom.
    pub name: Private,
    /// Their agency.
    pub agency: String,
    /// Why.
    pub reason: Reason,
    /// When.
    pub at: Instant,
}

/// Representatives who may see it, and those who could be let.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lending {
    /// Those who may, oldest first.
    pub lent: Vec<Representative>,
    /// Those who see the case and may not.
    pub others: Vec<Representative>,
}

/// Somebody who represents an agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Representative {
    /// Their account.
    pub account: AccountId,
    /// Their name.
    pub name: Private,
    /// Their agency.
    pub agency: String,
}

impl From<&Colleague> for Representative {
    fn from(it: &Colleague) -> Self {
        Self { account: it.account.id, name: it.account.name.clone(), agency: it.agency.clone() }
    }
}

/// Whether whoever asks may be shown the protected contact of a case.
///
/// # Errors
/// Fails when the database does.
pub fn may_see<Mode>(cx: &mut Cx<'_, '_, Mode>, case: CaseId) -> Step<bool> {
    let Actor::Member(member) = cx.actor else { return Ok(false) };
    let facts = access::facts(cx, &[case])?;
    let Some(facts) = facts.get(&case) else { return Ok(false) };
    let lent: Vec<AccountId> = lent(cx, case)?.into_iter().map(|it| it.account_id).collect();
    Ok(allows(member, Wish::SeeProtected(facts, &lent), cx.now))
}

/// Whether whoever asks may be shown it, who sees so much of the case.
///
/// # Errors
/// Fails when the database does.
pub(super) fn is_offered<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    case: CaseId,
    sight: Sight,
) -> Step<bool> {
    let member = cx.member()?;
    if sees_protected(member, sight, &[]) || sight < Sight::Asked {
        return Ok(sight >= Sight::Asked);
    }
    let lent: Vec<AccountId> = lent(cx, case)?.into_iter().map(|it| it.account_id).collect();
    Ok(sees_protected(member, sight, &lent))
}

fn lent<Mode>(cx: &mut Cx<'_, '_, Mode>, case: CaseId) -> Step<Vec<Leave>> {
    let area = cx.area_id()?;
    Ok(store::leave::of_case(cx.session, area, case)?)
}

/// The case, for those alone who may be shown its protected contact.
fn admitted<Mode>(cx: &mut Cx<'_, '_, Mode>, case: CaseId) -> Step<Visible<Case>> {
    if !may_see(cx, case)? {
        return Err(StepError::Hidden);
    }
    access::case(cx, case, Sight::Asked)
}

/// The same, and only while whoever asks has lately shown who they are.
fn opens<Mode>(cx: &mut Cx<'_, '_, Mode>, case: CaseId) -> Step<()> {
    admitted(cx, case)?;
    cx.fresh()
}

/// The page of protected contact before anything of it is shown.
///
/// # Errors
/// Hidden from all who may not be shown it.
pub fn desk<Mode>(cx: &mut Cx<'_, '_, Mode>, id: CaseId) -> Step<Desk> {
    let case = admitted(cx, id)?;
    let line = case::lines(cx, &[id])?.remove(&id).ok_or(StepError::Hidden)?;
    let (member, now) = (cx.member()?, cx.now);
    let facts = access::facts(cx, &[id])?;
    let facts = facts.get(&id).ok_or(StepError::Hidden)?;
    let may = |duty| allows(member, Wish::Change(duty, facts), now);
    let people = store::membership::colleagues(cx.session, case.area_id)?;
    Ok(Desk {
        line,
        safe_contact: case.safe_contact.clone(),
        asks_reason: reason(cx, id)?.is_none(),
        may_keep: may(Duty::KeepProtected),
        shows: shows(cx, id, &people)?,
        lending: if may(Duty::LendProtected) { Some(leave::lending(cx, id)?) } else { None },
    })
}

fn shows<Mode>(cx: &mut Cx<'_, '_, Mode>, id: CaseId, people: &[Colleague]) -> Step<Vec<Shown>> {
    let area = cx.area_id()?;
    let of = |it: Show| {
        let person = people.iter().find(|one| one.account.id == it.account_id);
        Shown {
            name: person.map(|it| it.account.name.clone()).unwrap_or_default(),
            agency: person.map(|it| it.agency.clone()).unwrap_or_default(),
            reason: it.reason,
            at: it.shown_at,
        }
    };
    let newest = store::show::newest(cx.session, area, id, LISTED)?;
    Ok(newest.into_iter().map(of).collect())
}

/// The last time that it was shown to whoever asks, while the reason that they gave still holds.
fn reason<Mode>(cx: &mut Cx<'_, '_, Mode>, id: CaseId) -> Step<Option<Show>> {
    let member = cx.member()?;
    let last = store::show::last_to(cx.session, member.area, id, member.account)?;
    let now = cx.now;
    Ok(last.filter(|it| it.holds(now)))
}

/// Keeps that it is shown to whoever asks, and why. It is to be read with [`shown`] after that.
///
/// # Errors
/// Hidden from all who may not, and not before they have shown lately who they are; refused beside
/// `reason` when none is given and none holds.
pub fn show(cx: &mut Change<'_, '_>, id: CaseId, given: Option<Reason>) -> Step<()> {
    opens(cx, id)?;
    let member = cx.member()?;
    let held = reason(cx, id)?.map(|it| (it.reason, it.asked_at));
    let (reason, asked_at) = given.map(|it| (it, cx.now)).or(held).ok_or_else(unasked)?;
    let show = Show {
        area_id: member.area,
        id: cx.new_id(ShowId::from_uuid),
        case_id: id,
        account_id: member.account,
        reason,
        asked_at,
        shown_at: cx.now,
    };
    store::show::insert(cx.session, &show)?;
    cx.because(reason.as_str());
    cx.record("protected.show", format!("{} {}", show.id, reason.as_str()), &[id]);
    Ok(())
}

fn unasked() -> StepError {
    Refused::field("reason", "Select why you need it").into()
}

/// The protected contact itself, for somebody to whom it has just been shown.
///
/// # Errors
/// As [`show`], whose row must be there.
pub fn shown<Mode>(cx: &mut Cx<'_, '_, Mode>, id: CaseId) -> Step<Option<ProtectedContact>> {
    opens(cx, id)?;
    let held = reason(cx, id)?.ok_or_else(unasked)?;
    cx.because(held.reason.as_str());
    let area = cx.area_id()?;
    Ok(store::protected::of_case(cx.session, area, id)?)
}

/// Writes down the protected contact of a case, over the version `seen`; 0 for the first.
///
/// # Errors
/// Hidden from all who may not; refused when no reason holds; stale when somebody else wrote it
/// meanwhile.
pub fn save(cx: &mut Change<'_, '_>, id: CaseId, seen: i32, details: &Details) -> Step<()> {
    let facts = access::facts(cx, &[id])?;
    let facts = facts.get(&id).ok_or(StepError::Hidden)?;
    require(cx, Wish::Change(Duty::KeepProtected, facts))?;
    let known = shown(cx, id)?;
    let held = known.as_ref().map(ProtectedContact::details).unwrap_or_default();
    let now = held.named().map(|(field, label, text)| (field, label, text.reveal()));
    Stale::check(known.as_ref().map_or(0, |it| it.version), seen, &now)?;
    let member = cx.member()?;
    if let Some(mut record) = known {
        record.set(details.clone());
        (record.changed_by, record.changed_at) = (member.account, cx.now);
        store::protected::update(cx.session, &mut record)?;
    } else {
        let Details { address, phones, school, workplace } = details.clone();
        let record = ProtectedContact {
            area_id: member.area,
            case_id: id,
            address,
            phones,
            school,
            workplace,
            changed_by: member.account,
            changed_at: cx.now,
            version: 1,
        };
        store::protected::insert(cx.session, &record)?;
    }
    cx.record("protected.save", id.as_str(), &[id]);
    Ok(())
}

/// Brings the protected contact of a case under the earlier one that it was joined to. Who was let
/// to see it there has to be let again.
///
/// # Errors
/// Fails when the database does.
pub(super) fn join(cx: &mut Change<'_, '_>, from: CaseId, to: CaseId) -> Step<()> {
    let area = cx.area_id()?;
    store::show::pass_on(cx.session, area, from, to)?;
    for leave in lent(cx, from)? {
        store::leave::take(cx.session, area, from, leave.account_id)?;
    }
    let Some(mut newer) = store::protected::of_case(cx.session, area, from)? else {
        return Ok(());
    };
    store::protected::remove(cx.session, area, from)?;
    if let Some(mut earlier) = store::protected::of_case(cx.session, area, to)? {
        earlier.set(newer.details().with_older(&earlier.details()));
        (earlier.changed_by, earlier.changed_at) = (newer.changed_by, cx.now);
        store::protected::update(cx.session, &mut earlier)?;
    } else {
        (newer.case_id, newer.changed_at) = (to, cx.now);
        store::protected::insert(cx.session, &newer)?;
    }
    Ok(())
}
