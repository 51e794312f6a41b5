//! What is added to a case in the room, changed there and taken back: one way for all three kinds.
mod action;
mod risk;
mod said;

use std::marker::PhantomData;

use actix_web::web;

use super::super::answer::Answer;
use super::super::attempt::{Attempt, attempt};
use super::super::posted::Posted;
use super::super::visit::Visit;
use super::page::{Open, Part, Place, again};
use super::stale;
use crate::views::form::Form;
use crate::workflow::{Change, Step, StepError};

/// One kind of thing that is added to a case in the room.
pub(super) trait Addition: Clone + Send + Sync + Sized + 'static {
    /// Its form on the page.
    const PART: Part;
    /// The element of the page that the browser goes to after a save.
    const ANCHOR: &'static str;
    /// What the page calls it: "The risk".
    const WHAT: &'static str;
    /// What the record calls adding, changing and removing one.
    const STEPS: [&'static str; 3];

    /// Reads what was filled in; none when something is wrong, which is then said beside its field.
    fn read(form: &mut Form) -> Option<Self>;
    /// Adds it.
    fn add(&self, cx: &mut Change<'_, '_>, place: &Place) -> Step<()>;
    /// Puts it in the place of the one with this identifier.
    fn change(&self, cx: &mut Change<'_, '_>, place: &Place, of: &str, seen: i32) -> Step<()>;
    /// Takes one back.
    fn remove(cx: &mut Change<'_, '_>, place: &Place, of: &str) -> Step<()>;
}

/// Adds one.
pub(super) async fn add<A: Addition>(
    visit: Visit,
    path: web::Path<(String, String)>,
    posted: Posted,
) -> Answer {
    let (slug, listing) = path.into_inner();
    let mut sent = Sent::<A>::new(Place { slug, listing }, None, &posted);
    let step = match A::read(&mut sent.form) {
        Some(new) => {
            let place = sent.place.clone();
            Some(visit.change(A::STEPS[0], &posted, move |cx| new.add(cx, &place)).await)
        }
        None => None,
    };
    sent.answer(&visit, step, "added").await
}

/// Changes one.
pub(super) async fn change<A: Addition>(
    visit: Visit,
    path: web::Path<(String, String, String)>,
    posted: Posted,
) -> Answer {
    let (slug, listing, of) = path.into_inner();
    let mut sent = Sent::<A>::new(Place { slug, listing }, Some(of.clone()), &posted);
    let step = match A::read(&mut sent.form) {
        Some(new) => {
            let (place, seen) = (sent.place.clone(), posted.seen);
            let step = move |cx: &mut Change<'_, '_>| new.change(cx, &place, &of, seen);
            Some(visit.change(A::STEPS[1], &posted, step).await)
        }
        None => None,
    };
    sent.answer(&visit, step, "changed").await
}

/// Takes one back: what cannot be removed is shown with the reason.
pub(super) async fn remove<A: Addition>(
    visit: Visit,
    path: web::Path<(String, String, String)>,
    posted: Posted,
) -> Answer {
    let (slug, listing, of) = path.into_inner();
    let place = Place { slug, listing };
    let mut sent = Sent::<A>::new(place.clone(), Some(of.clone()), &posted);
    let step = visit.change(A::STEPS[2], &posted, move |cx| A::remove(cx, &place, &of)).await;
    match step {
        // It is gone already: whoever sent this wanted that.
        Err(StepError::SavedBefore(_)) => sent.answer(&visit, Some(Ok(())), "removed").await,
        Err(StepError::Refused(refused)) => {
            let said = refused.problems.first().map(|it| it.text.clone()).unwrap_or_default();
            (sent.form, sent.seen) = (Form::empty(), 0);
            sent.form.refuse_whole(said);
            sent.answer(&visit, None, "").await
        }
        other => sent.answer(&visit, Some(other), "removed").await,
    }
}

/// A form that was sent in: for what, and from which version.
struct Sent<A> {
    place: Place,
    /// The identifier of what is changed; none for something new.
    id: Option<String>,
    seen: i32,
    form: Form,
    of: PhantomData<A>,
}

impl<A: Addition> Sent<A> {
    fn new(place: Place, id: Option<String>, posted: &Posted) -> Self {
        Self { place, id, seen: posted.seen, form: posted.form.clone(), of: PhantomData }
    }

    /// Answers with the page, the page with its form again, or both texts.
    async fn answer(self, visit: &Visit, step: Option<Step<()>>, done: &str) -> Answer {
        let Self { place, id, seen, mut form, .. } = self;
        if let Some(step) = step {
            match attempt(&mut form, step)? {
                Attempt::Done(()) => {
                    let to = format!("{}#{}", place.href(), A::ANCHOR);
                    return Ok(visit.see_other(&to, &format!("{} is {done}", A::WHAT)));
                }
                Attempt::Stale(clash) => {
                    let action = address(&place, A::PART, id.as_deref());
                    return stale::both(visit, &place, &form, &clash, (A::WHAT, action)).await;
                }
                Attempt::Again => {}
            }
        }
        again(visit, &place, Open { part: A::PART, id, typed: Some(form), seen, offer: None }).await
    }
}

fn address(place: &Place, part: Part, id: Option<&str>) -> String {
    let path = match part {
        Part::Said => "said",
        Part::Risk => "risks",
        Part::Action => "actions",
        Part::Decision => "decision",
    };
    let id = id.map(|it| format!("/{it}")).unwrap_or_default();
    format!("{}/{path}{id}", place.href())
}
