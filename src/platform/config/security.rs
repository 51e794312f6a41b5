//! The section `[security]`: sessions, passwords, throttles and links.
use chrono::TimeDelta;
use serde::Deserialize;

use super::refusal::{Refusal, of};
use super::text::{days, hours, minutes, roles};
use crate::domain::actor::Role;

/// Sessions, passwords, throttles and links.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Security {
    /// Somebody who does nothing is signed out after this long.
    #[serde(rename = "idle_minutes", deserialize_with = "minutes")]
    pub idle: TimeDelta,
    /// How long before that a warning is shown.
    #[serde(rename = "warning_minutes", deserialize_with = "minutes")]
    pub warning: TimeDelta,
    /// The idle time while a meeting that the person attends is open.
    #[serde(rename = "meeting_idle_minutes", deserialize_with = "minutes")]
    pub meeting_idle: TimeDelta,
    /// Everybody is signed out this long after signing in.
    #[serde(rename = "absolute_hours", deserialize_with = "hours")]
    pub absolute: TimeDelta,
    /// How long after signing in somebody may do what matters most without confirming who they
    /// are.
    #[serde(rename = "fresh_minutes", deserialize_with = "minutes")]
    pub fresh: TimeDelta,
    /// Who needs a second factor to sign in.
    #[serde(rename = "second_factor_roles", deserialize_with = "roles")]
    pub second_factor: Vec<Role>,
    argon2_memory_kib: u32,
    argon2_passes: u32,
    argon2_lanes: u32,
    /// How many failed sign-ins are let through for one account in a window.
    pub sign_in_account_failures: u16,
    /// How many failed sign-ins are let through from one address in a window.
    pub sign_in_address_failures: u16,
    /// How long failed sign-ins are remembered.
    #[serde(rename = "sign_in_window_minutes", deserialize_with = "minutes")]
    pub sign_in_window: TimeDelta,
    /// How long an invitation works.
    #[serde(rename = "invitation_days", deserialize_with = "days")]
    pub invitation: TimeDelta,
    /// How long a link for a forgotten password works.
    #[serde(rename = "reset_minutes", deserialize_with = "minutes")]
    pub reset: TimeDelta,
}

/// What a guess at a password costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Argon2 {
    /// Memory, in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Security {
    /// What a guess at a password costs.
    pub fn argon2(&self) -> Argon2 {
        Argon2 {
            memory_kib: self.argon2_memory_kib,
            passes: self.argon2_passes,
            lanes: self.argon2_lanes,
        }
    }

    pub(super) fn refusals(&self) -> Vec<Refusal> {
        let zero = TimeDelta::zero();
        of([
            (
                self.absolute > TimeDelta::hours(12) || self.absolute <= zero,
                "security.absolute_hours must be 1 to 12",
            ),
            (
                self.idle <= zero || self.idle > self.meeting_idle,
                "security.idle_minutes must be at least 1 and at most \
                 security.meeting_idle_minutes",
            ),
            (
                self.meeting_idle > self.absolute,
                "security.meeting_idle_minutes must be at most security.absolute_hours",
            ),
            (
                self.warning <= zero || self.warning >= self.idle,
                "security.warning_minutes must be at least 1 and less than security.idle_minutes",
            ),
            (
                self.fresh <= zero || self.fresh > TimeDelta::hours(1),
                "security.fresh_minutes must be 1 to 60",
            ),
            (
                !(1..=20).contains(&self.sign_in_account_failures),
                "security.sign_in_account_failures must be 1 to 20",
            ),
            (
                !(1..=1000).contains(&self.sign_in_address_failures),
                "security.sign_in_address_failures must be 1 to 1000",
            ),
            (
                self.sign_in_window < TimeDelta::minutes(5),
                "security.sign_in_window_minutes must be at least 5",
            ),
            (
                self.invitation <= zero || self.invitation > TimeDelta::days(30),
                "security.invitation_days must be 1 to 30",
            ),
            (
                self.reset <= zero || self.reset > TimeDelta::days(1),
                "security.reset_minutes must be 1 to 1440",
            ),
            (
                !self.argon2().is_bearable(),
                "security.argon2_… would take too long to sign in: use at most 1048576 KiB, 20 \
                 passes and 16 lanes",
            ),
        ])
    }
}

impl Argon2 {
    /// Whether a guess costs enough. Source: OWASP Password Storage Cheat Sheet, the first two of
    /// its argon2id choices.
    pub fn is_enough(self) -> bool {
        let is_dear = (self.memory_kib >= 19_456 && self.passes >= 2)
            || (self.memory_kib >= 47_104 && self.passes >= 1);
        is_dear && self.lanes > 0
    }

    /// Whether somebody who knows the password need not wait for long.
    fn is_bearable(self) -> bool {
        self.memory_kib <= 1_048_576 && self.passes <= 20 && self.lanes <= 16
    }
}
