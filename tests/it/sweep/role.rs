//! Who walks the addresses: one person of each role, and somebody who is not signed in.
use marac::domain::access::Sight;
use marac::domain::actor::{Member, Role};

use crate::support::county::County;

/// What somebody is, by one letter each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// `a`: runs the installation, and sees no case.
    Administrator,
    /// `c`: of the police.
    Chair,
    /// `o`: of the council.
    Coordinator,
    /// `r`: of an agency that is asked on every case.
    Representative,
    /// `u`: of an agency that is asked on none of the cases.
    Unasked,
    /// `i`
    Idva,
    /// `f`: sent the referrals that wait.
    Referrer,
    /// `b`
    Observer,
    /// `d`
    Auditor,
    /// `x`: not signed in.
    Nobody,
}

impl Who {
    /// Everybody.
    pub const ALL: [Self; 10] = [
        Self::Administrator,
        Self::Chair,
        Self::Coordinator,
        Self::Representative,
        Self::Unasked,
        Self::Idva,
        Self::Referrer,
        Self::Observer,
        Self::Auditor,
        Self::Nobody,
    ];

    /// The letter that stands for them in the table.
    pub fn letter(self) -> char {
        match self {
            Self::Administrator => 'a',
            Self::Chair => 'c',
            Self::Coordinator => 'o',
            Self::Representative => 'r',
            Self::Unasked => 'u',
            Self::Idva => 'i',
            Self::Referrer => 'f',
            Self::Observer => 'b',
            Self::Auditor => 'd',
            Self::Nobody => 'x',
        }
    }

    /// Their role, if they are signed in.
    pub fn role(self) -> Option<Role> {
        Some(match self {
            Self::Administrator => Role::Administrator,
            Self::Chair => Role::Chair,
            Self::Coordinator => Role::Coordinator,
            Self::Representative | Self::Unasked => Role::Representative,
            Self::Idva => Role::Idva,
            Self::Referrer => Role::Referrer,
            Self::Observer => Role::Observer,
            Self::Auditor => Role::Auditor,
            Self::Nobody => return None,
        })
    }

    /// The person of the county.
    pub fn person(self, county: &County) -> Option<Member> {
        Some(match self {
            Self::Administrator => county.administrator(),
            Self::Chair => county.chair(),
            Self::Coordinator => county.coordinator(),
            Self::Representative => county.housing(),
            Self::Unasked => county.childrens(),
            Self::Idva => county.idva(),
            Self::Referrer => county.referrer(),
            Self::Observer => county.person("Olive Moss"),
            Self::Auditor => county.person("Ines Grey"),
            Self::Nobody => return None,
        })
    }
}

/// How much somebody sees of the case that an example names: one that waits for triage was sent by
/// the referrer, and on all others the agencies of the representative and the IDVA are asked.
pub fn sight(who: Who, example: &str) -> Sight {
    let waits = ["{waiting", "{asked}"].iter().any(|it| example.contains(it));
    match who {
        Who::Chair | Who::Coordinator => Sight::Everything,
        Who::Representative | Who::Idva if !waits => Sight::Shared,
        Who::Referrer if waits => Sight::OwnReferral,
        _ => Sight::Nothing,
    }
}
