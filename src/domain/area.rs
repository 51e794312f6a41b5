//! What an area may set, with the values that a new area begins with.
use std::collections::BTreeSet;

use chrono::Weekday;
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::ids::AreaId;
use super::time::{Instant, TimeOfDay};
use super::word::words;

mod check;
mod field;
mod need;
mod slot;
mod words;

pub use field::{Field, Section};
pub use need::Need;
pub use slot::Kind;
pub use words::{Contact, Words};

/// An area: one meeting's territory, and its own world in an installation.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// Its identifier.
    pub id: AreaId,
    /// Its name.
    pub name: String,
    /// What its case references begin with; no two areas share one.
    pub prefix: String,
    /// What it sets for itself.
    pub settings: AreaSettings,
    /// The version of the confidentiality statement in force.
    pub statement_version: i32,
    /// Counts changes.
    pub version: i32,
    /// When it was set up.
    pub created_at: Instant,
}

/// Everything that an area sets for itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AreaSettings {
    /// Two to four capital letters that begin each case reference, such as `NS`.
    pub reference_prefix: String,
    /// Whose bank holidays the area keeps.
    pub nation: Nation,
    /// Where the area's clocks are.
    pub timezone: Tz,
    /// The meeting's weekdays, place and clock times.
    pub day: DayPlan,
    /// The minutes that an agenda is laid out with.
    pub budget: Budget,
    /// Which published definition makes a case a repeat.
    pub repeat_rule: RepeatRule,
    /// The number of yes answers from which a case is high risk by the checklist.
    pub threshold: u8,
    /// How an agenda is ordered.
    pub order_rule: OrderRule,
    /// When actions fall due and who is told.
    pub action: ActionPlan,
    /// When minutes leave, how long they can be corrected and seen.
    pub minutes: MinutesPlan,
    /// Whom to phone, and the local numbers.
    pub contact: Contact,
    /// What this area calls things, and its statements.
    pub words: Words,
    /// The mails that are sent beyond those which every area sends.
    pub mails: BTreeSet<OptionalMail>,
}

impl Default for AreaSettings {
    fn default() -> Self {
        Self {
            reference_prefix: "DR".to_owned(),
            nation: Nation::default(),
            timezone: Tz::Europe__London,
            day: DayPlan::default(),
            budget: Budget::default(),
            repeat_rule: RepeatRule::default(),
            threshold: 14,
            order_rule: OrderRule::default(),
            action: ActionPlan::default(),
            minutes: MinutesPlan::default(),
            contact: Contact::default(),
            words: Words::default(),
            mails: BTreeSet::from([
                OptionalMail::ActionsAssigned,
                OptionalMail::OverdueToLead,
                OptionalMail::ReferralDecided,
            ]),
        }
    }
}

words! {
    /// A set of bank holidays of the United Kingdom.
    #[derive(Default)]
    Nation {
        /// England and Wales, which share theirs.
        #[default]
        EnglandAndWales = "england_and_wales" / "England and Wales",
        /// Scotland.
        Scotland = "scotland" / "Scotland",
        /// Northern Ireland.
        NorthernIreland = "northern_ireland" / "Northern Ireland",
    }
}

/// The meeting's weekdays, place and clock times; all times are local.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DayPlan {
    /// The weekdays on which there is a meeting, bank holidays excepted.
    pub weekdays: Vec<Weekday>,
    /// When the meeting starts.
    pub starts_at: TimeOfDay,
    /// The room, or how people join.
    pub place: String,
    /// The address of the online meeting; empty when there is none.
    pub join_link: String,
    /// A referral received at or after this time goes to the next meeting.
    pub cut_off_at: TimeOfDay,
    /// When research is due.
    pub research_due_at: TimeOfDay,
    /// When agencies are reminded of missing research.
    pub research_chased_at: Vec<TimeOfDay>,
    /// When agencies are told of the cases to research.
    pub digest_at: TimeOfDay,
    /// When the agenda is published.
    pub published_at: TimeOfDay,
    /// Who publishes the agenda.
    pub publishing: Publishing,
    /// Until when the room is free, if that matters.
    pub room_until: Option<TimeOfDay>,
}

