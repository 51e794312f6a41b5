//! Lists of open actions: one's own, the agency's, everybody's.
use std::collections::HashMap;

use super::super::{Cx, Step, StepError, access, case, schedule};
use super::facts;
use crate::domain::access::{CaseFacts, Duty, Wish, allows, may};
use crate::domain::account::Colleague;
use crate::domain::action::{Action, Term};
use crate::domain::actor::Member;
use crate::domain::case::CaseLine;
use crate::domain::ids::{AccountId, AgencyId, CaseId};
use crate::domain::text::Private;
use crate::domain::time::Instant;
use crate::domain::word::words;
use crate::store;

words! {
    /// Whose actions a list shows.
    Whose {
        /// The reader's own.
        Mine = "mine" / "Mine",
        /// Those of the reader's agency.
        Team = "team" / "Whole team",
        /// Those of every agency.
        All = "all" / "All agencies",
        /// Those whose owner has left, which the reader may give to a colleague.
        Nobody = "nobody" / "Nobody’s",
    }
}

/// A list of open actions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Board {
    /// Whose they are.
    pub whose: Whose,
    /// The actions, the first due first.
    pub lines: Vec<Line>,
    /// How many open actions each list has; everybody's is there only for those who may see it.
    pub tally: Tally,
    /// Research that the reader's agency owes, and when that for the next meeting is due.
    pub research: Option<(u64, Instant)>,
}

/// How many open actions each list has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The reader's own.
    pub mine: usize,
    /// Of the reader's agency.
    pub team: usize,
    /// Of every agency.
    pub all: Option<usize>,
    /// Without an owner.
    pub nobody: usize,
}

/// An open action in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The action.
    pub action: Action,
    /// Its case.
    pub case: CaseLine,
    /// When it is due, from today.
    pub term: Term,
    /// Who owns it, or did until they left.
    pub owner: Private,
    /// Whether they have left.
    pub is_nobodys: bool,
    /// The name of the agency that owns it.
    pub agency: String,
    /// Whether the reader may bring it up to date.
    pub may_update: bool,
}

/// Open actions, the first due first: at most 12 queries, however many.
///
/// # Errors
/// Hidden from those who take no part, and when everybody's are asked for by somebody who does not
/// oversee actions.
pub fn board<Mode>(cx: &mut Cx<'_, '_, Mode>, whose: Whose) -> Step<Board> {
    cx.on_duty(Duty::TakePart)?;
    let (member, today, now) = (cx.member()?, cx.today()?, cx.now);
    let oversees = may(member, Duty::OverseeActions);
    if whose == Whose::All && !oversees {
        return Err(StepError::Hidden);
    }
    let mut actions = store::action::open(cx.session, member.area)?;
    actions
        .retain(|it| oversees || is_of(it, member, Whose::Team) || is_of(it, member, Whose::Mine));
    let cases: Vec<CaseId> = actions.iter().map(|it| it.case_id).collect();
    let known = access::facts(cx, &cases)?;
    let seen = |it: &Action| {
        known
            .get(&it.case_id)
            .is_some_and(|case| allows(member, Wish::SeeAction(&facts(it, case)), now))
    };
    actions.retain(seen);
    let people = store::membership::colleagues(cx.session, member.area)?;
    let is_of = |it: &Action, whose| match whose {
        Whose::Nobody => it.is_nobodys(&people, today),
        other => is_of(it, member, other),
    };
    let count = |whose| actions.iter().filter(|it| is_of(it, whose)).count();
    let tally = Tally {
        mine: count(Whose::Mine),
        team: count(Whose::Team),
        all: oversees.then(|| count(Whose::All)),
        nobody: count(Whose::Nobody),
    };
    actions.retain(|it| is_of(it, whose));
    let lines = lines(cx, actions, &known, &people)?;
    for line in &lines {
        cx.saw(line.case.id);
    }
    Ok(Board { whose, lines, tally, research: research(cx, member)? })
}

fn is_of(action: &Action, member: &Member, whose: Whose) -> bool {
    match whose {
        Whose::Mine => action.owner_id == member.account && action.agency_id == member.agency,
        Whose::Team => action.agency_id == member.agency,
        Whose::All | Whose::Nobody => true,
    }
}

fn lines<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    actions: Vec<Action>,
    known: &HashMap<CaseId, CaseFacts>,
    people: &[Colleague],
) -> Step<Vec<Line>> {
    let (member, now, today) = (cx.member()?, cx.now, cx.today()?);
    let cases: Vec<CaseId> = actions.iter().map(|it| it.case_id).collect();
    let cases = case::lines(cx, &cases)?;
    let owners: HashMap<AccountId, &Private> =
        people.iter().map(|it| (it.account.id, &it.account.name)).collect();
    let agencies = store::agency::list(cx.session, member.area)?;
    let agencies: HashMap<AgencyId, String> =
        agencies.into_iter().map(|it| (it.id, it.name)).collect();
    let line = |action: Action| {
        let case = known.get(&action.case_id)?;
        let update = facts(&action, case);
        Some(Line {
            case: cases.get(&action.case_id)?.clone(),
            term: Term::of(action.due_on, today),
            owner: owners.get(&action.owner_id).copied().cloned().unwrap_or_default(),
            is_nobodys: action.is_nobodys(people, today),
            agency: agencies.get(&action.agency_id).cloned().unwrap_or_default(),
            may_update: allows(member, Wish::UpdateAction(&update), now),
            action,
        })
    };
    Ok(actions.into_iter().filter_map(line).collect())
}

/// What the reader's agency owes of research.
fn research<Mode>(cx: &mut Cx<'_, '_, Mode>, member: &Member) -> Step<Option<(u64, Instant)>> {
    if !may(member, Duty::ReturnResearch) {
        return Ok(None);
    }
    let (absent, agency) = (cx.absent()?, Some(member.agency));
    let missing = store::research::count_missing(cx.session, member.area, agency, &absent)?;
    if missing == 0 {
        return Ok(None);
    }
    let next = schedule::coming(cx)?.into_iter().next();
    Ok(next.map(|it| (missing, it.research_due_at)))
}
