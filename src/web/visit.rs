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
use super::error::PageError;
use super::posted::{self, Posted};
use crate::domain::actor::{Actor, Member};
use crate::domain::area::Area;
use crate::domain::area_clock::AreaClock;
use crate::domain::ids::SessionId;
use crate::domain::time::{Day, Instant, TimeOfDay};
use crate::platform::telemetry::RequestId;
use crate::views::page::Page;
use crate::workflow::sign_in::SignedIn;
use crate::workflow::{Asker, Change, Look, Operation, Step, StepError};

mod layout;
mod own;
mod refusal;

pub(super) use layout::{plain_layout, visitor_layout};
pub(super) use refusal::{refuse, refuse_or_fail};

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
