//! The form and its draft: kept as it is typed, and sent from there.
use actix_web::{HttpResponse, web};
use serde_json::json;

use super::super::answer::Answer;
use super::super::path::id;
use super::super::posted::Posted;
use super::super::visit::{Visit, refuse_or_fail};
use super::{reading, words};
use crate::domain::ids::DraftId;
use crate::domain::text::Private;
use crate::domain::time::Instant;
use crate::views::form::Form;
use crate::views::format;
use crate::views::referral::{DraftState, MOST_PEOPLE, ReferralForm};
use crate::workflow::{StepError, referral};

/// An empty form, over a draft that is made when it is first saved.
pub(super) async fn begin(visit: Visit) -> Answer {
    let heard = visit.look("referral.form", referral::next_hearing).await?;
    let form = Form::new([("tool", "dash24"), ("perpetrators", "1")]);
    let draft = visit.app.service().tools().random.uuid().to_string();
    visit.page(&page(&visit, form, DraftState { draft, ..state(&visit, heard) })).await
}

/// The form over a draft.
pub(super) async fn show(visit: Visit, path: web::Path<String>) -> Answer {
    let text = path.into_inner();
    let (draft, heard) = visit
        .look("draft", move |cx| {
            Ok((referral::draft(cx, id(&text)?)?, referral::next_hearing(cx)?))
        })
        .await?;
    let mut form = Form::new(url::form_urlencoded::parse(draft.body.reveal().as_bytes()));
    let area = visit.area();
    let checklist = &visit.app.service().tools().checklist;
    let account = reading::account(&mut form.clone(), checklist, visit.today());
    let state = DraftState {
        draft: draft.id.to_string(),
        version: draft.version,
        saved: Some(saved_at(&visit, draft.saved_at, "Draft saved")),
        gaps: account.gaps(checklist, area.settings.threshold),
        ..state(&visit, heard)
    };
    form.set("perpetrators", &at_least_one(form.value("perpetrators")));
    visit.page(&page(&visit, form, state)).await
}

/// Saves the draft as it is typed.
pub(super) async fn save(visit: Visit, path: web::Path<String>, posted: Posted) -> Answer {
    let (text, body, seen) = (path.into_inner(), body(&posted.form), posted.seen);
    let saved = visit
        .change("draft.save", &posted, move |cx| referral::save(cx, id(&text)?, &body, seen))
        .await;
    match saved {
        Ok(saved) => {
            let says = saved_at(&visit, saved.at, "Saved");
            let version = saved.version.to_string();
            Ok(HttpResponse::Ok().json(json!({ "says": says, "version": version })))
        }
        Err(StepError::Stale(_)) => Ok(HttpResponse::Conflict().finish()),
        Err(StepError::Refused(_)) => Ok(HttpResponse::UnprocessableEntity().finish()),
        Err(error) => Err(error.into()),
    }
}

/// Does what a button of the form says.
pub(super) async fn press(visit: Visit, path: web::Path<String>, posted: Posted) -> Answer {
    let draft = path.into_inner();
    let here = format!("/drafts/{draft}");
    match posted.form.value("do").split_once(' ') {
        Some(("add", part)) => {
            let (form, first) = with_one_more(&posted.form, part);
            keep(&visit, &draft, &posted, form, (&format!("{here}#{first}"), "")).await
        }
        Some(("remove", person)) => {
            let form = without(&posted.form, person);
            keep(&visit, &draft, &posted, form, (&format!("{here}#people"), "")).await
        }
        _ if posted.form.value("do") == "send" => send(&visit, &draft, posted).await,
        _ if posted.form.value("do") == "later" => {
            let form = posted.form.clone();
            keep(&visit, &draft, &posted, form, ("/referrals", "Draft saved")).await
        }
        _ => {
            let form = posted.form.clone();
            keep(&visit, &draft, &posted, form, (&here, "Draft saved")).await
        }
    }
}

/// Throws the draft away.
pub(super) async fn discard(visit: Visit, path: web::Path<String>, posted: Posted) -> Answer {
    let text = path.into_inner();
    visit.change("draft.discard", &posted, move |cx| referral::discard(cx, id(&text)?)).await?;
    Ok(visit.see_other("/referrals", "Draft thrown away"))
}

/// Saves the draft and goes on to another page.
async fn keep(
    visit: &Visit,
    draft: &str,
    posted: &Posted,
    form: Form,
    (to, said): (&str, &str),
) -> Answer {
    let (text, body, seen) = (draft.to_owned(), body(&form), posted.seen);
    let saved = visit
        .change("draft.save", posted, move |cx| referral::save(cx, id(&text)?, &body, seen))
        .await;
    match saved {
        Ok(_) => Ok(visit.see_other(to, said)),
        Err(error) => again(visit, draft, posted, error).await,
    }
}

