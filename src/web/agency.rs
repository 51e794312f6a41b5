//! The agencies of an area.
use actix_web::web;

use super::answer::Answer;
use super::posted::Posted;
use super::routes::{Routes, get, post};
use super::settings::{self, choices, pairs, word};
use super::visit::{self, Visit};
use crate::domain::agency::{AskRule, Kind};
use crate::domain::ids::{AgencyId, MembershipId};
use crate::views::agency::{Agencies, AgencyPage, AgencyRow};
use crate::views::form::Form;
use crate::views::settings::{Choice, Mark};
use crate::workflow::StepError;
use crate::workflow::agency::{self, AgencyView, Details};

const LIST: &str = "/settings/agencies";

pub(super) fn routes(routes: &mut Routes) {
    routes
        .on(get!(LIST), index)
        .on(post!(LIST), create)
        .on(get!("/settings/agencies/new"), new)
        .on(get!("/settings/agencies/{id}"), show)
        .on(post!("/settings/agencies/{id}"), change);
}

async fn index(visit: Visit) -> Answer {
    let agencies = visit.look("agencies", agency::list).await?;
    let row = |it: &AgencyView| AgencyRow {
        href: format!("{LIST}/{}", it.agency.id),
        name: it.agency.name.clone(),
        kind: it.agency.kind.shown(),
        asked: it.agency.ask_rule.shown(),
        lead: it.lead().map(|lead| lead.account.name.clone()),
        phone: it.agency.phone.clone(),
        mark: (!it.agency.active).then_some(Mark { text: "Not taking part", colour: "grey" }),
    };
    let agencies = agencies.iter().map(row).collect();
    visit.page(&Agencies { tabs: settings::tabs(&visit, "Agencies"), agencies }).await
}

/// The page of one agency; `leads` are its people.
fn page(form: Form, at: Option<(AgencyId, i32)>, leads: Vec<Choice>) -> AgencyPage {
    AgencyPage {
        form,
        action: at.map_or(LIST.to_owned(), |(id, _)| format!("{LIST}/{id}")),
        version: at.map(|(_, version)| version),
        kinds: choices(Kind::ALL, Kind::as_str, Kind::shown),
        ask_rules: choices(AskRule::ALL, AskRule::as_str, AskRule::shown),
        leads,
        actives: vec![Choice::new("yes", "Yes"), Choice::new("no", "No")],
    }
}

async fn new(visit: Visit) -> Answer {
    visit.look("agencies", agency::list).await?;
    visit.page(&page(Form::empty(), None, Vec::new())).await
}

fn details(form: &mut Form) -> Option<Details> {
    let name = form.required("name", "the agency’s name", 100);
    let kind = word(form, "kind", "what kind of agency it is", Kind::parse);
    let ask_rule = word(form, "ask_rule", "when it is asked", AskRule::parse);
    let phone = form.optional("phone", "the phone number", 40).unwrap_or_default();
    let lead = if form.value("lead").is_empty() {
        None
    } else {
        form.choice("lead", "one of the agency’s people", |it| MembershipId::parse(it).ok())
    };
    let active = form.value("active") != "no";
    if form.failed() {
        return None;
    }
    Some(Details { name: name?, kind: kind?, ask_rule: ask_rule?, lead, phone, active })
}

async fn create(visit: Visit, posted: Posted) -> Answer {
    let mut form = posted.form.clone();
    if let Some(details) = details(&mut form) {
        let step = visit.change("agency.add", &posted, move |cx| agency::add(cx, &details));
        match step.await {
            Ok(_) => return Ok(visit.see_other(LIST, "Agency added")),
            Err(error) => visit::refuse_or_fail(&mut form, error)?,
        }
    } else {
        visit.look("agencies", agency::list).await?;
    }
    visit.page_again(&page(form, None, Vec::new())).await
}

async fn look(visit: &Visit, id: &str) -> Result<AgencyView, super::error::PageError> {
    let Ok(id) = AgencyId::parse(id) else { return Err(visit.not_found("agency").await) };
    Ok(visit.look("agency", move |cx| agency::show(cx, id)).await?)
}

fn leads(view: &AgencyView) -> Vec<Choice> {
    let choice = |it: &crate::domain::account::Colleague| {
        Choice::new(it.membership.id.as_str(), it.account.name.reveal())
    };
    view.people.iter().map(choice).collect()
}

async fn show(visit: Visit, id: web::Path<String>) -> Answer {
    let view = look(&visit, &id).await?;
    let agency = &view.agency;
    let form = Form::new([
        ("name", agency.name.as_str()),
        ("kind", agency.kind.as_str()),
        ("ask_rule", agency.ask_rule.as_str()),
        ("lead", agency.lead_id.as_ref().map_or("", MembershipId::as_str)),
        ("phone", &agency.phone),
        ("active", if agency.active { "yes" } else { "no" }),
    ]);
    visit.page(&page(form, Some((agency.id, agency.version)), leads(&view))).await
}

async fn change(visit: Visit, id: web::Path<String>, posted: Posted) -> Answer {
    let view = look(&visit, &id).await?;
    let (id, seen, mut form) = (view.agency.id, posted.seen, posted.form.clone());
    let page = |form: Form| page(form, Some((id, seen)), leads(&view));
    let Some(details) = details(&mut form) else { return visit.page_again(&page(form)).await };
    let step =
        visit.change("agency.change", &posted, move |cx| agency::change(cx, id, &details, seen));
    match step.await {
        Ok(()) => Ok(visit.see_other(LIST, "Agency saved")),
        Err(StepError::Stale(stale)) => {
            let shown = page(Form::empty());
            let lists = [
                ("kind", pairs(&shown.kinds)),
                ("ask_rule", pairs(&shown.ask_rules)),
                ("lead", pairs(&shown.leads)),
                ("active", pairs(&shown.actives)),
            ];
            let place = ("The agency", &*shown.action, LIST);
            visit.stale_among(&stale, &posted.form, place, &lists).await
        }
        Err(error) => {
            visit::refuse_or_fail(&mut form, error)?;
            visit.page_again(&page(form)).await
        }
    }
}
