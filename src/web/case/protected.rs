//! Protected contact: asked for by a press with a reason, and shown in the answer to that press
//! alone, so that no address leads to it.
use actix_web::http::StatusCode;
use actix_web::web;

use super::super::answer::Answer;
use super::super::attempt::{Attempt, attempt};
use super::super::error::PageError;
use super::super::path::id;
use super::super::posted::Posted;
use super::super::visit::{Visit, refuse_or_fail};
use super::show::head;
use crate::domain::ids::{AccountId, CaseId};
use crate::domain::protected::{Details, ProtectedContact, Reason};
use crate::domain::text::Private;
use crate::views::case::{Change, LendingView, Opened, Person, ProtectedPage, ShowRow};
use crate::views::form::Form;
use crate::views::format;
use crate::views::referral::Entry;
use crate::workflow::case::{CasePage, CaseView, show as case};
use crate::workflow::protected::{self, Desk, Representative, Shown};
use crate::workflow::{self as steps, Step, StepError};

/// The most that each of the fields holds, in characters.
const LONGEST: usize = 700;

/// The page with the press, and nothing of what is protected.
pub(super) async fn ask(visit: Visit, path: web::Path<String>) -> Answer {
    let found = find(&visit, path.into_inner()).await?;
    visit.page(&page(&visit, &found, Form::empty(), None)).await
}

type Found = (Box<CaseView>, Desk);

async fn find(visit: &Visit, text: String) -> Step<Found> {
    let found = visit.look("case.protected", move |cx| {
        let id: CaseId = id(&text)?;
        let desk = protected::desk(cx, id)?;
        match case(cx, id)? {
            CasePage::Whole(case) => Ok((case, desk)),
            CasePage::Own(_) | CasePage::Joined(_) => Err(StepError::Hidden),
        }
    });
    found.await
}

/// What is protected, which is on record as seen by then.
async fn contact(visit: &Visit, text: String) -> Step<Option<ProtectedContact>> {
    visit.look("protected.shown", move |cx| protected::shown(cx, id(&text)?)).await
}

/// Keeps who asks and why, then shows it.
pub(super) async fn show(visit: Visit, path: web::Path<String>, mut posted: Posted) -> Answer {
    let text = path.into_inner();
    let reason = Reason::parse(posted.form.value("reason")).ok();
    let case = text.clone();
    let kept =
        visit.change("protected.show", &posted, move |cx| protected::show(cx, id(&case)?, reason));
    let shown = match kept.await {
        Ok(()) => contact(&visit, text.clone()).await,
        Err(error) => Err(error),
    };
    let contact = match shown {
        Ok(contact) => contact,
        Err(error) => {
            refuse_or_fail(&mut posted.form, error)?;
            let found = find(&visit, text).await?;
            return visit.page_again(&page(&visit, &found, posted.form, None)).await;
        }
    };
    let found = find(&visit, text).await?;
    let opened = opened(&found.1, contact.as_ref(), None);
    visit.page(&page(&visit, &found, Form::empty(), Some(opened))).await
}

/// What is shown, with the form that writes it down: as it is saved, or as it was typed.
fn opened(desk: &Desk, contact: Option<&ProtectedContact>, typed: Option<Form>) -> Opened {
    let details = contact.map(ProtectedContact::details).unwrap_or_default();
    let named = details.named();
    let said = named.iter().filter(|it| !it.2.is_blank());
    let saved = || Form::new(named.iter().map(|(field, _, text)| (*field, text.reveal())));
    Opened {
        rows: Some(said.map(|(_, label, text)| Entry::new(label, text.reveal())).collect()),
        change: desk.may_keep.then(|| Change {
            form: typed.unwrap_or_else(saved),
            version: contact.map_or(0, |it| it.version).to_string(),
        }),
    }
}

/// Writes it down. Whoever typed for longer than their reason holds gives it again with the form.
pub(super) async fn save(visit: Visit, path: web::Path<String>, mut posted: Posted) -> Answer {
    let text = path.into_inner();
    let details = read(&mut posted.form);
    if posted.form.failed() {
        return again(&visit, text, posted).await;
    }
    if let Ok(reason) = Reason::parse(posted.form.value("reason")) {
        let case = text.clone();
        let show =
            move |cx: &mut steps::Change<'_, '_>| protected::show(cx, id(&case)?, Some(reason));
        visit.note("protected.show", show).await?;
    }
    let (case, seen) = (text.clone(), posted.seen);
    let save =
        move |cx: &mut steps::Change<'_, '_>| protected::save(cx, id(&case)?, seen, &details);
    let saved = visit.change_closed("protected.save", &posted, save).await;
    match attempt(&mut posted.form, saved)? {
        Attempt::Done(()) => {
            let here = format!("/cases/{text}/protected");
            Ok(visit.see_other(&here, "Protected contact saved"))
        }
        Attempt::Stale(_) => both(&visit, text, posted.form).await,
        Attempt::Again => again(&visit, text, posted).await,
    }
}

