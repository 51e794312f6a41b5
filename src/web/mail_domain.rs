//! What may be mailed to which domain.
use actix_web::web;

use super::answer::Answer;
use super::posted::Posted;
use super::routes::{Routes, get, post};
use super::settings::{self, choices, pairs, word};
use super::visit::{self, Visit};
use crate::domain::agency::MailRule;
use crate::views::form::Form;
use crate::views::format;
use crate::views::mail_domain::{AskedRow, MailDomainPage, MailDomainRow, MailDomains};
use crate::views::settings::Mark;
use crate::workflow::StepError;
use crate::workflow::mail_domain::{self, Asked, Decided, MailDomainView};

const LIST: &str = "/settings/mail-domains";

pub(super) fn routes(routes: &mut Routes) {
    routes
        .on(get!(LIST), index)
        .on(post!(LIST), create)
        .on(get!("/settings/mail-domains/new"), new)
        .on(get!("/settings/mail-domains/{domain}"), show)
        .on(post!("/settings/mail-domains/{domain}"), change);
}

async fn index(visit: Visit) -> Answer {
    let domains = visit.look("mail_domains", mail_domain::list).await?;
    let row = |it: MailDomainView| MailDomainRow {
        href: address(&it.rule.domain),
        mark: mark(it.rule.rule),
        by: it.by,
        asked: it.asked.map(|it| it.rule.shown()),
        at: format::date_without_weekday(it.rule.set_at.with_timezone(&visit.zone()).date_naive()),
        domain: it.rule.domain,
        reason: it.rule.reason,
    };
    let domains = domains.into_iter().map(row).collect();
    visit.page(&MailDomains { tabs: settings::tabs(&visit, "Mail domains"), domains }).await
}

fn address(domain: &str) -> String {
    format!("{LIST}/{domain}")
}

fn mark(rule: MailRule) -> Mark {
    let colour = match rule {
        MailRule::Secure => "green",
        MailRule::Notice => "grey",
        MailRule::Blocked => "red",
    };
    Mark { text: rule.shown(), colour }
}

fn asked(visit: &Visit, it: Asked) -> AskedRow {
    AskedRow {
        text: it.rule.shown(),
        rule: it.rule.as_str(),
        reason: it.reason,
        by: it.by,
        at: format::date_without_weekday(it.at.with_timezone(&visit.zone()).date_naive()),
        may_agree: !it.is_own,
    }
}

/// What is said of a decision.
fn said(decided: Decided, now: &'static str) -> &'static str {
    match decided {
        Decided::Now => now,
        Decided::Asked => "Asked for. Another chair or coordinator must agree, or who stands in",
    }
}

/// The page of one domain and its version, or of a new one.
fn page(form: Form, at: Option<(&str, i32)>) -> MailDomainPage {
    MailDomainPage {
        form,
        action: at.map_or(LIST.to_owned(), |(domain, _)| address(domain)),
        version: at.map(|it| it.1),
        domain: at.map(|it| it.0.to_owned()),
        rules: choices(MailRule::ALL, MailRule::as_str, MailRule::shown),
        asked: None,
    }
}

async fn new(visit: Visit) -> Answer {
    visit.look("mail_domains", mail_domain::list).await?;
    visit.page(&page(Form::empty(), None)).await
}

fn decision(form: &mut Form) -> Option<(MailRule, String)> {
    let rule = word(form, "rule", "what may be mailed", MailRule::parse);
    let reason = form.required("reason", "why", 500);
    Some((rule?, reason?))
}

async fn create(visit: Visit, posted: Posted) -> Answer {
    let mut form = posted.form.clone();
    let domain = form.required("domain", "the mail domain", 253);
    if let (Some(domain), Some((rule, reason))) = (domain, decision(&mut form)) {
        let step = visit.change("mail_domain.add", &posted, move |cx| {
            mail_domain::add(cx, &domain, rule, &reason)
        });
        match step.await {
            Ok(decided) => return Ok(visit.see_other(LIST, said(decided, "Mail domain added"))),
            Err(error) => visit::refuse_or_fail(&mut form, error)?,
        }
    } else {
        visit.look("mail_domains", mail_domain::list).await?;
    }
    visit.page_again(&page(form, None)).await
}

async fn show(visit: Visit, domain: web::Path<String>) -> Answer {
    let asked = domain.clone();
    let view = visit.look("mail_domain", move |cx| mail_domain::show(cx, &asked)).await?;
    let rule = view.rule;
    let form = Form::new([("rule", rule.rule.as_str()), ("reason", &rule.reason)]);
    let asked = view.asked.map(|it| self::asked(&visit, it));
    let page = page(form, Some((&rule.domain, rule.version)));
    visit.page(&MailDomainPage { asked, ..page }).await
}

async fn change(visit: Visit, domain: web::Path<String>, posted: Posted) -> Answer {
    let asked = domain.clone();
    let rule = visit.look("mail_domain", move |cx| mail_domain::show(cx, &asked)).await?.rule;
    let (domain, seen, mut form) = (rule.domain, posted.seen, posted.form.clone());
    let page = |form: Form| page(form, Some((&domain, seen)));
    let Some((rule, reason)) = decision(&mut form) else {
        return visit.page_again(&page(form)).await;
    };
    let asked = domain.clone();
    let step = visit.change("mail_domain.change", &posted, move |cx| {
        mail_domain::change(cx, &asked, (rule, &reason), seen)
    });
    match step.await {
        Ok(decided) => Ok(visit.see_other(LIST, said(decided, "Mail domain saved"))),
        Err(StepError::Stale(stale)) => {
            let shown = page(Form::empty());
            let place = ("The mail domain", &*shown.action, LIST);
            visit.stale_among(&stale, &posted.form, place, &[("rule", pairs(&shown.rules))]).await
        }
        Err(error) => {
            visit::refuse_or_fail(&mut form, error)?;
            visit.page_again(&page(form)).await
        }
    }
}
