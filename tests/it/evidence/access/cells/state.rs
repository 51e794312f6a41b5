//! How things stand with whoever asks, and with the cases that they ask for.
use uuid::Uuid;

use crate::support::store::TestStore;

/// How things stand.
pub type State = (Condition, Standing);

/// How things stand with all cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    /// Open to whom the rules name.
    Normal,
    /// Restricted, and nobody is named.
    Restricted,
    /// Restricted, and everybody is named.
    Named,
    /// Everybody has an interest in them.
    Conflict,
}

/// Every case with every account.
const PAIRS: &str = "FROM cases CROSS JOIN accounts";

impl Condition {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Normal, Self::Restricted, Self::Named, Self::Conflict];

    /// Whether no case is there for anybody.
    pub fn hides(self) -> bool {
        matches!(self, Self::Restricted | Self::Conflict)
    }

    /// Makes it so.
    pub fn set(self, store: &TestStore) {
        let restrict = "UPDATE cases SET restriction = 'restricted'; DELETE FROM case_names; \
                        DELETE FROM openings WHERE confirmed_at IS NOT NULL;";
        match self {
            Self::Normal => {}
            Self::Restricted => store.execute(restrict),
            Self::Named => store.execute(&format!(
                "{restrict} INSERT INTO case_names (area_id, case_id, account_id, named_by, \
                 named_at) SELECT cases.area_id, cases.id, accounts.id, accounts.id, \
                 '2026-02-12 09:00:00' {PAIRS}"
            )),
            Self::Conflict => exclude(store),
        }
    }
}

fn exclude(store: &TestStore) {
    let pairs = store.texts(&format!(
        "SELECT '''' || cases.area_id || ''', ''' || cases.id || ''', ''' || accounts.id || '''' \
         AS text {PAIRS}"
    ));
    let rows = pairs.iter().map(|it| {
        format!(
            "('{}', {it}, 'knows_victim', '', '2026-02-12 09:00:00', 'declared', '', 1)",
            Uuid::new_v4()
        )
    });
    store.execute(&format!(
        "INSERT INTO exclusions (id, area_id, case_id, account_id, interest, reason, recorded_at, \
         state, ruling, version) VALUES {}",
        rows.collect::<Vec<_>>().join(", ")
    ));
}

/// How things stand with whoever asks, who has signed in before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// As they should.
    Active,
    /// Invited, and has not chosen a password.
    Invited,
    /// Suspended in every area.
    Suspended,
    /// Their last day in the area has passed.
    Expired,
    /// Their session has ended by itself.
    Idle,
}

impl Standing {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Active, Self::Invited, Self::Suspended, Self::Expired, Self::Idle];

    /// Makes it so.
    pub fn set(self, store: &TestStore) {
        match self {
            Self::Active => {}
            Self::Invited => store.execute("UPDATE accounts SET state = 'invited'"),
            Self::Suspended => store.execute("UPDATE memberships SET suspended = TRUE"),
            Self::Expired => store.execute("UPDATE memberships SET ends_on = '2026-02-11'"),
            Self::Idle => store.execute("UPDATE sessions SET seen_at = '2026-02-11 09:00:00'"),
        }
    }
}
