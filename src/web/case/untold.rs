//! Who must not be told of a case.
use actix_web::web;

use super::super::answer::Answer;
use super::super::path::id;
use super::super::posted::Posted;
use super::super::visit::{Visit, refuse_or_fail};
use super::show::head;
use crate::domain::ids::{AccountId, CaseId, UntoldId};
use crate::domain::text::Private;
use crate::domain::untold::{Untold, Verdict, Weight};
use crate::views::case::{AlikeRow, UntoldPage, UntoldRow};
use crate::views::form::Form;
use crate::views::referral::Entry;
use crate::workflow::case::{CasePage, CaseView, show as case};
use crate::workflow::untold::{self, Alike, Desk, NewUntold};
use crate::workflow::{Step, StepError};

/// The most that a field holds, in characters.
const LONGEST: usize = 200;

type Found = (Box<CaseView>, Desk);

/// The list.
pub(super) async fn show(visit: Visit, path: web::Path<String>) -> Answer {
    let found = find(&visit, path.into_inner()).await?;
    visit.page(&page(&visit, &found, Form::empty())).await
}

async fn find(visit: &Visit, text: String) -> Step<Found> {
    let found = visit.look("case.untold", move |cx| {
        let id: CaseId = id(&text)?;
        let desk = untold::desk(cx, id)?;
        match case(cx, id)? {
            CasePage::Whole(case) => Ok((case, desk)),
            CasePage::Own(_) | CasePage::Joined(_) => Err(StepError::Hidden),
        }
    });
    found.await
}

/// Adds somebody.
pub(super) async fn add(visit: Visit, path: web::Path<String>, mut posted: Posted) -> Answer {
    let text = path.into_inner();
    let new = read(&mut posted.form);
    if posted.form.failed() {
        return again(&visit, text, posted.form).await;
    }
    let case = text.clone();
    let step =
        visit.change("untold.add", &posted, move |cx| untold::add(cx, id(&case)?, &new)).await;
    answer(&visit, text, posted.form, (step, "Added")).await
}

fn read(form: &mut Form) -> NewUntold {
    let mut text = |field: &str, label: &str| {
        Private::new(form.optional(field, label, LONGEST).unwrap_or_default())
    };
    NewUntold {
        name: text("name", "the name"),
        relation: text("relation", "who they are"),
        email: text("email", "the email address"),
        phone: text("phone", "the phone number"),
        address: text("address", "the address"),
        employer: text("employer", "the employer"),
    }
}

/// Takes somebody off.
pub(super) async fn remove(visit: Visit, path: web::Path<String>, posted: Posted) -> Answer {
    let text = path.into_inner();
    let (case, of) = (text.clone(), posted.form.value("untold").to_owned());
    let remove = move |cx: &mut crate::workflow::Change<'_, '_>| {
        let of: UntoldId = id(&of)?;
        untold::remove(cx, id(&case)?, of)
    };
    let step = visit.change("untold.remove", &posted, remove).await;
    answer(&visit, text, posted.form, (step, "Taken off the list")).await
}

/// Says whether somebody is another person, or is not told.
pub(super) async fn check(visit: Visit, path: web::Path<String>, posted: Posted) -> Answer {
    let text = path.into_inner();
    let account = AccountId::parse(posted.form.value("account")).ok();
    let verdict = Verdict::parse(posted.form.value("verdict")).ok();
    let case = text.clone();
    let check = move |cx: &mut crate::workflow::Change<'_, '_>| {
        untold::check(cx, id(&case)?, account, verdict)
    };
    let step = visit.change("untold.check", &posted, check).await;
    answer(&visit, text, posted.form, (step, "Saved")).await
}

async fn answer(
    visit: &Visit,
    text: String,
    mut form: Form,
    (step, said): (Step<()>, &str),
) -> Answer {
    match step {
        Ok(()) => Ok(visit.see_other(&format!("/cases/{text}/untold"), said)),
        Err(error) => {
            refuse_or_fail(&mut form, error)?;
            again(visit, text, form).await
        }
    }
}

async fn again(visit: &Visit, text: String, form: Form) -> Answer {
    let found = find(visit, text).await?;
    visit.page_again(&page(visit, &found, form)).await
}

fn page(visit: &Visit, (case, desk): &Found, form: Form) -> UntoldPage {
    UntoldPage {
        case: head(visit, case, "/untold"),
        href: format!("/cases/{}/untold", case.case.id),
        perpetrators: desk.perpetrators.iter().map(|it| it.name.clone()).collect(),
        untold: desk.untold.iter().map(row).collect(),
        alike: desk.alike.iter().map(alike_row).collect(),
        may_check: desk.may_check,
        form,
    }
}

fn row(it: &Untold) -> UntoldRow {
    let known = [
        ("Who they are", &it.relation),
        ("Email address", &it.email),
        ("Phone number", &it.phone),
        ("Address", &it.address),
        ("Works for", &it.employer),
    ];
    let said = known.into_iter().filter(|it| !it.1.is_blank());
    UntoldRow {
        id: it.id.to_string(),
        name: it.name.clone(),
        entries: said.map(|(key, text)| Entry::new(key, text.reveal())).collect(),
    }
}

fn alike_row(it: &Alike) -> AlikeRow {
    let does = match it.likeness.weight() {
        Weight::Never => " No email about it leaves for them.",
        Weight::UntilChecked if it.verdict.is_none() => {
            " No email about it leaves for them until you say that they are another person."
        }
        Weight::UntilChecked | Weight::Shown => "",
    };
    let shared = it.likeness.shown();
    AlikeRow {
        account: it.account.to_string(),
        who: Private::new(format!("{}, {}", it.name.reveal(), it.agency)),
        why: format!("Has {shared} as somebody of this case.{does}"),
        verdict: it.verdict.map_or("", |verdict| verdict.shown()),
        may_be_other: it.likeness.weight() != Weight::Never && it.verdict != Some(Verdict::Other),
        may_be_out: it.verdict != Some(Verdict::Out),
    }
}
