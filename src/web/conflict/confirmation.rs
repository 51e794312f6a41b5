//! What waits for a second person.
use actix_web::web;

use crate::domain::text::Private;
use crate::views::conflict::{ConfirmationsPage, RequestRow};
use crate::views::format;
use crate::web::answer::Answer;
use crate::web::path::id;
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::workflow::{Step, StepError, conflict, mail_domain, opening};

const HREF: &str = "/confirmations";

/// What waits for the reader.
pub(super) async fn show(visit: Visit) -> Answer {
    let (openings, liftings, domains) = visit
        .look("confirmations", |cx| {
            let liftings = match conflict::waiting(cx) {
                Err(StepError::Hidden) => Vec::new(),
                other => other?,
            };
            Ok((opening::waiting(cx)?, liftings, mail_domain::waiting(cx)?))
        })
        .await?;
    let when = |at| format::moment_from(visit.now(), at, visit.zone());
    let opening = |it: &opening::Waiting| RequestRow {
        action: format!("{HREF}/openings/{}", it.opening.id),
        id: format!("o-{}", it.opening.id),
        by: it.by.clone(),
        when: when(it.opening.asked_at),
        need: it.opening.need.shown().to_owned(),
        reason: it.opening.reason.clone(),
        version: it.opening.version.to_string(),
    };
    let lifting = |it: &conflict::Waiting| RequestRow {
        action: format!("{HREF}/liftings/{}", it.id),
        id: format!("l-{}", it.id),
        by: it.by.clone(),
        when: when(it.at),
        need: String::new(),
        reason: Private::default(),
        version: it.version.to_string(),
    };
    let domain = |it: &mail_domain::Waiting| RequestRow {
        action: format!("{HREF}/mail-domains/{}", it.domain),
        id: format!("d-{}", it.domain),
        by: it.by.clone(),
        when: when(it.at),
        need: format!("{} to {}", it.rule.shown(), it.domain),
        reason: Private::from(it.reason.as_str()),
        version: it.version.to_string(),
    };
    let page = ConfirmationsPage {
        openings: openings.iter().map(opening).collect(),
        liftings: liftings.iter().map(lifting).collect(),
        domains: domains.iter().map(domain).collect(),
    };
    visit.page(&page).await
}

/// Agrees that a restricted case is opened.
pub(super) async fn open(visit: Visit, path: web::Path<String>, posted: Posted) -> Answer {
    let (text, seen) = (path.into_inner(), posted.seen);
    let step =
        visit.change("opening.agree", &posted, move |cx| opening::agree(cx, id(&text)?, seen));
    agreed(&visit, step.await, &posted).await
}

/// Agrees that an interest is lifted.
pub(super) async fn lift(visit: Visit, path: web::Path<String>, posted: Posted) -> Answer {
    let (text, seen) = (path.into_inner(), posted.seen);
    let step =
        visit.change("conflict.agree", &posted, move |cx| conflict::agree(cx, id(&text)?, seen));
    agreed(&visit, step.await, &posted).await
}

/// Agrees that more is mailed to a domain.
pub(super) async fn mail(visit: Visit, domain: web::Path<String>, posted: Posted) -> Answer {
    let (domain, seen) = (domain.into_inner(), posted.seen);
    let step =
        visit.change("mail_domain.agree", &posted, move |cx| mail_domain::agree(cx, &domain, seen));
    agreed(&visit, step.await, &posted).await
}

async fn agreed(visit: &Visit, step: Step<()>, posted: &Posted) -> Answer {
    match step {
        Ok(()) => Ok(visit.see_other(HREF, "You agreed")),
        Err(StepError::Stale(stale)) => {
            visit.stale(&stale, &posted.form, ("The request", HREF, HREF)).await
        }
        Err(StepError::SavedBefore(_) | StepError::Refused(_)) => Ok(visit.see_other(HREF, "")),
        Err(error) => Err(error.into()),
    }
}
