//! A signed-in person's request: who they are, the steps they may ask for, and the page around
//! what they get.
use actix_web::http::{Method, StatusCode};
use actix_web::{FromRequest, HttpMessage, HttpRequest, HttpResponse, dev::Payload, web};
use futures_util::future::LocalBoxFuture;
use secrecy::SecretString;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::answer::{self, Answer};
use super::app::App;
use super::cookie::{self, Purpose};
use super::demo;
use super::error::PageError;
use super::navigation;
use super::posted::{self, Posted};
use crate::domain::actor::{Actor, Member};
use crate::domain::area::Area;
use crate::domain::area_clock::AreaClock;
use crate::domain::ids::{MembershipId, SessionId};
use crate::domain::refusal::{Refused, Stale};
use crate::domain::session::Confirmed;
use crate::domain::text::Private;
use crate::domain::time::{Day, Instant, TimeOfDay};
use crate::platform::passkey::Kept;
use crate::platform::provider::Shown;
use crate::platform::telemetry::RequestId;
use crate::views::form::Form;
use crate::views::page::{Banner, BannerKind, Layout, Page, SessionClock, User};
use crate::views::{format, stale};
use crate::workflow::sign_in::SignedIn;
use crate::workflow::{Asker, Change, Look, Operation, Step, StepError, identity, passkey};

/// A signed-in person's request.
#[derive(Clone)]
pub(super) struct Visit {
    pub(super) app: web::Data<App>,
    signed_in: SignedIn,
    token: String,
    request: String,
    subject: String,
    said: Option<String>,
}

impl FromRequest for Visit {
    type Error = PageError;
    type Future = LocalBoxFuture<'static, Result<Self, PageError>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let visit = Self::of(&request).await;
            if visit.is_err() && request.method() == Method::POST {
                posted::until_sent(&request).await;
            }
            let visit = visit?.ok_or(PageError::SignIn)?;
            if visit.signed_in.is_closed { Err(visit.closed().await) } else { Ok(visit) }
        })
    }
}

/// A signed-in person's request for what is there even while the whole area is closed: reporting that
/// something is exposed, and opening the area again.
pub(super) struct CalmVisit(pub(super) Visit);

impl FromRequest for CalmVisit {
    type Error = PageError;
    type Future = LocalBoxFuture<'static, Result<Self, PageError>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { Visit::of(&request).await?.map(Self).ok_or(PageError::SignIn) })
    }
}

impl Visit {
    /// The visit of a request, if somebody is signed in.
    pub(super) async fn of(request: &HttpRequest) -> Result<Option<Self>, PageError> {
        if let Some(visit) = request.extensions().get::<Self>() {
            return Ok(Some(visit.clone()));
        }
        let Some(app) = request.app_data::<web::Data<App>>().cloned() else { return Ok(None) };
        let secure = app.settings.is_secure;
        let Some(token) = cookie::read(request, Purpose::Session, secure) else {
            return Ok(None);
        };
        let secret = SecretString::from(token.clone());
        let Some(signed_in) =
            app.service.session(&secret, app.settings.limits, &app.settings.second_factor).await?
        else {
            return Ok(None);
        };
        let visit = Self {
            signed_in,
            token,
            request: request_id(request),
            subject: subject(request),
            said: said(request, secure),
            app,
        };
        request.extensions_mut().insert(visit.clone());
        Ok(Some(visit))
    }

    /// Who asks.
    pub(super) fn member(&self) -> &Member {
        &self.signed_in.member
    }

    /// Their session.
    pub(super) fn session(&self) -> SessionId {
        self.signed_in.session
    }

    /// The area they are in.
    pub(super) fn area(&self) -> &Area {
        &self.signed_in.area
    }

    /// The name of their agency.
    pub(super) fn agency(&self) -> &str {
        &self.signed_in.agency
    }

    /// The time by the service's clock.
    pub(super) fn now(&self) -> Instant {
        self.app.service.clock().now()
    }

    /// The area's clock zone.
    pub(super) fn zone(&self) -> chrono_tz::Tz {
        self.signed_in.area.settings.timezone
    }

    /// The day that it is in the area.
    pub(super) fn today(&self) -> Day {
        self.now().with_timezone(&self.zone()).date_naive()
    }

