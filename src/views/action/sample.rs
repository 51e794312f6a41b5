//! Actions of the demo's county.
use super::*;
use crate::views::sample::Sample;

fn line(number: u32, due: &str) -> ActionLine {
    let id = format!("0198c0de-0000-4000-8000-{number:012}");
    ActionLine {
        text: "Review the tenancy and arrange a lock change".into(),
        reference: "NS-7K4Q".to_owned(),
        case_href: "/cases/0198c0de-0000-4000-8000-00000000000a".to_owned(),
        name: "Iris Fenwick".into(),
        agreed: "Monday 9 February".to_owned(),
        owner: None,
        asked: None,
        due: due.to_owned(),
        update: Some(format!("/actions?view=mine&open={id}#action-{id}")),
        opened: None,
        id,
    }
}

fn states() -> Vec<Item> {
    crate::domain::action::State::CLOSED
        .iter()
        .map(|it| Item { value: it.as_str().to_owned(), text: it.shown().into() })
        .collect()
}

fn update() -> Update {
    Update {
        action: "/actions/0198c0de-0000-4000-8000-000000000001/update".to_owned(),
        version: "3".to_owned(),
        back: "mine".to_owned(),
        cancel: "/actions?view=mine".to_owned(),
        states: states(),
        asks: "Tell the meeting in a sentence".to_owned(),
    }
}

fn group(title: &str, term: &str, actions: Vec<ActionLine>) -> Group {
    Group {
        title: title.to_owned(),
        term: term.to_owned(),
        href: format!("/actions?view=mine&due={term}"),
        count: actions.len(),
        actions,
    }
}

fn list() -> ActionList {
    let choice = |text: &str, current| Choice {
        href: "/actions?view=mine".to_owned(),
        text: text.to_owned(),
        current,
    };
    let opened = ActionLine { opened: Some(update()), ..line(1, "2 days overdue") };
    let asked = ActionLine {
        asked: Some("More time asked, until Friday 20 February".to_owned()),
        owner: Some("Marcus Reid, Housing Options".into()),
        ..line(2, "1 day overdue")
    };
    ActionList {
        heading: "Actions for Housing Options".to_owned(),
        research: Some(ResearchOwed {
            count: "8 research returns".to_owned(),
            due: "Those for the next meeting are due 9:30am today".to_owned(),
        }),
        tabs: vec![choice("Mine (6)", true), choice("Whole team (14)", false)],
        terms: vec![choice("All 6", true), choice("Overdue (2)", false)],
        groups: vec![
            group("Overdue", "overdue", vec![opened, asked]),
            group("Due today", "today", vec![line(3, "Today, by 5pm")]),
            group("Next 7 days", "week", vec![line(4, "Tomorrow"), line(5, "Monday 16 February")]),
        ],
        empty: String::new(),
        form: Form::empty(),
    }
}

fn detail() -> ActionDetail {
    let row = |key: &str, value: &str| Row { key: key.to_owned(), value: value.into() };
    ActionDetail {
        href: "/actions/0198c0de-0000-4000-8000-000000000001".to_owned(),
        reference: "NS-7K4Q".to_owned(),
        case_href: "/cases/0198c0de-0000-4000-8000-00000000000a".to_owned(),
        name: "Iris Fenwick".into(),
        safe_contact: "Through her sister only".into(),
        text: "Review the tenancy and arrange a lock change".into(),
        standing: "2 days overdue".to_owned(),
        colour: Some("red"),
        rows: vec![row("Owner", "Marcus Reid, Housing Options"), row("Due", "Tuesday 10 February")],
        update: Some(update()),
        may_ask: true,
        asked: None,
        colleagues: vec![Item { value: "a".to_owned(), text: "Jo Quill".into() }],
        may_reopen: false,
        version: "3".to_owned(),
        past: vec![Past {
            title: "Agreed".to_owned(),
            by: "Priya Nair".into(),
            when: "10:42am on Monday 9 February".to_owned(),
            at: "2026-02-09T10:42:00Z".to_owned(),
            change: Private::default(),
            note: "Review the tenancy and arrange a lock change".into(),
        }],
        form: Form::empty(),
    }
}

pub(crate) fn samples() -> Vec<Sample> {
    let none = ActionList {
        research: None,
        groups: vec![],
        empty: "No open actions for you.".to_owned(),
        ..list()
    };
    let mut form = Form::new([("state", "done"), ("asked_reason", "The landlord is away")]);
    form.refuse("outcome", "Enter what happened, in a sentence");
    form.refuse_at("asked_due_on", "asked_due_on-day", "Enter the new date");
    form.refuse("decision_note", "Enter why not");
    let asked = Asked {
        until: "Friday 20 February 2026".to_owned(),
        reason: "The landlord is away".into(),
        may_decide: true,
    };
    let refused = ActionDetail { form, asked: Some(asked), ..detail() };
    let closed = ActionDetail {
        standing: "Done".to_owned(),
        colour: Some("green"),
        update: None,
        may_ask: false,
        colleagues: vec![],
        may_reopen: true,
        ..detail()
    };
    let many = (10..50).map(|it| line(it, "1 day overdue")).collect();
    let long = ActionList { groups: vec![group("Overdue", "overdue", many)], ..list() };
    vec![
        Sample::new("", &list()),
        Sample::new("none", &none),
        Sample::new("40 actions", &long),
        Sample::new("open", &detail()),
        Sample::new("refused", &refused),
        Sample::new("closed", &closed),
    ]
}
