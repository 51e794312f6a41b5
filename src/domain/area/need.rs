//! What an area still lacks before it can hold a meeting.
use super::Area;
use crate::domain::account::Colleague;
use crate::domain::actor::Role;
use crate::domain::agency::{Agency, Kind};

/// One thing that is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// The coordinator's phone number, which pages and letters give.
    Phone,
    /// An agency that is asked for what it knows.
    Agencies,
    /// An IDVA service, without which nobody speaks for the victim.
    IdvaService,
    /// Somebody to coordinate.
    Coordinator,
    /// Somebody to chair.
    Chair,
    /// An IDVA.
    Idva,
}

impl Need {
    /// What an area lacks, in the order in which it is best put right. Somebody who is invited
    /// counts.
    pub fn of(area: &Area, agencies: &[Agency], people: &[Colleague]) -> Vec<Self> {
        let has = |role| people.iter().any(|it| it.membership.roles.contains(&role));
        let is_idva = |it: &Agency| it.active && it.kind == Kind::Idva;
        let missing = [
            (Self::Phone, area.settings.contact.coordinator_phone.trim().is_empty()),
            (Self::Agencies, agencies.iter().filter(|it| it.active).count() < 2),
            (Self::IdvaService, !agencies.iter().any(is_idva)),
            (Self::Coordinator, !has(Role::Coordinator)),
            (Self::Chair, !has(Role::Chair)),
            (Self::Idva, !has(Role::Idva)),
        ];
        missing.into_iter().filter(|it| it.1).map(|it| it.0).collect()
    }

    /// What to do about it.
    pub fn shown(self) -> &'static str {
        match self {
            Self::Phone => "Give the coordinator’s phone number",
            Self::Agencies => "Add the agencies that meet",
            Self::IdvaService => "Add the IDVA service",
            Self::Coordinator => "Invite a coordinator",
            Self::Chair => "Invite a chair",
            Self::Idva => "Invite an IDVA",
        }
    }
}
