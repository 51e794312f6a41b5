//! Choosing a password by a link from a mail, and asking for one.
use actix_web::{HttpRequest, web};
use secrecy::SecretString;

use super::{AGAIN, OK, address, go_on, page};
use crate::domain::account::{Account, Link, LinkPurpose};
use crate::domain::session::Factors;
use crate::platform::guessable::{LONGEST, SHORTEST, Weakness, weakness};
use crate::views::form::Form;
use crate::views::session::{ChoosePassword, Directory, Forgotten, ForgottenSent, LinkEnded};
use crate::web::answer::{self, Answer};
use crate::web::app::App;
use crate::web::device;
use crate::web::error::PageError;
use crate::web::guard::{Tried, Trying};
use crate::web::posted::Plain;
use crate::workflow::StepError;

pub(super) async fn forgotten(request: HttpRequest, app: web::Data<App>) -> Answer {
    page(&request, &app, OK, &Forgotten { form: Form::empty() })
}

/// Says the same whether or not there is such an account.
pub(super) async fn send_link(request: HttpRequest, app: web::Data<App>, plain: Plain) -> Answer {
    let mut form = plain.form;
    let Some(email) = form.required("email", "your email address", 254) else {
        return page(&request, &app, AGAIN, &Forgotten { form });
    };
    let address = address(&request, &app);
    let now = app.service.clock().real_now();
    let device = device::known(&request, &app, &email);
    let tried = Tried { as_whom: &email, from: &address, device: device.as_deref() };
    if app.guard.lets_through(Trying::Link, tried, now) {
        app.service.send_reset(&email, app.settings.reset).await?;
    }
    page(&request, &app, OK, &ForgottenSent {})
}

pub(super) async fn password(
    request: HttpRequest,
    app: web::Data<App>,
    token: web::Path<String>,
) -> Answer {
    match app.service.link(&token).await {
        Err(StepError::Hidden) => ended_link(&request, &app),
        found => page(&request, &app, OK, &choice(&app, &token, (Form::empty(), found?))),
    }
}

/// The same for a link that was used, is too old, or never was one.
pub(in crate::web) fn ended_link(request: &HttpRequest, app: &App) -> Answer {
    page(request, app, actix_web::http::StatusCode::NOT_FOUND, &LinkEnded {})
}

fn choice(
    app: &App,
    token: &str,
    (form, (link, account)): (Form, (Link, Account)),
) -> ChoosePassword {
    let directory = app.providers.of(account.email.reveal()).map(|it| Directory {
        name: it.name().to_owned(),
        address: format!("/password/{token}/with/{}", it.key()),
    });
    ChoosePassword { form, joins: link.purpose == LinkPurpose::Invitation, directory }
}

/// What no password should be made of, for anybody.
const OWN_WORDS: &[&str] = &["daily risk meeting", "marac", "safeguarding"];

/// Words that somebody who guesses an account's password would try first.
pub(in crate::web) async fn context(
    app: &App,
    account: &Account,
) -> Result<Vec<String>, PageError> {
    let mut words = app.service.area_names().await?;
    words.extend([&account.name, &account.email].map(|it| it.reveal().to_owned()));
    words.extend(OWN_WORDS.iter().map(|it| (*it).to_owned()));
    Ok(words)
}

/// Refuses a new password that is too short or easy to guess, or was not typed the same twice.
pub(in crate::web) fn check_password(
    form: &mut Form,
    (field, password): (&str, &str),
    (again_field, again): (&str, Option<&str>),
    context: &[String],
) {
    let context: Vec<&str> = context.iter().map(String::as_str).collect();
    let refused = weakness(password, &context).map(|it| match it {
        Weakness::Short => format!("Enter a password of at least {SHORTEST} characters"),
        Weakness::Long => format!("Enter a password of at most {LONGEST} characters"),
        Weakness::Guessable => "This password is easy to guess. Choose one that is on no list of \
            common passwords, and is not made of the area’s name or yours"
            .to_owned(),
    });
    if let Some(text) = refused {
        form.refuse(field, text);
    } else if again.is_some_and(|it| it != password) {
        form.refuse(again_field, "Enter the same password twice");
    }
}

pub(super) async fn choose(
    request: HttpRequest,
    app: web::Data<App>,
    token: web::Path<String>,
    plain: Plain,
) -> Answer {
    let mut form = plain.form.never_shown(&["password", "again"]);
    let (link, account) = match app.service.link(&token).await {
        Err(StepError::Hidden) => return ended_link(&request, &app),
        found => found?,
    };
    let password = form.secret("password", "a password");
    let again = form.secret("again", "the password again");
    if let Some(password) = &password {
        let context = context(&app, &account).await?;
        let again = ("again", again.as_deref());
        check_password(&mut form, ("password", password), again, &context);
    }
    let Some(password) = password.filter(|_| !form.failed()) else {
        return page(&request, &app, AGAIN, &choice(&app, &token, (form, (link, account))));
    };
    let chosen =
        app.service.choose_password(&app.passwords, &token, SecretString::from(password)).await;
    if matches!(chosen, Err(StepError::Hidden)) {
        return ended_link(&request, &app);
    }
    chosen?;
    let email = account.email.reveal();
    match app
        .service
        .after_first(account.id, Factors::One.into(), &app.settings.second_factor)
        .await?
    {
        Some(next) => Ok(go_on(&request, &app, (&next, email))),
        None => Ok(answer::see_other(&app, "/sign-in", "")),
    }
}
