//! The start pages: what is left before the meeting.
use serde::Serialize;

use super::flag::FlagView;
use super::page::{Link, Page};
use crate::domain::text::Private;

mod home;
#[cfg(test)]
mod sample;

pub use home::{Due, Home, Managing, Plain, SentLine};

/// A coloured mark.
#[derive(Clone, Serialize)]
pub struct Mark {
    /// Its words.
    pub text: String,
    /// Its colour.
    pub colour: &'static str,
}

/// The day as chair and coordinator see it.
#[derive(Serialize)]
pub struct Today {
    /// "Thursday 12 February 2026".
    pub day: String,
    /// Meetings of earlier days that were not finished.
    pub unfinished: Vec<Unfinished>,
    /// The meeting's panel; none when no meeting is to come.
    pub meeting: Option<MeetingPanel>,
    /// What to do before the meeting: "Before 10am".
    pub before: String,
    /// The steps.
    pub tasks: Vec<Step>,
    /// Referrals that wait.
    pub waiting: Vec<Referral>,
    /// Agencies that still owe research.
    pub research: Vec<Agency>,
    /// The research page of the meeting.
    pub research_link: String,
    /// Agencies that have returned everything, in words.
    pub returned: Option<String>,
    /// The heading over overdue actions.
    pub overdue_title: String,
    /// The longest overdue.
    pub overdue: Vec<Overdue>,
    /// How many more there are, in words.
    pub overdue_more: Option<String>,
    /// How many open actions have lost their owner, in words.
    pub nobodys: Option<String>,
    /// The last meeting's minutes.
    pub last: Option<Last>,
    /// Mail that came back or may not have gone, in words.
    pub returned_mail: Option<String>,
    /// Cases on this agenda that name the same alleged perpetrator.
    pub links: Vec<Linked>,
    /// Cases that are on no agenda any more.
    pub unlisted: Option<Unlisted>,
}

/// A meeting of an earlier day that was not finished.
#[derive(Serialize)]
pub struct Unfinished {
    /// "Yesterday’s meeting was not held: 14 cases wait."
    pub text: String,
    /// What can be done about it, each where it is done.
    pub links: Vec<Link>,
}

/// Cases that were taken off an agenda and are on none since.
#[derive(Serialize)]
pub struct Unlisted {
    /// "2 cases are on no agenda".
    pub title: String,
    /// Where they can be put onto one.
    pub href: Option<String>,
}

/// The panel of the day's meeting.
#[derive(Serialize)]
pub struct MeetingPanel {
    /// "Today’s meeting, 10am to 12:05pm".
    pub title: String,
    /// How many cases there are, in a sentence.
    pub cases: String,
    /// The agenda.
    pub agenda: String,
    /// When it finishes.
    pub finish: String,
    /// When it would finish if every waiting referral were accepted.
    pub finish_with_waiting: Option<String>,
    /// That it runs over the room's time, in words.
    pub overrun: Option<String>,
    /// The next thing to do.
    pub first: Link,
    /// The thing after it.
    pub second: Option<Link>,
    /// The link to join by.
    pub join: Option<String>,
    /// Minutes until the next clock of the day: the number, and what it leads to.
    pub countdown: Option<Countdown>,
    /// The day's clocks.
    pub line: Vec<Clock>,
}

/// How long until something.
#[derive(Serialize)]
pub struct Countdown {
    /// Seconds, from which the page counts down.
    pub seconds: i64,
    /// Minutes.
    pub minutes: i64,
    /// "minutes".
    pub unit: &'static str,
    /// "until referrals close at 9am".
    pub until: String,
    /// What follows from it.
    pub note: String,
}

/// One of the day's clocks.
#[derive(Serialize)]
pub struct Clock {
    /// "9am".
    pub time: String,
    /// What happens.
    pub text: String,
    /// `is-done`, `is-now` or blank.
    pub state: &'static str,
}

/// A step before the meeting.
#[derive(Serialize)]
pub struct Step {
    /// Its words.
    pub title: String,
    /// Where it is done.
    pub href: Option<String>,
    /// How it stands, in a sentence.
    pub hint: String,
    /// How it stands, in a word or two.
    pub status: String,
    /// The colour of that.
    pub colour: Option<&'static str>,
}

/// A referral that waits.
#[derive(Serialize)]
pub struct Referral {
    /// Its page.
    pub href: String,
    /// The case's reference.
    pub reference: String,
    /// Initials and age.
    pub who: Private,
    /// The agency.
    pub from: String,
    /// Why it was referred.
    pub why: String,
    /// Its marks.
    pub flags: Vec<FlagView>,
    /// "18 of 24".
    pub score: String,
    /// "6:52am".
    pub received: String,
}

/// An agency that still owes research.
#[derive(Serialize)]
pub struct Agency {
    /// Its name.
    pub name: String,
    /// Where its returns are listed.
    pub href: String,
    /// How many returns are in.
    pub value: usize,
    /// Of how many.
    pub of: usize,
    /// `bad` when under two thirds are in.
    pub kind: Option<&'static str>,
    /// The last contact, in words.
    pub last: String,
}

/// An overdue action.
#[derive(Serialize)]
pub struct Overdue {
    /// Its page.
    pub href: String,
    /// What was to be done.
    pub text: Private,
    /// Case and agency.
    pub of: String,
    /// "9 days overdue".
    pub late: String,
}

/// The last meeting's minutes.
#[derive(Serialize)]
pub struct Last {
    /// "Minutes of Wednesday 11 February".
    pub title: String,
    /// How far they are.
    pub tag: Mark,
    /// Cases, actions and recipients, in words.
    pub size: String,
    /// What is left to do with them, or where they went.
    pub link: Link,
}

/// Two cases that name the same alleged perpetrator.
#[derive(Serialize)]
pub struct Linked {
    /// In words, with references.
    pub text: String,
    /// Where to put them together.
    pub href: String,
}

impl Page for Today {
    const TEMPLATE: &'static str = "pages/today/today";
    const SECTION: &'static str = "today";

    fn title(&self) -> String {
        self.day.clone()
    }
}

#[cfg(test)]
pub(crate) fn samples() -> Vec<super::sample::Sample> {
    use super::sample::Sample;
    vec![
        Sample::new("busy", &sample::busy()),
        Sample::new("no meeting", &sample::quiet()),
        Sample::new("agency", &sample::home()),
        Sample::new("referrer", &sample::referrer()),
        Sample::new("administrator", &Managing { needs: vec![] }),
        Sample::new("new area", &Managing { needs: vec![sample::need()] }),
        Sample::new(
            "auditor",
            &Plain { meeting: None, room: None, record: Some("/audit".to_owned()) },
        ),
        Sample::new(
            "observer",
            &Plain {
                meeting: Some("The meeting of 10am today is open.".to_owned()),
                room: Some("/meetings/2026-02-12/live".to_owned()),
                record: None,
            },
        ),
    ]
}
