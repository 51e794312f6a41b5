//! Changing some items at once: the page that asks how, and the change.
use actix_web::{HttpRequest, web};

use super::href;
use super::show::shown;
use crate::domain::ids::ListingId;
use crate::domain::text::Private;
use crate::views::agenda::{CaseName, Change, ChangeItem, ChangeKind};
use crate::views::form::Form;
use crate::views::format;
use crate::web::answer::Answer;
use crate::web::attempt::{Attempt, attempt};
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::workflow::Step;
use crate::workflow::agenda::{self, Move, Shown};

pub(super) async fn ask(visit: Visit, slug: web::Path<String>, request: HttpRequest) -> Answer {
    let asked = url::form_urlencoded::parse(request.query_string().as_bytes());
    let form = Form::new(asked.into_owned());
    let Some(kind) = ChangeKind::parse(form.value("do")) else {
        return Err(visit.not_found("agenda.change").await);
    };
    page(&visit, &slug, kind, form).await
}

pub(super) async fn change(visit: Visit, slug: web::Path<String>, posted: Posted) -> Answer {
    let mut form = posted.form.clone();
    let Some(kind) = ChangeKind::parse(form.value("do")) else {
        return Err(visit.not_found("agenda.change").await);
    };
    let Some(items) = form.many("items", "the cases", |it| ListingId::parse(it).ok()) else {
        return Err(visit.not_found("agenda.change").await);
    };
    let done = match kind {
        ChangeKind::Move => place(&visit, &slug, &mut form, &posted, items).await,
        ChangeKind::Minutes => give(&visit, &slug, &mut form, &posted, items).await,
        _ => take_off(&visit, &slug, &mut form, &posted, items).await,
    };
    let Some(done) = done else { return page(&visit, &slug, kind, form).await };
    match attempt(&mut form, done)? {
        Attempt::Done(()) => Ok(visit.see_other(&href(&slug), said(kind))),
        Attempt::Again | Attempt::Stale(_) => page(&visit, &slug, kind, form).await,
    }
}

async fn place(
    visit: &Visit,
    slug: &str,
    form: &mut Form,
    posted: &Posted,
    items: Vec<ListingId>,
) -> Option<Step<()>> {
    let to = form.parsed("place", "a place on the agenda, such as 1", |it| {
        it.parse().ok().filter(|it| (1..=999).contains(it))
    })?;
    let slug = slug.to_owned();
    let step = visit.change("agenda.move", posted, move |cx| {
        agenda::move_items(cx, &slug, &items, Move::To(to))
    });
    Some(step.await)
}

async fn give(
    visit: &Visit,
    slug: &str,
    form: &mut Form,
    posted: &Posted,
    items: Vec<ListingId>,
) -> Option<Step<()>> {
    let minutes = if form.value("minutes").is_empty() {
        None
    } else {
        Some(form.parsed("minutes", "a number of minutes from 1 to 120", |it| it.parse().ok())?)
    };
    let slug = slug.to_owned();
    let step = visit.change("agenda.set_minutes", posted, move |cx| {
        agenda::set_minutes(cx, &slug, &items, minutes)
    });
    Some(step.await)
}

/// Puts off or takes off; both ask for a reason.
async fn take_off(
    visit: &Visit,
    slug: &str,
    form: &mut Form,
    posted: &Posted,
    items: Vec<ListingId>,
) -> Option<Step<()>> {
    let reason = form.optional("reason", "the reason", 1_000);
    if form.failed() {
        return None;
    }
    let reason = Private::new(reason.unwrap_or_default());
    let kind = ChangeKind::parse(form.value("do"))?;
    let slug = slug.to_owned();
    let step = visit.change("agenda.take_off", posted, move |cx| match kind {
        ChangeKind::Defer => agenda::defer(cx, &slug, &items, &reason),
        _ => agenda::remove(cx, &slug, &items, &reason),
    });
    Some(step.await)
}

fn said(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Move => "The cases have been moved",
        ChangeKind::Minutes => "The minutes have been changed",
        ChangeKind::Defer => "The cases go to the next meeting",
        ChangeKind::Remove => "The cases have been taken off the agenda",
    }
}

async fn page(visit: &Visit, slug: &str, kind: ChangeKind, form: Form) -> Answer {
    let Shown::Leading(view) = shown(visit, "agenda.show", slug).await? else {
        return Err(visit.not_found("agenda.change").await);
    };
    let chosen: Vec<ListingId> =
        form.values("items").filter_map(|it| ListingId::parse(it).ok()).collect();
    let items = view.agenda.items.iter().filter(|it| chosen.contains(&it.listing.id));
    let item = |it: &agenda::AgendaItem| ChangeItem {
        listing: it.listing.id.to_string(),
        number: it.number,
        case: CaseName::new(&it.case, visit.today()),
    };
    let (count, usual) = (view.agenda.items.len(), view.meeting.minutes_per_case);
    let page = Change {
        day: format::date(view.meeting.day),
        back: href(slug),
        form,
        ..Change::new(kind, items.map(item).collect(), count, usual)
    };
    if page.form.failed() { visit.page_again(&page).await } else { visit.page(&page).await }
}
