//! Minutes of the demo's county.
use super::document::{Action, Attended, Item, OwnAction, Risk, Shared};
use super::*;
use crate::views::sample::Sample;

const DAY: &str = "Thursday 12 February 2026";
const HREF: &str = "/meetings/2026-02-12/minutes";

fn own_action() -> OwnAction {
    OwnAction {
        case: "NS-7K4Q, T.B.".into(),
        href: "/actions/0198c0de-0000-4000-8000-000000000001".to_owned(),
        text: "Start the emergency transfer".into(),
        due: "Friday 13 February".to_owned(),
    }
}

fn item(number: u32) -> Item {
    Item {
        number,
        title: "NS-7K4Q, T.B., 29".into(),
        edit: None,
        risk: "High".to_owned(),
        decision: "Weapon and threat to kill.\nIDVA to keep daily contact.".into(),
        disposition: "Heard, plan made".to_owned(),
        reason: Private::default(),
        risks: vec![Risk {
            number: 1,
            says: "Victim, high".to_owned(),
            text: "He knows the address.".into(),
            no_action: Private::default(),
        }],
        shared: vec![],
        not_minuted: None,
        views: Private::default(),
        actions: vec![Action {
            text: "Start the emergency transfer".into(),
            yours: true,
            by: "Housing Options, Marcus Reid".into(),
            due: "Friday 13 February".to_owned(),
        }],
    }
}

fn copy() -> Document {
    Document {
        whose: "Copy for Marcus Reid, Housing Options".into(),
        when: format!("{DAY}, 10am to 12:11pm"),
        room: "Chair: Priya Nair. 13 of 14 present.".into(),
        change: "Corrects a due date.".into(),
        actions_heading: Some("Your 1 action".to_owned()),
        actions: vec![own_action()],
        items: vec![item(1), item(2)],
        attendance: vec![],
        outstanding: vec![],
    }
}

fn whole(items: u32) -> Document {
    let one = |number| Item {
        edit: Some(format!("{HREF}/items/0198c0de-0000-4000-8000-000000000001")),
        shared: vec![Shared { agency: "Police".to_owned(), text: "On bail.".into() }],
        not_minuted: Some("1 thing was read out and not minuted.".to_owned()),
        views: "She wants to stay near the school.".into(),
        ..item(number)
    };
    Document {
        whose: "The whole record".into(),
        actions_heading: None,
        actions: vec![],
        items: (1..=items).map(one).collect(),
        attendance: vec![Attended {
            name: "Marcus Reid".into(),
            agency: "Housing Options".to_owned(),
            presence: "Present".to_owned(),
        }],
        outstanding: vec![own_action()],
        ..copy()
    }
}

fn approved() -> Approved {
    Approved {
        by: "Priya Nair".into(),
        when: "12:40pm today".to_owned(),
        digest: "0123456789abcdef".repeat(4),
    }
}

fn recipient(name: &str, tag: &str, colour: &'static str) -> Recipient {
    Recipient {
        name: name.into(),
        agency: "Housing Options".to_owned(),
        copy: "9 cases, 4 actions".to_owned(),
        route: "Secure email".to_owned(),
        tag: tag.to_owned(),
        colour,
        check: "Full copies may go there".to_owned(),
        preview: format!("{HREF}?as=a"),
    }
}

fn check(document: Document) -> Check {
    let line = |good, text: &str| CheckLine {
        good,
        text: text.into(),
        fix: (!good).then(|| format!("{HREF}/items/a")),
    };
    Check {
        day: DAY.to_owned(),
        href: HREF.to_owned(),
        tag: "Draft 1".to_owned(),
        colour: "yellow",
        people: vec![Person {
            value: String::new(),
            text: "The whole record".into(),
            checked: true,
        }],
        shown: "14 cases, 37 actions".to_owned(),
        document,
        checks: vec![
            line(false, "Item 11 has no agreed risk."),
            line(true, "All 37 actions have one owner and a date"),
        ],
        checks_say: "1 to look at".to_owned(),
        recipients: vec![
            recipient("Marcus Reid", "OK", "green"),
            recipient("Tom Ashby", "Link only", "yellow"),
            recipient("Rita Cole", "Fix", "red"),
        ],
        is_draft: true,
        may_approve: true,
        send_heading: "Send to 3 people".to_owned(),
        send_says: vec!["Emails leave 5 minutes after you approve.".to_owned()],
        version: "1".to_owned(),
        approved: None,
        form: Form::empty(),
    }
}

fn sends() -> Sends {
    let row = |state: &str, colour| SendRow {
        number: "1".to_owned(),
        name: "Marcus Reid".into(),
        agency: "Housing Options".to_owned(),
        route: "Secure email".to_owned(),
        state: state.to_owned(),
        colour,
        answer: "Read at 12:50pm today".to_owned(),
        correction: "NS-7K4Q: the lock change is due on Monday.".into(),
    };
    Sends {
        day: DAY.to_owned(),
        back: HREF.to_owned(),
        href: format!("{HREF}/sends"),
        says: "14 people: 11 by secure email, 3 by link".to_owned(),
        leaves: Some("The emails leave at 12:45pm today.".to_owned()),
        may_stop: true,
        may_release: true,
        rows: vec![row("Waiting", "blue"), row("Sent", "green"), row("Refused", "red")],
        form: Form::empty(),
    }
}

pub(crate) fn samples() -> Vec<Sample> {
    let row = ListRow {
        day: DAY.to_owned(),
        href: HREF.to_owned(),
        state: "Draft".to_owned(),
        colour: "yellow",
        says: "Version 1".to_owned(),
    };
    let mut ticked = Form::empty();
    ticked.refuse("true_record", "Tick that these are a true record");
    let sent = Check {
        is_draft: false,
        approved: Some(approved()),
        colour: "green",
        tag: "Version 1, approved".to_owned(),
        ..check(whole(2))
    };
    let line = |field: &str, label: &str| Line { field: field.to_owned(), label: label.to_owned() };
    let mut item = Form::new([("decision", "IDVA to keep daily contact."), ("risk-a", "A risk")]);
    item.refuse("action-b", "Enter what will be done");
    let own = Own {
        day: DAY.to_owned(),
        href: format!("{HREF}/mine"),
        tag: "Version 1, copy 3 of 14".to_owned(),
        approved: approved(),
        document: copy(),
        until: Some("5pm on Friday 13 February".to_owned()),
        answered: None,
        form: Form::empty(),
    };
    let last =
        Own { until: None, answered: Some("You said it is right.".to_owned()), ..own.clone() };
    vec![
        Sample::new("", &MinutesList { rows: vec![row] }),
        Sample::new("none", &MinutesList { rows: vec![] }),
        Sample::new("whole record", &check(whole(40))),
        Sample::new("refused", &Check { form: ticked, ..check(copy()) }),
        Sample::new("approved", &sent),
        Sample::new(
            "refused",
            &ItemForm {
                day: DAY.to_owned(),
                back: HREF.to_owned(),
                action: format!("{HREF}/items/a"),
                reference: "NS-7K4Q".to_owned(),
                version: "2".to_owned(),
                levels: vec![Level { value: "high".to_owned(), text: "High".to_owned() }],
                risks: vec![line("risk-a", "Risk 1")],
                actions: vec![line("action-b", "Action 1")],
                form: item,
            },
        ),
        Sample::new("", &sends()),
        Sample::new("", &own),
        Sample::new("final", &last),
    ]
}
