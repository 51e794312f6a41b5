//! An agency's desk with sample values: at work, returned, over, empty, 40 cases, with errors.
use super::{Desk, DeskCase, DeskLine, NothingHeld, NothingHeldCase, Other, Searched};
use crate::domain::text::Private;
use crate::views::agenda::{Flag, Meter};
use crate::views::form::Form;
use crate::views::sample::Sample;

fn line(number: usize) -> DeskLine {
    DeskLine {
        href: format!("/research/2026-02-12/0198c0de-0000-4000-8000-{number:012}"),
        reference: format!("NS-7K{number:02}"),
        initials: "A.M., 34".into(),
        state: match number % 3 {
            0 => Flag::new("Nothing held", ""),
            1 => Flag::new("Known", "green"),
            _ => Flag::new("To do", "yellow"),
        },
        is_current: number == 4,
    }
}

fn case() -> DeskCase {
    let victim = "Tamsin Bright, born 4 May 1996 (29). 18 Alder Row, Millbrook";
    DeskCase {
        action: "/research/2026-02-12/0198c0de-0000-4000-8000-000000000004".to_owned(),
        reference: "NS-7K04".to_owned(),
        state: Private::default(),
        is_in: false,
        is_open: true,
        version: 1,
        safe_contact: "Text before 3pm, code word bluebell".into(),
        people: vec![
            Searched { part: "Victim", text: victim.into() },
            Searched { part: "Children", text: "Isla Bright, born 3 March 2018 (7)".into() },
        ],
        others: vec![],
        question: "Who is known to Housing Options?".to_owned(),
    }
}

fn desk() -> Desk {
    Desk {
        caption: "Thursday 12 February 2026, due 9:30am".to_owned(),
        day: "12 February 2026".to_owned(),
        agency: "Housing Options".to_owned(),
        left: "38 minutes left".to_owned(),
        href: "/research/2026-02-12".to_owned(),
        count: "14 cases".to_owned(),
        returned: Meter::new(6, 14),
        lines: (1..=14).map(line).collect(),
        untouched: "7 cases".to_owned(),
        case: Some(case()),
        none: String::new(),
        form: Form::new([("share", "minuted"), ("known", "victim"), ("text", "Joint tenancy.")]),
    }
}

fn returned() -> Desk {
    let other = |agency: &str, text: &str, not_minuted: &str| Other {
        agency: agency.to_owned(),
        text: text.into(),
        not_minuted: not_minuted.into(),
    };
    let others = vec![
        other("Probation", "On licence until June.", "Named by another person."),
        other("Education", "", ""),
    ];
    let state = "Returned 8:52am today by Marcus Reid".into();
    Desk {
        case: Some(DeskCase { state, is_in: true, others, ..case() }),
        untouched: String::new(),
        ..desk()
    }
}

/// The desk as it may look.
pub(in crate::views::research) fn samples() -> Vec<Sample> {
    let over = Desk { case: Some(DeskCase { is_open: false, ..case() }), ..returned() };
    let mut failed = desk();
    failed.form.refuse("known", "Select who is known, or that nothing is held on any of them");
    failed.form.refuse("text", "Enter what the meeting needs to know");
    let none = "Housing Options is asked about no case at this meeting.".to_owned();
    let empty = Desk { lines: vec![], case: None, none, ..desk() };
    let done = Desk { case: None, ..returned() };
    let long = Desk { lines: (1..=40).map(line).collect(), ..desk() };
    let mut unticked = Form::empty();
    unticked.refuse("cases", "Select at least one case");
    let nothing = NothingHeld {
        caption: desk().caption,
        day: desk().day,
        back: desk().href,
        cases: vec![NothingHeldCase {
            value: "0198c0de-0000-4000-8000-000000000001".to_owned(),
            text: "NS-7K01 Amira Mansour, 34".into(),
        }],
        form: unticked,
    };
    let left = NothingHeld { cases: vec![], form: Form::empty(), ..nothing.clone() };
    vec![
        Sample::new("", &desk()),
        Sample::new("returned", &returned()),
        Sample::new("all returned", &done),
        Sample::new("over", &over),
        Sample::new("with errors", &failed),
        Sample::new("empty", &empty),
        Sample::new("40 cases", &long),
        Sample::new("with errors", &nothing),
        Sample::new("none left", &left),
    ]
}
