//! The page that goes round an answer that failed.
use actix_web::http::StatusCode;
use actix_web::{HttpMessage, HttpRequest, HttpResponse};

use super::answer;
use super::app::App;
use super::posted::{self, Sent};
use super::visit::{Visit, plain_layout, request_id, visitor_layout};
use crate::views::error::{Closed, Failed, NotFound, NotSaved, Unavailable, Unread, Why};

/// The page of an error, with the navigation when somebody is signed in. It says the same whatever
/// the reason.
pub(super) async fn of(app: &App, request: &HttpRequest, status: StatusCode) -> HttpResponse {
    let visit = match status {
        StatusCode::SERVICE_UNAVAILABLE | StatusCode::INTERNAL_SERVER_ERROR => None,
        _ => Visit::of(request).await.ok().flatten(),
    };
    let layout = match &visit {
        Some(visit) => visit.layout().await.unwrap_or_else(|_failed| plain_layout(app)),
        None => posted::tie(request, app)
            .map_or_else(|| plain_layout(app), |visitor| visitor_layout(app, &visitor)),
    };
    let unread = |why| app.engine.page(&layout, &Unread { why });
    let sent = request.extensions().get::<Sent>().cloned().filter(|_| status.is_server_error());
    let body = match status {
        _ if sent.is_some() => app.engine.page(&layout, &not_saved(request, sent)),
        StatusCode::LOCKED => app.engine.page(&layout, &Closed {}),
        StatusCode::NOT_FOUND => app.engine.page(&layout, &NotFound {}),
        StatusCode::FORBIDDEN => unread(Why::OutOfDate),
        StatusCode::PAYLOAD_TOO_LARGE => unread(Why::TooLarge),
        StatusCode::BAD_REQUEST => unread(Why::Damaged),
        StatusCode::SERVICE_UNAVAILABLE => app.engine.page(&layout, &Unavailable { back: None }),
        _ => app.engine.page(&layout, &Failed { reference: request_id(request) }),
    };
    answer::html(status, body.unwrap_or_else(|_broken| "There is a problem.".to_owned()))
}

/// What was sent, to be sent again.
fn not_saved(request: &HttpRequest, sent: Option<Sent>) -> NotSaved {
    let action = request.uri().path_and_query().map_or("/", |it| it.as_str());
    let sent = sent.unwrap_or_default();
    NotSaved::new(action, sent.operation, sent.filled, request_id(request))
}