impl Default for DayPlan {
    fn default() -> Self {
        let at = |hour, minute| TimeOfDay::from_hms_opt(hour, minute, 0).unwrap_or_default();
        Self {
            weekdays: vec![Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri],
            starts_at: at(10, 0),
            place: String::new(),
            join_link: String::new(),
            cut_off_at: at(9, 0),
            research_due_at: at(9, 30),
            research_chased_at: vec![at(8, 30), at(9, 15)],
            digest_at: at(7, 0),
            published_at: at(9, 40),
            publishing: Publishing::default(),
            room_until: None,
        }
    }
}

words! {
    /// Who publishes the agenda.
    #[derive(Default)]
    Publishing {
        /// At its time, unless a person did so before.
        #[default]
        ByItself = "by_itself" / "By itself at its time",
        /// A coordinator or the chair publishes it.
        ByHand = "by_hand" / "When somebody presses publish",
    }
}

/// The minutes that an agenda is laid out with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Budget {
    /// Minutes for a case.
    pub minutes_per_case: u16,
    /// Minutes for the opening.
    pub opening_minutes: u16,
    /// Minutes for each outstanding action gone through at the opening.
    pub minutes_per_outstanding_action: u16,
    /// Minutes of the break between two sections; 0 for none.
    pub break_minutes: u16,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            minutes_per_case: 8,
            opening_minutes: 5,
            minutes_per_outstanding_action: 1,
            break_minutes: 8,
        }
    }
}

words! {
    /// Which of the two published SafeLives definitions makes a case a repeat.
    #[derive(Default)]
    RepeatRule {
        /// The current definition.
        #[default]
        AnyAbuse = "any_abuse" / "Any abuse by the same person within 12 months of the last referral",
        /// The older definition.
        CriminalOnly = "criminal_only" / "Only what would be a crime, within 12 months of the last referral",
    }
}

words! {
    /// How an agenda is ordered.
    #[derive(Default)]
    OrderRule {
        /// Cases with children, then cases of adults only.
        #[default]
        ChildrenFirst = "children_first" / "Cases with children first, then by score",
        /// One section by the checklist's score.
        ScoreFirst = "score_first" / "By score",
    }
}

/// When actions fall due and who is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ActionPlan {
    /// The local time at which an action is due on its day.
    pub due_at: TimeOfDay,
    /// When owners are reminded on a working morning.
    pub reminded_at: TimeOfDay,
    /// After how many overdue working days the agency's lead contact is told.
    pub lead_told_after_days: u32,
    /// Working days from a hearing to the day by which the victim is told what came of it.
    pub victim_told_after_days: u32,
}

impl Default for ActionPlan {
    fn default() -> Self {
        let at = |hour| TimeOfDay::from_hms_opt(hour, 0, 0).unwrap_or_default();
        Self {
            due_at: at(17),
            reminded_at: at(8),
            lead_told_after_days: 3,
            victim_told_after_days: 1,
        }
    }
}

/// When minutes leave, how long they can be corrected and seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MinutesPlan {
    /// Minutes from approval to the mail, in which it can be stopped.
    pub mail_delay_minutes: u16,
    /// Minutes from the close to the mail of actions, unless the minutes have gone.
    pub actions_mail_delay_minutes: u16,
    /// Working days in which corrections are taken.
    pub correction_working_days: u32,
    /// Days for which a case stays visible to an agency after the final minutes.
    pub visible_days: u32,
}

impl Default for MinutesPlan {
    fn default() -> Self {
        Self {
            mail_delay_minutes: 5,
            actions_mail_delay_minutes: 10,
            correction_working_days: 1,
            visible_days: 90,
        }
    }
}

words! {
    /// A mail that an area may turn on or off.
    OptionalMail {
        /// To the referrer.
        ReferralDecided = "referral_decided" / "Referral received and decided, to the referrer",
        /// To attendees.
        AgendaChanged = "agenda_changed" / "Published agenda changed, to those who attend",
        /// To owners, unless the minutes have gone.
        ActionsAssigned = "actions_assigned" / "Actions agreed, to their owners soon after the meeting",
        /// To an agency's lead contact.
        OverdueToLead = "overdue_to_lead" / "Actions long overdue, to the agency’s lead contact",
        /// To the chair, then to the owner.
        MoreTime = "more_time" / "More time asked and decided, to the chair and the owner",
    }
}
