//! Who must not be told of a case, and those who get mail and are like them.
mod guard;

pub(in crate::workflow) use guard::{cases_of, stops};

use std::collections::HashMap;

use super::access::{self, require};
use super::{Change, Cx, Step, StepError, colleague};
use crate::domain::access::{Duty, Sight, Wish, may};
use crate::domain::account::Colleague;
use crate::domain::ids::{AccountId, CaseId, UntoldId};
use crate::domain::person::{Part, Person};
use crate::domain::refusal::Refused;
use crate::domain::text::Private;
use crate::domain::untold::{
    Checked, Known, Likeness, Recipient, Untold, Verdict, Weight, weightiest,
};
use crate::store;

/// Who must not be told of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desk {
    /// The alleged perpetrators, who must not be told whatever is recorded.
    pub perpetrators: Vec<Person>,
    /// Others whom somebody recorded, oldest first.
    pub untold: Vec<Untold>,
    /// Those who would be told and are like somebody of the case.
    pub alike: Vec<Alike>,
    /// Whether whoever asks says who is another person.
    pub may_check: bool,
}

/// Somebody who would be told and is like somebody of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alike {
    /// The case.
    pub case: CaseId,
    /// Their account.
    pub account: AccountId,
    /// Their name.
    pub name: Private,
    /// Their agency.
    pub agency: String,
    /// What they have in common.
    pub likeness: Likeness,
    /// What was said of them.
    pub verdict: Option<Verdict>,
}

impl Alike {
    /// Whether somebody has still to say whether they are two people.
    pub fn is_open(&self) -> bool {
        match self.likeness.weight() {
            Weight::Never => self.verdict != Some(Verdict::Out),
            Weight::UntilChecked | Weight::Shown => self.verdict.is_none(),
        }
    }
}

/// Somebody to be recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewUntold {
    /// Their name.
    pub name: Private,
    /// Who they are.
    pub relation: Private,
    /// Their mail address.
    pub email: Private,
    /// Their phone number.
    pub phone: Private,
    /// Where they live.
    pub address: Private,
    /// Whom they work for.
    pub employer: Private,
}

/// How somebody of an area is compared.
pub(super) fn recipient(it: &Colleague) -> Recipient<'_> {
    Recipient {
        name: &it.account.name,
        email: &it.account.email,
        phone: &it.account.phone,
        agency: &it.agency,
    }
}

/// Everybody of some cases, as they are compared: two queries, however many cases.
fn known<Mode>(cx: &mut Cx<'_, '_, Mode>, cases: &[CaseId]) -> Step<HashMap<CaseId, Vec<Known>>> {
    let area = cx.area_id()?;
    let mut known: HashMap<CaseId, Vec<Known>> = HashMap::new();
    for person in store::person::of_cases(cx.session, area, cases)? {
        known.entry(person.case_id).or_default().push((&person).into());
    }
    for untold in store::untold::of_cases(cx.session, area, cases)? {
        known.entry(untold.case_id).or_default().push((&untold).into());
    }
    Ok(known)
}

/// Those of some people who are like somebody of some cases, case by case.
///
/// # Errors
/// Fails when the database does.
pub fn alike<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    cases: &[CaseId],
    people: &[Colleague],
) -> Step<Vec<Alike>> {
    let area = cx.area_id()?;
    let known = known(cx, cases)?;
    let mut found = Vec::new();
    for (case, person) in cases.iter().flat_map(|case| people.iter().map(move |it| (case, it))) {
        let of_case = known.get(case).map_or(&[][..], Vec::as_slice);
        found.extend(weightiest(of_case, &recipient(person)).map(|it| (*case, person, it)));
    }
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let checked = store::checked::of_cases(cx.session, area, cases)?;
    let verdict = |case, account| {
        let said = |it: &&Checked| it.case_id == case && it.account_id == account;
        checked.iter().find(said).map(|it| it.verdict)
    };
    let alike = |(case, person, likeness): (CaseId, &Colleague, Likeness)| Alike {
        case,
        account: person.account.id,
        name: person.account.name.clone(),
        agency: person.agency.clone(),
        likeness,
        verdict: verdict(case, person.account.id),
    };
    Ok(found.into_iter().map(alike).collect())
}

/// A case of which somebody would be told who is like a person in it, with nobody having said yet
/// whether they are two people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unchecked {
    /// The case.
    pub case: CaseId,
    /// Its reference.
    pub reference: String,
    /// How many would be told.
    pub people: usize,
}

/// Those of some cases of which some people should not be told before somebody has looked; only cases
/// that whoever asks sees whole.
///
/// # Errors
/// Fails when the database does.
pub fn unchecked<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    cases: &[CaseId],
    is_told: impl Fn(&Colleague) -> bool,
) -> Step<Vec<Unchecked>> {
    let area = cx.area_id()?;
    let sights = access::sights(cx, cases)?;
    let mut seen = cases.to_vec();
    seen.retain(|it| sights.get(it) == Some(&Sight::Everything));
    let mut people = colleague::in_force(cx)?;
    people.retain(is_told);
    let mut open = alike(cx, &seen, &people)?;
    open.retain(Alike::is_open);
    if open.is_empty() {
        return Ok(Vec::new());
    }
    let found = store::case::of_ids(cx.session, area, &seen)?;
    let one = |case: crate::domain::case::Case| Unchecked {
        people: open.iter().filter(|it| it.case == case.id).count(),
        case: case.id,
        reference: case.reference,
    };
    Ok(found.into_iter().map(one).filter(|it| it.people > 0).collect())
}

