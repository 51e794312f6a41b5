//! The agenda on paper, and its history.
use actix_web::web;

use super::item::Wording;
use super::leading::closing;
use super::show::shown;
use super::{caption, foot, href, state, version};
use crate::domain::meeting::Meeting;
use crate::views::agenda::{History, HistoryLine, Paper, PaperSection};
use crate::views::format;
use crate::web::answer::Answer;
use crate::web::visit::Visit;
use crate::workflow::agenda::{self, Agenda, AgendaView, ChangeLine, ReadingView, Shown};

pub(super) async fn print(visit: Visit, slug: web::Path<String>) -> Answer {
    let page = match shown(&visit, "agenda.print", &slug).await? {
        Shown::Leading(view) => leading(&visit, &view),
        Shown::Reading(view) => reading(&visit, *view),
    };
    visit.page(&page).await
}

fn leading(visit: &Visit, view: &AgendaView) -> Paper {
    let slug = &view.meeting.slug;
    let wording = Wording { visit, slug, agenda: &view.agenda, marks: &view.marks };
    let part = |it: crate::views::agenda::Section| PaperSection {
        title: it.title,
        summary: it.summary,
        start: it.start,
        items: it.items,
        pause: it.pause,
    };
    let sections = wording.sections().into_iter().map(part).collect();
    Paper { closing: closing(visit, view), ..blank(visit, &view.meeting, sections) }
}

fn reading(visit: &Visit, view: ReadingView) -> Paper {
    let meeting = view.meeting;
    let numbered: Vec<_> = view.items.into_iter().map(|it| (it.number, it.item)).collect();
    let agenda = Agenda {
        items: numbered.iter().map(|(number, item)| renumbered(*number, item)).collect(),
        timetable: crate::domain::slots::Timetable { opening: view.block, rows: Vec::new() },
        overdue: 0,
        agencies: view.agencies,
    };
    let marks = std::collections::HashMap::new();
    let wording = Wording { visit, slug: &meeting.slug, agenda: &agenda, marks: &marks };
    let items = wording.plain(numbered.into_iter());
    let section = PaperSection { title: "", summary: String::new(), start: 1, items, pause: None };
    let sections = if section.items.is_empty() { Vec::new() } else { vec![section] };
    blank(visit, &meeting, sections)
}

fn renumbered(number: usize, item: &agenda::AgendaItem) -> agenda::AgendaItem {
    agenda::AgendaItem { number, ..item.clone() }
}

fn blank(visit: &Visit, meeting: &Meeting, sections: Vec<PaperSection>) -> Paper {
    Paper {
        caption: caption(visit, meeting),
        day: format::date_without_weekday(meeting.day),
        state: version(visit, meeting).unwrap_or_else(|| state(meeting).text),
        back: href(&meeting.slug),
        sections,
        closing: String::new(),
        foot: foot(visit, meeting),
    }
}

pub(super) async fn history(visit: Visit, slug: web::Path<String>) -> Answer {
    let place = slug.to_string();
    let (meeting, changes) =
        visit.look("agenda.history", move |cx| agenda::history(cx, &place)).await?;
    let page = History {
        day: format::date(meeting.day),
        back: href(&slug),
        changes: changes.iter().rev().map(|it| line(&visit, it)).collect(),
    };
    visit.page(&page).await
}

/// One change in words.
pub(super) fn line(visit: &Visit, line: &ChangeLine) -> HistoryLine {
    let change = &line.change;
    HistoryLine {
        at: format::moment_from(visit.now(), change.made_at, visit.zone()),
        what: change.kind.shown(),
        href: format!("/cases/{}", line.case_id),
        reference: line.reference.clone(),
        reason: change.reason.clone(),
        by: line.by.clone(),
        version: (change.agenda_version > 0).then(|| format!("Version {}", change.agenda_version)),
    }
}
