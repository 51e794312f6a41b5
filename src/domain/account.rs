//! Accounts of those who sign in, and their memberships.
use super::access::Duty;
use super::actor::{Member, Role};
use super::ids::{AccountId, AgencyId, AreaId, LinkId, MembershipId};
use super::text::Private;
use super::time::{Day, Instant};
use super::word::words;

words! {
    /// Where an account stands.
    State {
        /// Asked to join; has no password yet.
        Invited = "invited" / "Invited",
        /// May sign in.
        Active = "active" / "Active",
        /// May not sign in.
        Suspended = "suspended" / "Suspended",
    }
}

/// Somebody who signs in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its identifier.
    pub id: AccountId,
    /// The address that they sign in with and get mail at, in lower case.
    pub email: Private,
    /// What they are called.
    pub name: Private,
    /// Where colleagues call them.
    pub phone: Private,
    /// The password's argon2id hash; none until the invitation is taken up.
    pub password: Option<Private>,
    /// Where the account stands.
    pub state: State,
    /// Counts its changes.
    pub version: i32,
    /// When it was made.
    pub created_at: Instant,
    /// When they last signed in.
    pub signed_in_at: Option<Instant>,
}

/// An account's place in one area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The area.
    pub area_id: AreaId,
    /// Its identifier.
    pub id: MembershipId,
    /// Whose it is.
    pub account_id: AccountId,
    /// The agency they are there for.
    pub agency_id: AgencyId,
    /// What they are.
    pub roles: Vec<Role>,
    /// Their post, as colleagues know it.
    pub job_title: String,
    /// The first day it is in force.
    pub starts_on: Day,
    /// The last day it is in force.
    pub ends_on: Option<Day>,
    /// Whether somebody of the area has shut them out of it.
    pub suspended: bool,
    /// Counts its changes.
    pub version: i32,
    /// When it was made.
    pub created_at: Instant,
}

impl Membership {
    /// Whether it is in force on a day.
    pub fn is_in_force(&self, on: Day) -> bool {
        !self.suspended && self.starts_on <= on && self.ends_on.is_none_or(|last| on <= last)
    }

    /// The member that this makes of an account.
    pub fn member(&self, name: Private) -> Member {
        Member {
            account: self.account_id,
            membership: self.id,
            area: self.area_id,
            agency: self.agency_id,
            roles: self.roles.clone(),
            name,
        }
    }
}

/// Somebody of an area as lists of people show them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colleague {
    /// Their place in the area.
    pub membership: Membership,
    /// Their account.
    pub account: Account,
    /// Their agency's name.
    pub agency: String,
}

impl Colleague {
    /// Whether they sign in and their place in the area is in force on a day.
    pub fn is_in_force(&self, on: Day) -> bool {
        self.membership.is_in_force(on) && self.account.state == State::Active
    }

    /// Whether their role carries a duty.
    pub fn may(&self, duty: Duty) -> bool {
        self.membership.roles.iter().any(|it| duty.roles().contains(it))
    }

    /// Whether they take part in each meeting, as leading it or for their agency.
    pub fn takes_part(&self) -> bool {
        self.may(Duty::ArrangeAgenda) || self.may(Duty::ReturnResearch)
    }

    /// Whether they answer for one of some agencies: what it is asked is theirs to return.
    pub fn answers_for(&self, agencies: &[AgencyId]) -> bool {
        agencies.contains(&self.membership.agency_id) && self.may(Duty::ReturnResearch)
    }
}

words! {
    /// What a single-use link is for.
    LinkPurpose {
        /// To join, by choosing a password.
        Invitation = "invitation" / "Invitation",
        /// To choose a new password.
        Reset = "reset" / "New password",
    }
}

/// A single-use link. Its token is worked out from its identifier and a key, so it is kept nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its identifier.
    pub id: LinkId,
    /// Whose it is.
    pub account_id: AccountId,
    /// What it is for.
    pub purpose: LinkPurpose,
    /// When it was made.
    pub made_at: Instant,
    /// When it stops working.
    pub expires_at: Instant,
    /// When it was used.
    pub used_at: Option<Instant>,
}