fn read(form: &mut Form) -> Details {
    let mut text = |field: &str, label: &str| {
        Private::new(form.optional(field, label, LONGEST).unwrap_or_default())
    };
    Details {
        address: text("address", "the address"),
        phones: text("phones", "the phone numbers"),
        school: text("school", "the school"),
        workplace: text("workplace", "the workplace"),
    }
}

/// The form again as it was typed, with nothing of what is saved.
async fn again(visit: &Visit, text: String, posted: Posted) -> Answer {
    let found = find(visit, text).await?;
    if !found.1.may_keep {
        return Err(visit.not_found("protected.save").await);
    }
    let change = Change { form: posted.form, version: posted.seen.to_string() };
    let opened = Opened { rows: None, change: Some(change) };
    visit.page_again(&page(visit, &found, Form::empty(), Some(opened))).await
}

/// What somebody else saved meanwhile, above what was typed.
async fn both(visit: &Visit, text: String, mut typed: Form) -> Answer {
    let contact = contact(visit, text.clone()).await?;
    let found = find(visit, text).await?;
    typed.refuse_whole(
        "Somebody else changed it since you opened it. What is saved now stands first, and what \
         you typed under it: save again to put it in its place",
    );
    let opened = opened(&found.1, contact.as_ref(), Some(typed));
    let page = page(visit, &found, Form::empty(), Some(opened));
    visit.page_with(StatusCode::CONFLICT, &page).await
}

/// Lets a representative see it, or no longer.
pub(super) async fn lend(visit: Visit, path: web::Path<String>, mut posted: Posted) -> Answer {
    let text = path.into_inner();
    let account = AccountId::parse(posted.form.value("account")).ok();
    let takes = posted.form.value("do") == "take";
    let case = text.clone();
    let step = visit.change("protected.lend", &posted, move |cx| match (takes, account) {
        (true, Some(account)) => protected::take(cx, id(&case)?, account),
        _ => protected::give(cx, id(&case)?, account),
    });
    match step.await {
        Ok(()) => {
            let said = if takes { "They see it no longer" } else { "They may see it now" };
            Ok(visit.see_other(&format!("/cases/{text}/protected"), said))
        }
        Err(error) => {
            refuse_or_fail(&mut posted.form, error)?;
            let found = lender(&visit, text).await?;
            visit.page_again(&page(&visit, &found, posted.form, None)).await
        }
    }
}

/// The page for somebody who lets others see it; there is none for anybody else.
async fn lender(visit: &Visit, text: String) -> Result<Found, PageError> {
    let found = find(visit, text).await?;
    if found.1.lending.is_none() {
        return Err(visit.not_found("protected.lend").await);
    }
    Ok(found)
}

fn page(visit: &Visit, (case, desk): &Found, form: Form, opened: Option<Opened>) -> ProtectedPage {
    ProtectedPage {
        case: head(visit, case, "/protected"),
        href: format!("/cases/{}/protected", case.case.id),
        form,
        reasons: desk.asks_reason.then(ProtectedPage::reasons),
        opened,
        shows: desk.shows.iter().map(|it| show_row(visit, it)).collect(),
        lending: desk.lending.as_ref().map(|it| LendingView {
            lent: it.lent.iter().map(person).collect(),
            others: it.others.iter().map(person).collect(),
        }),
    }
}

fn show_row(visit: &Visit, it: &Shown) -> ShowRow {
    ShowRow {
        who: Private::new(format!("{}, {}", it.name.reveal(), it.agency)),
        reason: it.reason.shown(),
        when: format::moment_from(visit.now(), it.at, visit.zone()),
    }
}

fn person(it: &Representative) -> Person {
    let text = Private::new(format!("{}, {}", it.name.reveal(), it.agency));
    Person { value: it.account.to_string(), text }
}
