//! Start pages of a made-up day.
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
                link("/meetings/2026-02-11/cancel", "pass its cases on to Thursday 12 February"),
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
