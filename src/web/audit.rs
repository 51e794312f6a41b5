//! The record of who looked, for those who check it: a search by person, case, time and kind, and
//! what was found as a file.
mod row;
mod wanted;

use actix_web::HttpResponse;
use actix_web::http::header;

pub(super) use self::row::rows;
use self::wanted::{EXPORT, read};
pub(super) use self::wanted::{place, place_text};
use super::answer::Answer;
use super::error::PageError;
use super::posted::Posted;
use super::routes::{Routes, get, post};
use super::visit::{Visit, refuse_or_fail};
use crate::domain::audit::{Deed, Reason};
use crate::domain::text::Private;
use crate::views::audit::{AuditPage, Choice, file};
use crate::views::form::Form;
use crate::workflow::StepError;
use crate::workflow::audit::{self, Part, Place, Wanted};

pub(super) fn routes(routes: &mut Routes) {
    routes
        .on(get!("/audit"), show)
        .on(post!("/audit/search"), search)
        .on(post!("/audit/export"), export);
}

/// The newest entries, and the form to search for others.
async fn show(visit: Visit) -> Answer {
    let newest = visit
        .look("audit", |cx| {
            audit::search(cx, &Wanted::default(), Place::default(), Reason::RoutineCheck)
        })
        .await?;
    let found = Found { title: "Newest entries", part: &newest, is_searched: false };
    visit.page(&page(&visit, Form::empty(), Some(&found)).await?).await
}

/// What a search found.
async fn search(visit: Visit, mut posted: Posted) -> Answer {
    let read = read(&visit, &mut posted.form);
    if let Some((wanted, place, reason)) = read {
        let found =
            visit.look("audit.search", move |cx| audit::search(cx, &wanted, place, reason)).await;
        match found {
            Ok(part) => {
                let found = Found { title: "What was found", part: &part, is_searched: true };
                return visit.page(&page(&visit, posted.form, Some(&found)).await?).await;
            }
            Err(error) => refuse(&mut posted.form, error)?,
        }
    }
    visit.page_again(&page(&visit, posted.form, None).await?).await
}

/// What a search finds, as a file.
async fn export(visit: Visit, mut posted: Posted) -> Answer {
    let read = read(&visit, &mut posted.form);
    if let Some((wanted, _place, reason)) = read {
        let found = visit.look("audit.export", move |cx| audit::export(cx, &wanted, reason)).await;
        match found {
            Ok(part) => return Ok(saved(&visit, &part)),
            Err(error) => refuse(&mut posted.form, error)?,
        }
    }
    visit.page_again(&page(&visit, posted.form, None).await?).await
}

/// A file for a spreadsheet, named by the day.
fn saved(visit: &Visit, part: &Part) -> HttpResponse {
    let name = format!("attachment; filename=\"record-{}.csv\"", visit.today());
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/csv; charset=utf-8"))
        .insert_header((header::CONTENT_DISPOSITION, name))
        .body(file(&rows(visit, part)).reveal().to_owned())
}

fn refuse(form: &mut Form, error: StepError) -> Result<(), PageError> {
    match error {
        StepError::Hidden => form.refuse("reference", "No case was found"),
        other => refuse_or_fail(form, other)?,
    }
    Ok(())
}

struct Found<'a> {
    title: &'static str,
    part: &'a Part,
    is_searched: bool,
}

async fn page(
    visit: &Visit,
    form: Form,
    found: Option<&Found<'_>>,
) -> Result<AuditPage, PageError> {
    let people = visit.look("audit.search", audit::people).await?;
    let older = found.and_then(|it| it.part.older);
    Ok(AuditPage {
        people: people
            .iter()
            .map(|it| Choice {
                value: it.account.id.to_string(),
                text: Private::new(format!("{}, {}", it.account.name.reveal(), it.agency)),
            })
            .collect(),
        kinds: kinds(),
        reasons: Reason::ALL.iter().map(|it| choice(it.as_str(), it.shown())).collect(),
        title: found.map_or("", |it| it.title),
        rows: found.map(|it| rows(visit, it.part)),
        again: found.map(|it| again(&form, it.is_searched)).unwrap_or_default(),
        older: older.map(place_text),
        form,
    })
}

fn choice(value: &str, text: &str) -> Choice {
    Choice { value: value.to_owned(), text: text.into() }
}

fn kinds() -> Vec<Choice> {
    let deeds = Deed::ALL.iter().map(|it| choice(it.as_str(), it.shown()));
    deeds.chain([choice(EXPORT, "Printed, copied or mailed")]).collect()
}

/// The search again, without where a part of it began. What was shown without a search had no reason
/// typed.
fn again(form: &Form, is_searched: bool) -> Vec<Choice> {
    if !is_searched {
        return vec![choice(Reason::RoutineCheck.as_str(), "reason")];
    }
    form.pairs().filter(|it| it.0 != "place").map(|(name, value)| choice(value, name)).collect()
}
