//! Who walks the addresses: one person of each role, and somebody who is not signed in.
use marac::domain::actor::Member;

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
