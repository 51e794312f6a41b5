//! Sign-ins in progress: how long each lasts, and how lately its person was sure to be there.
use chrono::TimeDelta;

use super::actor::Role;
use super::ids::{AccountId, AreaId, MembershipId, SessionId};
use super::time::Instant;
use super::word::words;

words! {
    /// By how many factors somebody signed in.
    Factors {
        /// By a password alone.
        One = "one" / "Password",
        /// By a second one too, or by one that holds two in itself.
        Two = "two" / "Password and second factor",
    }
}

/// Those roles that a directory lets somebody have, when it says something of that.
pub fn narrowed(roles: &[Role], granted: Option<&[Role]>) -> Vec<Role> {
    let may = |it: &&Role| granted.is_none_or(|granted| granted.contains(it));
    roles.iter().filter(may).copied().collect()
}

/// A sign-in in progress, of which only the token's hash is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// SHA-256 of the token, in hexadecimal.
    pub token_hash: String,
    /// What its person knows it by.
    pub id: SessionId,
    /// Whose it is.
    pub account_id: AccountId,
    /// The membership in force.
    pub membership_id: MembershipId,
    /// Its area.
    pub area_id: AreaId,
    /// By how many factors they signed in.
    pub factors: Factors,
    /// The roles that the directory they came by lets them have; none when it says nothing of that.
    pub granted: Option<Vec<Role>>,
    /// When they signed in.
    pub started_at: Instant,
    /// When they last asked for something.
    pub seen_at: Instant,
    /// When they last showed who they are: by signing in, or by confirming it since.
    pub confirmed_at: Instant,
    /// When it ended.
    pub ended_at: Option<Instant>,
}

/// How long a session lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionLimits {
    /// How long without a request.
    pub idle: TimeDelta,
    /// How long without a request while a meeting they attend is open.
    pub idle_in_meeting: TimeDelta,
    /// How long at most.
    pub whole: TimeDelta,
    /// How long after somebody showed who they are they may do what matters most.
    pub fresh: TimeDelta,
}

impl SessionLimits {
    /// How long it lasts without a request.
    pub fn idle_when(&self, in_meeting: InMeeting) -> TimeDelta {
        match in_meeting {
            InMeeting::Yes => self.idle_in_meeting,
            InMeeting::No => self.idle,
        }
    }
}

impl Session {
    /// Whether it still holds. `now` is real time, never the demo's.
    pub fn holds(&self, limits: SessionLimits, in_meeting: InMeeting, now: Instant) -> bool {
        let idle = limits.idle_when(in_meeting);
        self.ended_at.is_none() && now < self.seen_at + idle && now < self.started_at + limits.whole
    }

    /// Whether they signed in well enough for what they are. `required` are the roles that need a
    /// second factor.
    pub fn suffices(&self, roles: &[Role], required: &[Role]) -> bool {
        self.factors == Factors::Two || !roles.iter().any(|it| required.contains(it))
    }

    /// What somebody with these roles is in this session: a directory takes roles away, and gives none.
    pub fn narrowed(&self, roles: &[Role]) -> Vec<Role> {
        narrowed(roles, self.granted.as_deref())
    }

    /// Whether whoever it belongs to showed who they are lately. `now` is real time.
    pub fn confirmed(&self, limits: SessionLimits, now: Instant) -> Confirmed {
        let is_fresh = now < self.confirmed_at + limits.fresh;
        if is_fresh { Confirmed::Lately } else { Confirmed::LongAgo }
    }
}

/// Whether a meeting that the person attends is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InMeeting {
    /// It is.
    Yes,
    /// It is not.
    No,
}

/// Whether somebody showed lately who they are, so that whoever finds their screen unlocked cannot
/// approve or give rights in their name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confirmed {
    /// Lately enough.
    Lately,
    /// Longer ago than that.
    LongAgo,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minute(minute: i64) -> Instant {
        Instant::UNIX_EPOCH + TimeDelta::minutes(minute)
    }

    fn session() -> Session {
        Session {
            token_hash: String::new(),
            id: SessionId::from_uuid(uuid::Uuid::nil()),
            factors: Factors::One,
            granted: None,
            account_id: AccountId::from_uuid(uuid::Uuid::nil()),
            membership_id: MembershipId::from_uuid(uuid::Uuid::nil()),
            area_id: AreaId::from_uuid(uuid::Uuid::nil()),
            started_at: minute(0),
            seen_at: minute(20),
            confirmed_at: minute(0),
            ended_at: None,
        }
    }

    #[test]
    fn a_session_is_fresh_for_a_quarter_of_an_hour_from_signing_in_or_confirming() {
        let minutes = TimeDelta::minutes;
        let limits = SessionLimits {
            idle: minutes(20),
            idle_in_meeting: minutes(60),
            whole: minutes(720),
            fresh: minutes(15),
        };
        let mut session = session();
        assert_eq!(session.confirmed(limits, minute(14)), Confirmed::Lately);
        assert_eq!(session.confirmed(limits, minute(15)), Confirmed::LongAgo);
        session.confirmed_at = minute(20);
        assert_eq!(session.confirmed(limits, minute(34)), Confirmed::Lately);
    }

    #[test]
    fn a_directory_takes_roles_away_and_gives_none() {
        let mut session = session();
        let roles = [Role::Chair, Role::Representative];
        assert_eq!(session.narrowed(&roles), roles);
        session.granted = Some(vec![Role::Representative, Role::Administrator]);
        assert_eq!(session.narrowed(&roles), [Role::Representative]);
        session.granted = Some(Vec::new());
        assert_eq!(session.narrowed(&roles), []);
    }

    #[test]
    fn a_password_alone_does_not_suffice_for_a_role_that_needs_more() {
        let required = [Role::Chair, Role::Administrator];
        let mut session = session();
        assert!(session.suffices(&[Role::Representative], &required));
        assert!(!session.suffices(&[Role::Representative, Role::Chair], &required));
        session.factors = Factors::Two;
        assert!(session.suffices(&[Role::Chair], &required));
    }
}
