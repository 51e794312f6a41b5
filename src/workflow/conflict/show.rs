//! What is recorded of interests in a case, and what its reader may do about them.
use std::collections::HashMap;

use super::super::{Cx, Step, StepError, access, case, colleague};
use super::left::Left;
use super::rule::{Ruling, Rulings};
use super::suspect::{Possible, possible};
use crate::domain::access::{Duty, Sight, is_there_for, may};
use crate::domain::account::Colleague;
use crate::domain::agency::Agency;
use crate::domain::case::{Case, CaseLine, Restriction};
use crate::domain::conflict::{Exclusion, Party};
use crate::domain::ids::{AccountId, AgencyId, CaseId};
use crate::domain::text::Private;
use crate::store;

/// One interest, for those who lead.
#[derive(Clone, Debug)]
pub struct InterestLine {
    /// The interest.
    pub exclusion: Exclusion,
    /// Whom it names: a person with their agency, or an agency.
    pub who: Private,
    /// Who recorded it; blank when the service found it.
    pub by: Private,
    /// Who ruled, or asked to lift it; blank before anybody did.
    pub ruled_by: Private,
    /// Who stands in; blank when nobody does.
    pub replacement: Private,
    /// What the reader may do about it.
    pub rulings: Vec<Ruling>,
}

/// Interests in a case.
#[derive(Clone, Debug)]
pub struct Interests {
    /// The case.
    pub line: CaseLine,
    /// Why somebody has to stand in when the reader declares one; none when nobody has to.
    pub why: Option<String>,
    /// Who could stand in.
    pub substitutes: Vec<Colleague>,
    /// What only those who lead see.
    pub led: Option<Led>,
}

/// Interests in a case, for those who lead.
#[derive(Clone, Debug)]
pub struct Led {
    /// What is recorded, oldest first.
    pub lines: Vec<InterestLine>,
    /// Who may have one, and is not on the record.
    pub possible: Vec<Possible>,
    /// For whom one may be recorded.
    pub people: Vec<Colleague>,
    /// Who could stand in for somebody.
    pub substitutes: Vec<Colleague>,
    /// The area's agencies.
    pub agencies: Vec<Agency>,
    /// Who may know of the case.
    pub restriction: Restriction,
    /// Who is named on it.
    pub named: Vec<AccountId>,
    /// Who could be: everybody in force who has no interest in it.
    pub could_be_named: Vec<Colleague>,
    /// Counts changes of the case.
    pub version: i32,
}

/// What is recorded of interests in a case.
///
/// # Errors
/// Hidden when the reader does not see the case.
pub fn show<Mode>(cx: &mut Cx<'_, '_, Mode>, id: CaseId) -> Step<Interests> {
    let seen = access::case(cx, id, Sight::OwnReferral)?;
    let (member, sight) = (cx.member()?, seen.sight());
    let line = case::lines(cx, &[id])?.remove(&id).ok_or(StepError::Hidden)?;
    let left = Left::by(cx, id, &[member.account])?;
    let leads = sight == Sight::Everything && may(member, Duty::Record);
    Ok(Interests {
        line,
        why: left.needs_somebody().then(|| left.why()),
        substitutes: left.could().cloned().collect(),
        led: if leads { Some(led(cx, &seen)?) } else { None },
    })
}

fn led<Mode>(cx: &mut Cx<'_, '_, Mode>, case: &Case) -> Step<Led> {
    let (area, member, id) = (cx.area_id()?, cx.member()?, case.id);
    let exclusions = store::exclusion::of_cases(cx.session, area, &[id])?;
    let everybody = store::membership::colleagues(cx.session, area)?;
    let agencies = store::agency::list(cx.session, area)?;
    let names = Names::of(&everybody, &agencies);
    let mut lines = Vec::new();
    for exclusion in exclusions {
        let rulings = Rulings::of(cx, member, &exclusion)?.0;
        lines.push(names.line(exclusion, rulings));
    }
    let facts = access::facts(cx, &[id])?;
    let facts = facts.get(&id).ok_or(StepError::Hidden)?;
    let mut people = colleague::in_force(cx)?;
    people.dedup_by_key(|it| it.account.id);
    let mut substitutes = people.clone();
    substitutes.retain(|it| it.takes_part() && is_there_for(it.account.id, facts));
    people.retain(|it| it.account.id != member.account);
    let mut could_be_named = people.clone();
    could_be_named.retain(|it| it.takes_part() && !facts.excluded.contains(&it.account.id));
    people.retain(|it| is_there_for(it.account.id, facts));
    let possible = possible(cx, case)?;
    Ok(Led {
        lines,
        possible,
        people,
        substitutes,
        agencies,
        restriction: case.restriction,
        named: facts.named.clone(),
        could_be_named,
        version: case.version,
    })
}

/// What people and agencies are called.
struct Names {
    people: HashMap<AccountId, (Private, String)>,
    agencies: HashMap<AgencyId, String>,
}

impl Names {
    fn of(people: &[Colleague], agencies: &[Agency]) -> Self {
        let named = |it: &Colleague| (it.account.id, (it.account.name.clone(), it.agency.clone()));
        Self {
            people: people.iter().map(named).collect(),
            agencies: agencies.iter().map(|it| (it.id, it.name.clone())).collect(),
        }
    }

    fn name(&self, account: Option<AccountId>) -> Private {
        account.and_then(|it| self.people.get(&it)).map(|it| it.0.clone()).unwrap_or_default()
    }

    fn line(&self, exclusion: Exclusion, rulings: Vec<Ruling>) -> InterestLine {
        let who = match exclusion.party() {
            Party::Account(account) => {
                let (name, agency) = self.people.get(&account).cloned().unwrap_or_default();
                Private::new(format!("{}, {agency}", name.reveal()))
            }
            Party::Agency(agency) => {
                let name = self.agencies.get(&agency).map_or("", String::as_str);
                Private::new(format!("Everybody of {name}"))
            }
            Party::Unnamed => Private::from("Everybody who is not named"),
        };
        InterestLine {
            who,
            by: self.name(exclusion.recorded_by),
            ruled_by: self.name(exclusion.ruled_by),
            replacement: self.name(exclusion.replacement_id),
            rulings,
            exclusion,
        }
    }
}
