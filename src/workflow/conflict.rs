//! Conflicts of interest: declaring one, recording one for others, ruling on it and lifting it.
mod declare;
mod left;
mod pending;
mod restrict;
mod rule;
mod show;
mod suspect;

pub use declare::{Declared, Recorded, Where, declare, record};
pub use pending::{Pending, pending};
pub use restrict::restrict;
pub use rule::{Ruling, Waiting, agree, rule, waiting};
pub use show::{InterestLine, Interests, Led, show};
pub use suspect::Possible;
pub(super) use suspect::{carry, keep_from_account, keep_from_leads, possible};

use super::{Change, Cx, Step, access, colleague};
use crate::domain::access::{Duty, is_there_for};
use crate::domain::account::Colleague;
use crate::domain::actor::Role;
use crate::domain::conflict::Matter;
use crate::domain::ids::CaseId;
use crate::domain::notice::Notice;

/// Tells those who lead of something about a case, as far as it is there for them; whoever acts knows.
fn tell_leads(cx: &mut Change<'_, '_>, case: CaseId, matter: Matter, once: &str) -> Step<()> {
    let own = cx.actor.account();
    for lead in leads(cx, case)? {
        if Some(lead.account.id) != own {
            let notice = Notice::Conflict { matter, case };
            cx.tell(lead.account.id, notice, once, cx.now)?;
        }
    }
    Ok(())
}

/// Tells administrators that a case is there for nobody who leads, and nothing else of it.
fn ask_for_coordinator(cx: &mut Change<'_, '_>, case: CaseId, once: &str) -> Step<()> {
    for person in colleague::in_force(cx)? {
        if person.membership.roles.contains(&Role::Administrator) {
            let notice = Notice::Conflict { matter: Matter::CoordinatorNeeded, case };
            cx.tell(person.account.id, notice, once, cx.now)?;
        }
    }
    Ok(())
}

/// Those who lead and for whom a case is there.
fn leads<Mode>(cx: &mut Cx<'_, '_, Mode>, case: CaseId) -> Step<Vec<Colleague>> {
    let facts = access::facts(cx, &[case])?;
    let mut people = colleague::in_force(cx)?;
    people.retain(|it| {
        let is_there = facts.get(&case).is_some_and(|of| is_there_for(it.account.id, of));
        is_there && it.may(Duty::Record)
    });
    people.dedup_by_key(|it| it.account.id);
    Ok(people)
}
