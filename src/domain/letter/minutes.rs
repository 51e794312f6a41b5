//! Letters about minutes.
use serde::Serialize;

use super::action::{OwnAction, subject_of_actions};
use super::{Due, Meeting, Office, Told};
use crate::domain::text::Private;
use crate::domain::time::{Day, TimeOfDay};
use crate::domain::wording;

/// The reader's own copy: their actions first, then the cases they may see.
#[derive(Clone, Debug, Serialize)]
pub struct MinutesCopy {
    /// The meeting.
    pub meeting: Meeting,
    /// The agency that the copy is for.
    pub agency: String,
    /// The reader's actions, the first due first.
    pub actions: Vec<OwnAction>,
    /// The cases that the reader may see, numbered for them.
    pub cases: Vec<CaseRecord>,
    /// Until when a correction may be asked for; none when the minutes are final.
    pub corrections_until: Option<Due>,
    /// Who approved the minutes, and when.
    pub approval: Approval,
    /// Which of how many copies this is.
    pub copy: CopyNumber,
}

/// A case as a copy of the minutes tells it.
#[derive(Clone, Debug, Serialize)]
pub struct CaseRecord {
    /// Its number among the reader's cases, from 1.
    pub item: u32,
    /// The case's reference.
    pub reference: Private,
    /// The victim's initials.
    pub initials: Private,
    /// The victim's age in years, when it is known.
    pub age: Option<u8>,
    /// The grade of risk in words, as it stands after "Risk:".
    pub risk: Private,
    /// The risks that were stated, each to one person.
    pub risks: Vec<StatedRisk>,
    /// What was decided, and why.
    pub decision: Private,
    /// What was agreed to be done.
    pub actions: Vec<CaseAction>,
}

/// A risk that the meeting stated.
#[derive(Clone, Debug, Serialize)]
pub struct StatedRisk {
    /// The initials of the person at risk.
    pub initials: Private,
    /// The risk.
    pub text: Private,
}

/// An action on a case, whoever owns it.
#[derive(Clone, Debug, Serialize)]
pub struct CaseAction {
    /// What is to be done.
    pub text: Private,
    /// By which agency.
    pub agency: String,
    /// Whether the reader owns it.
    pub yours: bool,
    /// By when.
    pub due: Due,
}

/// Who approved minutes, and when.
#[derive(Clone, Debug, Serialize)]
pub struct Approval {
    /// The approver's name.
    pub by: Private,
    /// The day.
    pub on: Day,
    /// The time of day, by the area's clocks.
    pub at: TimeOfDay,
    /// The version that was approved.
    pub version: u32,
}

/// Which of how many copies a letter is.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct CopyNumber {
    /// This one, from 1.
    pub number: u32,
    /// All of them.
    pub of: u32,
}

impl Told for MinutesCopy {
    fn kind(&self) -> &'static str {
        "minutes_copy"
    }

    fn subject(&self, office: &Office) -> String {
        let name = wording::opening(&office.meeting);
        let on = wording::date_without_weekday(self.meeting.on);
        match self.actions.len() as u64 {
            0 => format!("{name}, {on}: minutes"),
            own => format!(
                "{name}, {on}: minutes and {} for you",
                wording::count(own, "action", "actions")
            ),
        }
    }

    fn needs_secure_route(&self) -> bool {
        true
    }
}

/// Word that minutes are ready, for a mail domain that gets notices.
#[derive(Clone, Debug, Serialize)]
pub struct MinutesNotice {
    /// The meeting.
    pub meeting: Meeting,
    /// How many actions the reader has from it.
    pub actions: u64,
    /// When the first of them is due.
    pub first_due: Option<Due>,
}

impl Told for MinutesNotice {
    fn kind(&self) -> &'static str {
        "minutes_notice"
    }

    fn subject(&self, _office: &Office) -> String {
        match self.actions {
            0 => format!("Minutes of the meeting on {}", wording::day_and_month(self.meeting.on)),
            own => subject_of_actions(own, &self.meeting),
        }
    }
}

/// What a later version of the minutes changed, for all who had the one before.
#[derive(Clone, Debug, Serialize)]
pub struct MinutesCorrected {
    /// The meeting.
    pub meeting: Meeting,
    /// Who approved the new version, and when.
    pub approval: Approval,
    /// What changed; none where the reader's mail domain gets notices.
    pub changes: Option<Vec<Correction>>,
}

/// One thing that a new version of the minutes changed.
#[derive(Clone, Debug, Serialize)]
pub struct Correction {
    /// The number of the case among the reader's cases; none for what concerns the whole meeting.
    pub item: Option<u32>,
    /// The case's reference.
    pub reference: Option<Private>,
    /// What changed, from what to what.
    pub text: Private,
}

impl Told for MinutesCorrected {
    fn kind(&self) -> &'static str {
        "minutes_corrected"
    }

    fn subject(&self, _office: &Office) -> String {
        format!("Corrected minutes, {}", wording::day_and_month(self.meeting.on))
    }

    fn needs_secure_route(&self) -> bool {
        self.changes.is_some()
    }
}
