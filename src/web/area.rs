//! The settings of an area.
use actix_web::web;

use super::answer::Answer;
use super::posted::Posted;
use super::routes::{Routes, get, post};
use super::settings;
use super::visit::{self, Visit};
use crate::domain::area::{Area, Kind, Section};
use crate::views::area::{AreaPage, FieldView, SectionPage, SectionSummary};
use crate::views::form::Form;
use crate::views::format;
use crate::views::settings::{Choice, Row};
use crate::workflow::StepError;
use crate::workflow::area::{self, AreaView};

pub(super) fn routes(routes: &mut Routes) {
    routes
        .on(get!("/settings"), index)
        .on(get!("/settings/area/{section}"), show)
        .on(post!("/settings/area/{section}"), change);
}

async fn index(visit: Visit) -> Answer {
    let view = visit.look("settings", area::show).await?;
    let sections = Section::ALL.iter().map(|it| summary(&visit, *it, &view)).collect();
    visit.page(&AreaPage { tabs: settings::tabs(&visit, "Area"), sections }).await
}

fn summary(visit: &Visit, section: Section, view: &AreaView) -> SectionSummary {
    let row = |key: &str, value: String| Row { key: key.to_owned(), value };
    let field = |it: &crate::domain::area::Field| {
        let text = it.text(&view.area);
        let unit = if text == "1" { it.unit.trim_end_matches('s') } else { it.unit };
        row(it.label, format!("{text} {unit}").trim_end().to_owned())
    };
    let mut rows: Vec<Row> = section.fields().iter().map(field).collect();
    if section == Section::Statement {
        let at = format::moment(view.statement_at, visit.zone());
        let by = view.statement_by.as_ref().map(|it| format!(", by {}", it.reveal()));
        let by = by.unwrap_or_default();
        rows.push(row("Version", format!("{}, since {at}{by}", view.area.statement_version)));
    }
    SectionSummary {
        id: section.as_str().to_owned(),
        title: section.shown().to_owned(),
        href: address(section),
        change: section.shown().to_lowercase(),
        rows,
    }
}

fn address(section: Section) -> String {
    format!("/settings/area/{}", section.as_str())
}

async fn show(visit: Visit, section: web::Path<String>) -> Answer {
    let Ok(section) = Section::parse(&section) else {
        return Err(visit.not_found("settings").await);
    };
    let view = visit.look("settings", area::show).await?;
    let texts = section.fields().into_iter().flat_map(|field| {
        let many = field.kind(&view.area).0 == Kind::Many;
        let text = field.text(&view.area);
        let values: Vec<String> =
            if many { text.lines().map(str::to_owned).collect() } else { vec![text] };
        values.into_iter().map(move |value| (field.name, value))
    });
    let form = Form::new(texts);
    visit.page(&page(section, &view.area, form, view.area.version)).await
}

fn page(section: Section, area: &Area, form: Form, version: i32) -> SectionPage {
    let field = |it: &crate::domain::area::Field| {
        let (kind, phrases) = it.kind(area);
        FieldView {
            name: it.name,
            label: it.label,
            hint: it.hint,
            unit: it.unit,
            kind: kind_word(kind),
            items: phrases.iter().map(|it| Choice::new(*it, *it)).collect(),
        }
    };
    let about = match section {
        Section::Times | Section::Place | Section::Agenda => {
            Some("Coming meetings that nobody changed by hand follow when you save.")
        }
        Section::Statement => {
            Some("A change makes a new version. Everybody agrees to it again at the next meeting.")
        }
        _ => None,
    };
    SectionPage {
        form,
        title: section.shown().to_owned(),
        about: about.map(str::to_owned),
        action: address(section),
        version,
        fields: section.fields().iter().map(field).collect(),
    }
}

fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Line => "line",
        Kind::Text => "text",
        Kind::Number => "number",
        Kind::Time => "time",
        Kind::Choice => "choice",
        Kind::Many => "many",
    }
}

async fn change(visit: Visit, section: web::Path<String>, posted: Posted) -> Answer {
    let Ok(section) = Section::parse(&section) else {
        return Err(visit.not_found("settings").await);
    };
    let text = |name: &str| posted.form.values(name).collect::<Vec<_>>().join("\n");
    let typed: Vec<(String, String)> =
        section.fields().iter().map(|it| (it.name.to_owned(), text(it.name))).collect();
    let (given, seen) = (typed.clone(), posted.seen);
    let step =
        visit.change("area.change", &posted, move |cx| area::change(cx, section, &given, seen));
    match step.await {
        Ok(()) => Ok(visit.see_other("/settings", "Settings saved")),
        Err(StepError::Stale(stale)) => {
            let place = ("These settings", &*address(section), "/settings");
            visit.stale(&stale, &Form::new(typed), place).await
        }
        Err(error) => {
            let mut form = posted.form.clone();
            visit::refuse_or_fail(&mut form, error)?;
            visit.page_again(&page(section, visit.area(), form, seen)).await
        }
    }
}