/// Lets nobody through but those who keep the list of a case.
fn keeps<Mode>(cx: &mut Cx<'_, '_, Mode>, id: CaseId) -> Step<()> {
    let facts = access::facts(cx, &[id])?;
    let facts = facts.get(&id).ok_or(StepError::Hidden)?;
    require(cx, Wish::Change(Duty::KeepUntold, facts))
}

/// Who must not be told of a case, and who is like them.
///
/// # Errors
/// Hidden from those who do not keep the list.
pub fn desk<Mode>(cx: &mut Cx<'_, '_, Mode>, id: CaseId) -> Step<Desk> {
    keeps(cx, id)?;
    access::case(cx, id, Sight::Asked)?;
    let (area, member) = (cx.area_id()?, cx.member()?);
    let mut perpetrators = store::person::of_cases(cx.session, area, &[id])?;
    perpetrators.retain(|it| it.part == Part::Perpetrator);
    let mut people = colleague::in_force(cx)?;
    people.retain(|it| it.takes_part() && it.account.id != member.account);
    Ok(Desk {
        perpetrators,
        untold: store::untold::of_cases(cx.session, area, &[id])?,
        alike: alike(cx, &[id], &people)?,
        may_check: may(member, Duty::OverseeMinutes),
    })
}

/// Records somebody who must not be told of a case.
///
/// # Errors
/// As [`desk`]; refused when nothing is said that they could be known by.
pub fn add(cx: &mut Change<'_, '_>, id: CaseId, new: &NewUntold) -> Step<()> {
    keeps(cx, id)?;
    if new.name.is_blank() && new.email.is_blank() && new.phone.is_blank() {
        let text = "Enter a name, an email address or a phone number";
        return Err(Refused::field("name", text).into());
    }
    let NewUntold { name, relation, email, phone, address, employer } = new.clone();
    let member = cx.member()?;
    let untold = Untold {
        area_id: member.area,
        id: cx.new_id(UntoldId::from_uuid),
        case_id: id,
        name,
        relation,
        email,
        phone,
        address,
        employer,
        added_by: member.account,
        added_at: cx.now,
    };
    store::untold::insert(cx.session, &untold)?;
    cx.record("untold.add", untold.id.as_str(), &[id]);
    Ok(())
}

/// Takes somebody off the list of a case.
///
/// # Errors
/// As [`desk`]; hidden when they are not on it.
pub fn remove(cx: &mut Change<'_, '_>, id: CaseId, untold: UntoldId) -> Step<()> {
    keeps(cx, id)?;
    let found = store::untold::find(cx.session, cx.area_id()?, untold)?;
    if found.case_id != id {
        return Err(StepError::Hidden);
    }
    store::untold::remove(cx.session, found.area_id, untold)?;
    cx.record("untold.remove", untold.as_str(), &[id]);
    Ok(())
}

/// Says of somebody who is like a person of a case whether they are another one, or get no mail about
/// the case.
///
/// # Errors
/// As [`desk`], and hidden from all but those who oversee minutes; refused when they are like nobody,
/// or are surely the same person.
pub fn check(
    cx: &mut Change<'_, '_>,
    id: CaseId,
    of: Option<AccountId>,
    verdict: Option<Verdict>,
) -> Step<()> {
    cx.on_duty(Duty::OverseeMinutes)?;
    let found = desk(cx, id)?.alike.into_iter().find(|it| Some(it.account) == of);
    let unlike = || Refused::because("They are like nobody of the case any more");
    let found = found.ok_or_else(unlike)?;
    let verdict = verdict.ok_or_else(|| Refused::because("Say whether they are another person"))?;
    if found.likeness.weight() == Weight::Never && verdict == Verdict::Other {
        let text = format!(
            "Mail to somebody with {} never leaves. If they are two people, correct what is \
             recorded",
            found.likeness.shown()
        );
        return Err(Refused::because(text).into());
    }
    let member = cx.member()?;
    let checked = Checked {
        area_id: member.area,
        case_id: id,
        account_id: found.account,
        verdict,
        checked_by: member.account,
        checked_at: cx.now,
    };
    store::checked::save(cx.session, &checked)?;
    let subject = format!("{} {}", found.account, verdict.as_str());
    cx.record("untold.check", subject, &[id]);
    Ok(())
}

/// Brings the list of a case under the earlier one that it was joined to.
///
/// # Errors
/// Fails when the database does.
pub(super) fn join(cx: &mut Change<'_, '_>, from: CaseId, to: CaseId) -> Step<()> {
    let area = cx.area_id()?;
    Ok(store::untold::pass_on(cx.session, area, from, to)?)
}
