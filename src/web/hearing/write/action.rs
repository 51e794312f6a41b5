//! Actions: agreed, changed and taken back while the meeting is open.
use actix_web::web;

use super::super::super::answer::Answer;
use super::super::super::path::id;
use super::super::super::posted::Posted;
use super::super::super::visit::Visit;
use super::super::page::{Part, Place};
use super::{Sent, Then, removed};
use crate::domain::due::Due;
use crate::domain::ids::{ActionId, MembershipId, RiskId};
use crate::domain::text::Private;
use crate::views::form::Form;
use crate::workflow::hearing::{self, AgreedAction};

const LONGEST: usize = 1000;

fn read(form: &mut Form) -> Option<AgreedAction> {
    let text = form.required("text", "what will be done", LONGEST);
    let owner = form.choice("owner", "who will do it", |it| MembershipId::parse(it).ok());
    let due = form.choice("due", "when it is due", |it| Due::parse(it).ok());
    let due_on = match due {
        Some(Due::Date) => form.optional_day("due_on", "the due date"),
        _ => None,
    };
    let risk = match form.value("risk") {
        "" => None,
        _ => form.choice("risk", "one of the risks of this case", |it| RiskId::parse(it).ok()),
    };
    if form.failed() {
        return None;
    }
    Some(AgreedAction { text: Private::new(text?), owner: owner?, due: due?, due_on, risk })
}

fn sent(place: Place, id: Option<String>, posted: &Posted) -> Sent {
    Sent { place, part: Part::Action, id, seen: posted.seen, form: posted.form.clone() }
}

/// The box for the next action's words.
const fn then(said: &'static str) -> Then {
    Then { anchor: "text", said, what: "The action" }
}

/// Agrees an action.
pub(in super::super) async fn add(
    visit: Visit,
    path: web::Path<(String, String)>,
    posted: Posted,
) -> Answer {
    let (slug, listing) = path.into_inner();
    let place = Place { slug, listing };
    let mut sent = sent(place.clone(), None, &posted);
    let step = match read(&mut sent.form) {
        Some(new) => Some(
            visit
                .change("action.agree", &posted, move |cx| {
                    hearing::add_action(cx, &place.slug, place.id()?, &new)
                })
                .await,
        ),
        None => None,
    };
    sent.answer(&visit, step, then("The action is added")).await
}

/// Changes an action.
pub(in super::super) async fn change(
    visit: Visit,
    path: web::Path<(String, String, String)>,
    posted: Posted,
) -> Answer {
    let (slug, listing, action) = path.into_inner();
    let place = Place { slug, listing };
    let mut sent = sent(place.clone(), Some(action.clone()), &posted);
    let seen = posted.seen;
    let step = match read(&mut sent.form) {
        Some(new) => Some(
            visit
                .change("action.change", &posted, move |cx| {
                    let of = (place.id()?, id::<ActionId>(&action)?);
                    hearing::change_action(cx, &place.slug, of, seen, &new)
                })
                .await,
        ),
        None => None,
    };
    sent.answer(&visit, step, then("The action is changed")).await
}

/// Takes an action back.
pub(in super::super) async fn remove(
    visit: Visit,
    path: web::Path<(String, String, String)>,
    posted: Posted,
) -> Answer {
    let (slug, listing, action) = path.into_inner();
    let place = Place { slug, listing };
    let sent = sent(place.clone(), Some(action.clone()), &posted);
    let step = visit
        .change("action.remove", &posted, move |cx| {
            hearing::remove_action(cx, &place.slug, place.id()?, id::<ActionId>(&action)?)
        })
        .await;
    removed(&visit, sent, step, then("The action is removed")).await
}
