//! Who asks: a member of an area with roles, the service itself, or nobody known.
use serde::{Deserialize, Serialize};

use super::ids::{AccountId, AgencyId, AreaId, MembershipId};
use super::text::Private;
use super::word::words;

words! {
    /// What somebody may be in an area. One person may be several.
    Role {
        /// Runs people, settings and the machine; sees no case.
        Administrator = "administrator" / "Administrator",
        /// Prepares, triages, records and sends.
        Coordinator = "coordinator" / "Coordinator",
        /// Leads the meeting and approves its minutes.
        Chair = "chair" / "Chair",
        /// Speaks and acts for an agency.
        Representative = "representative" / "Agency representative",
        /// Independent domestic violence adviser: speaks for the victim.
        Idva = "idva" / "IDVA",
        /// Sends referrals and attends nothing.
        Referrer = "referrer" / "Referrer",
        /// Sits in on a named meeting.
        Observer = "observer" / "Observer",
        /// Checks the record of changes and reads.
        Auditor = "auditor" / "Auditor",
    }
}

impl Role {
    /// Whether one person may hold some roles at once: whoever runs the machine and its people is kept
    /// from cases, so that nobody can both let themselves in and cover it.
    pub fn go_together(roles: &[Self]) -> bool {
        !roles.contains(&Self::Administrator) || roles.iter().all(|it| *it == Self::Administrator)
    }
}

/// A signed-in person in the one area and agency that their session is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Their account.
    pub account: AccountId,
    /// Their place in the area.
    pub membership: MembershipId,
    /// The area.
    pub area: AreaId,
    /// Their agency.
    pub agency: AgencyId,
    /// What they are there.
    pub roles: Vec<Role>,
    /// What they are called.
    pub name: Private,
}

impl Member {
    /// Whether they hold a role.
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// Whether they hold any of some roles.
    pub fn is_any(&self, roles: &[Role]) -> bool {
        roles.iter().any(|it| self.is(*it))
    }

    /// Whether they lead the area's meetings: chair or coordinator.
    pub fn leads(&self) -> bool {
        self.is_any(&[Role::Chair, Role::Coordinator])
    }
}

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Nobody known.
    Anonymous,
    /// The service itself, at a set time, in one area.
    Service(AreaId),
    /// The person at the machine's command line.
    Operator,
    /// A signed-in person.
    Member(Member),
}

impl Actor {
    /// The account, when a person asks.
    pub fn account(&self) -> Option<AccountId> {
        match self {
            Self::Member(member) => Some(member.account),
            _ => None,
        }
    }

    /// The area they are in.
    pub fn area(&self) -> Option<AreaId> {
        match self {
            Self::Member(member) => Some(member.area),
            Self::Service(area) => Some(*area),
            Self::Anonymous | Self::Operator => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_administrator_is_nothing_else() {
        for role in Role::ALL {
            let both = Role::go_together(&[Role::Administrator, *role]);
            assert_eq!(both, *role == Role::Administrator, "{role:?}");
            assert!(Role::go_together(&[*role]));
        }
        assert!(Role::go_together(&[Role::Chair, Role::Coordinator, Role::Representative]));
    }
}
