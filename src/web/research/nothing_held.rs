//! Nothing held on many cases at once: the page that lists them, and the return.
use actix_web::web;

use super::desk::look;
use super::words::cases;
use super::{caption, href};
use crate::domain::ids::CaseId;
use crate::domain::text::Private;
use crate::views::agenda::CaseName;
use crate::views::form::Form;
use crate::views::format;
use crate::views::research::{NothingHeld, NothingHeldCase};
use crate::web::answer::Answer;
use crate::web::attempt::{Attempt, attempt};
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::workflow::research;

pub(super) async fn ask(visit: Visit, slug: web::Path<String>) -> Answer {
    let (desk, _) = look(&visit, &slug, None).await?;
    let untouched = desk.lines.iter().filter(|it| it.is_untouched());
    let form = Form::new(untouched.map(|it| ("cases", it.case.id.to_string())));
    visit.page(&page(&visit, &desk, form)).await
}

fn page(visit: &Visit, desk: &research::Desk, form: Form) -> NothingHeld {
    let case = |it: &research::DeskLine| NothingHeldCase {
        value: it.case.id.to_string(),
        text: Private::new(format!(
            "{} {}",
            it.case.reference,
            CaseName::new(&it.case, visit.today()).name.reveal()
        )),
    };
    NothingHeld {
        caption: caption(visit, &desk.meeting),
        day: format::date_without_weekday(desk.meeting.day),
        back: href(&desk.meeting.slug),
        cases: desk.lines.iter().filter(|it| it.is_untouched()).map(case).collect(),
        form,
    }
}

pub(super) async fn give(visit: Visit, slug: web::Path<String>, posted: Posted) -> Answer {
    let mut form = posted.form.clone();
    if let Some(ids) = form.many("cases", "cases of your list", |it| CaseId::parse(it).ok()) {
        let place = slug.to_string();
        let returned = visit
            .change("research.nothing_held", &posted, move |cx| {
                research::nothing_held(cx, &place, &ids)
            })
            .await;
        match attempt(&mut form, returned)? {
            Attempt::Done(count) => {
                let said = format!("Nothing held is returned for {}", cases(count));
                return Ok(visit.see_other(&format!("{}/own", href(&slug)), &said));
            }
            Attempt::Again | Attempt::Stale(_) => {}
        }
    }
    let (desk, _) = look(&visit, &slug, None).await?;
    visit.page_again(&page(&visit, &desk, form)).await
}
