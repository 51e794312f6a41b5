//! An agency's desk in words.
use super::{caption, href};
use crate::domain::meeting::Meeting;
use crate::domain::person::{Part, Person};
use crate::domain::research::State;
use crate::domain::text::Private;
use crate::views::agenda::{CaseName, Flag, Meter};
use crate::views::form::Form;
use crate::views::format;
use crate::views::research::{Desk, DeskCase, DeskLine, Other, Searched};
use crate::web::visit::Visit;
use crate::workflow::research;

/// The desk in words.
pub(super) fn page(
    visit: &Visit,
    desk: &research::Desk,
    one: Option<&research::DeskCase>,
    form: Form,
) -> Desk {
    let meeting = &desk.meeting;
    let current = one.map(|it| it.case.id);
    let line = |it: &research::DeskLine| DeskLine {
        href: format!("{}/{}", href(&meeting.slug), it.case.id),
        reference: it.case.reference.clone(),
        initials: CaseName::initials(&it.case, visit.today()),
        state: state(it, current == Some(it.case.id)),
        is_current: current == Some(it.case.id),
    };
    let returned = desk.lines.iter().filter(|it| it.research.is_in()).count();
    let untouched = desk.lines.iter().filter(|it| it.is_untouched()).count();
    let is_open = meeting.is_live();
    Desk {
        caption: caption(visit, meeting),
        day: format::date_without_weekday(meeting.day),
        agency: desk.agency.name.clone(),
        left: left(visit, meeting),
        href: href(&meeting.slug),
        count: cases(desk.lines.len()),
        returned: Meter::new(returned, desk.lines.len()),
        lines: desk.lines.iter().map(line).collect(),
        untouched: if untouched > 0 && is_open { cases(untouched) } else { String::new() },
        case: one.map(|it| case_page(visit, desk, it)),
        none: format!(
            "{} is asked about no case at this meeting. You get an email when that changes.",
            desk.agency.name
        ),
        form,
    }
}

/// "14 cases".
pub(super) fn cases(count: usize) -> String {
    format::count(u64::try_from(count).unwrap_or(u64::MAX), "case", "cases")
}

/// "38 minutes left", "Late since 9:30am", "The meeting is over".
fn left(visit: &Visit, meeting: &Meeting) -> String {
    let (now, due) = (visit.now(), meeting.research_due_at);
    match due - now {
        _ if !meeting.is_live() => "The meeting is over".to_owned(),
        left if left < chrono::TimeDelta::zero() => {
            format!("Late since {}", format::clock(due, visit.zone()))
        }
        left if left < chrono::TimeDelta::hours(12) => format!("{} left", format::duration(left)),
        _ => format!("Due {}", format::moment_from(now, due, visit.zone())),
    }
}

fn state(line: &research::DeskLine, is_current: bool) -> Flag {
    match line.research.state {
        State::Returned if line.research.is_late => Flag::new("Known, late", "green"),
        State::Returned => Flag::new("Known", "green"),
        State::NothingHeld => Flag::new("Nothing held", ""),
        _ if is_current => Flag::new("Open", "purple"),
        _ if line.is_own_referral => Flag::new("You referred", "blue"),
        _ => Flag::new("To do", "yellow"),
    }
}

fn case_page(visit: &Visit, desk: &research::Desk, one: &research::DeskCase) -> DeskCase {
    let research = &one.research;
    let other = |it: &research::Said| Other {
        agency: it.agency.clone(),
        text: it.text.clone(),
        not_minuted: it.not_minuted.clone(),
    };
    DeskCase {
        action: format!("{}/{}", href(&desk.meeting.slug), one.case.id),
        reference: one.case.reference.clone(),
        state: said(visit, one),
        is_in: research.is_in(),
        is_open: desk.meeting.is_live(),
        version: research.version,
        safe_contact: one.safe_contact.clone(),
        people: searched(visit, &one.people),
        others: one.others.iter().map(other).collect(),
        question: format!("Who is known to {}?", desk.agency.name),
    }
}

/// "Returned 8:52am today by Marcus Reid, late"; blank while nothing is saved.
fn said(visit: &Visit, one: &research::DeskCase) -> Private {
    let late = if one.research.is_late { ", late" } else { "" };
    match one.research.returned_at.filter(|_| one.research.is_in()) {
        Some(at) => Private::new(format!(
            "Returned {} by {}{late}",
            format::moment_from(visit.now(), at, visit.zone()),
            one.returned_by.reveal()
        )),
        None => Private::default(),
    }
}

/// Whom to search for, each kind of people in one row.
fn searched(visit: &Visit, people: &[Person]) -> Vec<Searched> {
    let rows = [
        (Part::Victim, "Victim"),
        (Part::Perpetrator, "Alleged perpetrator"),
        (Part::Child, "Children"),
        (Part::OtherAdult, "Other adults"),
    ];
    let row = |(part, words): (Part, &'static str)| {
        let those = people.iter().filter(|it| it.part == part);
        let texts: Vec<String> = those.map(|it| identifiers(visit, it)).collect();
        (!texts.is_empty()).then(|| Searched { part: words, text: Private::new(texts.join(". ")) })
    };
    rows.into_iter().filter_map(row).collect()
}

/// "Tamsin Bright, born 4 May 1996 (29). 18 Alder Row, Millbrook. Also known as Tamsin Cole".
fn identifiers(visit: &Visit, person: &Person) -> String {
    let more = &person.particulars;
    let name = person.name.reveal();
    let name = if name.trim().is_empty() { "Name not known" } else { name };
    let age = person.born_on.and_then(|it| format::age(it, visit.today()));
    let age = age.map(|it| format!(" ({it})")).unwrap_or_default();
    let born = match person.born_on {
        Some(born) => format!(", born {}{age}", format::date_without_weekday(born)),
        None if more.age.is_empty() => String::new(),
        None => format!(", aged {}", more.age),
    };
    let address = more.address.reveal().replace('\n', ", ");
    let address = if address.is_empty() { address } else { format!(". {address}") };
    let other = more.also_known_as.reveal();
    let other = if other.is_empty() { String::new() } else { format!(". Also known as {other}") };
    format!("{name}{born}{address}{other}")
}
