//! What agencies say: written down, changed and taken back.
use actix_web::web;

use super::super::super::answer::Answer;
use super::super::super::path::id;
use super::super::super::posted::Posted;
use super::super::super::visit::Visit;
use super::super::page::{Part, Place};
use super::{Sent, Then, removed};
use crate::domain::ids::{AgencyId, ContributionId};
use crate::domain::research::Share;
use crate::domain::text::Private;
use crate::views::form::Form;
use crate::workflow::hearing::{self, NewContribution};

const LONGEST: usize = 4000;

fn read(form: &mut Form) -> Option<NewContribution> {
    let agency = form.choice("agency", "an agency", |it| AgencyId::parse(it).ok());
    let text = form.required("said", "what it says", LONGEST);
    let share = form.choice("share", "how far it may go", |it| Share::parse(it).ok());
    if form.failed() {
        return None;
    }
    Some(NewContribution { agency: agency?, text: Private::new(text?), share: share? })
}

fn sent(place: Place, id: Option<String>, posted: &Posted) -> Sent {
    Sent { place, part: Part::Said, id, seen: posted.seen, form: posted.form.clone() }
}

const fn then(said: &'static str) -> Then {
    Then { anchor: "agencies-heading", said, what: "What the agency said" }
}

/// Writes down what an agency says.
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
                .change("contribution.add", &posted, move |cx| {
                    hearing::add_contribution(cx, &place.slug, place.id()?, &new)
                })
                .await,
        ),
        None => None,
    };
    sent.answer(&visit, step, then("What the agency said is added")).await
}

/// Changes what was written down.
pub(in super::super) async fn change(
    visit: Visit,
    path: web::Path<(String, String, String)>,
    posted: Posted,
) -> Answer {
    let (slug, listing, said) = path.into_inner();
    let place = Place { slug, listing };
    let mut sent = sent(place.clone(), Some(said.clone()), &posted);
    let seen = posted.seen;
    let step = match read(&mut sent.form) {
        Some(new) => Some(
            visit
                .change("contribution.change", &posted, move |cx| {
                    let of = (place.id()?, id::<ContributionId>(&said)?);
                    hearing::change_contribution(cx, &place.slug, of, seen, &new)
                })
                .await,
        ),
        None => None,
    };
    sent.answer(&visit, step, then("What the agency said is changed")).await
}

/// Takes back what was written down.
pub(in super::super) async fn remove(
    visit: Visit,
    path: web::Path<(String, String, String)>,
    posted: Posted,
) -> Answer {
    let (slug, listing, said) = path.into_inner();
    let place = Place { slug, listing };
    let sent = sent(place.clone(), Some(said.clone()), &posted);
    let step = visit
        .change("contribution.remove", &posted, move |cx| {
            let of = id::<ContributionId>(&said)?;
            hearing::remove_contribution(cx, &place.slug, place.id()?, of)
        })
        .await;
    removed(&visit, sent, step, then("What the agency said is removed")).await
}
