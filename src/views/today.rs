//! The start pages: what is left before the meeting.
use serde::Serialize;

use super::flag::FlagView;
use super::page::{Link, Page};
use crate::domain::text::Private;

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

/// The day as somebody from an agency sees it.
#[derive(Serialize)]
pub struct Home {
    /// "Thursday 12 February 2026".
    pub day: String,
    /// The agency.
    pub agency: String,
    /// The next meeting, in words.
    pub meeting: Option<String>,
    /// Whether the reader may see agendas.
    pub agenda: bool,
    /// The meeting's room, while the meeting is open.
    pub room: Option<String>,
    /// Research that is due, in words: how many and when.
    pub research: Option<Due>,
    /// The heading over the agency's actions.
    pub actions_title: String,
    /// The agency's actions, first due first.
    pub actions: Vec<Overdue>,
    /// How many of them have lost their owner, in words.
    pub nobodys: Option<String>,
    /// How many more there are, in words.
    pub actions_more: Option<String>,
    /// What the reader sent.
    pub sent: Vec<SentLine>,
    /// Whether the reader is the agency's lead contact.
    pub is_lead: bool,
    /// Whether the reader answers research and owns actions.
    pub works: bool,
}

/// Research that is due.
#[derive(Serialize)]
pub struct Due {
    /// "8 research returns are due at 9:30am".
    pub text: String,
    /// Where they are returned.
    pub href: String,
}

/// A referral that the reader sent.
#[derive(Serialize)]
pub struct SentLine {
    /// Its page.
    pub href: String,
    /// The case's reference.
    pub reference: String,
    /// When it was received.
    pub received: String,
}

impl Page for Home {
    const TEMPLATE: &'static str = "pages/today/home";
    const SECTION: &'static str = "today";

    fn title(&self) -> String {
        format!("Home, {}", self.day)
    }
}

/// The start page of somebody with neither cases nor actions.
#[derive(Serialize)]
pub struct Plain {
    /// The next meeting, in words, for those who may see its agenda.
    pub meeting: Option<String>,
    /// The meeting's room, while the meeting is open.
    pub room: Option<String>,
    /// Where they check the record, for those who do.
    pub record: Option<String>,
}

impl Page for Plain {
    const TEMPLATE: &'static str = "pages/today/plain";
    const SECTION: &'static str = "today";

    fn title(&self) -> String {
        "Home".to_owned()
    }
}

/// The start page of an administrator.
#[derive(Serialize)]
pub struct Managing {
    /// What the area lacks before its first meeting, with where to put it right.
    pub needs: Vec<Link>,
}

impl Page for Managing {
    const TEMPLATE: &'static str = "pages/today/managing";
    const SECTION: &'static str = "today";

