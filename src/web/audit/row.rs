//! Lines of the record in words.
use super::super::visit::Visit;
use crate::domain::actor::Role;
use crate::domain::step;
use crate::domain::text::Private;
use crate::views::audit::EntryRow;
use crate::views::format;
use crate::workflow::audit::{By, Line, Part};

/// The lines of a part in words.
pub(in crate::web) fn rows(visit: &Visit, part: &Part) -> Vec<EntryRow> {
    part.lines.iter().map(|it| row(visit, it)).collect()
}

fn row(visit: &Visit, it: &Line) -> EntryRow {
    let (who, part) = match &it.by {
        By::Service => (Private::from("The service"), String::new()),
        By::Person { name, roles, agency } => (name.clone(), part_of(roles, agency)),
    };
    EntryRow {
        when: format::moment_from(visit.now(), it.at, visit.zone()),
        at: it.at.to_rfc3339(),
        who,
        part,
        deed: it.deed.shown(),
        step: step::shown(&it.name),
        why: it.reason.unwrap_or_default(),
        cases: it.cases.join(", "),
    }
}

/// "Chair, Northshire Police".
fn part_of(roles: &[Role], agency: &str) -> String {
    let roles: Vec<&str> = roles.iter().map(Role::shown).collect();
    let parts = [format::clauses(&roles), agency.to_owned()];
    parts.iter().filter(|it| !it.is_empty()).cloned().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn somebodys_part_is_their_roles_and_their_agency() {
        let both = [Role::Chair, Role::Coordinator];
        assert_eq!(part_of(&both, "Police"), "Chair and coordinator, Police");
        assert_eq!(part_of(&[], "Police"), "Police");
    }
}
