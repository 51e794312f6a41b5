//! A request that panics is answered like one that fails, and the process goes on.
use std::panic::AssertUnwindSafe;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use futures_util::FutureExt;

use super::error::PageError;

/// Answers a request, and one whose handler panics with the page of a failure.
pub(super) async fn caught(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let of = request.request().clone();
    match AssertUnwindSafe(next.call(request)).catch_unwind().await {
        Ok(answer) => Ok(answer?.map_into_boxed_body()),
        Err(_logged) => Ok(ServiceResponse::from_err(PageError::Panicked, of)),
    }
}

#[cfg(test)]
mod tests {
    use actix_web::middleware::from_fn;
    use actix_web::test::{TestRequest, call_service, init_service};
    use actix_web::{App, HttpResponse, web};

    use super::*;

    #[expect(clippy::panic, reason = "it is what is tested")]
    async fn fails() -> HttpResponse {
        panic!("about Somebody")
    }

    #[actix_web::test]
    async fn a_panic_is_a_failure_of_its_own_request_alone() {
        let app = App::new()
            .route("/fails", web::get().to(fails).wrap(from_fn(caught)))
            .route("/works", web::get().to(HttpResponse::Ok).wrap(from_fn(caught)));
        let app = init_service(app).await;
        for (path, status) in [("/works", 200), ("/fails", 500), ("/works", 200)] {
            let answer = call_service(&app, TestRequest::get().uri(path).to_request()).await;
            assert_eq!(answer.status(), status, "{path}");
        }
    }
}