    fn title(&self) -> String {
        "Home".to_owned()
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

#[cfg(test)]
mod sample {
    use super::*;

    fn link(href: &str, text: &str) -> Link {
        Link { href: href.to_owned(), text: text.to_owned() }
    }

    pub(super) fn need() -> Link {
        link("/settings/people/new", "Invite a coordinator")
    }

    fn clock(time: &str, text: &str, state: &'static str) -> Clock {
        Clock { time: time.to_owned(), text: text.to_owned(), state }
    }

    fn text(it: &str) -> String {
        it.to_owned()
    }

    fn panel() -> MeetingPanel {
        MeetingPanel {
            title: text("Today’s meeting, 10am to 12:05pm"),
            cases: text("14 cases are on the draft agenda."),
            agenda: text("/meetings/2026-02-12/agenda"),
            finish: text("12:05pm"),
            finish_with_waiting: Some(text("12:29pm")),
            overrun: Some(text("25 minutes after the room is needed")),
            first: link("/meetings/2026-02-12/agenda", "Prepare the agenda"),
            second: Some(link("/meetings/2026-02-12/live", "Open the meeting")),
            join: Some(text("https://meet.example/1")),
            countdown: Some(Countdown {
                seconds: 26 * 60,
                minutes: 26,
                unit: "minutes",
                until: text("until referrals close at 9am"),
                note: text("Later referrals go to the next meeting unless you add them."),
            }),
            line: vec![
                clock("7am", "Agencies are told", "is-done"),
                clock("8:34am, now", "Triage and chase", "is-now"),
                clock("9am", "Referrals close", ""),
                clock("9:30am", "Research due", ""),
                clock("9:40am", "Agenda published", ""),
                clock("10am", "Meeting starts", ""),
            ],
        }
    }

    fn steps() -> Vec<Step> {
        vec![
            Step {
                title: text("Triage referrals"),
                href: Some(text("/referrals")),
                hint: text("3 waiting, the oldest since 6:52am"),
                status: text("3 to do"),
                colour: Some("red"),
            },
            Step {
                title: text("Publish the agenda"),
                href: None,
                hint: text("Opens at 9am"),
                status: text("Cannot start yet"),
                colour: None,
            },
        ]
    }

    fn waiting() -> Referral {
        Referral {
            href: text("/referrals/1"),
            reference: text("NS-7K4Q"),
            who: "J.F., 31".into(),
            from: text("Police, response"),
            why: text("Visible high risk"),
            flags: vec![FlagView { text: text("Strangulation"), colour: "red" }],
            score: text("18 of 24"),
            received: text("6:52am"),
        }
    }

    fn agency() -> Agency {
        Agency {
            name: text("Housing Options"),
            href: text("/research/2026-02-12#agencies"),
            value: 6,
            of: 14,
            kind: Some("bad"),
            last: text("Opened the list at 8:05am"),
        }
    }

    fn overdue() -> Overdue {
        Overdue {
            href: text("/actions/1"),
            text: "Fit a video doorbell and window locks".into(),
            of: text("NS-3C7H, Fire and rescue"),
            late: text("9 days overdue"),
        }
    }

    pub(super) fn busy() -> Today {
        Today {
            day: text("Thursday 12 February 2026"),
            unfinished: vec![Unfinished {
                text: text("Yesterday’s meeting was not held: 14 cases wait."),
                links: vec![
                    link("/meetings/2026-02-11/live", "Open it"),
                    link(
                        "/meetings/2026-02-11/cancel",
                        "pass its cases on to Thursday 12 February",
                    ),
                ],
            }],
            meeting: Some(panel()),
            before: text("Before 10am"),
            tasks: steps(),
            waiting: vec![waiting()],
            research: vec![agency()],
            research_link: text("/research/2026-02-12"),
            returned: Some(text("6 agencies have returned everything: Police and others.")),
            overdue_title: text("11 actions are overdue"),
            overdue: vec![overdue()],
            overdue_more: Some(text("10 more")),
            nobodys: Some(text("2 open actions have no owner.")),
            last: Some(Last {
                title: text("Minutes of Wednesday 11 February"),
                tag: Mark { text: text("Sent"), colour: "green" },
                size: text("12 cases, 31 actions, 15 recipients."),
                link: Link {
                    href: text("/meetings/2026-02-11/minutes/sends"),
                    text: text("See who has them"),
                },
            }),
            returned_mail: Some(text("1 mail came back.")),
            links: vec![Linked {
                text: text("NS-9K2M and NS-4T7W name the same alleged perpetrator."),
                href: text("/meetings/2026-02-12/agenda"),
            }],
            unlisted: Some(Unlisted {
                title: text("2 cases are on no agenda"),
                href: Some(text("/meetings/2026-02-12/agenda/add")),
            }),
        }
    }

    pub(super) fn quiet() -> Today {
        Today {
            day: "Saturday 14 February 2026".to_owned(),
            unfinished: vec![],
            meeting: None,
            before: "To do".to_owned(),
            tasks: vec![],
            waiting: vec![],
            research: vec![],
            research_link: "/research".to_owned(),
            returned: None,
            overdue_title: "No actions are overdue".to_owned(),
            overdue: vec![],
            overdue_more: None,
            nobodys: None,
            last: None,
            returned_mail: None,
            links: vec![],
            unlisted: None,
        }
    }

    pub(super) fn home() -> Home {
        let today = busy();
        Home {
            day: today.day,
            agency: "Housing Options".to_owned(),
            meeting: Some("The next meeting is today at 10am.".to_owned()),
            agenda: true,
            room: None,
            research: Some(Due {
                text: "8 research returns are due at 9:30am".to_owned(),
                href: "/research/2026-02-12".to_owned(),
            }),
            actions_title: "2 of your agency’s 14 actions are overdue".to_owned(),
            actions: today.overdue,
            nobodys: Some("1 open action has no owner.".to_owned()),
            actions_more: Some("13 more".to_owned()),
            sent: vec![],
            is_lead: true,
            works: true,
        }
    }

    pub(super) fn referrer() -> Home {
        Home {
            day: "Thursday 12 February 2026".to_owned(),
            agency: "Riverside surgery".to_owned(),
            meeting: None,
            agenda: false,
            room: None,
            research: None,
            actions_title: String::new(),
            actions: vec![],
            nobodys: None,
            actions_more: None,
            sent: vec![SentLine {
                href: "/referrals/1".to_owned(),
                reference: "NS-7K4Q".to_owned(),
                received: "6:52am today".to_owned(),
            }],
            is_lead: false,
            works: false,
        }
    }
}
