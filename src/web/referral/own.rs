//! A referral for whoever sent it.
use actix_web::web;

use super::super::answer::Answer;
use super::super::path::id;
use super::super::posted::Posted;
use super::super::visit::{Visit, refuse_or_fail};
use super::{triage, words};
use crate::domain::access::{Duty, may};
use crate::domain::area_clock::AreaClock;
use crate::domain::ids::ReferralId;
use crate::domain::referral::Gap;
use crate::domain::text::Private;
use crate::views::form::Form;
use crate::views::referral::{NoteRow, OwnPage, SentPage, answers, entries};
use crate::workflow::referral::{self, Outcome, Own};
use crate::workflow::{Change, Step, StepError};

/// The triage of a referral for those who triage, and its own page for whoever sent it.
pub(super) async fn show_or_triage(visit: Visit, path: web::Path<String>) -> Answer {
    if may(visit.member(), Duty::Triage) {
        return triage::show(visit, path).await;
    }
    let own = find(&visit, path.into_inner()).await?;
    visit.page(&page(&visit, &own, Form::empty(), "")).await
}

/// That a referral was sent.
pub(super) async fn sent(visit: Visit, path: web::Path<String>) -> Answer {
    let own = find(&visit, path.into_inner()).await?;
    let page = SentPage {
        outcome: words::outcome(&own.outcome, visit.area()),
        href: format!("/referrals/{}", own.referral.id),
        gaps: own.gaps.iter().map(Gap::shown).collect(),
        numbers: words::numbers(&visit),
        reference: own.reference,
    };
    visit.page(&page).await
}

/// Answers the coordinator's question.
pub(super) async fn answer(visit: Visit, path: web::Path<String>, posted: Posted) -> Answer {
    let seen = posted.seen;
    let say =
        move |cx: &mut Change<'_, '_>, id, text: &Private| referral::answer(cx, id, seen, text);
    let said = Said { form: "answer", step: "referral.answer", done: "Answer sent" };
    tell(visit, path.into_inner(), posted, said, say).await
}

/// Adds what happened since.
pub(super) async fn update(visit: Visit, path: web::Path<String>, posted: Posted) -> Answer {
    let say = |cx: &mut Change<'_, '_>, id, text: &Private| referral::add_update(cx, id, text);
    let said = Said { form: "update", step: "referral.update", done: "Added to the referral" };
    tell(visit, path.into_inner(), posted, said, say).await
}

/// Takes the referral back.
pub(super) async fn withdraw(visit: Visit, path: web::Path<String>, posted: Posted) -> Answer {
    let seen = posted.seen;
    let say =
        move |cx: &mut Change<'_, '_>, id, text: &Private| referral::withdraw(cx, id, seen, text);
    let said = Said { form: "withdrawal", step: "referral.withdraw", done: "Referral taken back" };
    tell(visit, path.into_inner(), posted, said, say).await
}

/// Which form it is, which step, and what is said when it is done.
struct Said {
    form: &'static str,
    step: &'static str,
    done: &'static str,
}

async fn tell<F>(visit: Visit, text: String, mut posted: Posted, said: Said, say: F) -> Answer
where
    F: Fn(&mut Change<'_, '_>, ReferralId, &Private) -> Step<()> + Send + Sync + 'static,
{
    let here = format!("/referrals/{text}");
    let typed = posted.form.optional("text", "your text", 2000);
    let mut outcome = Ok(());
    if !posted.form.failed() {
        let (text, typed) = (text.clone(), Private::new(typed.unwrap_or_default()));
        let step = move |cx: &mut Change<'_, '_>| say(cx, id(&text)?, &typed);
        outcome = visit.change(said.step, &posted, step).await;
        if outcome.is_ok() {
            return Ok(visit.see_other(&here, said.done));
        }
    }
    if let Err(StepError::Stale(stale)) = &outcome {
        let action = format!("{here}/{}", said.form);
        return visit.stale(stale, &posted.form, ("This referral", &action, &here)).await;
    }
    if let Err(error) = outcome {
        refuse_or_fail(&mut posted.form, error)?;
    }
    let own = find(&visit, text).await?;
    visit.page_again(&page(&visit, &own, posted.form, said.form)).await
}

async fn find(visit: &Visit, text: String) -> Step<Own> {
    visit.look("referral", move |cx| referral::own(cx, id(&text)?)).await
}

fn page(visit: &Visit, own: &Own, form: Form, typed_in: &'static str) -> OwnPage {
    let (area, tools) = (visit.area(), visit.app.service().tools());
    let account = &own.referral.account;
    let criteria = account.criteria(&tools.checklist, area.settings.threshold);
    let clock = AreaClock::new(area.settings.timezone);
    let advice = match &own.outcome {
        Outcome::Declined(_, advice) => advice.clone(),
        _ => Private::default(),
    };
    let note = |it| NoteRow::new(it, words::moment(it.made_at, visit));
    OwnPage {
        form,
        typed_in,
        href: format!("/referrals/{}", own.referral.id),
        reference: own.reference.clone(),
        victim: account.victim.name.clone(),
        outcome: words::outcome(&own.outcome, area),
        advice,
        entries: entries(&own.referral, &criteria, clock),
        answers: answers(account, &tools.checklist),
        gaps: own.gaps.iter().map(Gap::shown).collect(),
        notes: own.notes.iter().map(note).collect(),
        question: own.question().map(|it| it.text.clone()),
        takes_updates: own.takes_updates(),
        can_be_withdrawn: own.can_be_withdrawn(),
        version: own.referral.version.to_string(),
        numbers: words::numbers(visit),
    }
}