    /// The instant at which the area's clocks show a time on a day.
    pub(super) fn local(&self, day: Day, time: TimeOfDay) -> Instant {
        AreaClock::new(self.zone()).instant_of(day, time)
    }

    fn asker(&self, name: &'static str) -> Asker {
        Asker {
            actor: Actor::Member(self.signed_in.member.clone()),
            name,
            subject: self.subject.clone(),
            request: self.request.clone(),
            confirmed: self.signed_in.confirmed,
        }
    }

    /// Looks something up; `name` is the page's, for the record.
    pub(super) async fn look<T, F>(&self, name: &'static str, look: F) -> Step<T>
    where
        F: Fn(&mut Look<'_, '_>) -> Step<T> + Send + Sync + 'static,
        T: Send + 'static,
    {
        self.app.service.look(self.asker(name), look).await
    }

    /// Carries out a step that a form asks for; `name` is the step's, for the record.
    pub(super) async fn change<T, F>(&self, name: &'static str, posted: &Posted, step: F) -> Step<T>
    where
        F: Fn(&mut Change<'_, '_>) -> Step<T> + Send + Sync + 'static,
        T: Serialize + DeserializeOwned + Send + 'static,
    {
        self.app.service.change(self.asker(name), posted.operation(), step).await
    }

    /// The same for a form whose words are kept nowhere but where the step puts them.
    pub(super) async fn change_closed<T, F>(
        &self,
        name: &'static str,
        posted: &Posted,
        step: F,
    ) -> Step<T>
    where
        F: Fn(&mut Change<'_, '_>) -> Step<T> + Send + Sync + 'static,
        T: Serialize + DeserializeOwned + Send + 'static,
    {
        self.app.service.change(self.asker(name), posted.closed_operation(), step).await
    }

    /// Notes something that is the same however often it is noted, such as a first look. While the
    /// disk is full it is not noted, and the page that it is noted for is shown all the same.
    pub(super) async fn note<F>(&self, name: &'static str, step: F) -> Step<()>
    where
        F: Fn(&mut Change<'_, '_>) -> Step<()> + Send + Sync + 'static,
    {
        match self.app.service.change(self.asker(name), Operation::OfItself, step).await {
            Err(StepError::Failed(error)) if error.is_full() => Ok(()),
            noted => noted,
        }
    }

    /// Changes the visitor's own password; every other session of theirs ends.
    pub(super) async fn change_password(&self, both: (SecretString, SecretString)) -> Step<()> {
        let (asker, kept) = (self.asker("account.password"), self.signed_in.session);
        self.app.service.change_password(&self.app.passwords, &asker, kept, both).await
    }

    /// Makes the visitor's session fresh, if the password is theirs.
    pub(super) async fn confirm(&self, password: SecretString) -> Step<bool> {
        let (asker, token) = (self.asker("session.confirm"), self.token());
        self.app.service.confirm(&self.app.passwords, &asker, &token, password).await
    }

    /// Makes the visitor's session fresh, if the code is of their app or a recovery code.
    pub(super) async fn confirm_by_code(&self, code: String) -> Step<bool> {
        let (asker, token) = (self.asker("session.confirm"), self.token());
        self.app.service.confirm_by_code(&asker, &token, code).await
    }

    /// Sets up an app for the visitor by its seed and first code; gives recovery codes.
    pub(super) async fn set_up_app(&self, both: (String, String)) -> Step<Option<Vec<String>>> {
        self.app.service.set_up_app(&self.asker("factor.set_up"), both).await
    }

    /// Keeps a passkey that the visitor has made and named.
    pub(super) async fn add_passkey(
        &self,
        (name, made): (Private, Kept),
        now: Instant,
    ) -> Step<()> {
        let add = move |cx: &mut Change<'_, '_>| passkey::add(cx, (&name, &made), now);
        self.app.service.change(self.asker("passkey.add"), Operation::OfItself, add).await
    }

    /// Has the visitor sign in by their directory from now on.
    pub(super) async fn add_identity(&self, shown: Shown) -> Step<()> {
        let now = self.app.service.clock().real_now();
        let add = move |cx: &mut Change<'_, '_>| identity::add(cx, &shown, now);
        self.app.service.change(self.asker("identity.add"), Operation::OfItself, add).await
    }

    /// Makes the visitor's session fresh, if it is them whom a directory has shown.
    pub(super) async fn confirm_by(&self, shown: &Shown) -> Step<bool> {
        let (asker, token) = (self.asker("session.confirm"), self.token());
        self.app.service.confirm_by(&asker, &token, shown).await
    }

    /// Whether they showed lately who they are.
    pub(super) fn is_fresh(&self) -> bool {
        self.signed_in.confirmed == Confirmed::Lately
    }

    /// Makes new recovery codes for the visitor.
    pub(super) async fn new_recovery_codes(&self) -> Step<Vec<String>> {
        self.app.service.new_recovery_codes(&self.asker("factor.recovery_codes")).await
    }

    /// Makes the visitor's session fresh: they have just shown who they are.
    pub(super) async fn has_confirmed(&self) -> Step<()> {
        self.app.service.has_confirmed(&self.asker("session.confirm"), &self.token()).await
    }

    fn token(&self) -> SecretString {
        SecretString::from(self.token.clone())
    }

    /// Goes on in another of the visitor's areas.
    pub(super) async fn move_to(&self, place: MembershipId) -> Step<()> {
        let (asker, token) = (self.asker("account.move"), self.token());
        self.app.service.move_to(&asker, &token, place).await
    }

    /// Answers with a page.
    pub(super) async fn page<P: Page>(&self, page: &P) -> Answer {
        self.page_with(StatusCode::OK, page).await
    }

    /// Answers with a form again, with what stands in the way.
    pub(super) async fn page_again<P: Page>(&self, page: &P) -> Answer {
        self.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await
    }

    /// Answers with a page and a status.
    pub(super) async fn page_with<P: Page>(&self, status: StatusCode, page: &P) -> Answer {
        let layout = self.layout().await?;
        let body = self.app.engine.page(&layout, page)?;
        let mut response = answer::html(status, body);
        if self.said.is_some() {
            cookie::clear(&mut response, Purpose::Said, self.app.settings.is_secure);
        }
        Ok(response)
    }

    /// Sends the browser on to another page, which says once what has just been done.
    pub(super) fn see_other(&self, to: &str, said: &str) -> HttpResponse {
        answer::see_other(&self.app, to, said)
    }

    /// The failure of an address that can be nothing's. It is noted like one that may not be seen.
    pub(super) async fn not_found(&self, name: &'static str) -> PageError {
        match self.app.service.note_nothing_there(&self.asker(name)).await {
            Ok(()) => PageError::NotFound,
            Err(error) => error.into(),
        }
    }

    /// The failure of every address while the whole area is closed, noted like one that may not be seen.
    async fn closed(&self) -> PageError {
        match self.not_found("closed").await {
            PageError::NotFound => PageError::Closed,
            failed => failed,
        }
    }

    /// Answers a save that came too late with both texts. `what` names the thing ("The action"),
    /// `action` is where the form posts to, `back` the page of the thing.
    pub(super) async fn stale(
        &self,
        stale: &Stale,
        posted: &Form,
        place: (&str, &str, &str),
    ) -> Answer {
        self.stale_among(stale, posted, place, &[]).await
    }

    /// The same, where some fields are chosen from a list of (value, words).
    pub(super) async fn stale_among(
        &self,
        stale: &Stale,
        posted: &Form,
        (what, action, back): (&str, &str, &str),
        choices: &[(&str, Vec<(&str, &str)>)],
    ) -> Answer {
        let mut page = stale::Stale {
            what: what.to_owned(),
            by: None,
            at: format::clock(self.now(), self.zone()),
            action: action.to_owned(),
            back: back.to_owned(),
            version: stale.version.to_string(),
            fields: Vec::new(),
            kept: Vec::new(),
        };
        let saved: Vec<stale::Saved<'_>> = stale
            .clashes
            .iter()
            .map(|it| stale::Saved {
                name: &it.field,
                label: &it.label,
                value: &it.theirs,
                choices: choices
                    .iter()
                    .find(|(field, _)| *field == it.field)
                    .map_or(&[][..], |(_, choices)| choices),
            })
            .collect();
        page.compare(posted, &saved);
        self.page_with(StatusCode::CONFLICT, &page).await
    }

    /// What every page shows around its own content.
    pub(super) async fn layout(&self) -> Result<Layout, PageError> {
        let settings = &self.signed_in.area.settings;
        let nav = if self.signed_in.is_closed {
            Vec::new()
        } else {
            let waiting = self.look("navigation", crate::workflow::navigation::waiting).await?;
            navigation::items(self.member(), waiting)
        };
        let idle = self.app.settings.limits.idle_when(self.signed_in.in_meeting);
        let seconds = |length: chrono::TimeDelta| length.num_seconds().unsigned_abs();
        Ok(Layout {
            area: Some(self.signed_in.area.name.clone()),
            handling: settings.words.sharing_agreement.clone(),
            coordinator: coordinator(&self.signed_in.area),
            user: Some(User {
                says: navigation::who(&self.signed_in),
                agency: self.signed_in.agency.clone(),
            }),
            nav,
            banner: self.said.clone().map(|text| Banner {
                kind: BannerKind::Success,
                text,
                link: None,
            }),
            session: Some(SessionClock {
                says: format::duration(idle),
                stay: "/session".to_owned(),
                ended: "/signed-out".to_owned(),
                warns_after: seconds(idle - self.app.settings.warning),
                ends_after: seconds(idle),
            }),
            ..visitor_layout(&self.app, &self.token)
        })
    }
}

/// Puts what the rules say beside the fields of a form.
pub(super) fn refuse(form: &mut Form, refused: &Refused) {
    for problem in &refused.problems {
        if problem.field.is_empty() {
            form.refuse_whole(problem.text.clone());
        } else {
            form.refuse(&problem.field, problem.text.clone());
        }
    }
}

/// What a form shows when the same form was sent before with another text.
pub(super) const SAVED_BEFORE: &str = "You sent this form before with other words, and those \
    were saved. Look at the page again, then send what you typed here if it is still needed.";

/// What stands in the way of a step, beside the fields; other failures are handed on.
pub(super) fn refuse_or_fail(form: &mut Form, error: StepError) -> Result<(), PageError> {
    match error {
        StepError::Refused(refused) => refuse(form, &refused),
        StepError::SavedBefore(first) => show_saved_before(form, first.reveal()),
        other => return Err(other.into()),
    }
    Ok(())
}

/// Says that other words were saved, and beside each field which.
fn show_saved_before(form: &mut Form, first: &str) {
    form.refuse_whole(SAVED_BEFORE);
    if !first.is_empty() {
        form.compare(&Form::new(url::form_urlencoded::parse(first.as_bytes())));
    }
}

/// The layout before anybody is signed in.
pub(super) fn plain_layout(app: &App) -> Layout {
    Layout {
        service: "Daily risk meeting".to_owned(),
        operation: app.service.tools().random.uuid().to_string(),
        ..Layout::default()
    }
}

/// The layout for somebody who is not signed in, whose forms are tied to their browser.
pub(super) fn visitor_layout(app: &App, visitor: &str) -> Layout {
    Layout { csrf: app.csrf(visitor), demo: demo::bar(app), ..plain_layout(app) }
}

/// The coordinator with the phone number, when the area has given one.
fn coordinator(area: &Area) -> Option<String> {
    let phone = &area.settings.contact.coordinator_phone;
    (!phone.is_empty()).then(|| format!("the coordinator on {phone}"))
}

/// What ties the lines of the log about a request together, and what people quote.
pub(super) fn request_id(request: &HttpRequest) -> String {
    request.extensions().get::<RequestId>().map(ToString::to_string).unwrap_or_default()
}

/// The identifiers and dates in the address, for the record; whatever else was typed there is not
/// kept, since it may be a name.
fn subject(request: &HttpRequest) -> String {
    let plain = |text: &&str| {
        text.len() <= 36
            && text.chars().any(|it| it.is_ascii_digit())
            && text.chars().all(|it| it.is_ascii_hexdigit() || it == '-')
    };
    let parts: Vec<&str> = request.path().split('/').filter(plain).collect();
    parts.join(" ")
}

fn said(request: &HttpRequest, secure: bool) -> Option<String> {
    let said = cookie::read(request, Purpose::Said, secure)?;
    let (text, _) = url::form_urlencoded::parse(said.as_bytes()).next()?;
    Some(text.chars().filter(|it| !it.is_control()).take(300).collect())
}

/// The answer to an address that no page has. It is noted like one that may not be seen.
pub(super) async fn nothing_there(request: HttpRequest) -> Answer {
    if let Some(visit) = Visit::of(&request).await? {
        visit.app.service.note_nothing_there(&visit.asker("page")).await?;
    }
    Err(PageError::NotFound)
}
