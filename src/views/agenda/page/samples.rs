//! The agenda with sample values: 14 cases, none, 40, published, over, with errors.
use super::{Agenda, Away, CaseItem, CaseName, Flag, LinkCard, Meter, Needed, Section, Timing};
use crate::domain::text::Private;
use crate::views::form::Form;
use crate::views::sample::Sample;

const CASE: &str = "/cases/0198c0de-0000-4000-8000-000000000001";
const LONG_NAME: &str = "Maximiliana-Konstantina Wolfeschlegelsteinhausenbergerdorff, 41";

fn listing(number: usize) -> String {
    format!("0198c0de-0000-4000-8000-{number:012}")
}

fn item(number: usize, count: usize) -> CaseItem {
    let is_odd_one = number == 2;
    CaseItem {
        listing: listing(number),
        number,
        time: format!("10:{:02}am", number % 60),
        minutes: (number == 3).then(|| "12 minutes".to_owned()),
        case: CaseName {
            href: CASE.to_owned(),
            reference: format!("NS-7K{number:02}"),
            name: if is_odd_one { LONG_NAME } else { "Amira Mansour, 34" }.into(),
        },
        meta: "Children’s services. Checklist 19 of 24".to_owned(),
        late: if is_odd_one { "He is released today".into() } else { Private::default() },
        flags: flags(if is_odd_one { 7 } else { 3 }),
        research: Some(Meter::new(number % 12, 11)),
        asking: "/research/2026-02-12/0198c0de-0000-4000-8000-000000000001/agencies".to_owned(),
        outstanding: (number == 1).then(|| "2 open actions from earlier meetings".to_owned()),
        mark: is_odd_one.then_some("New"),
        is_linked: number == 4,
        is_first: number == 1,
        is_last: number == count,
    }
}

fn flags(count: usize) -> Vec<Flag> {
    let all = [
        ("Strangulation", "red"),
        ("Pregnant", "pink"),
        ("2 children", "blue"),
        ("Repeat, 3rd in 12 months", "purple"),
        ("Linked to item 9", "orange"),
        ("Interpreter: Somali", "turquoise"),
        ("Interest declared", "grey"),
    ];
    all.into_iter().take(count).map(|(text, colour)| Flag::new(text, colour)).collect()
}

fn sections(count: usize) -> Vec<Section> {
    let half = count / 2;
    let section = |title, start: usize, end: usize, pause: Option<&str>| Section {
        title,
        summary: "6 cases, 10:05am to 10:53am".to_owned(),
        start,
        items: (start..=end).map(|it| item(it, count)).collect(),
        pause: pause.map(Into::into),
    };
    let pause = "10:53am. Break, 8 minutes. Education and NHS safeguarding can leave.";
    vec![
        section("Cases with children", 1, half, Some(pause)),
        section("Adults only", half + 1, count, None),
    ]
}

fn timing(is_over: bool) -> Timing {
    Timing {
        order: "Cases with children first, then by score",
        is_pinned: is_over,
        finish: "12:05pm".to_owned(),
        room: Some("25 minutes before the room is needed".to_owned()),
        is_over,
        opening: "The opening takes 7 minutes, with 2 overdue actions.".to_owned(),
    }
}

/// An agenda of so many cases.
pub(in crate::views::agenda) fn sample(count: usize) -> Agenda {
    let away = |text: &str, reason: &str| Away {
        href: CASE.to_owned(),
        text: text.to_owned(),
        reason: reason.into(),
    };
    let needed = |when: &str, agencies: &str| Needed {
        when: when.to_owned(),
        agencies: agencies.to_owned(),
    };
    Agenda {
        caption: "Thursday 12 February 2026, 10am, Civic Centre room 2".to_owned(),
        day: "12 February 2026".to_owned(),
        href: "/meetings/2026-02-12/agenda".to_owned(),
        meeting: "/meetings/2026-02-12".to_owned(),
        state: Flag::new("Draft", "yellow"),
        version: None,
        can_change: true,
        publish: Some("Publish agenda"),
        referrals: Some("Referrals close at 9am today.".to_owned()),
        meeting_version: 3,
        link: (count > 8).then(|| LinkCard { first: 4, second: 9, listing: listing(9) }),
        sections: if count == 0 { vec![] } else { sections(count) },
        count,
        all_selected: count > 20,
        closing: "12:05pm. Close. The room is booked until 12:30pm.".to_owned(),
        timing: timing(count > 20),
        waiting: 3,
        away: vec![
            away("3 referrals to triage", ""),
            away("NS-3F9D, put off to Friday 13 February", "Waiting for medical report"),
        ],
        needed: vec![
            needed("All meeting", "Police and Probation"),
            needed("10:21am only", "Maternity"),
        ],
        foot: "Northshire, 12 February 2026. Copy for Priya Nair. Printed 8:51am.".into(),
        form: Form::new([("minutes", "8")]),
    }
}

/// The agenda as it may look.
pub(in crate::views::agenda) fn samples() -> Vec<Sample> {
    let published = Agenda {
        state: Flag::new("Published", "green"),
        version: Some("Version 2, published at 9:40am".to_owned()),
        publish: None,
        referrals: None,
        ..sample(14)
    };
    let over = Agenda {
        sections: vec![Section { title: "Cases", start: 1, ..sections(14)[0].clone() }],
        can_change: false,
        away: vec![],
        ..published.clone()
    };
    let mut failed = sample(4);
    failed.form.set("minutes", "none");
    failed.form.refuse("minutes", "Enter a number of minutes from 1 to 120");
    failed.form.refuse_whole("One of these cases has left the agenda");
    vec![
        Sample::new("", &sample(14)),
        Sample::new("empty", &sample(0)),
        Sample::new("40 cases", &sample(40)),
        Sample::new("published", &published),
        Sample::new("over", &over),
        Sample::new("with errors", &failed),
    ]
}
