//! Risks: stated, changed and taken back.
use actix_web::web;

use super::super::super::answer::Answer;
use super::super::super::path::id;
use super::super::super::posted::Posted;
use super::super::super::visit::Visit;
use super::super::page::{Part, Place};
use super::{Sent, Then, removed};
use crate::domain::hearing::Subject;
use crate::domain::ids::{PersonId, RiskId};
use crate::domain::listing::RiskLevel;
use crate::domain::text::Private;
use crate::views::form::Form;
use crate::workflow::hearing::{self, About, NewRisk};

const LONGEST: usize = 1000;

fn read(form: &mut Form) -> Option<NewRisk> {
    let about = form.choice("about", "who is at risk, or from whom", about);
    let level = form.choice("level", "how high it is", |it| RiskLevel::parse(it).ok());
    let text = form.required("risk_text", "the risk", LONGEST);
    let reason = form.optional("reason", "why no action answers it", LONGEST);
    if form.failed() {
        return None;
    }
    Some(NewRisk {
        about: about?,
        text: Private::new(text?),
        level: level?,
        no_action_reason: Private::new(reason.unwrap_or_default()),
    })
}

fn about(text: &str) -> Option<About> {
    let person = PersonId::parse(text).ok().map(About::Person);
    person.or_else(|| Subject::parse(text).ok().map(About::Unnamed))
}

fn sent(place: Place, id: Option<String>, posted: &Posted) -> Sent {
    Sent { place, part: Part::Risk, id, seen: posted.seen, form: posted.form.clone() }
}

const fn then(said: &'static str) -> Then {
    Then { anchor: "risks-heading", said, what: "The risk" }
}

/// States a risk.
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
                .change("risk.add", &posted, move |cx| {
                    hearing::add_risk(cx, &place.slug, place.id()?, &new)
                })
                .await,
        ),
        None => None,
    };
    sent.answer(&visit, step, then("The risk is added")).await
}

/// Changes a risk.
pub(in super::super) async fn change(
    visit: Visit,
    path: web::Path<(String, String, String)>,
    posted: Posted,
) -> Answer {
    let (slug, listing, risk) = path.into_inner();
    let place = Place { slug, listing };
    let mut sent = sent(place.clone(), Some(risk.clone()), &posted);
    let seen = posted.seen;
    let step = match read(&mut sent.form) {
        Some(new) => Some(
            visit
                .change("risk.change", &posted, move |cx| {
                    let of = (place.id()?, id::<RiskId>(&risk)?);
                    hearing::change_risk(cx, &place.slug, of, seen, &new)
                })
                .await,
        ),
        None => None,
    };
    sent.answer(&visit, step, then("The risk is changed")).await
}

/// Takes a risk back.
pub(in super::super) async fn remove(
    visit: Visit,
    path: web::Path<(String, String, String)>,
    posted: Posted,
) -> Answer {
    let (slug, listing, risk) = path.into_inner();
    let place = Place { slug, listing };
    let sent = sent(place.clone(), Some(risk.clone()), &posted);
    let step = visit
        .change("risk.remove", &posted, move |cx| {
            hearing::remove_risk(cx, &place.slug, place.id()?, id::<RiskId>(&risk)?)
        })
        .await;
    removed(&visit, sent, step, then("The risk is removed")).await
}
