//! One's own account: name, phone, password, and going to another of one's areas.
use actix_web::HttpRequest;
use secrecy::SecretString;

use super::answer::Answer;
use super::guard::{Tried, Trying};
use super::posted::Posted;
use super::routes::{Routes, get, post};
use super::sign_in;
use super::visit::{self, Visit};
use crate::domain::actor::Role;
use crate::domain::ids::MembershipId;
use crate::domain::text::Private;
use crate::views::account::{AccountPage, PlaceRow};
use crate::views::form::Form;
use crate::views::format;
use crate::workflow::StepError;
use crate::workflow::account::{self, OwnAccount};
use crate::workflow::installation::Place;

const PAGE: &str = "/account";

pub(super) fn routes(routes: &mut Routes) {
    routes
        .on(get!(PAGE), show)
        .on(post!(PAGE), change)
        .on(post!("/account/password"), change_password)
        .on(post!("/account/area"), move_to);
}

/// The areas that somebody has a place in, with a way to each but the one that they are in.
pub(super) fn rows(visit: &Visit, places: &[Place]) -> Vec<PlaceRow> {
    let here = visit.member().membership;
    let row = |it: &Place| PlaceRow {
        name: it.name.clone(),
        roles: format::list(&it.roles.iter().map(Role::shown).collect::<Vec<_>>()),
        membership: (it.membership != here).then(|| it.membership.to_string()),
    };
    places.iter().map(row).collect()
}

fn page(visit: &Visit, own: &OwnAccount, form: Form, version: i32) -> AccountPage {
    let places = if own.places.len() > 1 { rows(visit, &own.places) } else { Vec::new() };
    AccountPage { form, version, email: own.account.email.clone(), places }
}

fn filled(own: &OwnAccount) -> Form {
    Form::new([("name", own.account.name.reveal()), ("phone", own.account.phone.reveal())])
}

async fn show(visit: Visit) -> Answer {
    let own = visit.look("account", account::show).await?;
    visit.page(&page(&visit, &own, filled(&own), own.account.version)).await
}

async fn change(visit: Visit, posted: Posted) -> Answer {
    let (seen, mut form) = (posted.seen, posted.form.clone());
    let name = form.required("name", "your name", 100);
    let phone = form.optional("phone", "your phone number", 40).unwrap_or_default();
    if let Some(name) = name.filter(|_| !form.failed()) {
        let (name, phone) = (Private::new(name), Private::new(phone));
        let step = visit.change("account.change", &posted, move |cx| {
            account::change(cx, (&name, &phone), seen)
        });
        match step.await {
            Ok(()) => return Ok(visit.see_other(PAGE, "Saved")),
            Err(StepError::Stale(stale)) => {
                return visit.stale(&stale, &posted.form, ("Your account", PAGE, PAGE)).await;
            }
            Err(error) => visit::refuse_or_fail(&mut form, error)?,
        }
    }
    let own = visit.look("account", account::show).await?;
    visit.page_again(&page(&visit, &own, form, seen)).await
}

async fn change_password(request: HttpRequest, visit: Visit, posted: Posted) -> Answer {
    let own = visit.look("account", account::show).await?;
    let mut form = posted.form.clone().never_shown(&["current", "new", "again"]);
    let current = form.secret("current", "your password now");
    let new = form.secret("new", "a new password");
    let again = form.secret("again", "the new password again");
    if let Some(new) = &new {
        let context = sign_in::context(&visit.app, &own.account).await?;
        let again = ("again", again.as_deref());
        sign_in::check_password(&mut form, ("new", new), again, &context);
    }
    let address = sign_in::address(&request, &visit.app);
    if let (Some(current), Some(new), false) = (current, new, form.failed()) {
        let (now, session) = (visit.app.service().clock().real_now(), visit.session());
        let email = own.account.email.reveal();
        let tried = Tried { as_whom: email, from: &address, device: Some(session.as_str()) };
        if visit.app.guard.lets_through(Trying::Password, tried, now) {
            let passwords = (SecretString::from(current), SecretString::from(new));
            match visit.change_password(passwords).await {
                Ok(()) => {
                    visit.app.guard.forgive(Trying::Password, tried);
                    return Ok(visit.see_other(PAGE, "Password changed"));
                }
                Err(error) => visit::refuse_or_fail(&mut form, error)?,
            }
        } else {
            form.refuse_whole(sign_in::TOO_MANY_TRIES);
        }
    }
    for (field, text) in [("name", &own.account.name), ("phone", &own.account.phone)] {
        form.set(field, text.reveal());
    }
    visit.page_again(&page(&visit, &own, form, own.account.version)).await
}

async fn move_to(visit: Visit, posted: Posted) -> Answer {
    let Ok(to) = MembershipId::parse(posted.form.value("membership")) else {
        return Err(visit.not_found("account").await);
    };
    visit.move_to(to).await?;
    Ok(visit.see_other("/", ""))
}
