//! One case, as far as its reader sees it.
use actix_web::web;

use super::super::answer::Answer;
use super::super::path::id;
use super::super::referral::{name, sent_row};
use super::super::visit::Visit;
use super::event;
use crate::domain::access::{Duty, may};
use crate::domain::action::State as ActionState;
use crate::domain::flag::Colour;
use crate::domain::person::{Part, Person};
use crate::domain::repeat::Finding;
use crate::domain::research::{Research, Share, State};
use crate::domain::text::Private;
use crate::views::case::{
    ActionRow, ActionsPage, Card, CaseHead, HistoryPage, OwnCasePage, PeoplePage, PersonRow,
    ResearchPage, ResearchRow, Tab,
};
use crate::views::flag::{FlagView, all_flags};
use crate::views::format;
use crate::views::page::{Link, Page};
use crate::views::referral::Entry;
use crate::workflow::case::{self, ActionOf, CasePage, CaseView, ResearchOf};

/// What happened.
pub(super) async fn history(visit: Visit, path: web::Path<String>) -> Answer {
    with(visit, path, "case", "", |visit, case, head| HistoryPage {
        case: head,
        events: event::rows(visit, &case.history),
        cards: case.finding.iter().filter_map(repeat_card).collect(),
    })
    .await
}

/// Who is in it.
pub(super) async fn people(visit: Visit, path: web::Path<String>) -> Answer {
    with(visit, path, "case.people", "/people", |visit, case, head| PeoplePage {
        case: head,
        people: by_part(&case.people).map(|it| person_row(visit, it)).collect(),
    })
    .await
}

/// What agencies returned.
pub(super) async fn research(visit: Visit, path: web::Path<String>) -> Answer {
    with(visit, path, "case.research", "/research", |visit, case, head| ResearchPage {
        case: head,
        research: case.research.iter().map(|it| research_row(visit, it)).collect(),
    })
    .await
}

/// What was agreed.
pub(super) async fn actions(visit: Visit, path: web::Path<String>) -> Answer {
    with(visit, path, "case.actions", "/actions", |visit, case, head| ActionsPage {
        case: head,
        actions: case.actions.iter().map(|it| action_row(visit, it)).collect(),
    })
    .await
}

/// Reads the case and shows one of its pages.
async fn with<P: Page>(
    visit: Visit,
    path: web::Path<String>,
    name: &'static str,
    tab: &str,
    page: impl Fn(&Visit, &CaseView, CaseHead) -> P,
) -> Answer {
    let text = path.into_inner();
    match visit.look(name, move |cx| case::show(cx, id(&text)?)).await? {
        CasePage::Joined(earlier) => Ok(visit.see_other(&format!("/cases/{earlier}"), "")),
        CasePage::Own(lines) => {
            let reference = lines.first().map(|it| it.reference.clone()).unwrap_or_default();
            let sent = lines.iter().map(|it| sent_row(&visit, it)).collect();
            visit.page(&OwnCasePage { reference, sent }).await
        }
        CasePage::Whole(case) => {
            let head = head(&visit, &case, tab);
            visit.page(&page(&visit, &case, head)).await
        }
    }
}

/// The top of a page of a case; `current` is the end of its address.
pub(super) fn head(visit: &Visit, case: &CaseView, current: &str) -> CaseHead {
    let mut flags = all_flags(&case.flags);
    if case.overdue > 0 {
        let count = format::count(many(case.overdue), "action", "actions");
        flags.push(FlagView::new(format!("{count} overdue"), Colour::Red));
    }
    let tab = |path: &str, text: String| Tab {
        href: format!("/cases/{}{path}", case.case.id),
        text,
        current: path == current,
    };
    let mut tabs = vec![
        tab("", "History".to_owned()),
        tab("/people", format!("People ({})", case.people.len())),
        tab("/research", format!("Research ({})", case.research.len())),
        tab("/actions", format!("Actions ({})", case.actions.len())),
    ];
    if may(visit.member(), Duty::KeepUntold) {
        tabs.push(tab("/untold", "Must not be told".to_owned()));
    }
    if case.offers_protected {
        tabs.push(tab("/protected", "Protected contact".to_owned()));
    }
    tabs.push(tab("/interests", "Interests".to_owned()));
    if may(visit.member(), Duty::SeeWhoLooked) {
        tabs.push(tab("/looked", "Who has looked".to_owned()));
    }
    CaseHead {
        caption: caption(case),
        reference: case.line.reference.clone(),
        name: name(&case.line, visit.today()),
        flags,
        safe_contact: case.case.safe_contact.clone(),
        advise: case.may_advise.then(|| format!("/cases/{}/safe-contact", case.case.id)),
        action: action(visit, case),
        tabs,
    }
}

