//! Letters about actions.
use serde::Serialize;

use super::{Due, Meeting, Office, Told};
use crate::domain::ids::{ActionId, CaseId};
use crate::domain::text::Private;
use crate::domain::time::Day;
use crate::domain::wording;

/// An action that the reader owns.
#[derive(Clone, Debug, Serialize)]
pub struct OwnAction {
    /// What is to be done.
    pub text: Private,
    /// The case's reference.
    pub reference: Private,
    /// The victim's initials.
    pub initials: Private,
    /// By when.
    pub due: Due,
}

/// "You have 2 actions from the meeting on 12 February".
pub(super) fn subject_of_actions(actions: u64, meeting: &Meeting) -> String {
    format!(
        "You have {} from the meeting on {}",
        wording::count(actions, "action", "actions"),
        wording::day_and_month(meeting.on)
    )
}

/// Actions given to the reader, told before the minutes are.
#[derive(Clone, Debug, Serialize)]
pub struct ActionsAssigned {
    /// The meeting.
    pub meeting: Meeting,
    /// How many.
    pub count: u64,
    /// When the first is due.
    pub first_due: Option<Due>,
    /// The actions; none where the reader's mail domain gets notices.
    pub actions: Option<Vec<OwnAction>>,
}

impl Told for ActionsAssigned {
    fn kind(&self) -> &'static str {
        "actions_assigned"
    }

    fn subject(&self, _office: &Office) -> String {
        subject_of_actions(self.count, &self.meeting)
    }

    fn needs_secure_route(&self) -> bool {
        self.actions.is_some()
    }
}

/// The morning's list of what the reader owes.
#[derive(Clone, Debug, Serialize)]
pub struct ActionsDue {
    /// The day.
    pub on: Day,
    /// How many are due that day.
    pub due: u64,
    /// How many are overdue.
    pub overdue: u64,
    /// The actions; none where the reader's mail domain gets notices.
    pub list: Option<DueList>,
}

/// What is due and what is overdue.
#[derive(Clone, Debug, Serialize)]
pub struct DueList {
    /// Due on the letter's day.
    pub due: Vec<OwnAction>,
    /// Due before it.
    pub overdue: Vec<OwnAction>,
}

impl Told for ActionsDue {
    fn kind(&self) -> &'static str {
        "actions_due"
    }

    fn subject(&self, _office: &Office) -> String {
        match (self.due, self.overdue) {
            (due, 0) => format!("{} due today", wording::count(due, "action is", "actions are")),
            (0, late) => format!("{} overdue", wording::count(late, "action is", "actions are")),
            (due, late) => format!(
                "{} due today and {} overdue",
                wording::count(due, "action is", "actions are"),
                wording::count(late, "is", "are")
            ),
        }
    }

    fn needs_secure_route(&self) -> bool {
        self.list.is_some()
    }
}

/// Overdue actions of an agency, for its lead.
#[derive(Clone, Debug, Serialize)]
pub struct AgencyOverdue {
    /// The agency.
    pub agency: String,
    /// How many.
    pub count: u64,
    /// When the oldest was due.
    pub oldest: Day,
}

impl Told for AgencyOverdue {
    fn kind(&self) -> &'static str {
        "agency_overdue"
    }

    fn subject(&self, _office: &Office) -> String {
        let actions = wording::count(self.count, "action is", "actions are");
        format!("{actions} overdue in {}", self.agency)
    }
}

/// Word to the chair that an owner asks for more time.
#[derive(Clone, Debug, Serialize)]
pub struct TimeAsked {
    /// The action.
    pub action: ActionId,
}

impl Told for TimeAsked {
    fn kind(&self) -> &'static str {
        "time_asked"
    }

    fn subject(&self, _office: &Office) -> String {
        "A request for more time".to_owned()
    }
}

/// Word to the owner that the chair decided on more time.
#[derive(Clone, Debug, Serialize)]
pub struct TimeDecided {
    /// The action.
    pub action: ActionId,
}

impl Told for TimeDecided {
    fn kind(&self) -> &'static str {
        "time_decided"
    }

    fn subject(&self, _office: &Office) -> String {
        "Your request for more time".to_owned()
    }
}

/// Word that the advice on how a victim may be reached has changed, to somebody who is about to act.
#[derive(Clone, Debug, Serialize)]
pub struct SafeContactChanged {
    /// The case.
    pub case: CaseId,
}

impl Told for SafeContactChanged {
    fn kind(&self) -> &'static str {
        "safe_contact_changed"
    }

    fn subject(&self, _office: &Office) -> String {
        "Sign in before you phone, write or visit".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_morning_list_counts_what_is_due_and_overdue() {
        let office = Office {
            area: String::new(),
            meeting: String::new(),
            phone: String::new(),
            site: String::new(),
        };
        let on = Day::from_ymd_opt(2026, 2, 12).unwrap();
        for (due, overdue, subject) in [
            (1, 0, "1 action is due today"),
            (0, 2, "2 actions are overdue"),
            (1, 2, "1 action is due today and 2 are overdue"),
            (3, 1, "3 actions are due today and 1 is overdue"),
        ] {
            assert_eq!(ActionsDue { on, due, overdue, list: None }.subject(&office), subject);
        }
    }
}
