//! Minutes as the document that people read.
use crate::domain::disposition::Disposition;
use crate::domain::hearing::Subject;
use crate::domain::listing::RiskLevel;
use crate::domain::meeting::Meeting;
use crate::domain::minutes::{
    self as rules, ActionLine, Content, CopyItem, OwnCopy, RiskLine, Room,
};
use crate::domain::text::Private;
use crate::views::format;
use crate::views::minutes::document::{Action, Attended, Document, Item, OwnAction, Risk, Shared};
use crate::web::visit::Visit;

/// Somebody's copy.
pub(super) fn copy(
    visit: &Visit,
    meeting: &Meeting,
    whose: (&Private, &str),
    own: &OwnCopy,
    change: &Private,
) -> Document {
    let count = own.actions.len() as u64;
    let heading = match count {
        0 => "No actions for you".to_owned(),
        _ => format!("Your {}", format::count(count, "action", "actions")),
    };
    let action = |it: &rules::OwnAction| own_action(&it.line, &it.initials);
    Document {
        whose: Private::new(format!("Copy for {}, {}", whose.0.reveal(), whose.1)),
        when: when(visit, meeting, &own.room),
        room: room(&own.room),
        change: change.clone(),
        actions_heading: Some(heading),
        actions: own.actions.iter().map(action).collect(),
        items: own.items.iter().map(copied).collect(),
        attendance: Vec::new(),
        outstanding: Vec::new(),
    }
}

/// The whole record; `edit` is the place of its items' forms, where they may be changed.
pub(super) fn whole(
    visit: &Visit,
    meeting: &Meeting,
    content: &Content,
    change: &Private,
    edit: Option<&str>,
) -> Document {
    let head = rules::room(content);
    let attended = |it: &rules::AttendanceLine| Attended {
        name: it.name.clone(),
        agency: it.agency.clone(),
        presence: shown(
            crate::domain::attendance::Presence::parse(&it.presence).ok().map(|it| it.shown()),
        ),
    };
    let item = |(number, it): (u32, &rules::Item)| recorded(number, it, edit);
    Document {
        whose: "The whole record".into(),
        when: when(visit, meeting, &head),
        room: room(&head),
        change: change.clone(),
        actions_heading: None,
        actions: Vec::new(),
        items: (1..).zip(&content.items).map(item).collect(),
        attendance: content.attendance.iter().map(attended).collect(),
        outstanding: content
            .outstanding
            .iter()
            .map(|it| own_action(it, &Private::default()))
            .collect(),
    }
}

fn shown(words: Option<&'static str>) -> String {
    words.unwrap_or_default().to_owned()
}

/// "Thursday 12 February 2026, 10am to 12:11pm".
fn when(visit: &Visit, meeting: &Meeting, room: &Room) -> String {
    let day = format::date(meeting.day);
    let clock = |at| format::clock(at, visit.zone());
    match (room.opened_at, room.closed_at) {
        (Some(from), Some(to)) => format!("{day}, {} to {}", clock(from), clock(to)),
        (Some(from), None) => format!("{day}, from {}", clock(from)),
        _ => day,
    }
}

/// "Chair: Priya Nair. 13 of 14 present. Apologies: Probation, sent information."
fn room(room: &Room) -> Private {
    let mut says = vec![format!("{} of {} present.", room.present, room.expected)];
    if !room.chair.is_blank() {
        says.insert(0, format!("Chair: {}.", room.chair.reveal()));
    }
    let apology = |it: &rules::Apology| {
        let sent = if it.sent_information { " (sent information)" } else { "" };
        format!("{}{sent}", it.agency)
    };
    let apologies: Vec<String> = room.apologies.iter().map(apology).collect();
    if !apologies.is_empty() {
        says.push(format!("Apologies: {}.", format::list(&apologies)));
    }
    Private::new(says.join(" "))
}

fn own_action(line: &ActionLine, initials: &Private) -> OwnAction {
    OwnAction {
        case: title(&line.reference, initials, ""),
        href: format!("/actions/{}", line.action_id),
        text: line.text.clone(),
        due: format::date_without_year(line.due_on),
    }
}

/// "NS-7K4Q, T.B., 29".
fn title(reference: &str, initials: &Private, age: &str) -> Private {
    let parts = [reference, initials.reveal(), age];
    let parts: Vec<&str> = parts.into_iter().filter(|it| !it.is_empty()).collect();
    Private::new(parts.join(", "))
}

fn level(word: &str) -> String {
    RiskLevel::parse(word)
        .map_or_else(|_| "not recorded".to_owned(), |it| it.shown().to_lowercase())
}

fn disposition(word: &str) -> String {
    shown(Disposition::parse(word).ok().map(|it| it.shown()))
}

fn risk(line: &RiskLine) -> Risk {
    let subject = shown(Subject::parse(&line.subject).ok().map(|it| it.shown()));
    Risk {
        number: line.number,
        says: format!("{subject}, {}", level(&line.level)),
        text: line.text.clone(),
        no_action: line.no_action_reason.clone(),
    }
}

fn action(line: &ActionLine, yours: bool) -> Action {
    Action {
        text: line.text.clone(),
        yours,
        by: Private::new(format!("{}, {}", line.agency, line.owner.reveal())),
        due: format::date_without_year(line.due_on),
    }
}

fn copied(item: &CopyItem) -> Item {
    Item {
        number: item.number,
        title: title(&item.reference, &item.initials, &item.age),
        edit: None,
        risk: level(&item.risk_level),
        decision: item.decision.clone(),
        disposition: disposition(&item.disposition),
        reason: item.disposition_reason.clone(),
        risks: item.risks.iter().map(risk).collect(),
        shared: Vec::new(),
        not_minuted: None,
        views: Private::default(),
        actions: item.actions.iter().map(|it| action(&it.line, it.is_own)).collect(),
    }
}

fn recorded(number: u32, item: &rules::Item, edit: Option<&str>) -> Item {
    let not_minuted = u64::from(item.not_minuted);
    let count = format::count(not_minuted, "thing was", "things were");
    let shared =
        |it: &rules::SharedLine| Shared { agency: it.agency.clone(), text: it.text.clone() };
    Item {
        number,
        title: title(&item.reference, &item.initials, &item.age),
        edit: edit.map(|it| format!("{it}/items/{}", item.listing_id)),
        risk: level(&item.risk_level),
        decision: item.decision.clone(),
        disposition: disposition(&item.disposition),
        reason: item.disposition_reason.clone(),
        risks: item.risks.iter().map(risk).collect(),
        shared: item.shared.iter().map(shared).collect(),
        not_minuted: (not_minuted > 0).then(|| format!("{count} read out and not minuted.")),
        views: item.views.clone(),
        actions: item.actions.iter().map(|it| action(it, false)).collect(),
    }
}
