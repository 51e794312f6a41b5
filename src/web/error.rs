//! What a visitor gets when a page fails. Hidden and missing are the same answer.
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};

use crate::views::engine::NotRendered;
use crate::workflow::StepError;

/// Why a page could not be shown.
#[derive(Debug, thiserror::Error)]
pub(super) enum PageError {
    /// 303 to the sign-in page: nobody is signed in.
    #[error("not signed in")]
    SignIn,
    /// 404: no such thing, or not for this person.
    #[error("not found")]
    NotFound,
    /// 403: the form does not come from a page of ours, or from another session.
    #[error("the form does not belong to this session")]
    Foreign,
    /// 403: it matters enough to ask first whether it is really this person.
    #[error("signed in too long ago")]
    NotFresh,
    /// 423: it is closed for the time being, because something may be exposed.
    #[error("closed for the time being")]
    Closed,
    /// 413: more was sent than any form holds.
    #[error("too much was sent")]
    TooLarge,
    /// 400: what was sent is not a form.
    #[error("not a form")]
    NotAForm,
    /// 503: the database is busy or away; trying again may help.
    #[error("not available")]
    Unavailable(#[source] StepError),
    /// 500: a fault in the program, whose place is in the log.
    #[error("panicked")]
    Panicked,
    /// 500.
    #[error("something went wrong")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl From<NotRendered> for PageError {
    fn from(error: NotRendered) -> Self {
        Self::Internal(Box::new(error))
    }
}

/// A step's failures where the page offers no way to answer the rules: the page is shown again
/// instead of this by every handler whose step may refuse.
impl From<StepError> for PageError {
    fn from(error: StepError) -> Self {
        match error {
            StepError::Hidden => Self::NotFound,
            StepError::NotFresh => Self::NotFresh,
            StepError::Closed => Self::Closed,
            // A press holds no words of its own: one that differs is damaged.
            StepError::SavedBefore(_) => Self::NotAForm,
            StepError::Failed(ref failed) if failed.is_passing() => Self::Unavailable(error),
            other => Self::Internal(Box::new(other)),
        }
    }
}

impl ResponseError for PageError {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::SignIn => StatusCode::SEE_OTHER,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Foreign | Self::NotFresh => StatusCode::FORBIDDEN,
            Self::Closed => StatusCode::LOCKED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::NotAForm => StatusCode::BAD_REQUEST,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Panicked | Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// A bare answer; the page around it is put on as the answer leaves, see `headers`.
    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status_code());
        if matches!(self, Self::SignIn) {
            response.insert_header(("location", "/sign-in"));
        }
        response.finish()
    }
}