fn many(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// "NS-7K4Q. Referral waiting, heard 2 times before".
fn caption(case: &CaseView) -> String {
    let stands = match (&case.waiting, &case.coming) {
        (Some(_), _) => Some("Referral waiting".to_owned()),
        (None, Some(meeting)) => {
            Some(format!("To be heard on {}", format::date_without_year(meeting.day)))
        }
        (None, None) => None,
    };
    let heard = match case.heard {
        0 => None,
        1 => Some("Heard once before".to_owned()),
        2 => Some("Heard twice before".to_owned()),
        times => Some(format!("Heard {times} times before")),
    };
    let parts: Vec<String> = stands.into_iter().chain(heard).collect();
    let said = match parts.as_slice() {
        [stands, heard] => format!("{stands}, {}", format::lower_first(heard)),
        one => one.concat(),
    };
    let mut text = format!("{}. {said}", case.line.reference);
    text.truncate(text.trim_end_matches([' ', '.']).len());
    text
}

/// The one thing to do next.
fn action(visit: &Visit, case: &CaseView) -> Option<Link> {
    let link = |href: String, text: &str| Some(Link { href, text: text.to_owned() });
    if let Some(referral) = case.waiting {
        return link(format!("/referrals/{referral}"), "Triage the referral");
    }
    let meeting = case.coming.as_ref()?;
    if may(visit.member(), Duty::Support) {
        return link(format!("/support/{}", case.case.id), "Contact with the victim");
    }
    link(format!("/meetings/{}/agenda", meeting.slug), "See the agenda")
}

fn repeat_card(finding: &Finding) -> Option<Card> {
    let title = match finding {
        Finding::First => return None,
        Finding::Repeat(_) => "Why this is a repeat",
        Finding::Unclear(_) => "Why this may be a repeat",
        _ => "Why this is not a repeat",
    };
    Some(Card { id: "repeat", title: title.to_owned(), text: finding.reason() })
}

/// The victim first, then whoever is said to cause harm, the children and others.
fn by_part(people: &[Person]) -> impl Iterator<Item = &Person> {
    Part::ALL.iter().flat_map(|part| people.iter().filter(move |it| it.part == *part))
}

fn person_row(visit: &Visit, it: &Person) -> PersonRow {
    let more = &it.particulars;
    let born = it.born_on.map(|born| {
        let day = format::date_without_weekday(born);
        format::age(born, visit.today())
            .map_or(format!("{day}, due"), |age| format!("{day} ({age})"))
    });
    let entry = |key: &str, text: &str| (!text.trim().is_empty()).then(|| Entry::new(key, text));
    let entries = [
        born.map(|it| Entry::new("Born", it)),
        entry("Age", &more.age),
        entry("Also known as", more.also_known_as.reveal()),
        entry("Gender", &more.gender),
        entry("Relationship", more.relationship.reveal()),
        entry("Lives at", more.address.reveal()),
        more.in_household.then(|| Entry::new("Household", "Lives with the victim")),
        entry("Pregnancy", more.pregnancy.reveal()),
        entry("Needs", more.needs.reveal()),
        entry("School or work", more.school_or_work.reveal()),
        entry("In force", more.status.reveal()),
        entry("Said before", more.replaced.reveal()),
    ];
    PersonRow {
        part: it.part.shown(),
        name: it.name.clone(),
        entries: entries.into_iter().flatten().collect(),
    }
}

fn research_row(visit: &Visit, it: &ResearchOf) -> ResearchRow {
    let research = &it.research;
    let when = research.returned_at.filter(|_| research.is_in());
    let when = when.map_or(String::new(), |at| {
        format!(", {}", format::moment_from(visit.now(), at, visit.zone()))
    });
    ResearchRow {
        agency: it.agency.clone(),
        meeting: format::date(it.meeting.day),
        state: format!("{}{when}", research.state.shown()),
        entries: if research.state == State::Returned { said(research) } else { Vec::new() },
    }
}

fn said(research: &Research) -> Vec<Entry> {
    let known = [
        (research.known.victim, "The victim"),
        (research.known.perpetrator, "An alleged perpetrator"),
        (research.known.children, "A child"),
    ];
    let known: Vec<&str> = known.into_iter().filter(|it| it.0).map(|it| it.1).collect();
    let entry =
        |key: &str, text: &Private| (!text.is_blank()).then(|| Entry::new(key, text.reveal()));
    let text = match research.share {
        Share::Minuted => "What matters for the risk".to_owned(),
        other => format!("What matters for the risk ({})", other.shown().to_lowercase()),
    };
    [
        (!known.is_empty()).then(|| Entry::new("Known", format::clauses(&known))),
        entry(&text, &research.text),
        entry("Read out, not minuted", &research.not_minuted),
        entry("For the chair only", &research.chair_only),
        entry("Action offered", &research.offer),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn action_row(visit: &Visit, it: &ActionOf) -> ActionRow {
    let action = &it.action;
    let due = if action.state == ActionState::Open {
        format::due(action.due_on, visit.today())
    } else {
        action.state.shown().to_owned()
    };
    ActionRow {
        href: format!("/actions/{}", action.id),
        text: action.text.clone(),
        who: Private::new(format!("{}, {}", it.agency, it.owner.reveal())),
        due,
        is_overdue: action.is_overdue(visit.today()),
    }
}
