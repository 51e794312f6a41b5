//! Finding a case by its reference.
use super::super::answer::Answer;
use super::super::posted::Posted;
use super::super::referral::who;
use super::super::visit::Visit;
use crate::domain::access::{Duty, may};
use crate::domain::area_clock::AreaClock;
use crate::views::case::{CaseRow, IndexPage};
use crate::views::form::Form;
use crate::views::format;
use crate::workflow::StepError;
use crate::workflow::case::{self, RecentCase};

/// The search, and the newest cases for those who lead the meetings.
pub(super) async fn index(visit: Visit) -> Answer {
    let page = page(&visit, Form::empty()).await?;
    visit.page(&page).await
}

/// Goes to the case of a reference. What is not there and what may not be seen are one answer.
pub(super) async fn search(visit: Visit, mut posted: Posted) -> Answer {
    let typed = posted.form.required("reference", "a reference", 40);
    if let Some(typed) = typed {
        match visit.look("case.find", move |cx| case::find(cx, &typed)).await {
            Ok(id) => return Ok(visit.see_other(&format!("/cases/{id}"), "")),
            Err(StepError::Hidden) => posted.form.refuse("reference", "No case was found"),
            Err(error) => return Err(error.into()),
        }
    }
    let page = page(&visit, posted.form).await?;
    visit.page_again(&page).await
}

async fn page(visit: &Visit, form: Form) -> Result<IndexPage, StepError> {
    let opens = may(visit.member(), Duty::TakePart);
    if !may(visit.member(), Duty::Triage) {
        visit.look("cases", |cx| cx.member().map(|_member| ())).await?;
        return Ok(IndexPage { form, recent: None, opens });
    }
    let recent = visit.look("cases", case::recent).await?;
    let recent = recent.iter().map(|it| row(visit, it)).collect();
    Ok(IndexPage { form, recent: Some(recent), opens })
}

fn row(visit: &Visit, it: &RecentCase) -> CaseRow {
    let clock = AreaClock::new(visit.zone());
    let children = u64::try_from(it.children).unwrap_or(0);
    CaseRow {
        href: format!("/cases/{}", it.line.id),
        reference: it.line.reference.clone(),
        who: who(&it.line, visit.today()),
        children: if children == 0 {
            String::new()
        } else {
            format::count(children, "child", "children")
        },
        since: format::date_without_weekday(clock.day_of(it.created_at)),
    }
}
