//! The door of an address, as the matrix has it: nothing behind it runs for those whom it keeps out.
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, HttpRequest};

use super::error::PageError;
use super::matrix::{Address, Door};
use super::posted;
use super::visit::Visit;

/// Answers a request whose door is open to whoever asks. For those who are signed in and may not, the
/// address does not exist, whatever they sent; who is not signed in is sent to do so.
pub(super) async fn kept(
    address: &'static Address,
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let of = request.request().clone();
    let Err(error) = opened(address, &of).await else {
        return Ok(next.call(request).await?.map_into_boxed_body());
    };
    posted::in_vain(&of, &mut request.take_payload()).await;
    Ok(ServiceResponse::from_err(error, of))
}

/// Fails where the door is shut.
async fn opened(address: &Address, of: &HttpRequest) -> Result<(), PageError> {
    if let Door::Anybody = address.door {
        return Ok(());
    }
    let visit = Visit::of(of).await?.ok_or(PageError::SignIn)?;
    if address.door.lets_in(visit.member()) {
        return Ok(());
    }
    Err(visit.not_found(address.pattern).await)
}