async fn send(visit: &Visit, draft: &str, mut posted: Posted) -> Answer {
    let checklist = &visit.app.service().tools().checklist;
    let account = reading::account(&mut posted.form, checklist, visit.today());
    if posted.form.failed() {
        if let Err(refused) = account.check() {
            super::super::visit::refuse(&mut posted.form, &refused);
        }
        return show_again(visit, draft, &posted).await;
    }
    let (text, body, seen) = (draft.to_owned(), body(&posted.form), posted.seen);
    let sent = visit
        .change("referral.send", &posted, move |cx| {
            referral::send(cx, id::<DraftId>(&text)?, seen, &body, account.clone())
        })
        .await;
    match sent {
        Ok(sent) => Ok(visit.see_other(&format!("/referrals/{}/sent", sent.referral), "")),
        Err(error) => again(visit, draft, &posted, error).await,
    }
}

/// Shows the form again after a step that came to nothing.
async fn again(visit: &Visit, draft: &str, posted: &Posted, error: StepError) -> Answer {
    let here = format!("/drafts/{draft}");
    if let StepError::Stale(stale) = &error {
        let action = format!("{here}/form");
        return visit.stale(stale, &posted.form, ("This draft", &action, &here)).await;
    }
    let mut form = posted.form.clone();
    refuse_or_fail(&mut form, error)?;
    show_again_with(visit, draft, posted.seen, form).await
}

async fn show_again(visit: &Visit, draft: &str, posted: &Posted) -> Answer {
    show_again_with(visit, draft, posted.seen, posted.form.clone()).await
}

async fn show_again_with(visit: &Visit, draft: &str, version: i32, form: Form) -> Answer {
    let heard = visit.look("referral.form", referral::next_hearing).await?;
    let state = DraftState { draft: draft.to_owned(), version, ..state(visit, heard) };
    visit.page_again(&page(visit, form, state)).await
}

fn page(visit: &Visit, form: Form, state: DraftState) -> ReferralForm {
    ReferralForm::new(form, state, &visit.app.service().tools().checklist, visit.area())
}

fn state(visit: &Visit, heard: Option<Instant>) -> DraftState {
    let heard = heard.map(|it| words::hearing(it, visit.area()));
    DraftState { heard, ..DraftState::default() }
}

fn saved_at(visit: &Visit, at: Instant, what: &str) -> String {
    format!("{what} at {}", format::clock(at, visit.zone()))
}

/// What is kept of a form: everything that was typed, and no button.
fn body(form: &Form) -> Private {
    let typed = form
        .pairs()
        .filter(|(name, value)| !matches!(*name, "do" | "version") && !value.is_empty());
    Private::new(url::form_urlencoded::Serializer::new(String::new()).extend_pairs(typed).finish())
}

fn at_least_one(count: &str) -> String {
    count.parse::<usize>().unwrap_or(0).clamp(1, MOST_PEOPLE).to_string()
}

/// The field that counts the people of a part.
fn counted(part: &str) -> &'static str {
    match part {
        "perpetrator" => "perpetrators",
        "child" => "children",
        _ => "others",
    }
}

/// The form with room for one more person of a part, and where that person's name is typed.
fn with_one_more(form: &Form, part: &str) -> (Form, String) {
    let mut form = form.clone();
    let field = counted(part);
    let count = form.value(field).parse().unwrap_or(0_usize).saturating_add(1).min(MOST_PEOPLE);
    form.set(field, &count.to_string());
    (form, format!("{part}_{count}_name"))
}

/// The form without one person, the later ones moved up.
fn without(form: &Form, person: &str) -> Form {
    let Some((part, number)) = person.rsplit_once('_') else { return form.clone() };
    let Ok(gone) = number.parse::<usize>() else { return form.clone() };
    let field = counted(part);
    let count = form.value(field).parse().unwrap_or(0_usize).saturating_sub(1);
    let moved = |name: &str| -> Option<String> {
        let own = name.strip_prefix(part).and_then(|it| it.strip_prefix('_'));
        let Some((at, rest)) = own.and_then(|it| it.split_once('_')) else {
            return Some(name.to_owned());
        };
        match at.parse::<usize>() {
            Ok(at) if at == gone => None,
            Ok(at) if at > gone => Some(format!("{part}_{}_{rest}", at - 1)),
            _ => Some(name.to_owned()),
        }
    };
    let pairs: Vec<(String, &str)> =
        form.pairs().filter_map(|(name, value)| Some((moved(name)?, value))).collect();
    let mut form = Form::new(pairs);
    form.set(field, &count.to_string());
    form
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_added_and_another_removed_without_losing_what_was_typed() {
        let form = Form::new([
            ("children", "3"),
            ("child_1_name", "Ivy"),
            ("child_2_name", "Ned"),
            ("child_3_name", "May"),
            ("child_3_born-day", "4"),
            ("place", "Home"),
        ]);
        let (more, at) = with_one_more(&form, "child");
        assert_eq!((more.value("children"), at.as_str()), ("4", "child_4_name"));
        let less = without(&form, "child_2");
        assert_eq!(less.value("children"), "2");
        assert_eq!((less.value("child_1_name"), less.value("child_2_name")), ("Ivy", "May"));
        assert_eq!((less.value("child_2_born-day"), less.value("child_3_name")), ("4", ""));
        assert_eq!(less.value("place"), "Home");
    }

    #[test]
    fn a_button_is_no_part_of_a_draft() {
        let form = Form::new([("do", "save"), ("version", "3"), ("place", "A & B"), ("age", "")]);
        assert_eq!(body(&form).reveal(), "place=A+%26+B");
    }
}
